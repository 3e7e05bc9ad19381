package vcr_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

const origin = "https://hlconnect-api.mu.se"

// vendor answers like a vendor would, without a network.
type vendor func(*http.Request) *http.Response

func (v vendor) RoundTrip(req *http.Request) (*http.Response, error) {
	resp := v(req)
	if resp == nil {
		return nil, errors.New("no route to the vendor")
	}
	return resp, nil
}

func answer(status int, contentType, body string, headers ...string) *http.Response {
	h := http.Header{"Date": {"Mon, 02 Jan 2006 15:04:05 GMT"}, "Set-Cookie": {"session=s3cr3t"}}
	if contentType != "" {
		h.Set("Content-Type", contentType)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

func spec(t *testing.T) *oas.Document {
	t.Helper()
	doc, err := oas.Load(specs.HLConnect)
	require.NoError(t, err)
	return doc
}

func send(t *testing.T, client *http.Client, method, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	resp, err := try(client, method, url, body, headers...)
	require.NoError(t, err)
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	return resp, string(text)
}

func try(client *http.Client, method, url, body string, headers ...string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(context.Background(), method, url, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer s3cr3t-access")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return client.Do(req)
}

// recorded makes a tape of what do sends.
func recorded(t *testing.T, v vendor, do func(*http.Client)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hlconnect", "case.yaml")
	require.NoError(t, record(t, path, v, do))
	return path
}

func record(t *testing.T, path string, v vendor, do func(*http.Client)) error {
	t.Helper()
	tape, err := vcr.Open(path, vcr.Config{Spec: spec(t), Mode: vcr.Record, Transport: v, Note: "composed for a test"})
	require.NoError(t, err)
	do(tape.Client())
	return tape.Close()
}

func replay(t *testing.T, path string) *vcr.Tape {
	t.Helper()
	tape, err := vcr.Open(path, vcr.Config{Spec: spec(t)})
	require.NoError(t, err)
	return tape
}

func text(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

const validate = origin + "/purchase/validate-purchase-before-payment"

func TestARecordingIsPlayedBackWithoutTheNetwork(t *testing.T) {
	path := recorded(t, func(*http.Request) *http.Response {
		return answer(200, "application/json", `{"token":"s3cr3t-token","exp_date":1770888606}`, "X-Environment", "SANDBOX")
	}, func(client *http.Client) {
		resp, body := send(t, client, "POST", validate, `{"asset_id":1,"customer_ip":"203.0.113.1","quantity":1}`)
		require.Equal(t, `{"token":"s3cr3t-token","exp_date":1770888606}`, body, "the caller sees the real answer")
		require.Equal(t, "session=s3cr3t", resp.Header.Get("Set-Cookie"))
	})

	tape := replay(t, path)
	resp, body := send(t, tape.Client(), "POST", validate, `{"quantity":1, "customer_ip":"203.0.113.1", "asset_id":1}`)
	require.Equal(t, 200, resp.StatusCode)
	require.JSONEq(t, `{"token":"redacted-token","exp_date":1770888606}`, body)
	require.Equal(t, http.Header{"Content-Type": {"application/json"}, "X-Environment": {"SANDBOX"}}, resp.Header)
	require.NoError(t, tape.Close())
	require.NoError(t, tape.Close())
}

func TestATapeHoldsWhatIsAllowedAndNothingElse(t *testing.T) {
	path := recorded(t, func(*http.Request) *http.Response {
		return answer(200, "application/json", `[{"order_id":12345,"unit_price":3.90,"download_url":"https://links.test/s3cr3t"}]`)
	}, func(client *http.Client) {
		send(t, client, "GET", origin+"/purchase/info?order_id=12345", "", "X-Trace", "s3cr3t", "User-Agent", "s3cr3t", "Accept", "application/json")
	})
	require.Equal(t, `# composed for a test
---
version: 1
interactions:
    - request:
        body: ""
        form: {}
        headers:
            Accept:
                - application/json
            Authorization:
                - Bearer redacted
        url: https://hlconnect-api.mu.se/purchase/info?order_id=12345
        method: GET
      response:
        body: |-
            [
              {
                "order_id": 12345,
                "unit_price": 3.90,
                "download_url": "redacted-download_url"
              }
            ]
        headers:
            Content-Type:
                - application/json
        status: 200 OK
        code: 200
        duration: 0s
`, text(t, path))
}

func TestTheSameExchangeMakesTheSameTape(t *testing.T) {
	do := func(client *http.Client) { send(t, client, "GET", origin+"/health", "") }
	v := func(*http.Request) *http.Response { return answer(200, "application/json", `[]`) }
	first := text(t, recorded(t, v, do))
	require.Equal(t, first, text(t, recorded(t, v, do)))
}

func TestRecordingNeverChangesWhatTheCallerHolds(t *testing.T) {
	var sent *http.Request
	path := recorded(t, func(r *http.Request) *http.Response {
		sent = r
		return answer(200, "application/json", `[]`)
	}, func(client *http.Client) {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, origin+"/health", nil)
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer s3cr3t")
		resp, err := client.Do(req)
		require.NoError(t, err)
		_ = resp.Body.Close()
		require.Equal(t, http.Header{"Authorization": {"Bearer s3cr3t"}}, req.Header)
		require.Equal(t, "Bearer s3cr3t", sent.Header.Get("Authorization"), "the vendor is sent the real credential")

		// What the caller does with its maps afterwards is not on tape.
		req.Header.Set("Accept", "later")
		resp.Header.Set("Content-Type", "text/later")
	})
	require.NotContains(t, text(t, path), "later")
	require.NotContains(t, text(t, path), "s3cr3t")
}
