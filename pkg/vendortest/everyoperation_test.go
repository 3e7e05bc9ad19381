package vendortest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/specs"
)

// draft is a request that fits the specification, made from the documented
// examples, to be spoilt in one place.
type draft struct {
	method, path string
	query        url.Values
	header       http.Header
	body         []byte
}

func (d draft) send(t *testing.T, s *Server) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), d.method, s.URL()+d.path, bytes.NewReader(d.body))
	if err != nil {
		t.Fatal(err)
	}
	req.URL.RawQuery = d.query.Encode()
	req.Header = d.header
	resp, err := s.HTTPClient().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func draftFor(s *spec, op *operation, other *openapi3.Operation) draft {
	d := draft{method: op.method, path: op.path, query: url.Values{}, header: http.Header{}}
	for _, ref := range other.Parameters {
		p := ref.Value
		text := fmt.Sprint(p.Example)
		if list, ok := p.Example.([]any); ok {
			var texts []string
			for _, item := range list {
				texts = append(texts, fmt.Sprint(item))
			}
			text = strings.Join(texts, ",")
		}
		if f, ok := p.Example.(float64); ok {
			text = strconv.FormatFloat(f, 'f', -1, 64)
		}
		switch p.In {
		case "path":
			d.path = strings.ReplaceAll(d.path, "{"+p.Name+"}", url.PathEscape(text))
		case "query":
			d.query.Set(p.Name, text)
		case "header":
			d.header.Set(p.Name, text)
		}
	}
	d.path = s.bases[0] + d.path
	if op.RequestBody != nil {
		d.header.Set("Content-Type", "application/json")
		d.body, _ = op.RequestBody.Content["application/json"].example("application/json", "")
	}
	if len(op.requirements) > 0 {
		for name := range op.requirements[0] {
			authenticate(d.header, s.schemes[name])
		}
	}
	return d
}

func authenticate(h http.Header, s scheme) {
	switch {
	case s.Type == "apiKey":
		h.Set(s.Name, "example-api-key")
	case s.Scheme == "basic":
		h.Set("Authorization", "Basic dXNlcjpzZWNyZXQ=")
	default:
		h.Set("Authorization", "Bearer example-access-token")
	}
}

// each runs f for every operation of every document, on one fake per document.
func eachOperation(t *testing.T, f func(*testing.T, *Server, *operation, *openapi3.Operation)) {
	for _, doc := range specs.All() {
		ours, theirs := load2(t, doc)
		t.Run(doc.Name, func(t *testing.T) {
			s, err := Start(Document(doc), InMemory(), Strict())
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			for _, op := range ours.ordered {
				t.Run(op.ID, func(t *testing.T) {
					f(t, s, op, theirs.Paths.Value(op.path).GetOperation(op.method))
				})
			}
		})
	}
}

func TestOperationIDsAreThoseOfTheWrittenDocument(t *testing.T) {
	for _, doc := range specs.All() {
		text, err := doc.YAML()
		if err != nil {
			t.Fatal(err)
		}
		written, err := openapi3.NewLoader().LoadFromData(text)
		if err != nil {
			t.Fatal(err)
		}
		ours, _ := load2(t, doc)
		count := 0
		for _, item := range written.Paths.Map() {
			for _, op := range item.Operations() {
				count++
				if ours.operations[op.OperationID] == nil {
					t.Errorf("%s: the fake has no %s", doc.Name, op.OperationID)
				}
			}
		}
		if count != len(ours.operations) {
			t.Errorf("%s: %d operations are written, the fake has %d", doc.Name, count, len(ours.operations))
		}
	}
}

func TestEveryOperationAnswersItsDocumentedExample(t *testing.T) {
	eachOperation(t, func(t *testing.T, s *Server, op *operation, other *openapi3.Operation) {
		resp, body := draftFor(s.spec, op, other).send(t, s)
		for _, v := range s.Violations() {
			t.Errorf("a violation: %s", v)
		}
		if resp.StatusCode != op.defaultStatus() {
			t.Fatalf("status %d, want %d", resp.StatusCode, op.defaultStatus())
		}
		checkResponse(t, resp, body, other)
	})
}

func checkResponse(t *testing.T, resp *http.Response, body []byte, other *openapi3.Operation) {
	t.Helper()
	documented := other.Responses.Status(resp.StatusCode).Value
	for name, h := range documented.Headers {
		if h.Value.Required && resp.Header.Get(name) == "" {
			t.Errorf("%d: the required header %s is missing", resp.StatusCode, name)
		}
	}
	mediaType := resp.Header.Get("Content-Type")
	m := documented.Content.Get(mediaType)
	if m == nil {
		if len(documented.Content) > 0 || len(body) > 0 {
			t.Errorf("%d: media type %q, body of %d bytes", resp.StatusCode, mediaType, len(body))
		}
		return
	}
	if mediaType != "application/json" {
		return
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		t.Fatal(err)
	}
	if err := m.Schema.Value.VisitJSON(value); err != nil {
		t.Errorf("%d: %v", resp.StatusCode, err)
	}
}

func TestEveryDocumentedResponseCanBeReplied(t *testing.T) {
	replied := 0
	eachOperation(t, func(t *testing.T, s *Server, op *operation, other *openapi3.Operation) {
		d := draftFor(s.spec, op, other)
		for _, text := range op.statuses() {
			status, err := strconv.Atoi(text)
			if err != nil {
				continue
			}
			r := op.Responses[text]
			replies := []Reply{{Status: status}}
			for mediaType, m := range r.Content {
				for name := range m.Examples {
					replies = append(replies, Reply{Status: status, MediaType: mediaType, Example: name})
				}
				replies = append(replies, Reply{Status: status, MediaType: mediaType})
			}
			for _, reply := range replies {
				s.Reply(op.ID, reply)
				resp, body := d.send(t, s)
				replied++
				if resp.StatusCode != status {
					t.Errorf("status %d, want %d", resp.StatusCode, status)
				}
				checkResponse(t, resp, body, other)
				if reply.MediaType == "" {
					continue
				}
				m := r.Content[reply.MediaType]
				want, err := m.example(reply.MediaType, cmp.Or(reply.Example, op.usual(m)))
				if err != nil || !bytes.Equal(body, want) || resp.Header.Get("Content-Type") != reply.MediaType {
					t.Errorf("%+v was not answered with its example: %v", reply, err)
				}
			}
		}
		s.Reply(op.ID)
	})
	t.Logf("%d replies", replied)
}

func TestA404OfAnOperationWithAnIDInItsPathIsAboutTheResource(t *testing.T) {
	seen := 0
	eachOperation(t, func(t *testing.T, s *Server, op *operation, other *openapi3.Operation) {
		notFound := op.response(http.StatusNotFound)
		if notFound == nil || notFound.Content["application/json"] == nil || len(notFound.Content["application/json"].Examples) < 2 {
			return
		}
		seen++
		want := "endpoint"
		if strings.Contains(op.path, "{") {
			want = "resource"
		}
		s.Reply(op.ID, Reply{Status: http.StatusNotFound})
		_, body := draftFor(s.spec, op, other).send(t, s)
		if example := notFound.Content["application/json"].Examples[want]; !bytes.Equal(body, example.Value) {
			t.Errorf("answered %s, want the example %s", body, want)
		}
	})
	if seen == 0 {
		t.Error("no operation documents several answers with 404")
	}
}

// TestEveryFaultOfARequestIsNamed spoils each request in one place at a time.
func TestEveryFaultOfARequestIsNamed(t *testing.T) {
	spoilt := 0
	eachOperation(t, func(t *testing.T, s *Server, op *operation, other *openapi3.Operation) {
		expect := func(where string, d draft) {
			t.Helper()
			spoilt++
			before := len(s.Violations())
			resp, _ := d.send(t, s)
			found := s.Violations()[before:]
			if len(found) == 0 || found[0].Operation != op.ID || found[0].Where != where {
				t.Errorf("%s: found %q", where, found)
			}
			if resp.StatusCode != http.StatusBadRequest {
				t.Errorf("%s: status %d", where, resp.StatusCode)
			}
		}
		d := func() draft { return draftFor(s.spec, op, other) }
		for _, p := range op.Parameters {
			where := p.In + " parameter " + p.Name
			switch {
			case p.In == "path":
				continue
			case p.In == "header" && p.Required:
				x := d()
				x.header.Del(p.Name)
				expect(where, x)
			case p.In == "query":
				if p.Required {
					x := d()
					x.query.Del(p.Name)
					expect(where, x)
				}
				if p.Schema.Type != "array" {
					x := d()
					x.query.Add(p.Name, x.query.Get(p.Name))
					expect(where, x)
				}
				if p.Schema.Type == "integer" || p.Schema.Type == "boolean" || len(p.Schema.Enum) > 0 {
					x := d()
					x.query.Set(p.Name, "example-nonsense")
					expect(where, x)
				}
			}
		}
		x := d()
		x.query.Set("example_unknown", "1")
		expect("query parameter example_unknown", x)
		if op.RequestBody == nil {
			x := d()
			x.body = []byte("{}")
			expect("body", x)
		} else {
			spoilBody(op, d, expect)
		}
		if len(op.requirements) == 0 {
			x := d()
			x.header.Set("Authorization", "Bearer example-access-token")
			expect("header Authorization", x)
		}
	})
	t.Logf("%d spoilt requests", spoilt)
}

func spoilBody(op *operation, d func() draft, expect func(string, draft)) {
	if op.RequestBody.Required {
		x := d()
		x.body = nil
		expect("body", x)
	}
	for _, body := range []string{`{"cut":`, `{} {}`, `null`, `"text"`} {
		if json.Valid([]byte(body)) && op.RequestBody.Content["application/json"].Schema.Type == "" {
			continue // the vendor gives no type
		}
		x := d()
		x.body = []byte(body)
		expect("body", x)
	}
	x := d()
	x.header.Set("Content-Type", "text/plain")
	expect("body", x)
	x = d()
	x.header.Del("Content-Type")
	expect("body", x)
	var value any
	_ = decode(d().body, &value)
	object, ok := value.(map[string]any)
	if !ok {
		return
	}
	for _, name := range op.RequestBody.Content["application/json"].Schema.Required {
		without := maps.Clone(object)
		delete(without, name)
		x := d()
		x.body, _ = json.Marshal(without)
		expect("body field "+name, x)
	}
}

func TestACredentialThatIsMissingOrOfAnotherKindIsRefusedAsDocumented(t *testing.T) {
	eachOperation(t, func(t *testing.T, s *Server, op *operation, other *openapi3.Operation) {
		if len(op.requirements) == 0 || slices.ContainsFunc(op.requirements, func(r map[string][]string) bool { return len(r) == 0 }) {
			return
		}
		want := http.StatusUnauthorized
		if op.response(http.StatusUnauthorized) == nil && op.response(http.StatusForbidden) != nil {
			want = http.StatusForbidden
		}
		for what, authorization := range map[string]string{"none": "", "empty": "Bearer ", "other": "Digest example"} {
			d := draftFor(s.spec, op, other)
			for _, header := range s.spec.credentialHeaders {
				if d.header.Get(header) == "" {
					continue
				}
				d.header.Del(header)
				if header == "Authorization" && authorization != "" {
					d.header.Set(header, authorization)
				}
			}
			resp, body := d.send(t, s)
			if resp.StatusCode != want || len(body) == 0 {
				t.Errorf("%s: status %d, body of %d bytes, want %d", what, resp.StatusCode, len(body), want)
			}
		}
		if found := s.Violations(); len(found) > 0 {
			t.Errorf("a violation: %v", found)
		}
	})
}
