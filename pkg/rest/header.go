package rest

import (
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/apierr"
)

// CheckHeader reports what keeps a header from being set by an option: a name
// or value that HTTP does not allow, or a header that carries a credential or
// belongs to the transport.
func CheckHeader(name, value string) error {
	if name == "" || strings.IndexFunc(name, notToken) >= 0 {
		return apierr.Detail(apierr.ErrInvalidRequest, "that is not a header name")
	}
	if strings.ContainsFunc(value, isControl) {
		return apierr.Detail(apierr.ErrInvalidRequest, "the value of header %s has a control character", name)
	}
	switch key := http.CanonicalHeaderKey(name); key {
	case "Authorization", "Proxy-Authorization", "X-Api-Key", "Cookie":
		return apierr.Detail(apierr.ErrInvalidRequest, "header %s is the credential's; make a client from another credential instead", key)
	case "Host", "Content-Length", "Transfer-Encoding", "Connection", "Referer":
		return apierr.Detail(apierr.ErrInvalidRequest, "header %s is the transport's and cannot be set", key)
	}
	return nil
}

// isControl finds what HTTP does not allow in a header's value.
func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

func notToken(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
}
