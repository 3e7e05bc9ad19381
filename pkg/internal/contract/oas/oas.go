// Package oas reads a vendor's specification for the tests: which operation a
// request belongs to, what the operation promises, and which of its values are
// secrets. It uses kin-openapi and is for tests alone; what importers need of a
// specification is in pkg/vendortest.
package oas

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/specs"
)

// Document is a loaded specification. It is read-only and safe for concurrent
// use.
type Document struct {
	Name string
	T    *openapi3.T

	operations []*Operation // by path and method
	bases      []string     // base paths of the servers, longest first
	shown      func() examples
}

// Operation is one operation of a document.
type Operation struct {
	ID, Method, Path string
	Item             *openapi3.PathItem
	Spec             *openapi3.Operation
	Document         *Document

	segments []string
}

var (
	loading sync.Mutex
	loaded  = map[string]*Document{}
)

// Load reads a specification. It is read once.
func Load(doc specs.Document) (*Document, error) {
	loading.Lock()
	defer loading.Unlock()
	if d := loaded[doc.Name]; d != nil {
		return d, nil
	}
	data, err := doc.JSON()
	if err != nil {
		return nil, fmt.Errorf("specification %s: %w", doc.Name, err)
	}
	d, err := Parse(doc.Name, data)
	if err != nil {
		return nil, err
	}
	loaded[doc.Name] = d
	return d, nil
}

// Parse reads a specification from JSON or YAML.
func Parse(name string, data []byte) (*Document, error) {
	t, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, fmt.Errorf("specification %s: %w", name, err)
	}
	d := &Document{Name: name, T: t}
	d.shown = sync.OnceValue(func() examples {
		spec, err := t.MarshalJSON()
		if err != nil {
			return nil
		}
		return readExamples(spec)
	})
	for _, server := range t.Servers {
		base, err := server.BasePath()
		if err != nil {
			return nil, fmt.Errorf("specification %s: server: %w", name, err)
		}
		d.bases = append(d.bases, strings.TrimSuffix(base, "/"))
	}
	slices.SortFunc(d.bases, func(a, b string) int { return len(b) - len(a) })
	for path, item := range t.Paths.Map() {
		for method, spec := range item.Operations() {
			d.operations = append(d.operations, &Operation{
				ID: spec.OperationID, Method: method, Path: path, Item: item, Spec: spec, Document: d,
				segments: strings.Split(path, "/"),
			})
		}
	}
	slices.SortFunc(d.operations, func(a, b *Operation) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	return d, nil
}

// Operations are the document's operations by path and method.
func (d *Document) Operations() []*Operation { return d.operations }

// Operation is the operation with the id, nil when there is none.
func (d *Document) Operation(id string) *Operation {
	for _, op := range d.operations {
		if op.ID == id {
			return op
		}
	}
	return nil
}

// Origin is scheme and host of the first documented server, its variables at
// their defaults: what the tapes show.
func (d *Document) Origin() (*url.URL, error) {
	if len(d.T.Servers) == 0 {
		return nil, fmt.Errorf("specification %s names no server", d.Name)
	}
	text := d.T.Servers[0].URL
	for name, v := range d.T.Servers[0].Variables {
		text = strings.ReplaceAll(text, "{"+name+"}", v.Default)
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("specification %s: server: %w", d.Name, err)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}
