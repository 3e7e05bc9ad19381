package rest

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// Download is [Decode] for an answer that is not decoded, such as a file. mediaTypes
// are the documented ones; any other media type is an error.
func Download(ctx context.Context, req *Request, mediaTypes ...string) (*boxoffice.Download, error) {
	req.Stream = true
	download, err := Decode(ctx, req, func(a *Answer, d **boxoffice.Download) { ReadDownload(a, d, mediaTypes...) })
	if err != nil {
		return nil, err
	}
	return *download, nil
}

// DecodeOpen is [Decode] for an operation with several successes, one of which is a
// download.
func DecodeOpen[R any](ctx context.Context, req *Request, decode func(*Answer, *R)) (*R, error) {
	req.Stream = true
	return Decode(ctx, req, decode)
}

// ReadDownload gives the open body to the caller, who must close it.
func ReadDownload(a *Answer, dst **boxoffice.Download, mediaTypes ...string) {
	kind := mediaType(a.Header)
	if a.err != nil {
		a.whole()
		return
	}
	if a.Stream == nil || kind != "" && !covered(kind, mediaTypes) {
		a.whole()
		a.undocumented()
		return
	}
	*dst = &boxoffice.Download{Body: &downloadBody{a.Stream, a}, MediaType: kind, Length: length(a.Header), Name: fileName(a.Header.Get("Content-Disposition"))}
	a.handedOver = true
}

// length returns the length of a body, -1 when the header does not say it.
func length(header http.Header) int64 {
	text := header.Get("Content-Length")
	if text == "" || header.Get("Content-Encoding") != "" {
		return -1
	}
	length, err := strconv.ParseInt(text, 10, 64)
	if err != nil || length < 0 {
		return -1
	}
	return length
}

// fileName returns the file name in a Content-Disposition header, without its
// directory: the server must not choose where a file is written. It is "" when the
// header has no usable name.
func fileName(disposition string) string {
	if disposition == "" {
		return ""
	}
	_, params, err := mime.ParseMediaType(disposition)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return ""
	}
	name := path.Base(strings.ReplaceAll(params["filename"], `\`, "/"))
	if name == "." || name == ".." || name == "/" || strings.ContainsFunc(name, isControl) {
		return ""
	}
	return name
}

// downloadBody makes an *boxoffice.Error when reading the body fails.
type downloadBody struct {
	io.ReadCloser
	answer *Answer
}

func (b *downloadBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = b.answer.req.failed(b.answer, brokenOff(err))
	}
	return n, err
}

func brokenOff(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.Join(decode.ErrBrokeOff, err)
	}
	return unread(err)
}

// whole reads an open body that is not a download, up to the limit, and closes it.
func (a *Answer) whole() {
	if a.Stream == nil {
		return
	}
	limit := a.req.MaxBody
	body, err := io.ReadAll(io.LimitReader(a.Stream, limit+1))
	_ = a.Stream.Close()
	a.Stream = nil
	switch {
	case err != nil:
		a.fail(brokenOff(err))
	case int64(len(body)) > limit:
		body = body[:limit]
		a.fail(undecodable(boxoffice.ErrTooLarge))
	}
	a.Body = body
}

// Text is [Decode] for an answer that is text. The result is UTF-8, whatever the
// charset of the answer is.
func Text(ctx context.Context, req *Request, mediaTypes ...string) (string, error) {
	text, err := Decode(ctx, req, func(a *Answer, dst *string) { ReadText(a, dst, mediaTypes...) })
	if err != nil {
		return "", err
	}
	return *text, nil
}

// ReadText decodes a body of text. mediaTypes are the documented ones; any other
// media type is an error.
func ReadText(a *Answer, dst *string, mediaTypes ...string) {
	a.whole()
	if kind := mediaType(a.Header); kind != "" && !covered(kind, mediaTypes) {
		a.undocumented()
		return
	}
	if a.err != nil {
		return
	}
	text, err := decode.Text(a.Body, a.Header.Get("Content-Type"))
	if err != nil {
		a.err = undecodable(err)
		return
	}
	*dst = string(text)
}
