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

// Seq sends the request and yields the elements of a list one by one as they arrive.
// Its memory does not grow with the list. A JSON body must be an array. An XML body
// must be a list with the operation's XMLRoot and XMLElement. One element may take up
// to a quarter of the body limit. The sequence ends after an error, which has the
// first 16 KiB of the body.
//
// Each loop over the sequence sends a request of its own. After the body has begun,
// the request is not sent again, so the caller may have to begin anew: only operations
// that may be repeated can be streamed. Leaving the loop closes the body.
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

// stream sends the request and calls read with the body of its answer.
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
	if len(answer.problems) > 0 {
		r.tell(answer)
	}
	if err == nil || errors.Is(err, errLeft) {
		return nil
	}
	if isObject(begun.kept) && !errors.Is(err, decode.ErrBrokeOff) {
		// The body is an error of the vendor instead of a list: keep more of it.
		_, _ = io.CopyN(io.Discard, begun, int64(keptOfStream-len(begun.kept)))
	}
	answer.Body = begun.kept
	return r.failed(answer, err)
}

// mostOfStream is how many optional values of a stream that could not be read are
// enough to report.
const mostOfStream = 100

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
	if a.vague() || isXML {
		peeked := bufio.NewReader(text)
		text = peeked
		c, broke := begins(peeked)
		if broke != nil {
			return unread(errors.Join(decode.ErrBrokeOff, broke))
		}
		if c == '[' || c == '{' && a.vague() {
			isXML, isJSON = false, true
		}
		if !isXML && !isJSON {
			a.undocumented()
			return a.err
		}
	}
	element := func(e E, report decode.Report) error {
		if len(a.problems) < mostOfStream { // memory must not grow with the list
			a.report(report.Problems)
		}
		return do(e)
	}
	if isXML {
		err = decode.EachXML(text, a.op.XMLRoot, a.op.XMLElement, limit, element)
	} else {
		err = decode.EachJSON(text, limit, element)
	}
	return unread(err)
}

// begins returns the first byte that is not white space, 0 when r's buffer has none. Its
// error is the one with which the body breaks off before that.
func begins(r *bufio.Reader) (byte, error) {
	for n := 1; n <= r.Size(); n++ {
		there, err := r.Peek(n)
		switch {
		case errors.Is(err, io.EOF):
			return 0, nil
		case err != nil:
			return 0, err
		}
		if c := there[n-1]; !strings.ContainsRune(" \t\r\n", rune(c)) {
			return c, nil
		}
	}
	return 0, nil
}

// unread makes the error of a body that could not be read to its end. The end of the
// loop, the caller's context and a body that is too large stay the errors that they
// are.
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

// beginning keeps the first bytes of a stream, for the error if the stream fails.
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
