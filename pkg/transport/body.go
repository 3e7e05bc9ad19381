package transport

import (
	"bytes"
	"errors"
	"io"
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

const (
	smallBody = 64 << 10 // up to this Content-Length, memory is allocated at once
	keptBody  = 64 << 10 // what an error keeps of a body over the limit
)

// readBody reads the whole body, at most limit bytes after decompression, and
// closes it. It allocates memory for what arrives, and not for what a header
// announces. When the body is over the limit or breaks off, it returns the beginning
// with the error.
func readBody(resp *http.Response, method string, limit int64) ([]byte, error) {
	defer func() { _ = resp.Body.Close() }()
	size := resp.ContentLength
	switch {
	case size == 0 || resp.StatusCode == http.StatusNoContent || method == http.MethodHead:
		return nil, nil
	case size > 0 && size <= limit:
		return readSized(resp.Body, size)
	}
	return readChunks(resp.Body, limit)
}

// readSized reads a body of a known size. Beyond a small one it has room for eight
// times as much as has arrived.
func readSized(body io.Reader, size int64) ([]byte, error) {
	read := make([]byte, min(size, smallBody))
	for have := 0; ; {
		n, err := io.ReadFull(body, read[have:])
		have += n
		switch {
		case err != nil && have > keptBody:
			return bytes.Clone(read[:keptBody]), broken(err)
		case err != nil:
			return read[:have], broken(err)
		case int64(have) == size:
			return read, nil
		}
		more := make([]byte, min(size, 8*int64(have)))
		copy(more, read)
		read = more
	}
}

// broken is the error of a body that ended before its time.
func broken(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// readChunks collects chunks and joins them once, so that a body at the limit
// is not copied while it grows.
func readChunks(body io.Reader, limit int64) ([]byte, error) {
	var (
		chunks [][]byte
		total  int64
		next   = int64(4 << 10)
	)
	for {
		size := next
		if room := limit - total; room < size {
			size = room + 1
		}
		chunk := make([]byte, size)
		n, err := io.ReadFull(body, chunk)
		total += int64(n)
		chunks = append(chunks, chunk[:n])
		switch {
		case total > limit:
			return join(chunks, min(keptBody, limit)), safe.Errorf(boxoffice.ErrTooLarge, "the body is longer than %d bytes", limit)
		case err == io.EOF || err == io.ErrUnexpectedEOF && bodyEnded(body):
			return join(chunks, total), nil
		case err != nil:
			return join(chunks, keptBody), err
		}
		next = min(next*2, 1<<20)
	}
}

// bodyEnded tells a body that ended from one that broke off: io.ReadFull says
// io.ErrUnexpectedEOF of both, and reading on repeats what the body itself says.
func bodyEnded(body io.Reader) bool {
	n, err := body.Read(make([]byte, 1))
	return n == 0 && err == io.EOF
}

func join(chunks [][]byte, most int64) []byte {
	if len(chunks) == 1 {
		return chunks[0][:min(int64(len(chunks[0])), most)]
	}
	var size int64
	for _, c := range chunks {
		size += int64(len(c))
	}
	whole := make([]byte, 0, min(size, most))
	for _, c := range chunks {
		whole = append(whole, c[:min(len(c), cap(whole)-len(whole))]...)
	}
	return whole
}
