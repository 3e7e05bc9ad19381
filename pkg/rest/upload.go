package rest

import (
	"bytes"
	"io"
	"sync"
	"sync/atomic"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Upload is a body that is streamed. It consists of texts and files in a row. Each
// attempt opens it once.
type Upload struct {
	// Length is the number of bytes, -1 when the length of a file is unknown.
	Length int64

	pieces []piece
	again  bool // every file can be read again from its beginning

	mu    sync.Mutex
	turn  int  // the number of the last Open, whose reader is the only one that may read
	begun bool // some of a file has been read
}

// piece is text, or a file.
type piece struct {
	text  []byte
	file  io.Reader
	start int64 // where a file that is an io.Seeker begins
}

func newUpload() *Upload { return &Upload{again: true} }

func (u *Upload) addText(text []byte) {
	u.pieces = append(u.pieces, piece{text: text})
	u.addLength(int64(len(text)))
}

func (u *Upload) addFile(f boxoffice.File) {
	p := piece{file: f.Content}
	length := f.Length
	seeker, ok := f.Content.(io.Seeker)
	if ok {
		start, err := seeker.Seek(0, io.SeekCurrent)
		ok = err == nil // a pipe is an *os.File too, but cannot seek
		p.start = start
	}
	if sized, has := f.Content.(interface{ Len() int }); has && length == 0 {
		length = int64(sized.Len())
	} else if ok && length == 0 {
		if end, err := seeker.Seek(0, io.SeekEnd); err == nil {
			length = end - p.start
		}
		if _, err := seeker.Seek(p.start, io.SeekStart); err != nil {
			ok = false
		}
	} else if length == 0 {
		length = -1
	}
	u.again = u.again && ok
	u.pieces = append(u.pieces, p)
	u.addLength(length)
}

func (u *Upload) addLength(n int64) {
	if n < 0 || u.Length < 0 {
		u.Length = -1
		return
	}
	u.Length += n
}

// Again reports whether the body can be opened: no file has been read from yet, or
// every file can be read again from its beginning.
func (u *Upload) Again() bool {
	if u == nil || u.again {
		return true
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	return !u.begun
}

// Open returns a reader of the body from its beginning. Readers of earlier calls
// cannot read any more.
func (u *Upload) Open() (io.ReadCloser, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.begun {
		for _, p := range u.pieces {
			if p.file == nil {
				continue
			}
			seeker, ok := p.file.(io.Seeker)
			if !ok || !u.again {
				return nil, safe.Errorf(boxoffice.ErrInvalidRequest, "the body has been read and cannot be read again; give an io.Seeker")
			}
			if _, err := seeker.Seek(p.start, io.SeekStart); err != nil {
				return nil, safe.Errorf(boxoffice.ErrInvalidRequest, "the body cannot be read from its beginning again")
			}
		}
	}
	u.turn++
	return &opened{upload: u, turn: u.turn}, nil
}

// opened reads an upload for one attempt. net/http may still read after the attempt
// has ended, so Read fails when the upload was opened again.
type opened struct {
	upload *Upload
	turn   int
	closed atomic.Bool
	next   int // the next piece
	reader io.Reader
}

func (o *opened) Read(p []byte) (int, error) {
	u := o.upload
	u.mu.Lock()
	defer u.mu.Unlock()
	if o.closed.Load() || o.turn != u.turn {
		return 0, io.ErrClosedPipe
	}
	for {
		if o.reader == nil {
			if o.next == len(u.pieces) {
				return 0, io.EOF
			}
			piece := u.pieces[o.next]
			o.next++
			if o.reader = piece.file; o.reader == nil {
				o.reader = bytes.NewReader(piece.text)
			} else {
				u.begun = true
			}
		}
		n, err := o.reader.Read(p)
		if err == io.EOF {
			o.reader, err = nil, nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// Close makes Read fail. It does not close the files, which belong to the caller.
func (o *opened) Close() error {
	o.closed.Store(true)
	return nil
}
