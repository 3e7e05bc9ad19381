package vcr

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dnaeon/go-vcr/v2/cassette"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// Headers that may be written although no specification documents them.
var (
	requestHeaders = []string{"Accept", "Content-Type"}
	// The values of these are secret whatever the specification says.
	secretHeaders = []string{"Authorization", "Proxy-Authorization"}
)

// policy applies a specification's marks and the allow-lists to exchanges.
type policy struct {
	spec        *oas.Document
	redactor    redact.Redactor
	credentials []string // headers
	kinds       []string // of credentials in the header Authorization
}

func newPolicy(config Config) policy {
	p := policy{spec: config.Spec, redactor: redact.Redactor{Secrets: new(redact.Secrets)}}
	if config.Spec != nil {
		if config.StandIns != nil {
			p.redactor.Replace = standIns{config.Spec, config.StandIns}.replace
		}
		for _, scheme := range config.Spec.Schemes() {
			if place := scheme.Place(); place.In == "header" && !slices.Contains(p.credentials, place.Name) {
				p.credentials = append(p.credentials, place.Name)
			}
			if kind := scheme.Kind(); kind != "" {
				p.kinds = append(p.kinds, kind)
			}
		}
	}
	return p
}

// request is a request as it may be written and as it is compared.
type request struct {
	op     *oas.Operation
	method string
	url    *url.URL // query sorted
	query  url.Values
	header http.Header
	body   string // JSON indented, a form sorted, of an opaque body its digest
	opaque bool
}

// String names the request for errors: operation and path, no query.
func (r request) String() string { return r.op.ID + " " + r.method + " " + r.url.EscapedPath() }

// live is a request about to be sent. Its body stays readable.
func (p policy) live(req *http.Request) (request, error) {
	var body []byte
	if req.GetBody != nil {
		r, err := req.GetBody()
		if err != nil {
			return request{}, err
		}
		if body, err = io.ReadAll(r); err != nil {
			return request{}, err
		}
	}
	return p.request(req.Method, req.URL, req.Header, string(body))
}

// taped is a request on tape, or on its way there.
func (p policy) taped(r cassette.Request) (request, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return request{}, errors.New("the URL on tape is not one")
	}
	return p.request(r.Method, u, r.Headers, r.Body)
}

// request refuses what the specification does not describe, because a client must not
// send it.
func (p policy) request(method string, u *url.URL, header http.Header, text string) (request, error) {
	op, values := p.spec.Find(method, u.EscapedPath())
	if op == nil {
		return request{}, fmt.Errorf("a %s request for a path that the specification %s does not have", method, p.spec.Name)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return request{}, fmt.Errorf("%s: the query is malformed", op.ID)
	}
	var undescribed []string
	p.redactor.Undescribed = func(field string) { undescribed = append(undescribed, field) }
	r := request{op: op, method: method, query: p.redactor.Values(query, op.Query()), header: p.requestHeader(op, header)}
	r.url = p.path(op, u, values)
	r.url.RawQuery = r.query.Encode()
	mediaType := mediaTypeOf(header)
	kept, err := p.body(oneBoundary(r.header, text), mediaType, op.RequestBody(mediaType))
	if err != nil {
		return request{}, fmt.Errorf("%s: request: %w", op.ID, err)
	}
	if len(undescribed) > 0 {
		return request{}, fmt.Errorf("%s: the request has what the specification does not describe: %s", op.ID, named(undescribed))
	}
	r.body, r.opaque = kept.onTape(), kept.opaque
	return r, nil
}

// path is the URL without query, with its secret path values redacted.
func (p policy) path(op *oas.Operation, u *url.URL, values map[string]string) *url.URL {
	given := url.Values{}
	for name, value := range values {
		given.Set(name, value)
	}
	kept := p.redactor.Values(given, op.PathValues())
	base := u.EscapedPath()
	for range strings.Count(op.Path, "/") {
		base = base[:strings.LastIndexByte(base, '/')]
	}
	escaped := base + op.Path
	for name := range values {
		escaped = strings.Replace(escaped, "{"+name+"}", url.PathEscape(kept.Get(name)), 1)
	}
	path, err := url.PathUnescape(escaped)
	if err != nil {
		path = escaped
	}
	return &url.URL{Scheme: u.Scheme, Host: p.host(u.Host), Path: path, RawPath: escaped}
}

// someKey stands for every idempotency key, because a key is another one for each call.
// It is a UUID, because specifications may ask for one.
const someKey = "00000000-0000-4000-8000-000000000000"

// requestHeader keeps the basic headers and the documented ones, and of a
// credential its kind.
func (p policy) requestHeader(op *oas.Operation, header http.Header) http.Header {
	allowed := slices.Clone(requestHeaders)
	var secret []string
	for _, param := range op.Parameters("header") {
		if param.Schema != nil && param.Schema.Value.Format == "password" || redact.SecretName(param.Name) {
			secret = append(secret, param.Name)
			continue
		}
		allowed = append(allowed, param.Name)
	}
	kept := p.redactor.Header(header, allowed)
	for _, name := range secret {
		if value := header.Get(name); value != "" {
			p.redactor.Secrets.Add(value)
			kept.Set(name, redact.Placeholder(name))
		}
	}
	if name := op.IdempotencyKey(); name != "" && kept.Get(name) != "" {
		kept.Set(name, someKey)
	}
	for _, name := range secretHeaders {
		p.redactor.Secrets.AddCredential(header.Get(name))
	}
	for _, name := range p.credentials {
		if trace := redact.Credential(header.Get(name), p.kinds...); trace != "" {
			p.redactor.Secrets.AddCredential(header.Get(name))
			kept.Set(name, trace)
		}
	}
	if cookies := p.cookies(op, header); cookies != "" {
		kept.Set("Cookie", cookies)
	}
	return kept
}

// cookies keeps the documented cookies, by name, without their secrets.
func (p policy) cookies(op *oas.Operation, header http.Header) string {
	given, described := url.Values{}, op.Cookies()
	for _, cookie := range (&http.Request{Header: header}).Cookies() {
		if described.Property(cookie.Name) == nil {
			p.redactor.Secrets.Add(cookie.Value)
			continue
		}
		given.Add(cookie.Name, cookie.Value)
	}
	given = p.redactor.Values(given, described)
	var kept []string
	for _, name := range slices.Sorted(maps.Keys(given)) {
		for _, value := range given[name] {
			kept = append(kept, name+"="+value)
		}
	}
	return strings.Join(kept, "; ")
}

// answer is an answer as it may be written, and what of it may not.
type answer struct {
	header  http.Header
	body    body
	leftOut []string // names that the specification does not describe
}

func (p policy) response(op *oas.Operation, status int, header http.Header, text string) (answer, error) {
	var kept answer
	p.redactor.Undescribed = func(field string) { kept.leftOut = append(kept.leftOut, field) }
	redirect := status/100 == 3 && header.Get("Location") != ""
	kept.header = p.answerHeader(op, status, header, redirect)
	mediaType := mediaTypeOf(header)
	schema := op.ResponseBody(status, mediaType)
	if schema == nil && (redirect || status >= http.StatusBadRequest) {
		// It stays a redirect or a refusal without what it says.
		if strings.TrimSpace(text) != "" {
			kept.leftOut = append(kept.leftOut, "the body of a "+strconv.Itoa(status))
		}
		return kept, nil
	}
	var err error
	kept.body, err = p.body(text, mediaType, schema)
	return kept, err
}
