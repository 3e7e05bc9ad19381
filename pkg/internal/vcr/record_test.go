package vcr_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

func TestARecordingReplacesTheTape(t *testing.T) {
	v := func(*http.Request) *http.Response { return answer(200, "application/json", `[]`) }
	path := recorded(t, v, func(client *http.Client) { send(t, client, "GET", origin+"/health", "") })
	before := text(t, path)
	require.NoError(t, record(t, path, v, func(client *http.Client) { send(t, client, "GET", origin+"/health", "") }))
	require.Equal(t, before, text(t, path), "it is not appended to")
}

func TestARecordingThatFailsLeavesTheTapeAlone(t *testing.T) {
	path := recorded(t, func(*http.Request) *http.Response { return answer(200, "application/json", `[]`) },
		func(client *http.Client) { send(t, client, "GET", origin+"/health", "") })
	before := text(t, path)
	jwt := "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxIn0.c2ln"
	for name, v := range map[string]vendor{
		"nothing was recorded": func(*http.Request) *http.Response { return nil },
		"answer 200 text/html: the specification does not describe a body of this kind": func(*http.Request) *http.Response { return answer(200, "text/html", "<h1>Bad Gateway</h1>") },
		"not one JSON value": func(*http.Request) *http.Response { return answer(200, "application/json", `{"token":"s3cr3t"`) },
		"a JSON Web Token":   func(*http.Request) *http.Response { return answer(200, "application/json", `[{"name":"`+jwt+`"}]`) },
		"not UTF-8": func(*http.Request) *http.Response {
			return answer(200, "application/json", "[{\"name\":\"\xc5rskort\"}]")
		},
		"nothing was recorded; getHealth GET /health was not answered: no route": func(*http.Request) *http.Response { return nil },
	} {
		err := record(t, path, v, func(client *http.Client) {
			if resp, err := try(client, "GET", origin+"/health", ""); err == nil {
				_ = resp.Body.Close()
			}
		})
		require.ErrorContains(t, err, name)
		require.NotContains(t, err.Error(), "s3cr3t")
		require.NotContains(t, err.Error(), jwt)
		require.Equal(t, before, text(t, path))
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	require.NoError(t, err)
	require.Equal(t, []string{path}, left)
}

func TestWhatCouldNotBeWrittenIsNotSent(t *testing.T) {
	err := record(t, filepath.Join(t.TempDir(), "case.yaml"), func(*http.Request) *http.Response {
		t.Error("it was sent")
		return nil
	}, func(client *http.Client) {
		_, err := try(client, "GET", origin+"/s3cr3t", "")
		require.ErrorContains(t, err, "a path that the specification hlconnect does not have")
		_, err = try(client, "POST", validate, "s3cr3t", "Content-Type", "text/plain")
		require.ErrorContains(t, err, "does not describe a body of this kind")
	})
	require.ErrorContains(t, err, "nothing was recorded")
}

func TestACompressedAnswerIsNotWritten(t *testing.T) {
	err := record(t, filepath.Join(t.TempDir(), "case.yaml"), func(*http.Request) *http.Response {
		return answer(200, "application/json", "[]", "Content-Encoding", "gzip")
	}, func(client *http.Client) {
		send(t, client, "GET", origin+"/health", "", "Accept-Encoding", "gzip")
	})
	require.ErrorContains(t, err, "compressed")
}

func TestNothingIsRecordedUnlessAsked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing.yaml")
	_, err := vcr.Open(path, vcr.Config{Spec: spec(t), Transport: vendor(func(*http.Request) *http.Response {
		t.Error("a replay went to the vendor")
		return nil
	})})
	require.ErrorIs(t, err, os.ErrNotExist)
	require.NoFileExists(t, path)

	require.NoError(t, os.WriteFile(path, []byte("# truncated\n"), 0o600))
	_, err = vcr.Open(path, vcr.Config{Spec: spec(t)})
	require.ErrorContains(t, err, "no interaction")
}

func TestTextsAreReplacedOnTapeAndInComparing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.yaml")
	standIns := standIns("Jane Real", "Alex Example", "sandbox.test", "hlconnect-api.mu.se").StandIns
	tape, err := vcr.Open(path, vcr.Config{Spec: spec(t), Mode: vcr.Record, StandIns: standIns, Transport: vendor(func(*http.Request) *http.Response {
		return answer(422, "application/json", `{"message":"Jane Real is not a customer"}`)
	})})
	require.NoError(t, err)
	body := `{"token":"abc","order_number":1,"order_line_id":1,"customer":"NAME","unit_price":1.50,"line_item_price":1.50}`
	send(t, tape.Client(), "POST", "https://sandbox.test/purchase/register", strings.Replace(body, "NAME", "Jane Real", 1))
	require.NoError(t, tape.Close())
	require.NotContains(t, text(t, path), "Jane")

	again := replay(t, path)
	_, answered := send(t, again.Client(), "POST", origin+"/purchase/register", strings.Replace(body, "NAME", "Alex Example", 1))
	require.JSONEq(t, `{"message":"Alex Example is not a customer"}`, answered)
	require.NoError(t, again.Close())
}
