package rest

import (
	"bytes"
	"errors"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// Read decodes a JSON body into dst. The body must be one JSON value of dst's type
// and not null. Every required property must be present and not null, at every
// depth, because Go cannot tell a missing id from the id 0. The comment of package
// decode has all rules. After an error dst holds what could be read.
func Read[T any](a *Answer, dst *T) {
	a.whole()
	if a.readable(a.isJSON()) {
		a.decode(func(body []byte) (decode.Report, error) { return decode.JSON(body, dst) })
		a.judge(decode.Knows[T])
	}
}

// ReadList decodes a list from JSON, or from XML when the operation has XMLRoot.
// Afterwards *dst is not nil.
func ReadList[E any](a *Answer, dst *[]E) {
	a.whole()
	switch {
	case a.op.XMLRoot != "" && a.is("application/xml") && !(a.parsesAsJSON() && (a.vague() || !isObject(a.Body))):
		a.decode(func(body []byte) (decode.Report, error) {
			return decode.XMLList(body, a.op.XMLRoot, a.op.XMLElement, dst)
		})
	case a.readable(a.isJSON() || a.op.XMLRoot != "" && a.is("application/xml")):
		a.decode(func(body []byte) (decode.Report, error) { return decode.JSON(body, dst) })
	}
	if *dst == nil {
		*dst = []E{}
	}
}

// readable reports whether the body can be decoded. When the media type is not
// documented, it records an error. A JSON body is decoded even then, because the
// error keeps what could be read.
func (a *Answer) readable(documented bool) bool {
	if !documented {
		a.undocumented()
	}
	return documented || a.parsesAsJSON()
}

// decode decodes the body with read, even when the answer has an error already.
func (a *Answer) decode(read func([]byte) (decode.Report, error)) {
	switch string(bytes.TrimSpace(a.Body)) {
	case "":
		a.unexpected("the body is empty")
		return
	case "null":
		a.unexpected("the body is null")
		return
	}
	body, err := decode.Text(a.Body, a.Header.Get("Content-Type"))
	if err != nil {
		if coding := a.packed(); coding != "" {
			a.unexpected("the body is packed in a way that was not asked for%s", coding)
		}
		a.fail(undecodable(err))
		return
	}
	report, err := read(body)
	a.known = report.Known
	a.report(report.Problems)
	if err != nil {
		var e *decode.Error
		if errors.As(err, &e) {
			a.report(e.Mistakes)
		}
		a.fail(undecodable(err))
	}
}

// packed is the Content-Encoding of a body that the transport has not unpacked, as far as
// it may be printed, "" for none.
func (a *Answer) packed() string {
	switch coding := strings.ToLower(a.Header.Get("Content-Encoding")); coding {
	case "", "identity":
		return ""
	case "br", "zstd", "compress", "deflate", "gzip", "x-gzip":
		return " (" + coding + ")"
	default:
		return " (Content-Encoding)"
	}
}

func (a *Answer) report(problems []decode.Problem) {
	for _, p := range problems {
		a.problems = append(a.problems, settings.Problem(p))
	}
}

// undecodable makes an error of this module from one of package decode. Neither
// quotes the body.
func undecodable(err error) error {
	if errors.Is(err, boxoffice.ErrUnexpectedResponse) || errors.Is(err, boxoffice.ErrTooLarge) {
		return err
	}
	kind := boxoffice.ErrUnexpectedResponse
	if errors.Is(err, decode.ErrTooLarge) {
		kind = boxoffice.ErrTooLarge
	}
	return safe.Errorf(kind, "%s", err.Error())
}

func (a *Answer) unexpected(format string, args ...any) {
	a.fail(safe.Errorf(boxoffice.ErrUnexpectedResponse, format, args...))
}

// fail records the error, unless there is one already.
func (a *Answer) fail(err error) {
	if a.err == nil {
		a.err = err
	}
}
