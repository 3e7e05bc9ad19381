package musement

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// scrubber knows the secrets of one request and takes them out of what becomes of
// it: a vendor may echo them in a body or in a Location header, and a round
// tripper may quote the address in its error or in its panic.
type scrubber struct {
	replacer *strings.Replacer
	shapes   []*regexp.Regexp
}

func newScrubber(secrets ...string) scrubber {
	forms := map[string]bool{}
	v := scrubber{}
	for _, s := range secrets {
		if shape := shapeOf(s); shape != nil {
			v.shapes = append(v.shapes, shape)
		}
		quoted, _ := json.Marshal(s)
		for _, form := range []string{
			s, url.QueryEscape(s), url.PathEscape(s), html.EscapeString(s), string(quoted[1 : len(quoted)-1]), quote(s),
			base64.RawStdEncoding.EncodeToString([]byte(s)), base64.RawURLEncoding.EncodeToString([]byte(s)),
		} {
			forms[form], forms[escapes.ReplaceAllStringFunc(form, strings.ToLower)] = true, true
		}
	}
	delete(forms, "")
	longestFirst := slices.SortedFunc(maps.Keys(forms), func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, form := range longestFirst {
		pairs = append(pairs, form, boxoffice.Redacted)
	}
	v.replacer = strings.NewReplacer(pairs...)
	return v
}

// shapeOf matches a secret however often it was escaped: its letters and digits
// are what no escaping changes, so it is these with little between them.
func shapeOf(secret string) *regexp.Regexp {
	words := unescaped.FindAllString(secret, -1)
	if len(strings.Join(words, "")) < 6 {
		return nil // too little to tell
	}
	shape, err := regexp.Compile(`(?is)` + strings.Join(words, `.{1,100}?`))
	if err != nil {
		return nil // of a length that nobody's secret has
	}
	return shape
}

var unescaped = regexp.MustCompile(`[A-Za-z0-9]+`)

// escapes are the capitals in a URL's escapes, which may be small too.
var escapes = regexp.MustCompile(`%[0-9A-F]{2}`)

func quote(s string) string {
	quoted := strconv.Quote(s)
	return quoted[1 : len(quoted)-1]
}

// secretFields are the names under which requests carry secrets.
var secretFields = []string{"password", "client_secret", "refresh_token", "confirmation_token", "account_number"}

// secretsOf are those in a request's query, body and header.
func secretsOf(r *rest.Request) scrubber {
	query, _ := url.ParseQuery(r.Query)
	var body map[string]json.RawMessage
	_ = json.Unmarshal(r.Body, &body)
	secrets := []string{strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")}
	for _, name := range secretFields {
		var field string
		_ = json.Unmarshal(body[name], &field)
		secrets = append(secrets, query.Get(name), field)
	}
	return newScrubber(secrets...)
}

// text is the text without the secrets.
func (v scrubber) text(text string) string {
	text = v.replacer.Replace(text)
	for _, shape := range v.shapes {
		text = shape.ReplaceAllString(text, boxoffice.Redacted)
	}
	return text
}

func (v scrubber) holds(text string) bool { return v.text(text) != text }

// clean takes the secrets out of an error that nobody else has seen yet.
func (v scrubber) clean(e *boxoffice.Error) {
	header := e.Header.Clone()
	for name, values := range e.Header {
		delete(header, name)
		cleaned := make([]string, len(values))
		for i := range values {
			cleaned[i] = v.text(values[i])
		}
		header[v.text(name)] = cleaned
	}
	e.Header = header
	if body := string(e.Body); cutShort(e) {
		e.Body = []byte(boxoffice.Redacted) // it may end in the middle of a secret
	} else if v.holds(body) {
		e.Body = []byte(v.text(body))
	}
	e.Code, e.Message, e.RequestID = v.text(e.Code), v.text(e.Message), v.text(e.RequestID)
	if v.shows(e.Err) {
		e.Err = v.hide(e.Err)
	}
}

// cutShort reports whether the error may hold the beginning of a body alone.
func cutShort(e *boxoffice.Error) bool {
	return (errors.Is(e.Err, boxoffice.ErrTooLarge) || errors.Is(e.Err, boxoffice.ErrUnexpectedResponse)) &&
		len(e.Body) > 0 && !json.Valid(e.Body)
}

// over is err without the secrets.
func (v scrubber) over(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*boxoffice.Error); ok { //nolint:errorlint // what wraps one is cleaned below
		cleaned := *e
		v.clean(&cleaned)
		return &cleaned
	}
	if v.shows(err) {
		return v.hide(err)
	}
	return err
}

// shows reports whether any error in the tree prints a secret.
func (v scrubber) shows(err error) bool {
	if err == nil {
		return false
	}
	if v.holds(fmt.Sprintf("%s %+v %#v", err.Error(), err, err)) {
		return true
	}
	switch e := err.(type) { //nolint:errorlint // this walks the tree
	case interface{ Unwrap() error }:
		return v.shows(e.Unwrap())
	case interface{ Unwrap() []error }:
		return slices.ContainsFunc(e.Unwrap(), v.shows)
	}
	return false
}

// hide stands a text in for an error that quotes a secret. errors.Is finds in
// it what it finds in err; errors.As finds nothing.
func (v scrubber) hide(err error) error {
	return &hidden{v.text(sayable(err)), func(target error) bool { return errors.Is(err, target) }}
}

type hidden struct {
	text string
	is   func(error) bool
}

func (h *hidden) Error() string        { return h.text }
func (h *hidden) SafeText() string     { return h.text }
func (h *hidden) Is(target error) bool { return h.is(target) }
