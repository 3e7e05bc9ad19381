package rest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// Redact removes the secrets of the request from its error when the operation is
// [Operation.Sensitive]. Otherwise it does nothing. A vendor may repeat a secret in a
// body or in a header, and a round tripper may quote the address in its error. The
// whole body is replaced when it is that of a success, because it may hold a token,
// and when it may end in the middle of a secret. A cause that shows a secret is
// replaced: errors.Is finds in the new cause what it finds in the old one, and
// errors.As does not.
func (r *Request) Redact(e *boxoffice.Error) {
	if !r.Op.Sensitive {
		return
	}
	hide := r.secrets().Hide(boxoffice.Redacted)
	e.Header = hiddenHeader(hide, e.Header)
	switch body := string(e.Body); {
	case body == "":
	case e.StatusCode/100 == 2 || cutShort(e):
		e.Body = []byte(boxoffice.Redacted)
	case hide.ShownIn(body):
		e.Body = []byte(hide.In(body))
	}
	e.Code, e.Message, e.RequestID = hide.In(e.Code), hide.In(e.Message), hide.In(e.RequestID)
	if shows(hide, e.Err) {
		err := e.Err
		text := CauseText(err)
		e.Err = &hidden{hide.In(text), func(target error) bool { return errors.Is(err, target) }}
	}
}

// redactedHeader returns the answer's header. When the operation is sensitive, the
// request's secrets are removed from it.
func (r *Request) redactedHeader(h http.Header) http.Header {
	if !r.Op.Sensitive {
		return h
	}
	return hiddenHeader(r.secrets().Hide(boxoffice.Redacted), h)
}

func hiddenHeader(hide redact.Hide, h http.Header) http.Header {
	if h == nil {
		return nil
	}
	clean := make(http.Header, len(h))
	for name, values := range h {
		name = hide.In(name)
		for _, value := range values {
			clean[name] = append(clean[name], hide.In(value))
		}
	}
	return clean
}

// cutShort reports whether the error's body may be incomplete.
func cutShort(e *boxoffice.Error) bool {
	return (errors.Is(e.Err, boxoffice.ErrTooLarge) || errors.Is(e.Err, boxoffice.ErrUnexpectedResponse)) && !json.Valid(e.Body)
}

// secrets returns the secrets of the request: its credential, and the parameters and
// fields that the specification marks.
func (r *Request) secrets() *redact.Secrets {
	known := new(redact.Secrets)
	redactor := redact.Redactor{Secrets: known}
	schema := redact.Named(r.Op.Secrets, boxoffice.Redacted)
	for _, name := range []string{"Authorization", "Proxy-Authorization", "X-Api-Key"} {
		known.AddCredential(r.Header.Get(name))
	}
	for _, name := range r.Op.Secrets {
		known.Add(r.Header.Get(name))
	}
	r.pathSecrets(known)
	for _, cookie := range (&http.Request{Header: r.Header}).Cookies() {
		if slices.Contains(r.Op.Secrets, cookie.Name) {
			known.Add(cookie.Value)
		}
	}
	if query, err := url.ParseQuery(cmp.Or(r.SentQuery, r.Query)); err == nil {
		redactor.Values(query, schema)
	}
	if form, err := url.ParseQuery(string(r.Body)); err == nil && r.Header.Get("Content-Type") == formType {
		redactor.Values(form, schema)
	} else {
		_, _ = redactor.JSON(r.Body, schema)
	}
	return known
}

// pathSecrets adds the path parameters that the specification marks.
func (r *Request) pathSecrets(known *redact.Secrets) {
	template, sent := strings.Split(r.client.BasePath+r.Op.Path, "/"), strings.Split(r.Path, "/")
	for i, segment := range template {
		if i < len(sent) && slices.Contains(r.Op.Secrets, segment) {
			if value, err := url.PathUnescape(sent[i]); err == nil && value != segment {
				known.Add(value)
			}
		}
	}
}

// shows reports whether an error, or an error that it wraps, prints a secret.
func shows(hide redact.Hide, err error) bool {
	if err == nil {
		return false
	}
	if hide.ShownIn(fmt.Sprintf("%s %+v %#v", err.Error(), err, err)) {
		return true
	}
	switch e := err.(type) { //nolint:errorlint // this walks the tree
	case interface{ Unwrap() error }:
		return shows(hide, e.Unwrap())
	case interface{ Unwrap() []error }:
		return slices.ContainsFunc(e.Unwrap(), func(err error) bool { return shows(hide, err) })
	}
	return false
}

// hidden replaces an error that shows a secret.
type hidden struct {
	text string
	is   func(error) bool
}

func (h *hidden) Error() string        { return h.text }
func (h *hidden) SafeText() string     { return h.text }
func (h *hidden) Is(target error) bool { return h.is(target) }

// transmit passes the request to the client's Sender. A round tripper may panic with
// a text that quotes the address. When the operation is sensitive, transmit panics
// again with a text that has the stack and no secrets.
func (r *Request) transmit(ctx context.Context) (answer *Answer, err error) {
	if !r.Op.Sensitive {
		return r.client.Sender.Send(ctx, r)
	}
	var panicked string
	func() {
		defer func() {
			if p := recover(); p != nil {
				panicked = r.secrets().Hide(boxoffice.Redacted).In(panicText(p)) + "\n\n" + string(debug.Stack())
			}
		}()
		answer, err = r.client.Sender.Send(ctx, r)
	}()
	if panicked != "" {
		panic(panicked) // outside the deferred function: there Go would also print the recovered value
	}
	return answer, err
}

// panicText returns the text that Go prints for a panic's value.
func panicText(p any) string {
	switch p := p.(type) {
	case error, fmt.Stringer, string, bool, int, int64, uint64, float64:
		return fmt.Sprint(p)
	}
	return fmt.Sprintf("(%T)", p)
}
