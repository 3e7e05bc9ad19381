package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"mime"
	"net"
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

//go:embed page
var pageFiles embed.FS

// pages serves the page, what it shows and what it does. With loopback alone it
// is for callers that name this machine by an address or as localhost: a name
// that a stranger has given this machine is not.
func (s *served) pages(address string, loopback bool) http.Handler {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // it is embedded
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(files))
	mux.HandleFunc("GET /api/vendors", s.getVendors)
	mux.HandleFunc("GET /api/state", s.getState)
	mux.Handle("GET /api/requests", s.log)
	mux.HandleFunc("POST /api/credentials", s.postCredentials)
	mux.HandleFunc("POST /api/faults", s.postFault)
	mux.HandleFunc("POST /api/faults/clear", s.postClear)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if loopback && !isLoopback(strings.Trim(host, "[]")) {
			http.Error(w, "this page is at http://"+address+"/", http.StatusMisdirectedRequest)
			return
		}
		if mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); r.Method == http.MethodPost && mediaType != "application/json" {
			http.Error(w, "the body must be application/json", http.StatusUnsupportedMediaType) // so no form of another page gets here
			return
		}
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' http: https:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		mux.ServeHTTP(w, r)
	})
}

// shown is a vendor as the page gets to know it.
type shown struct {
	Name       string                 `json:"name"`
	Title      string                 `json:"title"`
	URL        string                 `json:"url"`
	HTTPS      string                 `json:"https"`
	Always     map[string]string      `json:"always"`
	Curl       string                 `json:"curl"`
	Operations []vendortest.Operation `json:"operations"`
}

func (s *served) getVendors(w http.ResponseWriter, _ *http.Request) {
	vendors := make([]shown, len(s.vendors))
	for i, v := range s.vendors {
		always := map[string]string{}
		maps.Copy(always, v.always)
		vendors[i] = shown{v.name, v.title, v.url, v.https, always, v.line(), v.tried()}
	}
	answer(w, map[string]any{"vendors": vendors, "faults": vendortest.FaultKinds(), "certificate": s.certificate})
}

// tried are the vendor's operations, that of the curl line with its body.
func (v *origin) tried() []vendortest.Operation {
	all := v.fake.Operations()
	for i, o := range all {
		if o.ID == v.try.operation && o.Body != nil && v.try.body != "" {
			body := *o.Body
			body.Example = v.try.body
			all[i].Body = &body
		}
	}
	return all
}

// line is the vendor's curl line.
func (v *origin) line() string {
	req, err := v.request(v.url, v.try)
	if err != nil {
		return ""
	}
	body := ""
	if v.operation(v.try.operation).Body != nil {
		body = v.try.body
	}
	return curl(req.Method, req.URL.String(), req.Header, body)
}

func (s *served) getState(w http.ResponseWriter, r *http.Request) {
	v := s.named(w, r.URL.Query().Get("vendor"))
	if v == nil {
		return
	}
	state := v.fake.State()
	const most = 100 // rows; the page shows the latest
	totals := make([]int, len(state))
	for i, c := range state {
		totals[i] = len(c.Rows)
		state[i].Rows = append([][]string{}, c.Rows[max(0, len(c.Rows)-most):]...)
	}
	answer(w, map[string]any{"state": state, "totals": totals, "faults": v.fake.Faults()})
}

func (s *served) postCredentials(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Vendor string `json:"vendor"`
	}
	if !read(w, r, &body) {
		return
	}
	v := s.named(w, body.Vendor)
	if v == nil {
		return
	}
	credentials, err := v.credentials()
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	answer(w, credentials)
}

func (s *served) postFault(w http.ResponseWriter, r *http.Request) {
	var f scriptedFault
	if !read(w, r, &f) {
		return
	}
	vendors := map[string]*standing{}
	for _, v := range s.vendors {
		vendors[v.name] = v.standing
	}
	if err := f.set(vendors); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	answer(w, vendors[f.Vendor].fake.Faults())
}

func (s *served) postClear(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Vendor    string `json:"vendor"`
		Operation string `json:"operation"`
		Fault     string `json:"fault"` // "" for all
	}
	if !read(w, r, &body) {
		return
	}
	v := s.named(w, body.Vendor)
	if v == nil {
		return
	}
	if body.Fault == "" {
		v.fake.ClearFaults()
	} else {
		v.fake.EndFault(body.Operation, body.Fault)
	}
	answer(w, v.fake.Faults())
}

// named is the vendor of that name, nil when there is none and the caller knows.
func (s *served) named(w http.ResponseWriter, name string) *origin {
	names := make([]string, len(s.vendors))
	for i, v := range s.vendors {
		if v.name == name {
			return v
		}
		names[i] = v.name
	}
	http.Error(w, fmt.Sprintf("there is no vendor %q (there are: %s)", name, strings.Join(names, ", ")), http.StatusNotFound)
	return nil
}

func read(w http.ResponseWriter, r *http.Request, into any) bool {
	err := decode(http.MaxBytesReader(w, r.Body, 64<<10), into)
	if err != nil {
		http.Error(w, "the body: "+err.Error(), http.StatusBadRequest)
	}
	return err == nil
}

func answer(w http.ResponseWriter, value any) {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(value); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = b.WriteTo(w)
}
