package vendortest_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestTheFormOfTheAnswerIsTheOneAskedFor(t *testing.T) {
	s, _ := newToy(t)
	const json, xml = `[]`, `<things/>`
	for _, c := range []struct{ path, accept, want string }{
		{"/api/things", "", json},
		{"/api/things", "*/*", json},
		{"/api/things", "text/html", json},
		{"/api/things", "application/json, application/xml", json},
		{"/api/things", "application/xml, application/json", xml},
		{"/api/things", "application/xml;q=0.5, application/json;q=0.9", json},
		{"/api/things", "application/json;q=0, application/xml", xml},
		{"/api/things?output=xml", "application/json", xml},
		{"/api/things?output=json", "application/xml", json},
	} {
		lines := []string{"GET " + c.path, key, version}
		if c.accept != "" {
			lines = append(lines, "Accept: "+c.accept)
		}
		got := send(t, s, lines...)
		if got.status != 200 || got.body != c.want {
			t.Errorf("%s as %q: %s, want %s", c.path, c.accept, got, c.want)
		}
		if mediaType := got.header.Get("Content-Type"); mediaType != map[string]string{json: "application/json", xml: "application/xml"}[got.body] {
			t.Errorf("%s as %q: Content-Type %s", c.path, c.accept, mediaType)
		}
		if got.header.Get("X-Total") != "17" {
			t.Error("the documented header is missing")
		}
	}
}

func TestRepliesComeOneAfterTheOtherAndTheLastStays(t *testing.T) {
	s, _ := newToy(t)
	s.Reply("getThing",
		vendortest.Reply{Status: 503, Undocumented: true},
		vendortest.Reply{Body: map[string]any{"id": 7}},
		vendortest.Reply{Body: `{"id": 8}`, Header: http.Header{"x-mine": {"1"}}})
	for i, want := range []string{"503 ", `200 {"id":7}`, `200 {"id": 8}`, `200 {"id": 8}`} {
		got := send(t, s, "GET /api/things/1")
		if got.String() != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
		if i >= 2 && got.header.Get("X-Mine") != "1" {
			t.Errorf("%d: the header is missing", i)
		}
	}
	s.Reply("getThing")
	if got := send(t, s, "GET /api/things/1"); got.body != `{"id": 1}` {
		t.Errorf("not the documented example again: %s", got)
	}
}

func TestAReplyMayBreakTheSpecificationOnlyWhenItSaysSo(t *testing.T) {
	s, r := newToy(t)
	for want, reply := range map[string]vendortest.Reply{
		"status 500 is not documented (documented: 200)":                  {Status: 500},
		"100 is not the status of an answer":                              {Status: 100, Undocumented: true},
		`there is no documented example "two"`:                            {Example: "two"},
		"the media type is not documented (documented: application/json)": {MediaType: "text/html", Body: "<html>"},
		"its body field id is required and missing, must be an integer":   {Body: map[string]any{"name": "a"}},
		"its body field id must be an integer, is a string": {Body: struct {
			ID string `json:"id"`
		}{"1"}},
		"its body must not be null": {Body: (*int)(nil)},
		"the body cannot be encoded as JSON: json: unsupported type: func()": {Body: func() {}},
	} {
		s.Reply("getThing", vendortest.Reply{}, reply)
		expect(t, r, "getThing: reply 2 cannot be sent: "+want)
		s.Handle("getThing", func(*vendortest.Call) vendortest.Reply { return reply })
		if got := send(t, s, "GET /api/things/1"); got.status != 500 {
			t.Errorf("answered %s", got)
		}
		expect(t, r, "toy getThing: reply "+want)
	}
	s.Reply("deleteThing", vendortest.Reply{Body: map[string]any{}})
	expect(t, r, "deleteThing: reply 1 cannot be sent: it has a body and none is documented")
	s.Reply("unknownThing", vendortest.Reply{})
	s.Handle("unknownThing", nil)
	s.Requests("unknownThing")
	expect(t, r, `toy has no operation "unknownThing"`, `toy has no operation "unknownThing"`, `toy has no operation "unknownThing"`)
	s.Handle("getThing", nil)
	expect(t, r, "getThing: the handler is nil")

	for want, reply := range map[string]vendortest.Reply{
		"500 text/plain oops":             {Status: 500, Undocumented: true, Body: "oops", MediaType: "text/plain"},
		"500  ":                           {Status: 500, Undocumented: true},
		`200 application/json {"name":1}`: {Undocumented: true, Body: map[string]any{"name": 1}},
		`200 application/json {"cut":`:    {Body: `{"cut":`},
		"200 application/json ":           {Body: []byte{}},
		"200  <html>":                     {Body: "<html>", Header: http.Header{"Content-Type": nil}},
		"302 application/json {}":         {Status: 302, Undocumented: true, Body: struct{}{}},
	} {
		s.Reply("getThing", reply)
		a := send(t, s, "GET /api/things/1")
		if got := fmt.Sprint(a.status, " ", a.header.Get("Content-Type"), " ", a.body); got != want {
			t.Errorf("answered %q, want %q", got, want)
		}
	}
}

func TestDocumentedHeadersComeByThemselvesAndCanBeTakenAway(t *testing.T) {
	s, _ := newToy(t)
	create := []string{"POST /api/things", version, isJSON, "", `{"id":1}`}
	for want, header := range map[string]http.Header{
		"/api/things/1": nil,
		"/elsewhere":    {"Location": {"/elsewhere"}},
		"":              {"location": nil},
	} {
		s.Reply("createThing", vendortest.Reply{Header: header})
		if got := send(t, s, create...); got.status != 201 || got.header.Get("Location") != want {
			t.Errorf("answered %s, Location %q, want %q", got, got.header.Get("Location"), want)
		}
	}
	s.Reply("createThing", vendortest.Reply{Status: 418}) // documented as default
	if got := send(t, s, create...).String(); got != `418 {"error": "other"}` {
		t.Errorf("answered %s", got)
	}
}

func TestAHandlerSeesTheCall(t *testing.T) {
	s, r := newToy(t)
	s.Handle("createThing", func(c *vendortest.Call) vendortest.Reply {
		var thing struct {
			ID int64
			OK bool
		}
		if !c.Bind(&thing) || thing.ID != 9007199254740993 || !thing.OK {
			t.Errorf("bound %+v", thing)
		}
		if c.Operation != "createThing" || c.Credential.Scheme != "key" || c.Credential.Token.Reveal() != "example-key" {
			t.Errorf("called with %v, %v", c, c.Credential)
		}
		c.Header.Set("X-Changed", "1") // its own copy
		return vendortest.Reply{}
	})
	send(t, s, "POST /api/things", key, version, isJSON, "", `{"id":9007199254740993,"ok":true}`)
	send(t, s, "POST /api/things", key, version, "Content-Type: application/x-www-form-urlencoded", "", `id=9007199254740993&ok=true`)
	for _, sent := range s.Requests("createThing") {
		if sent.Header.Get("X-Changed") != "" {
			t.Error("the handler changed what is remembered")
		}
	}

	s.Handle("deleteThing", func(c *vendortest.Call) vendortest.Reply {
		if c.Bind(new(int)) {
			t.Error("there is no body")
		}
		return c.Unauthorized()
	})
	if got := send(t, s, "DELETE /api/things/1"); got.status != 401 {
		t.Errorf("answered %s", got)
	}

	post := []string{"POST /api/things", version, isJSON, "", `{"id":1}`}
	s.Handle("createThing", func(c *vendortest.Call) vendortest.Reply {
		c.Bind(new([]string))
		t.Error("Bind came back")
		return vendortest.Reply{}
	})
	if got := send(t, s, post...); got.status != 500 {
		t.Errorf("answered %s", got)
	}
	expect(t, r, "toy createThing: handler is wrong: the body does not decode into what Bind was given")

	s.Handle("createThing", func(*vendortest.Call) vendortest.Reply { panic("oh no") })
	if got := send(t, s, post...); got.status != 500 {
		t.Errorf("answered %s", got)
	}
	expect(t, r, "toy createThing: handler panicked: oh no")
	if len(r.logs) != 1 || !strings.Contains(r.logs[0], "reply_test.go") {
		t.Errorf("the log does not show where: %q", r.logs)
	}

	s.Handle("createThing", func(*vendortest.Call) vendortest.Reply { panic(http.ErrAbortHandler) })
	if _, err := try(t.Context(), s, post...); !errors.Is(err, io.EOF) {
		t.Errorf("the connection was not broken off: %v", err)
	}
}

func TestBeforeAnswersForAllOperations(t *testing.T) {
	s, r := newToy(t)
	s.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Credential.Token.Reveal() == "revoked" {
			r := c.Unauthorized()
			return &r
		}
		return nil
	})
	if got := send(t, s, "GET /api/things", version, "X-Toy-Key: revoked"); got.status != 403 {
		t.Errorf("answered %s", got)
	}
	if got := send(t, s, "GET /api/things", version, key); got.status != 200 {
		t.Errorf("answered %s", got)
	}
	down := true
	s.Before(func(*vendortest.Call) *vendortest.Reply {
		if down {
			return &vendortest.Reply{Status: 503, Undocumented: true}
		}
		return nil
	})
	for _, want := range []int{503, 403} {
		if got := send(t, s, "GET /api/things", version, "X-Toy-Key: revoked"); got.status != want {
			t.Errorf("answered %s, want %d", got, want)
		}
		down = false
	}
	s.Before(nil)
	expect(t, r, "the function for Before is nil")
}

func TestAFailureOnceIsFollowedByTheOrdinaryAnswer(t *testing.T) {
	s, _ := newToy(t)
	failure := vendortest.Reply{Status: 503, Undocumented: true}
	handled := 0
	for _, c := range []struct {
		set  func()
		want string
	}{
		{func() { s.Reply("getThing", failure, vendortest.Reply{}) }, `503  200 {"id": 1} 200 {"id": 1} `},
		{func() { s.Reply("getThing", failure) }, `503  503  503  `},
		{func() {
			s.Handle("getThing", func(*vendortest.Call) vendortest.Reply {
				handled++
				return vendortest.Reply{Body: map[string]any{"id": handled}}
			})
		}, `200 {"id":1} 200 {"id":2} 200 {"id":3} `},
		{func() { s.Reply("getThing", failure, vendortest.Reply{}) }, `503  200 {"id":4} 200 {"id":5} `},
		{func() { s.Reply("getThing", failure) }, `503  503  503  `},
		{func() { s.Reply("getThing") }, `200 {"id":6} 200 {"id":7} 200 {"id":8} `},
	} {
		c.set()
		got := ""
		for range 3 {
			got += send(t, s, "GET /api/things/1").String() + " "
		}
		if got != c.want {
			t.Errorf("answered %s, want %s", got, c.want)
		}
	}
}

func TestAReplyIsKeptAsItWasGiven(t *testing.T) {
	s, _ := newToy(t)
	body, header, typed := []byte("kept"), http.Header{"X-Mine": {"kept"}}, map[string]any{"id": 1}
	s.Reply("getThing", vendortest.Reply{Body: body, Header: header}, vendortest.Reply{Body: typed})
	copy(body, "gone")
	header.Set("X-Mine", "gone")
	typed["id"] = 2
	if got := send(t, s, "GET /api/things/1"); got.body != "kept" || got.header.Get("X-Mine") != "kept" {
		t.Errorf("answered %s, %s", got, got.header.Get("X-Mine"))
	}
	if got := send(t, s, "GET /api/things/1"); got.body != `{"id":1}` {
		t.Errorf("answered %s", got)
	}
}
