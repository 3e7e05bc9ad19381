package vcr_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASecretThatTheVendorRepeatsIsNotWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.yaml")
	err := record(t, path, func(*http.Request) *http.Response {
		return answer(400, "application/json", `{"message":"the token s3cr3t-access is wrong"}`)
	}, func(client *http.Client) {
		send(t, client, "POST", validate, "{}")
	})
	require.ErrorContains(t, err, "a secret of an exchange outside of its field")
	require.NotContains(t, err.Error(), "s3cr3t")
	require.NoFileExists(t, path)
}

func TestASecretThatTheVendorRepeatsAsANameIsLeftOut(t *testing.T) {
	path := recorded(t, func(*http.Request) *http.Response {
		return answer(400, "application/json", `{"message":"no","fields":{"s3cr3t-access":1}}`)
	}, func(client *http.Client) {
		send(t, client, "POST", validate, "{}")
	})
	require.Contains(t, text(t, path), `"message": "no"`)
	require.NotContains(t, text(t, path), "fields")
	require.NotContains(t, text(t, path), "s3cr3t")
}
