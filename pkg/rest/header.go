package rest

import (
	"net/url"

	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// HeaderValue is what a typed response header can be.
type HeaderValue interface {
	~string | int64 | bool
}

// Header decodes a required response header, by the rules of package decode.
func Header[T HeaderValue](a *Answer, name string, dst *T) { header(a, name, dst, true) }

// OptionalHeader decodes a response header that may be missing; dst stays as it
// is then. One that cannot be read is a problem beside the answer.
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

// HeaderURL decodes a response header that holds an address, which may be
// relative to the request's. Anything but http and https cannot be read: an error
// where the header is required, a problem beside the answer where it is not. dst
// stays as it is when an optional header is missing.
func HeaderURL[T ~string](a *Answer, name string, dst *T, required bool) {
	text := a.Header.Get(name)
	if text == "" {
		a.missingHeader(name, required)
		return
	}
	address, err := url.Parse(text)
	if err == nil && a.URL != nil {
		address = a.URL.ResolveReference(address)
	}
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Scheme != "http" {
		a.badHeader(name, "is no http or https address", required)
		return
	}
	*dst = T(address.String())
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
