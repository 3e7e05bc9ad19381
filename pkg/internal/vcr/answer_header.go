package vcr

import (
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// answerHeader keeps the documented headers of an answer and those that every client
// reads. Of these it keeps what they are for: a vendor can put anything into a
// parameter, a second value or an address.
func (p policy) answerHeader(op *oas.Operation, status int, header http.Header, redirect bool) http.Header {
	var allowed, lists, secret []string
	if documented := op.Response(status); documented != nil {
		for name, ref := range documented.Headers {
			schema := ref.Value.Schema
			switch {
			case schema != nil && schema.Value.Format == "password" || redact.SecretName(name):
				secret = append(secret, name)
				continue
			case schema != nil && schema.Value.Type.Is("array"):
				lists = append(lists, name)
			}
			allowed = append(allowed, name)
		}
	}
	kept := p.redactor.Header(header, allowed)
	for name, values := range kept {
		if len(values) > 1 && !slices.ContainsFunc(lists, func(list string) bool { return strings.EqualFold(list, name) }) {
			p.redactor.Undescribed(name)
			kept[name] = values[:1] // a client reads the first
		}
	}
	for _, name := range secret {
		if value := header.Get(name); value != "" {
			p.redactor.Secrets.Add(value)
			kept.Set(name, redact.Placeholder(name))
		}
	}
	p.basic(kept, header, "Content-Type", func(value string) string { return contentType(op, status, value) })
	p.basic(kept, header, "Retry-After", retryAfter)
	if redirect && kept.Get("Location") == "" {
		// A client follows the address, so a tape without it would be replayed differently.
		p.basic(kept, header, "Location", p.location)
	}
	p.rememberCookies(header)
	return kept
}

// basic keeps what form returns of a header's first value.
func (p policy) basic(kept, header http.Header, name string, form func(string) string) {
	values := header[name]
	if len(values) == 0 {
		return
	}
	value := form(values[0])
	if value != values[0] || len(values) > 1 {
		p.redactor.Undescribed(name)
	}
	kept.Del(name)
	if value != "" {
		kept.Set(name, value)
	}
}

var charset = regexp.MustCompile(`^(?i:utf-?8|utf-?16(le|be)?|us-ascii|iso-?8859-?[0-9]{1,2}|windows-?125[0-9])$`)

// contentType is a media type with its charset and the parameters that are documented,
// spelled as it was when there is nothing else.
func contentType(op *oas.Operation, status int, value string) string {
	mediaType, parameters, err := mime.ParseMediaType(value)
	if err != nil {
		return ""
	}
	documented := map[string]bool{}
	if response := op.Response(status); response != nil {
		for each := range response.Content {
			if described, names, err := mime.ParseMediaType(each); err == nil && described == mediaType {
				for name, text := range names {
					documented[name+"="+text] = true
				}
			}
		}
	}
	given := len(parameters)
	for name, text := range parameters {
		if !documented[name+"="+text] && (name != "charset" || !charset.MatchString(text)) {
			delete(parameters, name)
		}
	}
	if len(parameters) == given {
		return value
	}
	return mime.FormatMediaType(mediaType, parameters)
}

var seconds = regexp.MustCompile(`^[0-9]{1,10}$`)

// retryAfter is a number of seconds or a date.
func retryAfter(value string) string {
	if _, err := http.ParseTime(value); err != nil && !seconds.MatchString(value) {
		return ""
	}
	return value
}

// location is the address of a redirect: the described values of an operation's
// address, and of any other its origin.
func (p policy) location(value string) string {
	u, err := url.Parse(value)
	if err != nil {
		return ""
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	op, values := p.spec.Find(http.MethodGet, u.EscapedPath())
	if op == nil {
		return (&url.URL{Scheme: u.Scheme, Host: p.host(u.Host), Path: "/redacted"}).String()
	}
	query := p.redactor.Values(u.Query(), op.Query())
	kept := p.path(op, u, values)
	kept.RawQuery = query.Encode()
	return kept.String()
}

func (p policy) host(host string) string {
	if p.redactor.Replace == nil {
		return host
	}
	return p.redactor.Replace(hostField, host)
}

// rememberCookies remembers the cookies of an answer that are no preference of a
// language or a colour: they have letters and digits.
func (p policy) rememberCookies(header http.Header) {
	for _, cookie := range (&http.Response{Header: header}).Cookies() {
		if strings.ContainsAny(cookie.Value, "0123456789") && strings.Trim(cookie.Value, "0123456789") != "" {
			p.redactor.Secrets.Add(cookie.Value)
		}
	}
	for name, values := range header {
		if redact.SecretName(name) {
			for _, value := range values {
				p.redactor.Secrets.Add(value)
			}
		}
	}
}
