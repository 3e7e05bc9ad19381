package trust_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// canned is a vendor that gives one answer to everything but a login, byte for
// byte and without a network.
type canned struct {
	vendor vendor
	logsIn bool
	answer atomic.Pointer[http.Response]
	body   atomic.Pointer[[]byte]
	c      *canaries
}

func (v *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	if l := v.vendor.login(r); l != nil && v.logsIn {
		data, err := json.Marshal(l.answer(v.c))
		return &http.Response{StatusCode: l.status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(data)), ContentLength: int64(len(data)), Request: r}, err
	}
	response := *v.answer.Load()
	response.Header, response.Request = response.Header.Clone(), r
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(*v.body.Load())), -1
	return &response, nil
}

// target is an operation of a client that a canned vendor answers.
type target struct {
	operation
	vendor *canned
	filler filler
}

// targets are the generated operations of every vendor, with every credential.
func targets(f *testing.F) []target {
	f.Helper()
	var all []target
	for _, v := range vendors() {
		for _, with := range v.credentials {
			vendor := &canned{vendor: v, logsIn: with.logsIn, c: newCanaries(1)}
			client, _, err := with.open(f, vendor.c, nil, []boxoffice.ClientOption{
				boxoffice.WithHTTPClient(&http.Client{Transport: vendor}), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}), boxoffice.WithMaxBody(1 << 16),
			})
			if err != nil {
				f.Fatal(err)
			}
			for _, o := range operations(client) {
				if documentedBy()[v.name][strings.TrimSuffix(o.name, "Seq")] != nil && !v.isLogin(o.name) && (with.all || v.sampled(o.name)) {
					all = append(all, target{o, vendor, v.filler(vendor.c)})
				}
			}
		}
	}
	return all
}

// Whatever a vendor answers to whatever operation: there is a value or an error,
// a success has what its status promises, a value is what an independent reader
// finds in the same bytes, an error knows the status, and its text is one line
// that shows nothing of what was sent.
func FuzzEveryOperationSurvivesEveryAnswer(f *testing.F) {
	all := targets(f)
	for i := range all {
		f.Add(uint16(i), 200, "application/json", "Location", "/x", []byte(`{}`))
	}
	for i, body := range []string{
		"", "null", "[]", "[null]", `"x"`, "7", "1e999", `{"id":"x"}`, `[{"id":1.5}]`, "<invoices><invoice/></invoices>", "<invoices>", "<html>", strings.Repeat("[", 200),
		`{"0":{"id":1},"2":{}}`, `{"entries":{},"page":1}`, `{"entries":{"4":{}}}`, `{"status":"error","message":"x"}`,
		`{"code":"0","message":{"a":1}}`, `{"errors":[null,{"field":1}]}`, `{"error":"\ud800"}`, "\xff",
	} {
		for _, status := range []int{200, 204, 400, 401} {
			f.Add(uint16(i*31+status), status, "application/json", "Retry-After", "1", []byte(body))
		}
		f.Add(uint16(i), 200, "application/xml; charset=x", "Location", "", []byte(body))
	}
	for i, to := range all {
		for j, body := range to.documentedBodies(f) {
			f.Add(uint16(i), to.documentedStatus(), []string{"application/json", "text/html", "application/json; charset=latin1"}[j%3], "Location", "https://example.com/", body)
		}
	}
	f.Fuzz(func(t *testing.T, which uint16, status int, contentType, name, value string, body []byte) {
		to := all[int(which)%len(all)]
		if status < 200 || status > 599 {
			status = 200 + ((status%400)+400)%400
		}
		header := http.Header{"Content-Type": {contentType}}
		if key := http.CanonicalHeaderKey(name); (key != "Location" || status/100 == 2) && key != "Content-Encoding" {
			header[key] = []string{value} // a malformed redirect is net/http's to refuse
		}
		to.vendor.answer.Store(&http.Response{StatusCode: status, Header: header})
		to.vendor.body.Store(&body)
		a := said{status: status, contentType: contentType, body: body}
		results, err := to.call(context.Background(), to.filler, boxoffice.WithResponse(&a.response))
		to.check(t, a, results, err)
		to.faithful(t, a, results, err)
	})
}

func (to target) check(t *testing.T, a said, results []any, err error) {
	t.Helper()
	status, body := a.status, a.body
	if len(results) > 0 {
		if crashed, ok := results[0].(crash); ok {
			t.Fatal(crashed.text)
		}
	}
	to.promised(t, results, err)
	if err == nil {
		return
	}
	e := boxoffice.AsError(err)
	switch {
	case e == nil:
		t.Fatalf("%s: no *boxoffice.Error in %#v", to.name, err)
	case e.Delivery == boxoffice.Answered && e.StatusCode != status:
		t.Fatalf("%s: the status %d is lost in %v", to.name, status, err)
	case e.Delivery != boxoffice.Answered && e.Attempts > 0:
		t.Fatalf("%s: an answer counts as %v: %v", to.name, e.Delivery, err)
	case strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }):
		t.Fatalf("%s: an error is one line: %q", to.name, err)
	case len(to.vendor.c.shown(anything, err.Error())) > 0:
		t.Fatalf("%s: what was sent shows in %q", to.name, err)
	case len(body) > 12 && !strings.Contains(a.contentType, string(body)) && strings.Contains(err.Error(), string(body)): // the media type is told
		t.Fatalf("%s: what was answered shows in %q", to.name, err)
	}
	if _, err := json.Marshal(e); err != nil {
		t.Fatal(err)
	}
}

// promised checks that there is a value exactly when there is no error, and that
// a result with a field per outcome has one of them.
func (to target) promised(t *testing.T, results []any, err error) {
	t.Helper()
	if len(results) == 0 {
		return
	}
	value := reflect.ValueOf(results[0])
	if nilable := value.Kind() == reflect.Pointer || value.Kind() == reflect.Slice; nilable && value.IsNil() == (err == nil) {
		t.Fatalf("%s: a result of %v and an error of %v", to.name, results[0], err)
	}
	if err != nil || value.Kind() != reflect.Pointer || value.Elem().Type().Name() != to.name+"Result" {
		return
	}
	if value.Elem().IsZero() {
		t.Fatalf("%s: a success without an outcome", to.name)
	}
}
