package trust_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// said is an answer as the fuzzer made it.
type said struct {
	status      int
	contentType string
	body        []byte
	response    boxoffice.Response // what the call told of it
}

// faithful checks that what an operation returned, and what an error has of a
// success that cannot be read, is what the specification and an independent reader
// find in the same bytes.
func (to target) faithful(t *testing.T, a said, results []any, err error) {
	t.Helper()
	c := &comparison{part: err != nil}
	var value any
	switch e := boxoffice.AsError(err); {
	case err == nil && len(results) > 0:
		value = results[0]
	case e != nil && e.Partial != nil:
		value = e.Partial
	default:
		return
	}
	if strings.HasSuffix(to.name, "Seq") {
		value = results
	}
	schema := to.schema(a.status, c.part)
	if schema == nil {
		if !c.part && !onlyHeaders(value) {
			t.Fatalf("%s: a value of a status %d that has none", to.name, a.status)
		}
		return
	}
	got := asJSON(t, value, to.name)
	node, ok := c.read(schema, a)
	switch {
	case ok:
	case c.part:
		return // nobody but us reads what is not well-formed
	default:
		t.Fatalf("%s: a value was read of %q (%s)", to.name, a.body, a.contentType)
	}
	for _, p := range a.response.Problems {
		if !strings.HasPrefix(p.Path, "header ") {
			c.problems = append(c.problems, p.Path)
		}
	}
	if c.value(schema, node, true, got, "", true); c.wrong != "" {
		t.Fatalf("%s: %s\nbody %q (%s)\ngot  %v", to.name, c.wrong, a.body, a.contentType, got)
	}
	slices.Sort(c.problems)
	slices.Sort(c.found)
	if !c.part && !c.xml && !strings.HasSuffix(to.name, "Seq") && len(c.found) < 100 && !slices.Equal(c.problems, c.found) {
		t.Fatalf("%s: problems at %q, want %q\nbody %q", to.name, c.problems, c.found, a.body)
	}
}

// schema is what the documented answer has as JSON, nil for nothing.
func (to target) schema(status int, part bool) *openapi3.Schema {
	op := to.spec()
	response := op.Responses.Status(status)
	if response == nil && part { // another success than documented
		documentedStatus, _ := success(op)
		response = op.Responses.Status(documentedStatus)
	}
	if response == nil {
		return nil
	}
	for name, content := range response.Value.Content {
		if strings.HasSuffix(name, "json") {
			return content.Schema.Value
		}
	}
	return nil
}

// onlyHeaders reports whether the value is made of an answer's header alone.
func onlyHeaders(value any) bool {
	v := reflect.Indirect(reflect.ValueOf(value))
	return v.Kind() == reflect.Struct && v.NumField() == 1 && v.Type().Field(0).Name == "Location"
}

// asJSON is a returned value as JSON. Of a result with a field per outcome it is
// the one that is set; of one with a header, the body.
func asJSON(t *testing.T, value any, name string) any {
	t.Helper()
	v := reflect.Indirect(reflect.ValueOf(value))
	if v.Kind() == reflect.Struct && v.Type().Name() == name+"Result" && !v.Type().Field(0).Anonymous {
		for i := range v.NumField() {
			if field := v.Field(i); !field.IsZero() {
				return asJSON(t, field.Interface(), name)
			}
		}
	}
	if v.Kind() == reflect.Struct && v.NumField() > 0 && v.Type().Field(0).Anonymous {
		value = v.Field(0).Interface()
	}
	data, err := json.Marshal(value)
	if err != nil {
		return remade(t, v)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var got any
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	return got
}

// read is the body as a tree of JSON, false when it is none that may be read.
func (c *comparison) read(schema *openapi3.Schema, a said) (node any, ok bool) {
	text, sound := textOf(a.body, a.contentType)
	if !sound || !c.part && !mayBeCalled(a.contentType) {
		return nil, false
	}
	if json.Valid(text) {
		return readJSON(text), true
	}
	root, ok := readXML(text)
	if c.xml = ok; !ok || !schema.Type.Is("array") || root.name != "invoices" {
		return nil, false // listInvoices alone has XML
	}
	return c.list(schema, root, "invoice"), true
}

// list are the elements of a name below a wrapper.
func (c *comparison) list(s *openapi3.Schema, wrapper element, name string) any {
	if strings.TrimSpace(wrapper.text) != "" {
		c.differ(wrapper.name, "a list with text")
	}
	list := []any{}
	for _, e := range wrapper.children {
		if e.name == name {
			list = append(list, c.tree(s.Items.Value, e))
		} else if wrapper.name == "invoices" {
			c.differ(e.name, "an unknown element in a list")
		}
	}
	return list
}

// tree is an element by its schema: its names are those of the properties, and
// lists are wrapped.
func (c *comparison) tree(s *openapi3.Schema, e element) any {
	switch {
	case s.Type.Is("object"):
		members := []member{}
		for _, child := range e.children {
			property := s.Properties[child.name]
			switch {
			case property == nil:
			case property.Value.Type.Is("array"):
				name := strings.TrimSuffix(child.name, "s")
				members = append(members, member{child.name, c.list(property.Value, child, name)})
			default:
				members = append(members, member{child.name, c.tree(property.Value, child)})
			}
		}
		if strings.TrimSpace(e.text) != "" {
			c.differ(e.name, "an object with text")
		}
		return members
	case len(e.children) > 0:
		return []member{} // no scalar
	}
	return e.text
}

// remade is the part of an answer that cannot be written as JSON, because a
// required decimal is missing in it.
func remade(t *testing.T, v reflect.Value) any {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return absent{}
		}
		return remade(t, v.Elem())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			break
		}
		list := []any{}
		for i := range v.Len() {
			list = append(list, remade(t, v.Index(i)))
		}
		return list
	case reflect.Struct:
		values := map[string]any{}
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if name != "" && !v.Field(i).IsZero() {
				values[name] = remade(t, v.Field(i))
			}
		}
		return values
	}
	if v.Type() == decimalType && v.Len() == 0 {
		return absent{}
	}
	return asJSON(t, v.Interface(), "")
}

// documentedStatus is the first success.
func (to target) documentedStatus() int {
	status, _ := success(to.spec())
	return status
}

// documentedBodies are the specification's example of the first success, and
// what servers make of it.
func (to target) documentedBodies(t testing.TB) (bodies [][]byte) {
	t.Helper()
	response := to.spec().Responses.Status(to.documentedStatus())
	if response == nil {
		return nil
	}
	for name, content := range response.Value.Content {
		switch example := content.Example.(type) {
		case nil:
		case string:
			bodies = append(bodies, []byte(example))
		default:
			data, err := json.Marshal(example)
			if err != nil || !strings.HasSuffix(name, "json") {
				t.Fatal(err)
			}
			text := string(data)
			bodies = append(bodies, data, []byte(strings.ReplaceAll(text, `:true`, `:"1"`)), []byte(number.ReplaceAllString(text, `:"$1.0"`)), []byte(strings.ReplaceAll(text, "null", "[]")), []byte(strings.Replace(text, `:"`, `:7,"x":"`, 1)))
		}
	}
	return bodies
}

var number = regexp.MustCompile(`:(\d+)\b`)

// spec is the operation in its vendor's specification: two vendors may have one
// of the same name.
func (to target) spec() *openapi3.Operation {
	return documentedBy()[to.vendor.vendor.name][strings.TrimSuffix(to.name, "Seq")]
}

// documentedBy are the operations of each vendor by the names of their methods.
var documentedBy = sync.OnceValue(func() map[string]map[string]*openapi3.Operation {
	all := map[string]map[string]*openapi3.Operation{}
	for _, d := range specs.All() {
		doc, err := oas.Load(d)
		if err != nil {
			panic(err)
		}
		all[d.Name] = map[string]*openapi3.Operation{}
		for _, op := range doc.Operations() {
			all[d.Name][strings.ToUpper(op.ID[:1])+op.ID[1:]] = op.Spec
		}
	}
	return all
})
