package vcr_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASecretThatTheVendorRepeatsIsNotWritten(t *testing.T) {
	for _, body := range []string{`{"message":"the token s3cr3t-access is wrong"}`, `{"fields":{"s3cr3t-access":1}}`} {
		path := filepath.Join(t.TempDir(), "case.yaml")
		err := record(t, path, func(*http.Request) *http.Response { return answer(400, "application/json", body) }, func(client *http.Client) {
			send(t, client, "POST", validate, "{}")
		})
		require.ErrorContains(t, err, "a secret of an exchange outside of its field")
		require.NotContains(t, err.Error(), "s3cr3t")
		require.NoFileExists(t, path)
	}
}
