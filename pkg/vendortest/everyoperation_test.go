package vendortest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/specs"
)

// eachOperation runs f for every operation of every vendor, on one fake per vendor.
func eachOperation(t *testing.T, f func(*testing.T, *Server, *operation, *openapi3.Operation)) {
	for _, doc := range specs.All() {
		ours, theirs := load2(t, doc)
		eachOf(t, Document(doc), func(t *testing.T, s *Server, id string) {
			op := ours.operations[id]
			f(t, s, op, theirs.Paths.Value(op.path).GetOperation(op.method))
		})
	}
}

func eachOf(t *testing.T, doc Document, f func(t *testing.T, s *Server, operationID string)) {
	t.Run(doc.Name, func(t *testing.T) {
		s, err := Start(doc, InMemory(), Strict())
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for _, op := range s.spec.ordered {
			t.Run(op.ID, func(t *testing.T) { f(t, s, op.ID) })
		}
	})
}

// eachRequest runs f for every operation of every vendor and of the probe, which has
// what no vendor of ours has: bodies that are forms alone, parameters of a path,
// lists whose elements are parameters of their own. It documents no example.
func eachRequest(t *testing.T, f func(*testing.T, *Server, *operation)) {
	eachOperation(t, func(t *testing.T, s *Server, op *operation, _ *openapi3.Operation) { f(t, s, op) })
	eachOf(t, Document{Name: "probe", Spec: probeapi.Spec}, func(t *testing.T, s *Server, id string) {
		op := s.spec.operations[id]
		s.Handle(id, func(*Call) Reply { return Reply{Status: op.defaultStatus(), Undocumented: true, Body: ""} })
		f(t, s, op)
	})
}

func TestOperationIDsAreThoseOfTheWrittenDocument(t *testing.T) {
	race.Skip(t)
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
		resp, body := draftFor(s.spec, op).send(t, s)
		for _, v := range s.Violations() {
			t.Errorf("a violation: %s", v)
		}
		if resp.StatusCode != op.defaultStatus() {
			t.Fatalf("status %d, want %d", resp.StatusCode, op.defaultStatus())
		}
		checkResponse(t, resp, body, other)
	})
}

func TestEveryOperationTakesWhatItDocuments(t *testing.T) {
	eachRequest(t, func(t *testing.T, s *Server, op *operation) {
		before := len(s.Violations())
		resp, body := draftFor(s.spec, op).send(t, s)
		if found := s.Violations()[before:]; len(found) > 0 || resp.StatusCode != op.defaultStatus() {
			t.Errorf("answered %d %s: %q", resp.StatusCode, body, found)
		}
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
		d := draftFor(s.spec, op)
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
	eachOperation(t, func(t *testing.T, s *Server, op *operation, _ *openapi3.Operation) {
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
		_, body := draftFor(s.spec, op).send(t, s)
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
	eachRequest(t, func(t *testing.T, s *Server, op *operation) {
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
		d := func() draft { return draftFor(s.spec, op) }
		for _, p := range op.Parameters {
			where := p.In + " parameter " + p.Name
			switch {
			case p.In == "path", p.isStyled(): // see style_test.go
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
				if items := p.Schema.Items; items != nil && (items.Type == "integer" || len(items.Enum) > 0) {
					x := d()
					x.query.Set(p.Name, x.query.Get(p.Name)+",example-nonsense")
					at := "[" + strconv.Itoa(strings.Count(x.query.Get(p.Name), ",")) + "]"
					if p.exploded() {
						x = d()
						at = "[" + strconv.Itoa(len(x.query[p.Name])) + "]"
						x.query.Add(p.Name, "example-nonsense")
					}
					expect(where+at, x)
				}
			}
		}
		x := d()
		if x.query.Set("example_unknown", "1"); op.taker("example_unknown") == nil {
			expect("query parameter example_unknown", x)
		}
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

func TestACredentialThatIsMissingOrOfAnotherKindIsRefusedAsDocumented(t *testing.T) {
	eachOperation(t, func(t *testing.T, s *Server, op *operation, _ *openapi3.Operation) {
		if len(op.requirements) == 0 || slices.ContainsFunc(op.requirements, func(r map[string][]string) bool { return len(r) == 0 }) {
			return
		}
		want := http.StatusUnauthorized
		if op.response(http.StatusUnauthorized) == nil && op.response(http.StatusForbidden) != nil {
			want = http.StatusForbidden
		}
		for what, authorization := range map[string]string{"none": "", "empty": "Bearer ", "other": "Digest example"} {
			d := draftFor(s.spec, op)
			for _, place := range s.spec.credentialPlaces {
				header := place.Name
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
