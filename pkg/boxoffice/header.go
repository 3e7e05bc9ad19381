package boxoffice

import (
	"net/http"
	"strings"
	"unicode/utf8"
)

// headerProblem says what keeps a header from being set by an option, "" if nothing
// does: a name or value that HTTP does not allow, or a header that carries a
// credential or belongs to the transport.
func headerProblem(name, value string) (problem string) {
	if name == "" || strings.IndexFunc(name, notToken) >= 0 {
		return "that is not a header name"
	}
	if strings.ContainsFunc(value, isControl) {
		return "the value of header " + name + " has a control character"
	}
	if !utf8.ValidString(value) {
		return "the value of header " + name + " is not UTF-8 text"
	}
	switch key := http.CanonicalHeaderKey(name); key {
	case "Authorization", "Proxy-Authorization", "X-Api-Key", "Cookie":
		return "header " + key + " is the credential's; make a client from another credential instead"
	case "Host", "Content-Length", "Transfer-Encoding", "Connection", "Referer", "Accept-Encoding", "Content-Encoding", "Expect", "Te", "Trailer", "Upgrade":
		return "header " + key + " is the transport's and cannot be set"
	}
	return ""
}

// isControl finds what HTTP does not allow in a header's value.
func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

func notToken(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
}
