package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// document is a vendor's specification, as far as its examples are in it.
type document struct {
	Paths      map[string]map[string]json.RawMessage
	Components struct{ Responses map[string]message }
}

type message struct {
	Ref     string `json:"$ref"`
	Content map[string]struct {
		Example  json.RawMessage
		Examples map[string]struct{ Value json.RawMessage }
	}
}

type described struct {
	OperationID string
	RequestBody message
	Responses   map[string]message
}

func documentOf(spec func() ([]byte, error)) document {
	var d document
	text, err := spec()
	mustDo(err)
	mustDo(json.Unmarshal(text, &d))
	return d
}

func (d document) operation(id string) described {
	for _, item := range d.Paths {
		for method, text := range item {
			if method == "parameters" {
				continue
			}
			var o described
			if mustDo(json.Unmarshal(text, &o)); o.OperationID == id {
				return o
			}
		}
	}
	panic("no operation " + id) // the table names it
}

func (d document) example(m message, mediaType string) []byte {
	if name, is := strings.CutPrefix(m.Ref, "#/components/responses/"); is {
		m = d.Components.Responses[name]
	}
	c := m.Content[mediaType]
	if names := slices.Sorted(maps.Keys(c.Examples)); c.Example == nil && len(names) > 0 {
		return c.Examples[names[0]].Value
	}
	return c.Example
}

// answer is the example of an answer in JSON, as servers write it.
func (d document) answer(id string, status int) *answer {
	var text bytes.Buffer
	if example := d.example(d.operation(id).Responses[strconv.Itoa(status)], "application/json"); len(example) > 0 {
		mustDo(json.Compact(&text, example))
	}
	a := &answer{status: status, text: text.String()}
	if a.text != "" {
		a.mediaType = "application/json"
	}
	return a
}

// hundred is the example of a list with its first element a hundred times. The list is
// the answer, or its property.
func (d document) hundred(id, property string) *answer {
	a := d.answer(id, http.StatusOK)
	var list []json.RawMessage
	if property == "" {
		mustDo(json.Unmarshal([]byte(a.text), &list))
		a.text = encoded(slices.Repeat(list[:1], 100))
		return a
	}
	var page map[string]json.RawMessage
	mustDo(json.Unmarshal([]byte(a.text), &page))
	mustDo(json.Unmarshal(page[property], &list))
	page[property] = json.RawMessage(encoded(slices.Repeat(list[:1], 100)))
	a.text = encoded(page)
	return a
}

func encoded(v any) string {
	text, err := json.Marshal(v)
	mustDo(err)
	return string(text)
}

// bodyOf is the example of a request's body.
func bodyOf[T any](d document, id string) T {
	var body T
	mustDo(json.Unmarshal(d.example(d.operation(id).RequestBody, "application/json"), &body))
	return body
}

// mustDo is for what cannot fail: it was compiled in.
func mustDo(err error) {
	if err != nil {
		panic(err)
	}
}
