package probe_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

// onlyReader hides that a reader can be sought.
type onlyReader struct{ io.Reader }

func TestAFileIsSentAsItIsWithItsTypeAndLength(t *testing.T) {
	v := &vendor{status: http.StatusNoContent}
	c := client(t, v)
	require.NoError(t, c.UploadFile(t.Context(), boxoffice.File{Content: strings.NewReader("\x89PNG"), MediaType: "image/png"}))
	assert.Equal(t, "\x89PNG", v.last().Body)
	assert.Equal(t, "image/png", v.last().Header.Get("Content-Type"))
	assert.Equal(t, "4", v.last().Header.Get("Content-Length"))

	require.NoError(t, c.UploadFile(t.Context(), boxoffice.File{Content: onlyReader{strings.NewReader("%PDF")}, MediaType: "application/pdf"}))
	assert.Equal(t, "%PDF", v.last().Body)
	assert.Empty(t, v.last().Header.Get("Content-Length"), "the length is not known")

	for _, file := range []boxoffice.File{
		{}, {Content: strings.NewReader("x")}, {Content: strings.NewReader("x"), MediaType: "image/gif"},
	} {
		require.ErrorIs(t, c.UploadFile(t.Context(), file), boxoffice.ErrInvalidRequest)
	}
	assert.Len(t, v.all(), 2, "nothing was sent")
	assert.NotContains(t, fmt.Sprintf("%+v", boxoffice.File{Content: strings.NewReader("secret")}), "secret")
}

func TestAFileOfTheOneDocumentedTypeNeedsNoType(t *testing.T) {
	v := &vendor{status: http.StatusNoContent}
	c := client(t, v)
	require.NoError(t, c.ImportTable(t.Context(), &boxoffice.File{Content: bytes.NewBufferString("a,b\n1,2\n")}))
	assert.Equal(t, "a,b\n1,2\n", v.last().Body)
	assert.Equal(t, "text/csv", v.last().Header.Get("Content-Type"))
	assert.Equal(t, "8", v.last().Header.Get("Content-Length"))
	require.NoError(t, c.ImportTable(t.Context(), nil), "the body is optional")
	assert.Empty(t, v.last().Header.Get("Content-Type"))
}

func TestAFormHasTypedPartsAndItsFilesLast(t *testing.T) {
	v := &vendor{status: http.StatusNoContent}
	require.NoError(t, client(t, v).UploadForm(t.Context(), probeapi.UploadForm{
		File:   boxoffice.File{Content: strings.NewReader("%PDF"), MediaType: "application/pdf", Name: `a"b.pdf`},
		Others: []boxoffice.File{{Content: strings.NewReader("one")}, {Content: strings.NewReader("two")}},
		Name:   boxoffice.Ptr("ticket"), Count: boxoffice.Ptr(int64(2)), Tags: []string{"x", "y"},
		About: &probeapi.ThingPatch{Number: boxoffice.Null[int64]()},
	}))
	_, params, err := mime.ParseMediaType(v.last().Header.Get("Content-Type"))
	require.NoError(t, err)
	reader := multipart.NewReader(strings.NewReader(v.last().Body), params["boundary"])
	var parts []string
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		text, err := io.ReadAll(part)
		require.NoError(t, err)
		parts = append(parts, strings.Join([]string{part.FormName(), part.FileName(), part.Header.Get("Content-Type"), string(text)}, "|"))
	}
	assert.Equal(t, []string{
		`about||application/json|{"number":null}`, "count|||2", "name|||ticket", "tags|||x", "tags|||y",
		"file|a%22b.pdf|application/pdf|%PDF", "others|others|application/octet-stream|one", "others|others|application/octet-stream|two",
	}, parts)
	assert.Equal(t, fmt.Sprint(len(v.last().Body)), v.last().Header.Get("Content-Length"))
}

// A file that can be sought is sent from its beginning again; another one is not
// sent once more.
func TestAnUploadIsRepeatedOnlyWhenItCanBeReadAgain(t *testing.T) {
	for name, content := range map[string]struct {
		reader io.Reader
		sent   int
	}{"a seeker": {strings.NewReader("%PDF"), 3}, "a stream": {onlyReader{strings.NewReader("%PDF")}, 1}} {
		v := &vendor{status: http.StatusServiceUnavailable}
		retry := boxoffice.WithRetry(boxoffice.Retry{Attempts: 3, Base: 1, Max: 1})
		err := client(t, v, retry).UploadForm(t.Context(), probeapi.UploadForm{File: boxoffice.File{Content: content.reader}})
		require.ErrorIs(t, err, boxoffice.ErrServer, name)
		require.Len(t, v.all(), content.sent, name)
		for _, request := range v.all() {
			assert.Contains(t, request.Body, "%PDF", name)
		}
	}
}

func TestAMissingFileIsRefusedBeforeAnythingIsSent(t *testing.T) {
	v := &vendor{}
	err := client(t, v).UploadForm(t.Context(), probeapi.UploadForm{})
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	assert.ErrorContains(t, err, "file.Content is nil")
	assert.Empty(t, v.all())
}

func TestTextIsSentAndReadAsText(t *testing.T) {
	v := &vendor{header: map[string]string{"Content-Type": "text/plain; charset=iso-8859-1"}, body: "gr\xfc\xdf"}
	c := client(t, v)
	text, err := c.PutText(t.Context(), "grüß dich")
	require.NoError(t, err)
	assert.Equal(t, "grüß", text)
	assert.Equal(t, "grüß dich", v.last().Body)
	assert.Equal(t, "text/plain; charset=utf-8", v.last().Header.Get("Content-Type"))
	assert.Equal(t, "text/plain, application/json", v.last().Header.Get("Accept"))

	v.header["Content-Type"] = "text/html"
	_, err = c.PutText(t.Context(), "x")
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
}

func TestJSONOfItsOwnMediaTypeIsSentAndAskedForAsThat(t *testing.T) {
	v := &vendor{header: map[string]string{"Content-Type": "application/hal+json"}, body: `{"id":7}`}
	c := client(t, v)
	thing, err := c.MergeThing(t.Context(), probeapi.ThingPatch{Number: boxoffice.Null[int64](), Names: boxoffice.Set([]string{})})
	require.NoError(t, err)
	assert.EqualValues(t, 7, thing.ID)
	assert.Equal(t, `{"names":[],"number":null}`, v.last().Body)
	assert.Equal(t, "application/merge-patch+json", v.last().Header.Get("Content-Type"))
	assert.Equal(t, "application/hal+json, application/problem+json", v.last().Header.Get("Accept"))

	v.status, v.header["Content-Type"], v.body = http.StatusBadRequest, "application/problem+json", `{"message":"no"}`
	_, err = c.MergeThing(t.Context(), probeapi.ThingPatch{})
	refusal, ok := boxoffice.RefusalBody[probeapi.Refusal](err)
	require.True(t, ok)
	assert.Equal(t, "no", refusal.Message)
}

func TestAListInAFormIsOneFieldPerElement(t *testing.T) {
	v := &vendor{status: http.StatusNoContent}
	require.NoError(t, client(t, v).SendForm(t.Context(), probeapi.ListForm{Items: []int64{1, 2}, Name: boxoffice.Ptr("a b")}))
	assert.Equal(t, "items=1&items=2&name=a+b", v.last().Body)
}
