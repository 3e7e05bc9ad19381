package ticketingtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

type eventRecord struct {
	id         int64
	sections   []string // URIs
	tokens     []*admissionToken
	tickets    []*ticket
	admissions []map[string]any
}

type ticket struct {
	id              int64
	serial, section string
	issued          time.Time
	redeemed        bool
}

var noResource = vendortest.Reply{Status: http.StatusNotFound, Example: "resource"}

// of is the event that a request is about, and the token, if it names one.
func (f *Fake) of(c *vendortest.Call) (e *eventRecord, token *admissionToken) {
	id, _ := strconv.ParseInt(c.PathValues["event"], 10, 64)
	if e = f.events[id]; e == nil {
		return nil, nil
	}
	for _, t := range e.tokens {
		if strings.HasSuffix(t.Self, "/"+c.PathValues["token"]) {
			token = t
		}
	}
	return e, token
}

// admits reports whether the caller's key is good for a section.
func (f *Fake) admits(c *vendortest.Call, section string) bool {
	key := f.keys[c.Credential.Token.Reveal()]
	return key.token == nil || slices.Contains(key.token.Sections, section)
}

func (f *Fake) listEventTickets(c *vendortest.Call) vendortest.Reply {
	e, _ := f.of(c)
	if e == nil {
		return noResource
	}
	since, ok := modifiedSince(c)
	if !ok {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	valid := []map[string]any{}
	for _, t := range e.tickets {
		if !t.redeemed && f.admits(c, t.section) && t.issued.After(since) {
			valid = append(valid, map[string]any{
				"self":   fmt.Sprintf("/events/%d/tickets/%d", e.id, t.id),
				"serial": t.serial, "status": "Issued", "issued": stamp(t.issued), "redeemed": "N/A",
				"section": map[string]any{"self": t.section}, "owner": examplePatron(),
			})
		}
	}
	return pageOf(c, valid)
}

// modifiedSince is the time after which tickets must have changed, long ago when
// the request names none. A valid ticket has changed when it was issued.
func modifiedSince(c *vendortest.Call) (since time.Time, ok bool) {
	text := c.Query.Get("modified_since")
	if text == "" {
		return time.Time{}, true
	}
	since, err := time.Parse(time.RFC3339, text)
	return since, err == nil
}

func (f *Fake) admitPatrons(c *vendortest.Call) vendortest.Reply {
	e, _ := f.of(c)
	if e == nil {
		return noResource
	}
	var body struct {
		Redeemer, Device string
		Serials          []string
	}
	c.Bind(&body)
	granted := []map[string]any{}
	for _, t := range e.tickets {
		if t.redeemed || !slices.Contains(body.Serials, t.serial) || !f.admits(c, t.section) {
			continue
		}
		t.redeemed = true
		granted = append(granted, map[string]any{
			"self":     fmt.Sprintf("/events/%d/admissions/%d", e.id, f.nextID()),
			"redeemer": body.Redeemer, "device": body.Device, "ticket": t.serial, "admitted": stamp(time.Now()),
			"section": map[string]any{"self": t.section}, "patron": examplePatron(),
		})
	}
	if len(granted) == 0 {
		return *refuse(http.StatusBadRequest, "None of the provided ticket serials grants admission to this event")
	}
	e.admissions = append(e.admissions, granted...)
	return vendortest.Reply{Body: granted}
}

func (f *Fake) listAdmissions(c *vendortest.Call) vendortest.Reply {
	e, _ := f.of(c)
	if e == nil {
		return noResource
	}
	return pageOf(c, slices.DeleteFunc(slices.Clone(e.admissions), func(a map[string]any) bool {
		section, patron := selfOf(a["section"]), selfOf(a["patron"])
		return !asks(c, "redeemer", "device", "ticket")(a) || !names(c.Query.Get("patron"), patron) ||
			!names(c.Query.Get("section"), section) || !f.admits(c, section)
	}))
}

// names reports whether a filter means the resource at this URI: it is empty, the
// URI or its last segment, the id or number.
func names(filter, uri string) bool {
	return filter == "" || filter == uri || filter == uri[strings.LastIndex(uri, "/")+1:]
}

// selfOf is the URI of a resource that another one holds.
func selfOf(resource any) string {
	fields, _ := resource.(map[string]any)
	self, _ := fields["self"].(string)
	return self
}

func examplePatron() map[string]any {
	return map[string]any{"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": "jane.doe", "firstName": "Jane", "lastName": "Doe"}
}

// stamp writes a time as the vendor does.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05") + "+00:00" }

// pageOf is the page of a list that a request asks for.
func pageOf[T any](c *vendortest.Call, all []T) vendortest.Reply {
	number, records := int64(1), int64(25)
	for name, into := range map[string]*int64{"page": &number, "records": &records} {
		if given, err := strconv.ParseInt(c.Query.Get(name), 10, 64); err == nil {
			*into = given
		}
	}
	total := int64(len(all))
	if number < 1 || records < 1 || number > 1 && (number-1)*records >= total {
		return *refuse(http.StatusNotFound, "The specified page does not exist for the given records per page")
	}
	entries := append([]T{}, all[(number-1)*records:min(number*records, total)]...)
	return vendortest.Reply{Body: map[string]any{"total": total, "page": number, "records": records, "entries": entries}}
}
