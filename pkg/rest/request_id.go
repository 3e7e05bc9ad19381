package rest

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
)

// IDOf is the vendor's id of the request, from the answer's header: "" when there is
// none, and when it repeats a value of the request, which may be a secret. Only the
// request's own X-Request-Id may come back.
func (r *Request) IDOf(answer http.Header) string {
	id := answer.Get("X-Request-Id")
	switch {
	case id == "" || strings.Contains(r.Path, id), strings.Contains(r.Query, id), bytes.Contains(r.Body, []byte(id)):
		return ""
	}
	for name, values := range r.Header {
		if name != "X-Request-Id" && slices.ContainsFunc(values, func(value string) bool { return strings.Contains(value, id) }) {
			return ""
		}
	}
	return id
}
