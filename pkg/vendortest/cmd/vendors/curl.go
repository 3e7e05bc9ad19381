package main

import (
	"encoding/base64"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// curl is a request as a line for a POSIX shell. Headers that curl sends by
// itself are left out.
func curl(method, address string, header http.Header, body string) string {
	var b strings.Builder
	b.WriteString("curl")
	if method != http.MethodGet && (method != http.MethodPost || body == "") {
		b.WriteString(" -X " + quote(method))
	}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, text := range header[name] {
			switch {
			case slices.Contains([]string{"Host", "Content-Length", "User-Agent", "Accept-Encoding", "Connection", "Origin", "Referer", "Cache-Control", "Pragma"}, name),
				strings.HasPrefix(name, "Sec-"), name == "Accept" && text == "*/*":
				continue
			case name == "Authorization" && strings.HasPrefix(text, "Basic "):
				if pair, err := base64.StdEncoding.DecodeString(text[len("Basic "):]); err == nil {
					b.WriteString(" -u " + quote(string(pair)))
					continue
				}
			}
			b.WriteString(" -H " + quote(name+": "+text))
		}
	}
	if body != "" {
		b.WriteString(" --data-raw " + quote(body))
	}
	return b.String() + " " + quote(address)
}

// quote makes one word of a text, whatever is in it.
func quote(text string) string {
	if text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
