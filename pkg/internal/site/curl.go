package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// curl writes an operation's request as a command. Credentials are variables of
// the shell.
func curl(v *vendor, op *oas.Operation) string {
	var lines []string
	add := func(flag, value string) { lines = append(lines, flag+" "+value) }
	target, query := address(v, op)
	switch {
	case op.Method != http.MethodGet:
		add("--request", op.Method)
		if len(query) > 0 {
			target += "?" + query.Encode()
		}
	case len(query) > 0:
		lines = append(lines, "--get")
	}
	add("--url", quoted(target))
	if op.Method == http.MethodGet {
		for _, name := range names(v.order, query) {
			for _, value := range query[name] {
				add("--data-urlencode", quoted(name+"="+value))
			}
		}
	}
	for _, name := range curlSchemes(op) {
		scheme := v.doc.Schemes()[name]
		switch place := scheme.Place(); {
		case scheme.IsBasic():
			add("--user", `"$USERNAME:$PASSWORD"`)
		case strings.EqualFold(scheme.Kind(), "bearer"):
			add("--header", `"Authorization: Bearer $TOKEN"`)
		case scheme.Kind() != "":
			add("--header", `"Authorization: `+scheme.Kind()+` $TOKEN"`)
		case place.In == "query":
			add("--url-query", `"`+place.Name+`=$API_KEY"`)
		case place.In == "cookie":
			add("--cookie", `"`+place.Name+`=$API_KEY"`)
		default:
			add("--header", `"`+scheme.Name+`: $API_KEY"`)
		}
	}
	for _, p := range shownInCurl(op, "header") {
		value, _ := exampleOf(p)
		add("--header", quoted(p.Name+": "+plain(value)))
	}
	if body := requestExample(op); body != nil {
		add("--header", quoted("Content-Type: "+body.MediaType))
		if fields, ok := body.Value.(map[string]any); ok && body.MediaType == "application/x-www-form-urlencoded" {
			for _, name := range names(v.order, fields) {
				add("--data-urlencode", quoted(name+"="+plain(fields[name])))
			}
		} else {
			_, code := v.body(body.MediaType, body.Value)
			add("--data", quoted(code))
		}
	}
	return "curl " + strings.Join(lines, " \\\n  ")
}

// address is the URL of the example request at the first documented server, and
// its query.
func address(v *vendor, op *oas.Operation) (string, url.Values) {
	base := v.doc.T.Servers[0].URL
	for name, variable := range v.doc.T.Servers[0].Variables {
		base = strings.ReplaceAll(base, "{"+name+"}", variable.Default)
	}
	path := op.Path
	for _, p := range op.Parameters("path") {
		value, _ := exampleOf(p)
		path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(plain(value)))
	}
	query := url.Values{}
	for _, p := range shownInCurl(op, "query") {
		value, _ := exampleOf(p)
		if list, ok := value.([]any); ok {
			var texts []string
			for _, element := range list {
				texts = append(texts, plain(element))
			}
			if separator(p) == "" {
				query[p.Name] = texts
				continue
			}
			value = strings.Join(texts, separator(p))
		}
		query.Set(p.Name, plain(value))
	}
	return base + path, query
}

// shownInCurl are the parameters of the Go call, and what the client fills in
// unless the vendor has a default for it: a command has no client.
func shownInCurl(op *oas.Operation, in string) []*parameter {
	var shown []*parameter
	for _, p := range op.Parameters(in) {
		if _, ok := exampleOf(p); ok && p.Extensions["x-from-client"] != nil && (p.Required || p.Schema.Value.Default == nil) {
			shown = append(shown, p)
		}
	}
	for _, p := range shownParameters(op) {
		if p.In == in {
			shown = append(shown, p)
		}
	}
	return shown
}

// curlSchemes are the names of the schemes of the first way to call the operation with
// a credential.
func curlSchemes(op *oas.Operation) []string {
	for _, alternative := range op.Security() {
		if len(alternative) > 0 {
			return names(nil, alternative)
		}
	}
	return nil
}

// body writes a body's example as it travels, and says in which language.
func (v *vendor) body(mediaType string, value any) (language, code string) {
	if text, ok := value.(string); ok && !strings.HasSuffix(mediaType, "json") {
		if strings.HasSuffix(mediaType, "xml") {
			return "xml", text
		}
		return "text", text
	}
	if fields, ok := value.(map[string]any); ok && mediaType == "application/x-www-form-urlencoded" {
		var lines []string
		for _, name := range names(v.order, fields) {
			lines = append(lines, fmt.Sprintf("%s=%s", name, url.QueryEscape(plain(fields[name]))))
		}
		return "text", strings.Join(lines, "&\n")
	}
	return "json", v.order.pretty(value)
}

// quoted is a word for a POSIX shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
