package vendortest

import (
	"encoding/json"
	"net/http"
)

// The parts of an OpenAPI document that the fake reads.

// operation is one operation of the document.
type operation struct {
	ID          string `json:"operationId"`
	Summary     string
	Tags        []string
	Parameters  []*parameter
	RequestBody *requestBody
	Responses   map[string]*response
	Security    *[]map[string][]string

	method, path string
	segments     []string
	requirements []map[string][]string // of which any one authenticates the caller
}

type parameter struct {
	Ref      string `json:"$ref"`
	Name, In string
	Required bool
	Style    string
	Explode  *bool
	Schema   *schema
	Content  map[string]*media // instead of Schema, for a document
	Example  any

	json bool // it is a document, and Schema is that of the document
}

type requestBody struct {
	Ref      string `json:"$ref"`
	Required bool
	Content  map[string]*media
}

type response struct {
	Ref         string `json:"$ref"`
	Description string
	Content     map[string]*media
	Headers     map[string]*header
}

type header struct {
	Ref      string `json:"$ref"`
	Required bool
	Example  any
}

type media struct {
	Schema   *schema
	Example  json.RawMessage
	Examples map[string]*example
}

type example struct {
	Ref   string `json:"$ref"`
	Value json.RawMessage
	// Usual says of which operations this is the usual example of several:
	// of those whose path has a value in it ("path-value").
	Usual string `json:"x-usual"`
}

type components struct {
	Schemas         map[string]*schema
	Parameters      map[string]*parameter
	RequestBodies   map[string]*requestBody
	Responses       map[string]*response
	Headers         map[string]*header
	Examples        map[string]*example
	SecuritySchemes map[string]securityScheme
}

type pathItem struct {
	Ref                                          string `json:"$ref"`
	Parameters                                   []*parameter
	Get, Put, Post, Delete, Patch, Head, Options *operation
}

func (p *pathItem) operations() map[string]*operation {
	all := map[string]*operation{
		http.MethodGet: p.Get, http.MethodPut: p.Put, http.MethodPost: p.Post, http.MethodDelete: p.Delete,
		http.MethodPatch: p.Patch, http.MethodHead: p.Head, http.MethodOptions: p.Options,
	}
	for method, op := range all {
		if op == nil {
			delete(all, method)
		}
	}
	return all
}
