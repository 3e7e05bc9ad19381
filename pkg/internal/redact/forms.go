package redact

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Forms returns the forms in which a text can be part of another text: unchanged,
// escaped for a URL, for HTML, and for JSON in all usual ways, quoted as in Go, JSON in
// JSON, and in base64. The hexadecimal digits of a URL's escapes are in capitals and in
// small letters. An empty text has no forms. All code that looks for a secret uses this
// function.
func Forms(text string) []string {
	if text == "" {
		return nil
	}
	forms := []string{
		text, html.EscapeString(text),
		base64.RawStdEncoding.EncodeToString([]byte(text)), base64.RawURLEncoding.EncodeToString([]byte(text)),
	}
	for _, escaped := range []string{url.QueryEscape(text), url.PathEscape(text)} {
		forms = append(forms, escaped, urlEscape.ReplaceAllStringFunc(escaped, strings.ToLower))
	}
	for _, quoted := range []string{asJSON(text, true), asJSON(text, false), strconv.Quote(text), strconv.QuoteToASCII(text)} {
		inner := unquoted(quoted)
		forms = append(forms, inner, strings.ReplaceAll(inner, "/", `\/`), unquoted(strconv.Quote(inner)))
	}
	return forms
}

var urlEscape = regexp.MustCompile(`%[0-9A-F]{2}`)

func asJSON(text string, forHTML bool) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(forHTML)
	_ = encoder.Encode(text)
	return strings.TrimSuffix(b.String(), "\n")
}

func unquoted(text string) string { return text[1 : len(text)-1] }

// anyForm returns a pattern for a text that was escaped any number of times. Escaping
// does not change letters and digits, so the pattern looks for these, with few other
// characters between them. It is nil for a text that has too few of them, or that is
// too long.
func anyForm(text string) *regexp.Regexp {
	words := unchanged.FindAllString(text, -1)
	if len(strings.Join(words, "")) < 6 {
		return nil
	}
	pattern, err := regexp.Compile(`(?is)` + strings.Join(words, `.{1,100}?`))
	if err != nil {
		return nil
	}
	return pattern
}

var unchanged = regexp.MustCompile(`[A-Za-z0-9]+`)
