package rest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// canned is a vendor that gives one answer, byte for byte, without a network.
type canned struct {
	status int
	header http.Header
	body   []byte
}

func (c *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: c.status, Header: c.header.Clone(), Body: io.NopCloser(bytes.NewReader(c.body)), ContentLength: -1, Request: r,
	}, nil
}

func (c *canned) client(f interface{ Fatal(...any) }) *rest.Client {
	client, err := transport.New(transport.Config{Vendor: "acme", Server: "https://acme.example"},
		boxoffice.WithHTTPClient(&http.Client{Transport: c}), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}), boxoffice.WithMaxBody(1<<16))
	if err != nil {
		f.Fatal(err)
	}
	return client
}

// status makes any number a status that a server can answer.
func status(n int) int { return 100 + ((n%900)+900)%900 }

// holds checks what holds of every call: exactly one of result and error, the
// error is an *boxoffice.Error that knows the status, a result has what its status
// promises, and nothing prints what the vendor sent.
func holds(t *testing.T, vendor *canned, res *thingResult, err error) {
	t.Helper()
	if (res == nil) == (err == nil) {
		t.Fatalf("result %v with error %v", res, err)
	}
	if err != nil {
		e := boxoffice.AsError(err)
		if e == nil || e.Delivery != boxoffice.Answered || e.StatusCode != vendor.status {
			t.Fatalf("status %d is lost in %#v", vendor.status, err)
		}
		if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Fatalf("an error is one line: %q", err)
		}
		if _, err := json.Marshal(e); err != nil {
			t.Fatal(err)
		}
		return
	}
	promised := map[int]bool{
		200: res.Object != nil, 201: res.Location != "", 202: res.List != nil,
		203: res.Number != nil, 206: res.Text != nil, 204: true,
	}
	if !promised[res.StatusCode] {
		t.Fatalf("a success of %d without its value", res.StatusCode)
	}
}

func FuzzDecodingKeepsTheStatusAndNeverGivesNilForASuccess(f *testing.F) {
	for _, body := range []string{
		"", " ", "null", `{"name":"table","count":3}`, `{"name":null}`, "[]", "[null]", `[{"name":"a"}]`, "7", `"x"`, `{"name":`, "<html></html>",
		"<thing><name>a</name></thing>", "<thing/>", "<thing>", "<?xml version='1.0' encoding='latin1'?><thing/>", "<!DOCTYPE x [<!ENTITY a 'b'>]><thing>&a;</thing>",
	} {
		for _, contentType := range []string{"", "application/json", "application/xml", "text/html", "application/problem+json; charset"} {
			f.Add(100, contentType, "Location", "/x", []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, n int, contentType, name, value string, body []byte) {
		header := http.Header{"Content-Type": {contentType}}
		if key := http.CanonicalHeaderKey(name); key != "Location" || status(n)/100 == 2 {
			header[key] = []string{value} // a malformed redirect is net/http's to refuse
		}
		vendor := &canned{status(n), header, body}
		res, err := ask(t.Context(), vendor.client(t), opPost(), nil)
		holds(t, vendor, res, err)
		if err == nil && !bytes.Equal(res.Body, body) && res.StatusCode != 204 {
			t.Fatal("the body is not the one that came")
		}
	})
}

func FuzzErrorBodies(f *testing.F) {
	for _, body := range []string{
		"", "{}", "null", "[]", `{"code":1,"message":"m"}`, `{"errorCode":"x","error":"e"}`, `{"message":{"a":[1]}}`, `{"code":1e999}`,
		`{"code":"\ud800","message":"\u0000"}`, "{\"code\":\"\xff\"}", strings.Repeat("[", 99), strings.Repeat(`{"code":`, 99),
	} {
		f.Add(300, []byte(body))
	}
	f.Fuzz(func(t *testing.T, n int, body []byte) {
		vendor := &canned{300 + status(n)%300, http.Header{}, body}
		res, err := ask(t.Context(), vendor.client(t), opPost(), nil)
		holds(t, vendor, res, err)
	})
}

func FuzzListsEndWithTheirLastElementOrAnError(f *testing.F) {
	for _, body := range []string{
		"[]", `[{"name":"a"},{"name":"b"}]`, `[null,1]`, `[`, `[]]`, "<things/>", "<things><thing/><thing/></things>", "<things>x</things>", "<things><x/></things>",
	} {
		f.Add(body[0] == '<', []byte(body))
	}
	f.Fuzz(func(t *testing.T, xml bool, body []byte) {
		contentType := "application/json"
		if xml {
			contentType = "application/xml"
		}
		vendor := &canned{200, http.Header{"Content-Type": {contentType}}, body}
		var got []thing
		_, err := gather(t.Context(), vendor.client(t), &got)
		if err != nil {
			if e := boxoffice.AsError(err); e == nil || e.StatusCode != 200 {
				t.Fatalf("the status is lost in %v", err)
			}
			return
		}
		var whole []thing
		if !xml && (json.Unmarshal(body, &whole) != nil || len(whole) != len(got)) {
			t.Fatalf("%d elements of %q", len(got), body)
		}
	})
}
