package rest

import (
	"bytes"
	"io"
	"sync"
	"sync/atomic"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Upload is a body that is streamed: pieces of text and files, one after the
// other. It is opened once for each attempt.
type Upload struct {
	// Length is how many bytes it has, -1 when a file does not tell.
	Length int64

	pieces []piece
	again  bool // every file can be read from its beginning again

	mu    sync.Mutex
	turn  int  // which opening may read
	begun bool // a file has been read from
}

// piece is text, or a file.
type piece struct {
	text  []byte
	file  io.Reader
	start int64 // where a file that can be sought stands
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
		ok = err == nil // a pipe is an *os.File too
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

// Again reports whether it can be opened: for the first time, or because it has
// not been read from, or because it can be read once more.
func (u *Upload) Again() bool {
	if u == nil || u.again {
		return true
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	return !u.begun
}

// Open returns the body from its beginning. What was opened before reads no more.
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

// opened is an upload as one attempt reads it. net/http may still read when the
// attempt is over, so every reading looks whether its turn has passed.
type opened struct {
	upload *Upload
	turn   int
	closed atomic.Bool
	next   int // the piece that is read
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

// Close ends the reading. The files are the caller's and stay open.
func (o *opened) Close() error {
	o.closed.Store(true)
	return nil
}
