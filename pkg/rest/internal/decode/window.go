package decode

import (
	"io"
)

const windowSize = 32 << 10

// window is the part of a body that is in memory: the whole body, or the bytes from a
// reader that are still needed.
type window struct {
	src   io.Reader // nil: the body is whole
	buf   []byte
	start int   // bytes before it are no longer needed
	base  int64 // offset of buf[0] in the body
	err   error // the error with which src ended
}

// offset returns the offset of the byte that is i after start.
func (w *window) offset(i int) int64 { return w.base + int64(w.start+i) }

// fill reads more bytes from src. It returns false at the end of the body.
func (w *window) fill() bool {
	if w.src == nil || w.err != nil {
		return false
	}
	if w.buf == nil {
		w.buf = make([]byte, 0, windowSize)
	}
	if w.start > 0 {
		w.base += int64(w.start)
		w.buf = w.buf[:copy(w.buf, w.buf[w.start:])]
		w.start = 0
	}
	if len(w.buf) == cap(w.buf) {
		w.buf = append(make([]byte, 0, 2*cap(w.buf)), w.buf...)
	}
	for range 100 {
		n, err := w.src.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+n]
		w.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// broke returns the error of src, nil when the body simply ended.
func (w *window) broke() error {
	if w.err == io.EOF { //nolint:errorlint // io.Reader returns exactly this value
		return nil
	}
	return w.err
}
