package rest

import (
	"net/url"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// HeaderValue is the type that a typed response header can have.
type HeaderValue interface {
	~string | int64 | bool
}

// Header decodes a required response header into dst, by the rules of package
// decode. A missing or malformed header is an error.
func Header[T HeaderValue](a *Answer, name string, dst *T) { header(a, name, dst, true) }

// OptionalHeader decodes an optional response header into dst. When the header is
// missing, dst does not change. A malformed one is reported in
// boxoffice.Response.Problems and is no error.
func OptionalHeader[T HeaderValue](a *Answer, name string, dst *T) { header(a, name, dst, false) }

func header[T HeaderValue](a *Answer, name string, dst *T, required bool) {
	text := a.Header.Get(name)
	if text == "" {
		a.missingHeader(name, required)
		return
	}
	if got := decode.Value(text, dst); got != "" {
		a.badHeader(name, got, required)
	}
}

// HeaderURL decodes a response header that holds an address into dst. A relative
// address is resolved against the request's. The scheme must be http or https. A
// missing or malformed header is an error when it is required. When it is optional,
// dst does not change, and a malformed one is reported in
// boxoffice.Response.Problems.
func HeaderURL[T ~string](a *Answer, name string, dst *T, required bool) {
	text := a.Header.Get(name)
	if text == "" {
		a.missingHeader(name, required)
		return
	}
	address, err := url.Parse(text)
	whole := err == nil && address.IsAbs() && !strings.ContainsFunc(text, needsEscape)
	if err == nil && !whole && a.URL != nil {
		address = a.URL.ResolveReference(address)
	}
	if err != nil || address.Hostname() == "" || address.Scheme != "https" && address.Scheme != "http" {
		a.badHeader(name, "is no http or https address", required)
		return
	}
	if !whole {
		text = address.String()
	}
	*dst = T(text)
}

// needsEscape reports whether an address has the character only when it is escaped.
func needsEscape(r rune) bool {
	switch r {
	case '"', '<', '>', '\\', '^', '`', '{', '|', '}':
		return true
	}
	return r <= ' ' || r >= 0x7f
}

func (a *Answer) missingHeader(name string, required bool) {
	if required {
		a.unexpected("the required header %s is missing", name)
	}
}

func (a *Answer) badHeader(name, is string, required bool) {
	if required {
		a.unexpected("header %s %s", name, is)
		return
	}
	a.problems = append(a.problems, settings.Problem{Path: "header " + name, Text: is})
}
