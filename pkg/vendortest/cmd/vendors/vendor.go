package main

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// vendor is one that is served. It is a file, which registers it.
type vendor struct {
	name, title string
	start       func(random *rand.Rand, opts ...vendortest.Option) (*standing, error)
}

// standing is a vendor's fake with what callers need to know of it.
type standing struct {
	fake *vendortest.Server
	// always are the headers that every request of the vendor's clients has.
	always map[string]string
	// credentials makes those that are ready to be used: it may log in.
	credentials func() ([]credential, error)
	// try is the request that is shown as a curl line.
	try try
}

// credential authenticates a caller, or is what a caller logs in with.
type credential struct {
	Title string `json:"title"`
	// Scheme is the security scheme of Headers and Query, "" for a credential to log in
	// with.
	Scheme  string            `json:"scheme"`
	Headers map[string]string `json:"headers"`
	// Query is what the scheme has in the query.
	Query map[string]string `json:"query,omitempty"`
	// Values are what a program is configured with, in order.
	Values []value `json:"values"`
}

type value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// try is a request that works as it stands.
type try struct {
	operation  string
	parameters map[string]string
	headers    map[string]string
	query      map[string]string // of credentials
	body       string            // "" for the documented example
}

var registered []vendor

func register(v vendor) { registered = append(registered, v) }

// all are the vendors by name.
func all() []vendor {
	return slices.SortedFunc(slices.Values(registered), func(a, b vendor) int { return strings.Compare(a.name, b.name) })
}

// operation is an operation of the fake by its id, the zero one for none.
func (s *standing) operation(id string) vendortest.Operation {
	for _, o := range s.fake.Operations() {
		if o.ID == id {
			return o
		}
	}
	return vendortest.Operation{}
}

// request is the request that a try means.
func (s *standing) request(origin string, t try) (*http.Request, error) {
	o := s.operation(t.operation)
	if o.Body != nil && t.body != "" {
		body := *o.Body
		body.Example = t.body
		o.Body = &body
	}
	req, err := o.ExampleRequest(origin, t.parameters)
	if err != nil {
		return nil, err
	}
	for _, headers := range []map[string]string{s.always, t.headers} {
		for name, text := range headers {
			req.Header.Set(name, text)
		}
	}
	if len(t.query) > 0 {
		query := req.URL.Query()
		for name, text := range t.query {
			query.Set(name, text)
		}
		req.URL.RawQuery = query.Encode()
	}
	return req, nil
}
