package transport

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// dumping is the round tripper that writes every message, redacted.
type dumping struct {
	next http.RoundTripper
	out  io.Writer
}

// exchanges counts the requests, so that request and answer have the same number.
var exchanges atomic.Uint64

// RoundTrip implements http.RoundTripper.
func (d *dumping) RoundTrip(r *http.Request) (*http.Response, error) {
	x := &exchange{out: d.out, number: exchanges.Add(1), facts: settings.FactsFrom(r.Context()), start: time.Now()}
	r, body, err := withBody(r)
	if err != nil {
		return nil, err
	}
	x.request(r, body)
	resp, err := d.next.RoundTrip(r)
	switch {
	case err != nil:
		x.write("<-- not answered: "+(&boxoffice.Error{Vendor: x.vendor(), Err: err}).Error(), nil, nil)
	case resp == nil: // which net/http complains of
	case resp.Body == nil:
		x.answer(resp, "")
	case x.facts != nil && x.facts.Stream && resp.StatusCode/100 == 2:
		x.answer(resp, "[streamed body]")
	default:
		resp.Body = &dumpedBody{body: resp.Body, done: func(kept []byte, size int64) { x.answered(resp, kept, size) }}
	}
	return resp, err
}

// withBody reads a request's body, if it is one that is shown, and returns a request
// that still has it.
func withBody(r *http.Request) (*http.Request, []byte, error) {
	if r.Body == nil || !shown(r.Header.Get("Content-Type")) {
		return r, nil, nil // an upload is streamed
	}
	body, err := io.ReadAll(r.Body)
	_ = r.Body.Close()
	if err != nil {
		return nil, nil, err
	}
	same := *r // a round tripper must not change the request
	same.Body = io.NopCloser(bytes.NewReader(body))
	return &same, body, nil
}

// dumpedBody keeps what is read of a body, up to a limit, for when it has ended.
type dumpedBody struct {
	body io.ReadCloser
	kept []byte
	size int64
	once sync.Once
	done func(kept []byte, size int64)
}

// mostDumped is the longest body that is shown.
const mostDumped = 256 << 10

func (b *dumpedBody) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	b.size += int64(n)
	if room := mostDumped - len(b.kept); room > 0 {
		b.kept = append(b.kept, p[:min(n, room)]...)
	}
	if err != nil {
		b.end()
	}
	return n, err
}

func (b *dumpedBody) Close() error {
	b.end()
	return b.body.Close()
}

func (b *dumpedBody) end() { b.once.Do(func() { b.done(b.kept, b.size) }) }

// exchange is a request and its answer, and the secrets of both.
type exchange struct {
	out     io.Writer
	number  uint64
	facts   *settings.Facts // nil when a middleware has replaced the context
	start   time.Time
	secrets redact.Secrets
}

func (x *exchange) vendor() string {
	if x.facts == nil {
		return ""
	}
	return x.facts.Call.Vendor
}

func (x *exchange) redactor() redact.Redactor { return redact.Redactor{Secrets: &x.secrets} }

func (x *exchange) request(r *http.Request, body []byte) {
	for name, values := range r.Header {
		for _, value := range values {
			if !slices.Contains(shownHeaders, name) {
				x.secrets.AddCredential(value)
			}
		}
	}
	for _, cookie := range r.Cookies() {
		x.secrets.Add(cookie.Value)
	}
	address := x.address(r.URL)
	size := int64(len(body))
	if body == nil && r.Body != nil {
		size = r.ContentLength
	}
	shown := x.body(r.Header.Get("Content-Type"), body, size)
	x.write("--> "+r.Method+" "+address, r.Header, shown)
}

func (x *exchange) answered(resp *http.Response, kept []byte, size int64) {
	x.answer(resp, string(x.body(resp.Header.Get("Content-Type"), kept, size)))
}

func (x *exchange) answer(resp *http.Response, shown string) {
	line := fmt.Sprintf("<-- %d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	x.write(line, resp.Header, []byte(shown))
}

// address is the address without its secrets.
func (x *exchange) address(u *url.URL) string {
	path := u.EscapedPath()
	if x.facts != nil && slices.ContainsFunc(x.facts.Secrets, func(name string) bool { return strings.HasPrefix(name, "{") }) {
		path = x.facts.Call.Path // the template: a value in the path is a secret
	}
	address := u.Scheme + "://" + u.Host + path
	if u.RawQuery == "" {
		return address
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return address + "?" + boxoffice.Redacted
	}
	for name, list := range values {
		if x.schema().Property(name).Secret() || redact.SecretName(name) {
			for i, value := range list {
				x.secrets.Add(value)
				list[i] = boxoffice.Redacted
			}
		}
	}
	return address + "?" + encoded(values)
}

// encoded leaves the placeholder readable.
func encoded(values url.Values) string {
	return strings.ReplaceAll(values.Encode(), url.QueryEscape(boxoffice.Redacted), boxoffice.Redacted)
}

// body is the body without its secrets, or a description of it.
func (x *exchange) body(contentType string, body []byte, size int64) []byte {
	if size == 0 {
		return nil
	}
	media, _, _ := mime.ParseMediaType(contentType)
	about := fmt.Appendf(nil, "[%d bytes]", size)
	switch {
	case size < 0:
		about = []byte("[streamed body]")
	case strings.Contains(media, "/"):
		about = fmt.Appendf(nil, "[%d bytes of %s]", size, media)
	}
	if size != int64(len(body)) || x.facts == nil {
		return about // too long, or not known what is secret in it
	}
	var shown []byte
	var err error
	switch {
	case isJSON(media):
		shown, err = x.redactor().JSON(body, x.schema())
	case isXML(media):
		shown, err = x.redactor().XML(body, x.schema())
	case media == formType:
		var values url.Values
		if values, err = url.ParseQuery(string(body)); err == nil {
			shown = []byte(encoded(x.redactor().Values(values, x.schema())))
		}
	default:
		return about
	}
	if err != nil {
		return about
	}
	return shown
}

const formType = "application/x-www-form-urlencoded"

func isJSON(media string) bool {
	return media == "application/json" || strings.HasSuffix(media, "+json")
}

func isXML(media string) bool {
	return media == "application/xml" || media == "text/xml" || strings.HasSuffix(media, "+xml")
}

// shown reports whether a body of the media type can be shown.
func shown(contentType string) bool {
	media, _, _ := mime.ParseMediaType(contentType)
	return isJSON(media) || isXML(media) || media == formType
}

// shownHeaders are the headers that are shown; none of them has ever held a secret.
var shownHeaders = []string{
	"Accept", "Accept-Encoding", "Accept-Language", "Allow", "Cache-Control", "Content-Encoding", "Content-Language",
	"Content-Length", "Content-Type", "Date", "Idempotency-Key", "Retry-After", "User-Agent", "X-Request-Id",
}

// write writes one message in one Write. When the message still shows a secret, because
// the vendor repeats it in an unmarked place, only its first line is written.
func (x *exchange) write(line string, header http.Header, body []byte) {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(header)) {
		value := boxoffice.Redacted
		if slices.Contains(shownHeaders, name) {
			value = strings.Join(header[name], ", ")
		}
		b.WriteString(name + ": " + value + "\n")
	}
	if len(body) > 0 {
		b.WriteString("\n" + strings.TrimSuffix(string(body), "\n") + "\n")
	}
	rest := b.String()
	if x.secrets.ShowPartIn(rest) {
		rest = "[redacted: it repeats a secret of the request]\n"
	}
	if x.secrets.ShowPartIn(line) {
		line = line[:4] + boxoffice.Redacted
	}
	_, _ = io.WriteString(x.out, x.label()+line+"\n"+rest+"\n")
}

// label begins a message: its number, and whose it is.
func (x *exchange) label() string {
	text := "#" + strconv.FormatUint(x.number, 10)
	if f := x.facts; f != nil {
		text += " " + f.Call.Vendor + " " + f.Call.Operation + ", attempt " + strconv.Itoa(f.Call.Attempt)
	}
	return text + "\n"
}

func (x *exchange) schema() redact.Schema {
	if x.facts == nil {
		return redact.Named(nil, boxoffice.Redacted)
	}
	return redact.Named(x.facts.Secrets, boxoffice.Redacted)
}
