package rest

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// Seq sends the request and yields the elements of a list answer as they arrive,
// in memory that does not grow with the list. A JSON body must be an array; an
// XML body a list as the operation describes it. One element may take up to a
// quarter of the body limit. After an error the sequence ends; the error keeps
// what the body began with.
//
// The request goes out when the sequence is ranged over. A call whose body has
// begun is not repeated, so only operations that may be repeated are streamed.
// Leaving the loop closes the connection.
func Seq[E any](ctx context.Context, req *Request) iter.Seq2[E, error] {
	return func(yield func(E, error) bool) {
		var none E
		r := *req // each loop sends a request of its own
		r.Stream, r.Header = true, req.Header.Clone()
		if !r.Op.Repeatable {
			r.invalid("only the answer of an operation that may be repeated can be streamed")
		}
		ctx, done := r.observe(ctx)
		err := r.stream(ctx, func(answer *Answer, body io.Reader) error {
			return each(answer, body, max(r.MaxBody/4, 1), func(element E) error {
				if !yield(element, nil) {
					return errLeft
				}
				return nil
			})
		})
		done(err)
		if err != nil {
			yield(none, err)
		}
	}
}

// stream sends the request and has read read the body of its answer.
func (r *Request) stream(ctx context.Context, read func(*Answer, io.Reader) error) error {
	answer, err := r.send(ctx)
	if err != nil {
		return err
	}
	defer answer.Close()
	if answer.err != nil {
		return r.failed(answer, answer.err)
	}
	begun := &beginning{Reader: answer.Stream}
	err = read(answer, begun)
	if err == nil || errors.Is(err, errLeft) {
		return nil
	}
	if isObject(begun.kept) && !errors.Is(err, decode.ErrBrokeOff) {
		_, _ = io.CopyN(io.Discard, begun, int64(keptOfStream-len(begun.kept))) // the vendor's error, in place of a list
	}
	answer.Body = begun.kept
	return r.failed(answer, err)
}

var errLeft = errors.New("the loop was left")

func each[E any](a *Answer, body io.Reader, limit int64, do func(E) error) error {
	isXML := a.op.XMLRoot != "" && a.is("application/xml")
	isJSON := a.is("application/json")
	if !isXML && !isJSON && !a.vague() {
		a.undocumented()
		return a.err
	}
	text, err := decode.TextReader(body, a.Header.Get("Content-Type"))
	if err != nil {
		return undecodable(err)
	}
	if a.vague() {
		peeked := bufio.NewReader(text)
		if text = peeked; begins(peeked) == '[' {
			isXML, isJSON = false, true
		}
		if !isXML && !isJSON {
			a.undocumented()
			return a.err
		}
	}
	element := func(e E, _ decode.Report) error { return do(e) }
	if isXML {
		err = decode.EachXML(text, a.op.XMLRoot, a.op.XMLElement, limit, element)
	} else {
		err = decode.EachJSON(text, limit, element)
	}
	return unread(err)
}

// begins is the first byte that is not blank, 0 when there is none nearby.
func begins(r *bufio.Reader) byte {
	for n := 1; n <= r.Size(); n++ {
		there, err := r.Peek(n)
		if err != nil {
			return 0
		}
		if c := there[n-1]; !strings.ContainsRune(" \t\r\n", rune(c)) {
			return c
		}
	}
	return 0
}

// unread is why a list could not be read on: because the loop was left, because
// the body broke off, or because of what is in it.
func unread(err error) error {
	switch {
	case err == nil || errors.Is(err, errLeft):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, boxoffice.ErrTooLarge):
		return err
	case errors.Is(err, decode.ErrBrokeOff):
		return errors.Join(safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body broke off"), err)
	}
	return undecodable(err)
}

// beginning keeps what a stream began with, for the error of one that failed.
type beginning struct {
	io.Reader
	kept []byte
}

const keptOfStream = 16 << 10

func (b *beginning) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if room := keptOfStream - len(b.kept); room > 0 {
		b.kept = append(b.kept, p[:min(n, room)]...)
	}
	return n, err
}
