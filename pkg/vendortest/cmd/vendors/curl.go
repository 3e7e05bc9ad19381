package main

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// curl is a request as a line for a POSIX shell. Headers that curl sends by
// itself are left out.
func curl(method, address string, header http.Header, body string) string {
	data := ""
	if body != "" {
		data = " --data-raw " + quote(body)
	}
	return curlWith(method, address, header, data)
}

// curlOf is a request that was made as such a line, and what has to be done first to
// send it again, "" for nothing: a body that was not kept whole, or that is no text,
// is read from a file.
func curlOf(address string, r vendortest.Request) (command, first string) {
	switch body := string(r.Body); {
	case r.BodySize > len(r.Body):
		first = fmt.Sprintf("Write the body into a file named body: of its %d bytes only the first %d are kept.", r.BodySize, len(r.Body))
	case !utf8.ValidString(body) || strings.Contains(body, "\x00"):
		first = fmt.Sprintf("Write the body into a file named body: it has %d bytes and is no text.", r.BodySize)
	default:
		return curl(r.Method, address, r.Header, body), ""
	}
	return curlWith(r.Method, address, r.Header, " --data-binary @body"), first
}

func curlWith(method, address string, header http.Header, data string) string {
	var b strings.Builder
	b.WriteString("curl")
	switch {
	case method == http.MethodHead:
		b.WriteString(" --head")
	case method == http.MethodGet && data == "", method == http.MethodPost && data != "":
	default:
		b.WriteString(" -X " + quote(method))
	}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, text := range header[name] {
			if word := headerOption(name, text); word != "" {
				b.WriteString(" " + word)
			}
		}
	}
	if data != "" && header.Get("Content-Type") == "" {
		b.WriteString(" -H Content-Type:") // or else curl says that it is a form
	}
	if strings.ContainsAny(address, "[]{}") {
		b.WriteString(" --globoff")
	}
	return b.String() + data + " " + quote(address)
}

// byCurl are the headers that curl sends by itself, and those that browsers add.
var byCurl = []string{
	"Host", "Content-Length", "User-Agent", "Accept-Encoding", "Connection", "Origin", "Referer", "Cache-Control", "Pragma",
}

// headerOption is the option for a header, "" for none.
func headerOption(name, text string) string {
	switch {
	case slices.Contains(byCurl, name), strings.HasPrefix(name, "Sec-"), name == "Accept" && text == "*/*":
		return ""
	case text == "":
		return "-H " + quote(name+";") // with a colon curl would send no such header
	case name == "Authorization" && strings.HasPrefix(text, "Basic "):
		pair, err := base64.StdEncoding.DecodeString(text[len("Basic "):])
		if err == nil && strings.Contains(string(pair), ":") {
			return "-u " + quote(string(pair))
		}
	}
	return "-H " + quote(name+": "+text)
}

// quote makes one word of a text, whatever is in it.
func quote(text string) string {
	if text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == "" {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
