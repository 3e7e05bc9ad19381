package main

import (
	"io"
	"net/http"
	"strconv"
	"strings"
)

const basePath = "/api/core"

// answer is what a vendor says.
type answer struct {
	status              int
	mediaType, location string
	text                string
	response            http.Response // in memory: the same for every request
	body                memoryBody
}

// answers are by method and path. Each client gets what its own API looks like,
// of about the same length.
var answers = map[string]*answer{
	"POST " + basePath + "/customer/token": {text: `{"id":6,"customerId":17721,"token":"example-token"}`},
	"GET " + basePath + "/customer/17721": {text: `{"id":17721,"username":"alice@example.com","address":[{"field":"street","value":"Eksempelgade 1"}],` +
		`"data":[{"label":"seasonRank","value":"gold"}]}`},
	"POST " + basePath + "/order": {status: http.StatusCreated, location: "https://shop.example.com/api/core/order/65478", text: `{"id":65478,"number":"AB1C2D3E"}`},
	"GET " + basePath + "/users/octocat": {text: `{"login":"octocat","id":17721,"type":"User","name":"Alice","company":"Example","blog":"https://example.com",` +
		`"email":"alice@example.com","followers":20}`},
	"POST " + basePath + "/repos/octocat/hello/issues": {status: http.StatusCreated, text: `{"id":65478,"number":1347,"state":"open"}`},
	"GET /v1/customers/cus_17721": {text: `{"id":"cus_17721","object":"customer","created":1680893993,"email":"alice@example.com","name":"Alice",` +
		`"livemode":false,"description":"street"}`},
	"POST /v1/payment_intents": {text: `{"id":"pi_65478","object":"payment_intent","amount":2000,"currency":"dkk"}`},
	"GET " + basePath + "/models/gpt-example": {text: `{"id":"gpt-example","object":"model","created":1686935002,"owned_by":"example","description":"as long as the others are",` +
		`"more":"and some text"}`},
	"POST " + basePath + "/vector_stores": {text: `{"id":"vs_65478","object":"vector_store","name":"AB1C2D3E"}`},
}

func init() {
	for _, a := range answers {
		if a.status == 0 {
			a.status = http.StatusOK
		}
		a.mediaType = "application/json"
	}
}

// serve answers over a network.
func serve(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	a := answers[r.Method+" "+r.URL.Path]
	if a == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(a.text)))
	if a.location != "" {
		w.Header().Set("Location", a.location)
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.text)
}

// memory answers without a network, at next to no cost.
type memory map[string]map[string]*answer

type memoryBody struct{ strings.Reader }

func (*memoryBody) Close() error { return nil }

func newMemory() memory {
	m := memory{}
	m.add(answers)
	return m
}

func (m memory) add(answers map[string]*answer) {
	for request, a := range answers {
		method, path, _ := strings.Cut(request, " ")
		if m[method] == nil {
			m[method] = map[string]*answer{}
		}
		m[method][path] = a.prepared()
	}
}

func (a *answer) prepared() *answer {
	made := &answer{text: a.text}
	made.response = http.Response{
		Status: strconv.Itoa(a.status) + " " + http.StatusText(a.status), StatusCode: a.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		ContentLength: int64(len(a.text)), Header: http.Header{}, Body: &made.body,
	}
	if a.mediaType != "" {
		made.response.Header.Set("Content-Type", a.mediaType)
	}
	if a.location != "" {
		made.response.Header.Set("Location", a.location)
	}
	return made
}

// RoundTrip implements http.RoundTripper for one request at a time.
func (m memory) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	a := m[r.Method][r.URL.Path]
	if a == nil {
		a = (&answer{status: http.StatusNotFound, mediaType: "text/plain", text: r.Method + " " + r.URL.Path}).prepared()
	}
	a.body.Reset(a.text)
	a.response.Request = r
	return &a.response, nil
}
