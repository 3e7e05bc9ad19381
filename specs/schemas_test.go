package specs_test

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"

	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// schemaAt is a schema met on the way through another.
type schemaAt struct {
	*openapi3.Schema
	at       string // "lines[].sku"
	name     string // "sku"
	required bool
	evidence string // its own mark, or that of the schema around it; "" for the operation's
	inline   bool   // written in place, not referred to
	example  any    // of a parameter
}

// visit walks a schema and everything in it.
func visit(ref *openapi3.SchemaRef, do func(schemaAt)) {
	walk(ref, schemaAt{}, map[*openapi3.Schema]bool{}, do)
}

func walk(ref *openapi3.SchemaRef, s schemaAt, open map[*openapi3.Schema]bool, do func(schemaAt)) {
	if ref == nil || ref.Value == nil || open[ref.Value] {
		return
	}
	open[ref.Value] = true
	defer delete(open, ref.Value)
	s.Schema, s.inline = ref.Value, ref.Ref == ""
	if mark := evidence(ref.Extensions); mark != "" {
		s.evidence = mark
	}
	inside := evidence(ref.Value.Extensions) // a component speaks for what is in it, not for where it is used
	if s.inline {
		s.evidence = cmp.Or(inside, s.evidence)
		inside = s.evidence
	}
	do(s)
	for name, property := range s.Properties {
		below := schemaAt{at: strings.TrimPrefix(s.at+"."+name, "."), name: name, evidence: inside, required: slices.Contains(s.Required, name)}
		walk(property, below, open, do)
	}
	walk(s.Items, schemaAt{at: s.at + "[]", name: s.name, evidence: inside}, open, do)
	walk(s.AdditionalProperties.Schema, schemaAt{at: s.at + ".*", evidence: inside}, open, do)
	for _, part := range slices.Concat(s.AllOf, s.OneOf) { // anyOf is refused
		walk(part, schemaAt{at: s.at, name: s.name, evidence: inside}, open, do)
	}
}

// schemas walks every schema of a specification, each component by itself.
func (d document) schemas(do func(where string, s schemaAt)) {
	for name, ref := range d.Components.Schemas {
		visit(ref, func(s schemaAt) { do(name+" "+s.at, s) })
	}
	for _, op := range d.operations() {
		for _, p := range op.parameters {
			visit(p.Value.Schema, func(s schemaAt) {
				s.name, s.example = p.Value.Name, p.Value.Example
				do(op.OperationID+" "+p.Value.Name, s)
			})
		}
		for _, m := range op.media() {
			visit(m.Schema, func(s schemaAt) { do(m.where+" "+s.at, s) })
		}
	}
}

func TestNoNumberIsBare(t *testing.T) {
	for _, d := range documents(t) {
		d.schemas(func(where string, s schemaAt) {
			switch {
			case s.Type.Is("integer"):
				assert.Equal(t, "int64", s.Format, "%s: %s", d.name, where)
			case s.Type.Is("number") && s.Format != "double":
				assert.Equal(t, "boxoffice.Decimal", s.Extensions["x-go-type"], "%s: %s: an exact decimal, or format double for what is measured", d.name, where)
			}
		})
	}
}

func TestObjectsInsideOthersHaveNames(t *testing.T) {
	for _, d := range documents(t) {
		d.schemas(func(where string, s schemaAt) {
			assert.False(t, s.at != "" && s.inline && s.Type.Is("object") && len(s.Properties) > 0, "%s: %s: make it a component", d.name, where)
		})
		for name := range d.Components.Schemas {
			assert.Regexp(t, `^[A-Z][A-Za-z0-9]*$`, name, d.name)
		}
	}
}

func TestNoSchemaTakesTheNameOfAGeneratedType(t *testing.T) {
	for _, d := range documents(t) {
		taken := map[string]bool{"Client": true, "NewClient": true, "Spec": true}
		for _, op := range d.operations() {
			id := strings.ToUpper(op.OperationID[:1]) + op.OperationID[1:]
			taken[id+"Result"], taken[id+"Params"] = true, true
			for status := range op.Responses.Map() {
				taken[id+"Headers"+status] = true
			}
		}
		for name := range d.Components.Schemas {
			assert.False(t, taken[name], "%s: schema %s", d.name, name)
		}
	}
}

// secretName are names of fields that hold secrets. A name that ends in what is
// only said about one (tokenType) is none.
var (
	secretName = regexp.MustCompile(`(?i)password|passphrase|secret|token|api[_-]?key|cvv|cvc|authorization|^key$`)
	aboutOne   = regexp.MustCompile(`(?i)(type|id|count|expires|expiry|_at|_in)$`)
)

func TestSecretsAreMarkedAsPasswords(t *testing.T) {
	for _, d := range documents(t) {
		d.schemas(func(where string, s schemaAt) {
			if s.Type.Is("string") && secretName.MatchString(s.name) && !aboutOne.MatchString(s.name) && len(s.Enum) == 0 {
				assert.Equal(t, "password", s.Format, "%s: %s", d.name, where)
			}
		})
	}
}

func TestAMarkedSecretIsATextThatMayBeReplaced(t *testing.T) {
	for _, d := range documents(t) {
		d.schemas(func(where string, s schemaAt) {
			if s.Format != "password" {
				return
			}
			assert.True(t, s.Type.Is("string"), "%s: %s", d.name, where)
			if s.example == nil {
				s.example = s.Example
			}
			if s.example == nil {
				assert.NoError(t, s.VisitJSON("redacted-"+s.name), "%s: %s: a tape has a placeholder or the example there", d.name, where)
			}
		})
	}
}

func TestRefusalsCarryTheirMessageAndCodeWhereTheClientsLook(t *testing.T) {
	each(t, func(t *testing.T, _ document, op operation) {
		for _, m := range op.media() {
			if m.status < 300 || m.Schema == nil || !m.Schema.Value.Type.Is("object") {
				continue
			}
			properties := m.Schema.Value.Properties
			found := slices.ContainsFunc(rest.MessageFields(), func(name string) bool { return properties[name] != nil })
			assert.True(t, found, "%s: one of the fields is in rest.MessageFields %v", m.where, rest.MessageFields())
			for name := range properties {
				if strings.Contains(strings.ToLower(name), "code") {
					assert.Contains(t, rest.CodeFields(), name, m.where)
				}
			}
		}
	})
}

func TestEnumsHaveANameForEachValueAndTheirTextsAreQuoted(t *testing.T) {
	for _, d := range documents(t) {
		d.schemas(func(where string, s schemaAt) {
			names, _ := s.Extensions["x-enum-varnames"].([]any)
			assert.True(t, names == nil || len(names) == len(s.Enum), "%s: %s: as many names as values", d.name, where)
			for _, value := range s.Enum {
				_, text := value.(string)
				assert.True(t, text || value == nil || !s.Type.Is("string"), "%s: %s: %v is quoted", d.name, where, value)
			}
		})
	}
}

// x-absent says what it means for a program that a property of an answer is
// absent or null. It stands only where a program has to act on that and the
// zero value does not say it.
func TestAnAbsenceThatMattersIsExplained(t *testing.T) {
	for _, d := range documents(t) {
		d.schemas(func(where string, s schemaAt) {
			reason, marked := s.Extensions["x-absent"]
			if !marked {
				return
			}
			assert.Regexp(t, `^[a-z].*\.$`, reason, "%s: %s: it follows the word Nil and a colon", d.name, where)
			assert.False(t, s.required && !s.Nullable, "%s: %s: is always there", d.name, where)
		})
	}
}

// An optional field of a schema that requests share with answers is a pointer in the
// answers too. That is wanted where a program reads a thing, changes it and sends it
// back. Otherwise the request gets a schema of its own.
func TestRequestsShareOnlyTheSchemasThatProgramsSendBack(t *testing.T) {
	wanted := map[string][]string{
		"musement": {
			"ExtraCustomerDataOption",      // of questions that are read and changed
			"ParticipantsInfoRequirements", // is read and changed as a whole
			"PickupRequest",                // the vendor answers a new pick-up point with it
		},
		"venuemanager": {"AddressField"}, // an address of a customer is read and changed
	}
	for _, d := range documents(t) {
		sent, answered := map[string]bool{}, map[string]bool{}
		for _, op := range d.operations() {
			for _, m := range op.media() {
				into := answered
				if m.status == 0 {
					into = sent
				}
				components(m.Schema, into)
			}
		}
		var shared []string
		for name := range sent {
			schema := d.Components.Schemas[name].Value
			if answered[name] && len(schema.Required) < len(schema.Properties) {
				shared = append(shared, name)
			}
		}
		slices.Sort(shared)
		assert.Equal(t, wanted[d.name], shared, "%s: a request that shares a schema makes its optional fields pointers in every answer: give the request a schema of its own, or add the name here with the reason", d.name)
	}
}

// components adds the names of all components that a schema holds.
func components(ref *openapi3.SchemaRef, into map[string]bool) {
	if ref == nil || ref.Value == nil {
		return
	}
	if name := ref.Ref[strings.LastIndex(ref.Ref, "/")+1:]; name != "" {
		if into[name] {
			return
		}
		into[name] = true
	}
	for _, property := range ref.Value.Properties {
		components(property, into)
	}
	components(ref.Value.Items, into)
	components(ref.Value.AdditionalProperties.Schema, into)
	for _, part := range slices.Concat(ref.Value.AllOf, ref.Value.OneOf) {
		components(part, into)
	}
}
