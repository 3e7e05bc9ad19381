package vcr_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever the vendor answers to a request that carries a secret: it is not on
// the tape, and what is on the tape can be played.
func FuzzNoTapeShowsTheSecretOfARequest(f *testing.F) {
	const secret = "s3cr3t-access"
	for _, body := range []string{
		"", "{}", `{"token":"x","exp_date":1}`, `{"message":"` + secret + ` is wrong"}`, `{"` + secret + `":1}`, `[["` + secret + `"]]`,
		`{"message":"s3cr3t-acces\u0073"}`, `{"message":"Bearer czNjcjN0LWFjY2Vzcw=="}`, "<error>" + secret + "</error>", "a=" + secret, "<html>",
	} {
		for _, contentType := range []string{"", "application/json", "application/xml", "text/html"} {
			f.Add(400, contentType, "SANDBOX", []byte(body))
		}
		f.Add(200, "application/json; v="+secret, secret, []byte(body))
	}
	f.Fuzz(func(t *testing.T, status int, contentType, environment string, body []byte) {
		path := filepath.Join(t.TempDir(), "case.yaml")
		err := record(t, path, func(*http.Request) *http.Response {
			return answer(100+((status%500)+500)%500, contentType, string(body), "X-Environment", environment)
		}, func(client *http.Client) {
			if resp, err := try(client, "POST", validate, `{"customer_ip":"203.0.113.7"}`); err == nil {
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
			}
		})
		if err != nil {
			if strings.Contains(err.Error(), secret) {
				t.Fatalf("the recorder says %q", err)
			}
			if _, err := os.Stat(path); err == nil {
				t.Fatal("there is a tape all the same")
			}
			return
		}
		if strings.Contains(text(t, path), secret) {
			t.Fatalf("the tape shows it: %s", text(t, path))
		}
		resp, err := try(replay(t, path).Client(), "POST", validate, `{"customer_ip":"203.0.113.7"}`)
		if err != nil {
			t.Fatalf("it cannot be played: %v", err)
		}
		_ = resp.Body.Close()
	})
}
