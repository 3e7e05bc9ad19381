package vendortest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/specs"
)

// sample is a documented example with the schema it must fit, as we read it and
// as kin-openapi does.
type sample struct {
	name   string
	ours   *schema
	theirs *openapi3.Schema
	value  any
}

func TestTheValidatorAgreesWithKinOpenAPI(t *testing.T) {
	race.Skip(t)
	// What kin-openapi checks only when told how.
	oracle := []openapi3.SchemaValidationOption{
		openapi3.WithStringFormatValidator("uuid", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC9562)),
		openapi3.WithStringFormatValidator("email", openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForEmail)),
		openapi3.WithStringFormatValidator("uri", openapi3.NewCallbackValidator(func(s string) error {
			if u, err := url.Parse(s); err != nil || u.Scheme == "" {
				return errors.New("no URI")
			}
			return nil
		})),
		openapi3.WithStringFormatValidator("uri-reference", openapi3.NewCallbackValidator(func(s string) error {
			_, err := url.Parse(s)
			return err
		})),
	}
	for _, doc := range append(specs.All(), specs.Document{Name: "probe", Spec: probeapi.Spec}) {
		t.Run(doc.Name, func(t *testing.T) {
			samples := documentedSamples(t, doc)
			compared, refused := 0, 0
			compare := func(s sample, how string, value any) {
				t.Helper()
				var problems []string
				s.ours.check(value, "", func(at, problem string) { problems = append(problems, at+" "+problem) })
				err := s.theirs.VisitJSON(value, oracle...)
				compared++
				if err != nil {
					refused++
				}
				if (err == nil) != (len(problems) == 0) {
					text, _ := json.Marshal(value)
					t.Errorf("%s, %s: we say %q, kin-openapi %v, of %s", s.name, how, problems, err, text)
				}
			}
			random := rand.New(rand.NewPCG(1, 2))
			for _, s := range samples {
				compare(s, "as documented", s.value)
				var problems []string
				s.ours.check(s.value, "", func(at, problem string) { problems = append(problems, at+" "+problem) })
				if len(problems) > 0 {
					t.Errorf("%s: the documented example does not fit: %q", s.name, problems)
				}
				once := mutations(s.value)
				for _, m := range once {
					compare(s, m.how, m.value)
				}
				for range 5 { // two faults at once
					m := once[random.IntN(len(once))]
					twice := mutations(m.value)
					n := twice[random.IntN(len(twice))]
					compare(s, m.how+"; "+n.how, n.value)
				}
			}
			t.Logf("%d samples, %d comparisons, %d of them refusals", len(samples), compared, refused)
			if len(samples) < 7 || refused < compared/10 {
				t.Error("the comparison has too little to compare")
			}
		})
	}
}

type mutation struct {
	how   string
	value any
}

// strangers are put in the place of every part of a value. They keep away from
// the two values for which float64, which kin-openapi compares in, is too
// coarse; those are in the test below.
var strangers = []any{
	nil, true, "", "not a value", "1", "2019-02-28", "2019-13-01", "12345678-1234-4234-8234-123456789012", "a@b", "a b", "%zz",
	json.Number("0"), json.Number("-1"), json.Number("1"), json.Number("1.5"), json.Number("2.0"), json.Number("1e3"),
	json.Number("13"), json.Number("9007199254740992"), json.Number("1e19"), json.Number("-1e19"), json.Number("1e400"),
	[]any{}, []any{nil}, []any{"x"}, []any{json.Number("1")}, map[string]any{}, map[string]any{"x": json.Number("1")},
}

// mutations are all values that differ from value in one place.
func mutations(value any) []mutation {
	var all []mutation
	for _, s := range strangers {
		text, _ := json.Marshal(s)
		all = append(all, mutation{"replaced by " + string(text), s})
	}
	switch v := value.(type) {
	case []any:
		for i, item := range v {
			for _, m := range mutations(item) {
				changed := slices.Clone(v)
				changed[i] = m.value
				all = append(all, mutation{fmt.Sprintf("[%d] %s", i, m.how), changed})
			}
		}
		if len(v) > 0 {
			all = append(all, mutation{"an item twice", append(slices.Clone(v), v[0])})
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			dropped := maps.Clone(v)
			delete(dropped, name)
			all = append(all, mutation{name + " dropped", dropped})
			for _, m := range mutations(v[name]) {
				changed := maps.Clone(v)
				changed[name] = m.value
				all = append(all, mutation{name + " " + m.how, changed})
			}
		}
		added := maps.Clone(v)
		added["aNewProperty"] = json.Number("1")
		all = append(all, mutation{"a property more", added})
	}
	return all
}

// documentedSamples are the examples of all JSON bodies, and the examples of
// all parameters, of the document.
func documentedSamples(t *testing.T, doc specs.Document) []sample {
	t.Helper()
	ours, theirs := load2(t, doc)
	var samples []sample
	type key struct {
		s    *schema
		text string
	}
	seen := map[key]bool{}
	keep := func(name string, s *schema, theirs *openapi3.Schema, raw json.RawMessage) {
		k := key{s, string(raw)}
		if raw == nil || seen[k] {
			return
		}
		seen[k] = true
		var value any
		if err := decode(raw, &value); err != nil {
			t.Fatal(err)
		}
		samples = append(samples, sample{name, s, theirs, value})
	}
	add := func(name string, m *media, content openapi3.Content, mediaType string) {
		if !isJSON(mediaType) || m.Schema == nil {
			return
		}
		raw := map[string]json.RawMessage{"": m.Example}
		for key, e := range m.Examples {
			raw[key] = e.Value
		}
		for _, key := range slices.Sorted(maps.Keys(raw)) {
			keep(name+" "+key, m.Schema, content[mediaType].Schema.Value, raw[key])
		}
	}
	for _, op := range ours.ordered {
		other := theirs.Paths.Value(op.path).GetOperation(op.method)
		if op.RequestBody != nil {
			for mediaType, m := range op.RequestBody.Content {
				add(op.ID+" request", m, other.RequestBody.Value.Content, mediaType)
			}
		}
		for status, r := range op.Responses {
			for mediaType, m := range r.Content {
				add(op.ID+" "+status, m, other.Responses.Value(status).Value.Content, mediaType)
			}
		}
		for _, p := range op.Parameters {
			otherParameter := other.Parameters.GetByInAndName(p.In, p.Name)
			if otherParameter == nil || otherParameter.Example == nil {
				continue
			}
			raw, err := json.Marshal(otherParameter.Example)
			if err != nil {
				t.Fatal(err)
			}
			keep(op.ID+" "+p.In+" "+p.Name, p.Schema, otherParameter.Schema.Value, raw)
		}
	}
	return samples
}

// load2 reads a document as we do and as kin-openapi does, once per run.
func load2(t *testing.T, doc specs.Document) (*spec, *openapi3.T) {
	t.Helper()
	if loaded[doc.Name].ours == nil {
		ours, err := load(Document(doc))
		if err != nil {
			t.Fatal(err)
		}
		data, err := doc.JSON()
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := openapi3.NewLoader().LoadFromData(data)
		if err != nil {
			t.Fatal(err)
		}
		loaded[doc.Name] = both{ours, theirs}
	}
	return loaded[doc.Name].ours, loaded[doc.Name].theirs
}

type both struct {
	ours   *spec
	theirs *openapi3.T
}

var loaded = map[string]both{}

func TestIntegersAreJudgedExactlyWhereAFloatIsTooCoarse(t *testing.T) {
	var s schema
	if err := json.Unmarshal([]byte(`{"type":"integer","format":"int64","maximum":9223372036854775806}`), &s); err != nil {
		t.Fatal(err)
	}
	for text, fits := range map[string]bool{
		"9223372036854775806": true, "9223372036854775807": false, "9223372036854775808": false, "-9223372036854775808": true, "-9223372036854775809": false,
	} {
		ok := true
		s.check(json.Number(text), "", func(string, string) { ok = false })
		if ok != fits {
			t.Errorf("%s: fits %v", text, ok)
		}
	}
}

func TestADateMustBeInTheCalendar(t *testing.T) {
	s := schema{Type: "string", Format: "date"}
	for text, fits := range map[string]bool{"2020-02-29": true, "2019-02-29": false, "2019-2-1": false} {
		ok := true
		s.check(text, "", func(string, string) { ok = false })
		if ok != fits {
			t.Errorf("%s: fits %v", text, ok)
		}
	}
}
