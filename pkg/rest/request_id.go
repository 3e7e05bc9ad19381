package rest

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
)

// IDOf returns the vendor's id of the request: the answer's X-Request-Id. It is ""
// when there is none, and also when it repeats another value of the request, because
// that value may be a secret. The X-Request-Id that was sent may come back.
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
