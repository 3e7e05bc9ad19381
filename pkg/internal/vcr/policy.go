package vcr

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/dnaeon/go-vcr/v2/cassette"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// Headers that may be written although no specification documents them.
var (
	requestHeaders  = []string{"Accept", "Content-Type"}
	responseHeaders = []string{"Content-Type", "Retry-After"}
)

// policy applies a specification's marks and the allow-lists to exchanges.
type policy struct {
	spec        *oas.Document
	redactor    redact.Redactor
	credentials []string // headers
}

func newPolicy(config Config) policy {
	p := policy{spec: config.Spec, redactor: redact.Redactor{Replace: config.Replace, Secrets: new(redact.Secrets)}}
	if config.Spec != nil {
		p.credentials = slices.Compact(slices.Sorted(maps.Values(config.Spec.CredentialHeaders())))
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
	body   string // JSON indented, a form sorted
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

func (p policy) request(method string, u *url.URL, header http.Header, body string) (request, error) {
	op, values := p.spec.Find(method, u.EscapedPath())
	if op == nil {
		return request{}, fmt.Errorf("a %s request for a path that the specification %s does not have", method, p.spec.Name)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return request{}, fmt.Errorf("%s: the query is malformed", op.ID)
	}
	r := request{op: op, method: method, query: p.redactor.Values(query, op.Query()), header: p.requestHeader(op, header)}
	r.url = p.path(op, u, values)
	r.url.RawQuery = r.query.Encode()
	mediaType := mediaTypeOf(header)
	if r.body, err = p.body(body, mediaType, op.RequestBody(mediaType)); err != nil {
		return request{}, fmt.Errorf("%s: request: %w", op.ID, err)
	}
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
	host := u.Host
	if p.redactor.Replace != nil {
		host = p.redactor.Replace(host)
	}
	return &url.URL{Scheme: u.Scheme, Host: host, Path: path, RawPath: escaped}
}

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
	for _, name := range p.credentials {
		if trace := redact.Credential(header.Get(name)); trace != "" {
			p.redactor.Secrets.AddCredential(header.Get(name))
			kept.Set(name, trace)
		}
	}
	return kept
}

// response is an answer's header and body as they may be written.
func (p policy) response(op *oas.Operation, status int, header http.Header, body string) (http.Header, string, error) {
	allowed := slices.Clone(responseHeaders)
	var secret []string
	if documented := op.Response(status); documented != nil {
		for name, ref := range documented.Headers {
			if ref.Value.Schema != nil && ref.Value.Schema.Value.Format == "password" || redact.SecretName(name) {
				secret = append(secret, name)
				continue
			}
			allowed = append(allowed, name)
		}
	}
	kept := p.redactor.Header(header, allowed)
	for _, name := range secret {
		if value := header.Get(name); value != "" {
			p.redactor.Secrets.Add(value)
			kept.Set(name, redact.Placeholder(name))
		}
	}
	mediaType := mediaTypeOf(header)
	text, err := p.body(body, mediaType, op.ResponseBody(status, mediaType))
	return kept, text, err
}

// body is a body as it may be written. What cannot be read field by field
// cannot.
func (p policy) body(body, mediaType string, schema redact.Schema) (string, error) {
	switch {
	case strings.TrimSpace(body) == "":
		return "", nil
	case strings.HasSuffix(mediaType, "json"), mediaType == "" && json.Valid([]byte(body)):
		out, err := p.redactor.JSON([]byte(body), schema)
		return string(out), err
	case strings.HasSuffix(mediaType, "xml"):
		out, err := p.redactor.XML([]byte(body), schema)
		return string(out), err
	case mediaType == "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(body)
		if err != nil {
			return "", errors.New("the body is not a form")
		}
		return p.redactor.Values(form, schema).Encode(), nil
	}
	return "", errors.New("a body that is neither JSON, XML nor a form cannot be redacted, so it is not written")
}

func mediaTypeOf(header http.Header) string {
	mediaType, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return mediaType
}
