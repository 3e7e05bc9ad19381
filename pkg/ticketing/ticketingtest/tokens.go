package ticketingtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

type admissionToken struct {
	Self     string   `json:"self"`
	Code     string   `json:"code"`
	Global   bool     `json:"global"`
	Sections []string `json:"sections"`

	key string
}

// issue adds an admission token, and the key that its code stands for.
func (f *Fake) issue(e *eventRecord, global bool, sections []string) *admissionToken {
	id := f.nextID()
	token := &admissionToken{
		Self: fmt.Sprintf("/events/%d/tokens/%d", e.id, id), Code: fmt.Sprintf("EX%06d", id%1_000_000),
		Global: global, Sections: sections, key: fmt.Sprintf("example-token-key-%d", id),
	}
	e.tokens = append(e.tokens, token)
	f.keys[token.key] = &grant{token: token, event: e.id}
	return token
}

func (f *Fake) exchangeTokenCode(c *vendortest.Call) vendortest.Reply {
	for _, e := range f.events {
		for _, token := range e.tokens {
			if token.Code == c.PathValues["code"] {
				return vendortest.Reply{Body: map[string]any{
					"key": token.key, "event": fmt.Sprintf("/events/%d", e.id), "sections": token.Sections,
				}}
			}
		}
	}
	return *refuse(http.StatusNotFound, "The provided code does not belong to any event token")
}

// asked are the sections that a request wants a token to have. They must be
// some, and of the event.
func (e *eventRecord) asked(c *vendortest.Call) (sections []string, ok bool) {
	var body struct{ Sections []string }
	c.Bind(&body)
	foreign := slices.ContainsFunc(body.Sections, func(uri string) bool { return !slices.Contains(e.sections, uri) })
	return body.Sections, len(body.Sections) > 0 && !foreign
}

func (f *Fake) issueAdmissionToken(c *vendortest.Call) vendortest.Reply {
	e, _ := f.of(c)
	if e == nil {
		return noResource
	}
	sections, ok := e.asked(c)
	if !ok {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	return vendortest.Reply{Body: *f.issue(e, false, sections)}
}

func (f *Fake) listAdmissionTokens(c *vendortest.Call) vendortest.Reply {
	e, _ := f.of(c)
	if e == nil {
		return noResource
	}
	global := c.Query.Get("global")
	var wanted []admissionToken
	for _, t := range e.tokens {
		if global == "" || global == strconv.FormatBool(t.Global) {
			wanted = append(wanted, *t)
		}
	}
	return pageOf(c, wanted)
}

func (f *Fake) getAdmissionToken(c *vendortest.Call) vendortest.Reply {
	_, token := f.of(c)
	if token == nil {
		return noResource
	}
	return vendortest.Reply{Body: *token}
}

func (f *Fake) updateAdmissionToken(c *vendortest.Call) vendortest.Reply {
	e, token := f.of(c)
	if token == nil {
		return noResource
	}
	sections, ok := e.asked(c)
	switch {
	case token.Global:
		return vendortest.Reply{Status: http.StatusConflict}
	case !ok:
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	token.Sections = sections
	return vendortest.Reply{}
}

func (f *Fake) invalidateAdmissionToken(c *vendortest.Call) vendortest.Reply {
	e, token := f.of(c)
	switch {
	case token == nil:
		return noResource
	case token.Global:
		return vendortest.Reply{Status: http.StatusConflict}
	}
	e.tokens = slices.DeleteFunc(e.tokens, func(t *admissionToken) bool { return t == token })
	delete(f.keys, token.key)
	return vendortest.Reply{}
}
