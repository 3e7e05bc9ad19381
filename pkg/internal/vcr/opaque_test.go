package vcr_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

// pdf is no text in any encoding.
const pdf = "%PDF-1.4\n\x00\xff\xfe\xc5 bytes"

func TestABodyOfBytesIsOnTheTapeByLengthAndHash(t *testing.T) {
	for _, keep := range []bool{true, false} {
		for name, a := range map[string]*http.Response{
			"a success": answer(200, "application/pdf", pdf), "a refusal": answer(410, "image/png", pdf), "a table": answer(200, "text/csv", "name,seat\nAlex,4\n"),
		} {
			sent := ""
			path, _, err := acmeTape(t, vcr.Config{KeepBodies: keep}, func(*http.Request) *http.Response { return a }, func(client *http.Client) {
				_, sent = send(t, client, http.MethodGet, acme+"/documents/1", "")
			})
			require.NoError(t, err, name)
			require.Contains(t, text(t, path), "body: "+redact.Digest([]byte(sent)), name)
			require.NotContains(t, text(t, path), "!!binary")
			tape := acmeReplay(t, path)
			resp, played := send(t, tape.Client(), http.MethodGet, acme+"/documents/1", "")
			require.Equal(t, a.StatusCode, resp.StatusCode)
			require.Equal(t, a.Header.Get("Content-Type"), resp.Header.Get("Content-Type"))
			require.Len(t, played, len(sent))
			require.EqualValues(t, len(sent), resp.ContentLength)
			require.Equal(t, keep, played == sent, name)
			require.NoError(t, tape.Close())
			bodies, err := vcr.Bodies(path)
			require.NoError(t, err)
			require.Equal(t, keep, len(bodies) == 1)
		}
	}
}

func TestABodyOfBytesIsComparedWhenItIsSent(t *testing.T) {
	do := func(client *http.Client) {
		send(t, client, http.MethodPut, acme+"/documents/1", pdf, "Content-Type", "application/pdf")
	}
	path, _, err := acmeTape(t, vcr.Config{}, func(*http.Request) *http.Response { return answer(204, "", "") }, do)
	require.NoError(t, err)
	tape := acmeReplay(t, path)
	do(tape.Client())
	require.NoError(t, tape.Close())
	for _, other := range []string{pdf + "!", strings.Replace(pdf, "PDF", "PNG", 1)} { // of another length, and of the same
		_, err = try(acmeReplay(t, path).Client(), http.MethodPut, acme+"/documents/1", other, "Content-Type", "application/pdf")
		require.ErrorContains(t, err, "the body differs")
	}
}

func TestTheRandomBoundaryOfAFormDoesNotCount(t *testing.T) {
	do := func(client *http.Client) {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		file, err := form.CreateFormFile("file", "ticket.pdf")
		require.NoError(t, err)
		_, _ = file.Write([]byte(pdf))
		require.NoError(t, form.Close())
		send(t, client, http.MethodPut, acme+"/documents/1", body.String(), "Content-Type", form.FormDataContentType())
	}
	v := func(*http.Request) *http.Response { return answer(204, "", "") }
	first, _, err := acmeTape(t, vcr.Config{KeepBodies: true}, v, do)
	require.NoError(t, err)
	second, _, err := acmeTape(t, vcr.Config{KeepBodies: true}, v, do)
	require.NoError(t, err)
	require.Equal(t, text(t, first), text(t, second))
	tape := acmeReplay(t, first)
	do(tape.Client())
	require.NoError(t, tape.Close())
	bodies, err := vcr.Bodies(first)
	require.NoError(t, err)
	require.Len(t, bodies, 1)
	require.Contains(t, text(t, bodies[0]), pdf)
}

func TestBytesThatAreManyOrLookLikeASecretAreNotKept(t *testing.T) {
	for _, body := range []string{strings.Repeat("x", 64<<10+1), "mail,seat\njane@venue.test,4\n", "token\ns3cr3t-access\n"} {
		path, _, err := acmeTape(t, vcr.Config{KeepBodies: true}, func(*http.Request) *http.Response { return answer(200, "text/csv", body) },
			func(client *http.Client) { send(t, client, http.MethodGet, acme+"/documents/1", "") })
		require.NoError(t, err)
		left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
		require.NoError(t, err)
		require.Equal(t, []string{path}, left)
	}
}

func TestARecordingReplacesTheBytesOfTheTape(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.yaml")
	for _, body := range []string{"first", "second"} {
		tape, err := vcr.Open(path, vcr.Config{Spec: acmeSpec(t), Mode: vcr.Record, KeepBodies: true, Transport: vendor(func(*http.Request) *http.Response {
			return answer(200, "text/csv", body)
		})})
		require.NoError(t, err)
		send(t, tape.Client(), http.MethodGet, acme+"/documents/1", "")
		require.NoError(t, tape.Close())
	}
	bodies, err := vcr.Bodies(path)
	require.NoError(t, err)
	require.Len(t, bodies, 1)
	require.Equal(t, "second", text(t, bodies[0]))

	require.NoError(t, os.WriteFile(bodies[0], []byte("forged"), 0o600))
	_, err = try(acmeReplay(t, path).Client(), http.MethodGet, acme+"/documents/1", "")
	require.ErrorContains(t, err, "is not the body on tape case.yaml")
}

func TestATextThatIsNotUTF8SaysSo(t *testing.T) {
	for contentType, body := range map[string]string{
		"application/json": "{\"name\":\"\xc5rskort\"}", "application/xml": "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><customer><name>\xc5rskort</name></customer>",
	} {
		_, _, err := acmeTape(t, vcr.Config{}, func(*http.Request) *http.Response { return answer(200, contentType, body) }, func(client *http.Client) {
			_, got := send(t, client, http.MethodGet, acme+"/customers/1", "")
			require.Equal(t, body, got, "the caller is answered, and not told that the connection failed")
		})
		require.ErrorContains(t, err, "the body is not UTF-8 text")
		require.NotContains(t, err.Error(), "Base64")
	}
}

func TestARedirectIsPlayedAsItWasRecorded(t *testing.T) {
	v := func(req *http.Request) *http.Response {
		if req.URL.Path == "/customers/1" {
			return answer(302, "text/html", "<a>moved</a>", "Location", "/customers/17721?after=654780")
		}
		return answer(200, "application/json", `{"id":17721}`)
	}
	path, _, err := acmeTape(t, vcr.Config{}, v, func(client *http.Client) {
		_, body := send(t, client, http.MethodGet, acme+"/customers/1", "")
		require.Contains(t, body, "17721")
	})
	require.NoError(t, err)
	require.NotContains(t, text(t, path), "moved</a>")
	tape := acmeReplay(t, path)
	resp, body := send(t, tape.Client(), http.MethodGet, acme+"/customers/1", "")
	require.Equal(t, "/customers/17721", resp.Request.URL.Path)
	require.JSONEq(t, `{"id":17721}`, body)
	require.NoError(t, tape.Close())
}

func TestInteractionsArePlayedInTheirOrder(t *testing.T) {
	path, _, err := acmeTape(t, vcr.Config{}, func(*http.Request) *http.Response { return answer(200, "application/json", "{}") }, func(client *http.Client) {
		send(t, client, http.MethodGet, acme+"/customers/1", "")
		send(t, client, http.MethodGet, acme+"/customers/2", "")
	})
	require.NoError(t, err)
	tape := acmeReplay(t, path)
	_, err = try(tape.Client(), http.MethodGet, acme+"/customers/2", "")
	require.ErrorContains(t, err, "it fits, and the others come first")
	require.Error(t, tape.Close())
}
