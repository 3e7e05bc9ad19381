package trust_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// comparison holds what an operation returned against what an independent reader
// finds in the same bytes.
type comparison struct {
	// part: what came back is a part of a success that could not be read. It may
	// lack anything and must not have anything else.
	part bool
	// xml: the texts of elements stand for all values.
	xml bool
	// problems are what the answer reports as unreadable, by path.
	problems []string
	found    []string // the same, of the independent reader
	wrong    string   // the first difference
}

func (c *comparison) differ(path, format string, args ...any) {
	if c.wrong == "" {
		c.wrong = path + ": " + fmt.Sprintf(format, args...)
	}
}

// absent is what is not in the returned value, because it is zero or nil.
type absent struct{}

// value compares what stands at one place: node is the vendor's, has tells whether
// there is one, got is what came back as JSON.
func (c *comparison) value(s *openapi3.Schema, node any, has bool, got any, path string, required bool) {
	if !has || node == nil {
		if required && !s.Nullable && !c.part {
			c.differ(path, "required and not there")
		}
		c.isZero(got, path, "nothing")
		return
	}
	switch {
	case s.Type.Is("integer"), s.Type.Is("number"), s.Type.Is("boolean"), s.Type.Is("string"):
		c.scalar(s, node, got, path, required)
	case s.Type.Is("array"):
		c.array(s, node, got, path, required)
	case s.Type.Is("object"), len(s.Properties) > 0:
		c.object(s, node, got, path, required)
	case got != absent{} && !reflect.DeepEqual(plain(node), got):
		c.differ(path, "another value of unknown form")
	}
}

// isZero is for a place where what the vendor sent gives no value.
func (c *comparison) isZero(got any, path, sent string) {
	switch got := got.(type) {
	case map[string]any:
		for name, value := range got {
			c.isZero(value, path+"."+name, sent)
		}
		return
	case []any:
		if len(got) == 0 {
			return
		}
	case json.Number:
		if got == "0" {
			return
		}
	default:
		if got == nil || got == "" || got == false || got == (absent{}) {
			return
		}
	}
	c.differ(path, "a value, and the vendor sent %s", sent)
}

// unreadable is for what cannot be read: an error, or a problem where it is
// optional.
func (c *comparison) unreadable(got any, path string, required bool) {
	if required && !c.part {
		c.differ(path, "required and not readable")
	}
	c.found = append(c.found, path)
	c.isZero(got, path, "something that cannot be read")
}

var numberText = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// written is the text of a scalar that is no text.
func (c *comparison) written(node any) string {
	switch node := node.(type) {
	case json.Number:
		return string(node)
	case bool:
		return strconv.FormatBool(node)
	case string:
		if c.xml {
			return strings.TrimSpace(node)
		}
		return node
	}
	return ""
}

func (c *comparison) scalar(s *openapi3.Schema, node, got any, path string, required bool) {
	text := c.written(node)
	if c.xml && text == "" && !s.Type.Is("string") {
		c.value(s, nil, false, got, path, required) // an empty element
		return
	}
	ok := false
	switch {
	case s.Type.Is("string"):
		said, isText := node.(string)
		if !isText {
			break
		}
		if ok = true; got != said && (said != "" || got != absent{}) && (!c.part || got != absent{}) {
			c.differ(path, "text differs")
		}
	case s.Type.Is("boolean"):
		if ok = slices.Contains([]string{"true", "false", "0", "1"}, text); ok {
			c.same(got, absent{}, text == "true" || text == "1", false, path)
		}
	case !numberText.MatchString(text) || len(text) > 1000:
	case s.Type.Is("integer"):
		exact, made := exactly(text)
		if ok = made && exact.IsInt() && exact.Num().IsInt64(); ok {
			c.same(got, absent{}, json.Number(exact.Num().String()), json.Number("0"), path)
		}
	case s.Extensions["x-go-type"] == "boxoffice.Decimal":
		ok = true
		c.same(got, absent{}, json.Number(text), nil, path)
	default:
		want, err := strconv.ParseFloat(text, 64)
		if ok = err == nil; ok {
			number, _ := got.(json.Number)
			value, _ := number.Float64()
			if value != want {
				c.differ(path, "the number differs")
			}
		}
	}
	if !ok {
		c.unreadable(got, path, required)
	}
}

// exactly is the value of a number, false when its exponent is absurd.
func exactly(text string) (*big.Rat, bool) {
	if _, exponent, has := strings.Cut(strings.ToLower(text), "e"); has && len(strings.TrimLeft(exponent, "+-0")) > 4 {
		mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
		return new(big.Rat), strings.Trim(mantissa, "-0.") == ""
	}
	return new(big.Rat).SetString(text)
}

// same compares a scalar; an absent one stands for zero.
func (c *comparison) same(got, none, want, zero any, path string) {
	if got == want || got == none && (want == zero || c.part) {
		return
	}
	c.differ(path, "the value differs")
}

func (c *comparison) array(s *openapi3.Schema, node, got any, path string, required bool) {
	list, isList := node.([]any)
	if object, isObject := node.([]member); isObject && (path != "" || len(object) > 0) && numbered(object) {
		isList = true
		for _, m := range object {
			list = append(list, m.value)
		}
	}
	if !isList {
		if _, isObject := node.([]member); isObject {
			required = true // what is in it would be lost
		}
		c.unreadable(got, path, required)
		return
	}
	elements, _ := got.([]any)
	if len(elements) != len(list) && !c.part || len(elements) > len(list) {
		c.differ(path, "%d elements of %d", len(elements), len(list))
		return
	}
	for i, element := range elements {
		at := path + "[" + strconv.Itoa(i) + "]"
		c.value(s.Items.Value, list[i], true, element, at, true)
		if o := s.Items.Value; !c.part && (o.Type.Is("object") || len(o.Properties) > 0) && len(o.Properties) > 0 && !anyKnown(o, list[i]) {
			c.differ(at, "an element without any documented value")
		}
	}
}

var wholeNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,18})$`)

// numbered reports whether an object is a list: its keys are different whole numbers.
func numbered(object []member) bool {
	return !slices.ContainsFunc(object, func(m member) bool { return !wholeNumber.MatchString(m.name) || twice(object, m.name) })
}

func anyKnown(s *openapi3.Schema, node any) bool {
	members, _ := node.([]member)
	return slices.ContainsFunc(members, func(m member) bool { return s.Properties[m.name] != nil && m.value != nil })
}

func (c *comparison) object(s *openapi3.Schema, node, got any, path string, required bool) {
	members, isObject := node.([]member)
	if list, isList := node.([]any); isList && len(list) == 0 {
		isObject = true
		if !required && len(s.Required) > 0 {
			c.unreadable(got, path, required)
			return
		}
	} else if isList {
		required = true
	}
	if !isObject {
		c.unreadable(got, path, required)
		return
	}
	values, _ := got.(map[string]any)
	at := func(name string) any {
		if value, ok := values[name]; ok {
			return value
		}
		return absent{}
	}
	var known []string
	for i, m := range members {
		property := s.Properties[m.name]
		here := strings.TrimPrefix(path+"."+m.name, ".")
		switch {
		case property == nil && s.AdditionalProperties.Schema != nil:
			property, here = s.AdditionalProperties.Schema, path+"{"+strconv.Itoa(i)+"}"
		case property == nil:
			continue
		}
		if slices.Contains(known, m.name) {
			if !c.part {
				c.differ(here, "it comes twice")
			}
			continue
		}
		known = append(known, m.name)
		isRequired := slices.Contains(s.Required, m.name) || s.Properties[m.name] == nil
		if c.part && twice(members, m.name) {
			continue
		}
		c.value(property.Value, m.value, true, at(m.name), here, isRequired)
	}
	for name, property := range s.Properties {
		if !slices.Contains(known, name) {
			c.value(property.Value, nil, false, at(name), strings.TrimPrefix(path+"."+name, "."), slices.Contains(s.Required, name))
		}
	}
	for name := range values {
		if s.Properties[name] == nil && !slices.Contains(known, name) {
			c.differ(path, "a property that nobody documents")
		}
	}
}

func twice(members []member, name string) bool {
	count := 0
	for _, m := range members {
		if m.name == name {
			count++
		}
	}
	return count > 1
}
