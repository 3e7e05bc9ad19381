package transport

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strings"
)

// unpack has the body of an answer unpacked that net/http has left as it is: because the
// server packs without being asked, or because the program's own transport does not
// unpack. A body that is not packed, whatever its header says, stays as it is. whole is
// false for a stream, which may be a file that the server calls packed because it is an
// archive.
func unpack(resp *http.Response, whole bool) {
	if len(resp.Header["Content-Encoding"]) == 0 {
		return
	}
	coding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	if resp.Uncompressed || coding != "gzip" && (!whole || coding != "x-gzip" && coding != "deflate") {
		return
	}
	resp.Body = &unpacked{packed: resp.Body, coding: coding}
	resp.ContentLength = -1
}

// unpacking asks for gzip and unpacks it in place of net/http, which loses the body when
// it is not packed although its header says so.
type unpacking struct{ next http.RoundTripper }

// asksFor is the Accept-Encoding of a client whose round tripper is unpacking.
var asksFor = []string{"gzip"}

func (u *unpacking) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := u.next.RoundTrip(req)
	if err != nil || !strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
		return resp, err
	}
	unpack(resp, true)
	resp.Uncompressed = true
	resp.Header.Del("Content-Encoding")
	resp.Header.Del("Content-Length")
	return resp, nil
}

// unpacked looks at the beginning of the body when it is first read.
type unpacked struct {
	packed io.ReadCloser
	coding string
	plain  io.Reader
	err    error
}

func (u *unpacked) Read(p []byte) (int, error) {
	if u.plain == nil && u.err == nil {
		u.plain, u.err = u.open()
	}
	if u.err != nil {
		return 0, u.err
	}
	return u.plain.Read(p)
}

func (u *unpacked) Close() error { return u.packed.Close() }

func (u *unpacked) open() (io.Reader, error) {
	body := bufio.NewReader(u.packed)
	begin, err := body.Peek(2)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case len(begin) < 2 || bytes.IndexByte([]byte("{[\"<\xef \t\r\n"), begin[0]) >= 0:
		return body, nil
	case u.coding != "deflate" && ' ' < begin[0] && begin[0] < 0x7f: // gzip begins with a control character
		return body, nil
	case u.coding != "deflate":
		return gzip.NewReader(body)
	case (int(begin[0])<<8|int(begin[1]))%31 == 0 && begin[0]&0x0f == 8:
		return zlib.NewReader(body)
	}
	return flate.NewReader(body), nil // what some servers take for it
}

// badlyPacked reports whether a body could not be unpacked.
func badlyPacked(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, zlib.ErrHeader) || errors.Is(err, zlib.ErrChecksum) || errors.As(err, &corrupt)
}
