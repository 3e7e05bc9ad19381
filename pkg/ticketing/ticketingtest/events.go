package ticketingtest

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// eventHandlers are those for events: one that is registered is a draft, has its
// sections and tokens, is submitted once, and is published when it is approved.
func (f *Fake) eventHandlers() map[string]func(*vendortest.Call) vendortest.Reply {
	return map[string]func(*vendortest.Call) vendortest.Reply{
		"createEvent": f.createEvent,
		"getEvent":    func(c *vendortest.Call) vendortest.Reply { return f.registered.get(c.PathValues["event"]) },
		"updateEvent": func(c *vendortest.Call) vendortest.Reply {
			return f.registered.update(c.PathValues["event"], f.eventValues(c))
		},
		"deleteEvent":         f.deleteEvent,
		"listEvents":          func(c *vendortest.Call) vendortest.Reply { return f.registered.list(c, eventFilter(c)) },
		"listHostEvents":      func(c *vendortest.Call) vendortest.Reply { return f.listHostEvents(c) },
		"listPublishedEvents": func(c *vendortest.Call) vendortest.Reply { return f.listPublished(c) },
		"createEventSection":  f.createEventSection,
		"deleteEventSection":  f.deleteEventSection,
		"submitEvent":         f.submitEvent,
		"reviewSubmission":    f.reviewSubmission,
	}
}

func (f *Fake) createEvent(c *vendortest.Call) vendortest.Reply {
	event := f.eventValues(c)
	id := f.nextID()
	maps.Copy(event, map[string]any{
		"status": "Draft", "popularity": 0, "sections": []map[string]any{},
		"banner":    fmt.Sprintf("https://api.ticketingevents.com/media/banner/%d", id),
		"thumbnail": fmt.Sprintf("https://api.ticketingevents.com/media/thumbnail/%d", id),
	})
	reply := f.registered.create(strconv.FormatInt(id, 10), event)
	if reply.Status == 0 {
		e := &eventRecord{id: id}
		f.events[id] = e
		f.issue(e, true, nil)
	}
	return reply
}

// eventValues are those of a request as the event itself has them: category,
// venue and host as far as they are known.
func (f *Fake) eventValues(c *vendortest.Call) map[string]any {
	values := bodyOf(c)
	delete(values, "banner")
	delete(values, "thumbnail")
	for field, shelf := range map[string]*shelf{"category": f.categories, "venue": f.venues, "host": f.hosts} {
		named, given := values[field].(string)
		if !given {
			continue
		}
		uri := shelf.path + "/" + strings.TrimPrefix(named, shelf.path+"/")
		values[field] = map[string]any{"self": uri}
		if i := shelf.index(uri); i >= 0 {
			values[field] = shelf.items[i]
		}
	}
	return values
}

func (f *Fake) deleteEvent(c *vendortest.Call) vendortest.Reply {
	id, _ := strconv.ParseInt(c.PathValues["event"], 10, 64)
	reply := f.registered.remove(c.PathValues["event"], func() string {
		if len(f.events[id].tickets) > 0 {
			return "The event has tickets."
		}
		return ""
	})
	if f.registered.gone[c.PathValues["event"]] {
		delete(f.events, id)
	}
	return reply
}

// eventFilter keeps the events that the query asks for by host, status and
// title. Regions and times are not looked at.
func eventFilter(c *vendortest.Call) func(map[string]any) bool {
	title, err := regexp.Compile(c.Query.Get("title"))
	return func(event map[string]any) bool {
		host, _ := event["host"].(map[string]any)
		self, _ := host["self"].(string)
		return err == nil && title.MatchString(fmt.Sprint(event["title"])) && asks(c, "status", "public")(event) &&
			(c.Query.Get("host") == "" || self == "/hosts/"+c.Query.Get("host"))
	}
}

func (f *Fake) listHostEvents(c *vendortest.Call) vendortest.Reply {
	return f.registered.list(c, func(event map[string]any) bool {
		host, _ := event["host"].(map[string]any)
		return host["self"] == "/hosts/"+c.PathValues["host"] && eventFilter(c)(event)
	})
}

func (f *Fake) listPublished(c *vendortest.Call) vendortest.Reply {
	return f.registered.list(c, func(event map[string]any) bool { return event["status"] == "Listed" && eventFilter(c)(event) })
}

func (f *Fake) createEventSection(c *vendortest.Call) vendortest.Reply {
	i := f.registered.index(c.PathValues["event"])
	if i < 0 {
		return f.registered.unknown(c.PathValues["event"])
	}
	section, id := bodyOf(c), f.newID()
	maps.Copy(section, map[string]any{
		"self": "/sections/" + id, "price": map[string]any{"base": section["basePrice"], "current": section["basePrice"]},
		"active": false, "sold": 0, "remaining": section["capacity"], "reserved": 0,
	})
	delete(section, "basePrice")
	f.setSections(i, append(slices.Clone(sectionsOf(f.registered.items[i])), section))
	return vendortest.Reply{Body: section}
}

func (f *Fake) deleteEventSection(c *vendortest.Call) vendortest.Reply {
	i := f.registered.index(c.PathValues["event"])
	if i < 0 {
		return f.registered.unknown(c.PathValues["event"])
	}
	all := sectionsOf(f.registered.items[i])
	left := slices.DeleteFunc(slices.Clone(all), func(s map[string]any) bool { return s["self"] == "/sections/"+c.PathValues["section"] })
	if len(left) == len(all) {
		return noResource
	}
	f.setSections(i, left)
	return vendortest.Reply{}
}

func sectionsOf(event map[string]any) []map[string]any {
	sections, _ := event["sections"].([]map[string]any)
	return sections
}

// setSections gives an event its sections, which its global token admits to.
func (f *Fake) setSections(i int, sections []map[string]any) {
	event := maps.Clone(f.registered.items[i])
	event["sections"] = sections
	f.registered.items[i] = event
	self, _ := event["self"].(string)
	id, _ := strconv.ParseInt(strings.TrimPrefix(self, f.registered.path+"/"), 10, 64)
	e := f.events[id]
	e.sections = nil
	for _, section := range sections {
		e.sections = append(e.sections, self+fmt.Sprint(section["self"]))
	}
	e.tokens[0].Sections = e.sections
}

func (f *Fake) submitEvent(c *vendortest.Call) vendortest.Reply {
	i := f.registered.index(c.PathValues["event"])
	if i < 0 {
		return f.registered.unknown(c.PathValues["event"])
	}
	if f.registered.items[i]["status"] != "Draft" {
		return *refuse(http.StatusConflict, "The event has already been submitted or cancelled.")
	}
	f.setStatus(i, map[string]any{"status": "Under Review"})
	return vendortest.Reply{}
}

// reviewSubmission publishes an event that is approved. What becomes of another
// the vendor does not say: it stays under review.
func (f *Fake) reviewSubmission(c *vendortest.Call) vendortest.Reply {
	uri, err := base64.StdEncoding.DecodeString(c.PathValues["submission"])
	i := f.registered.index(string(uri))
	switch {
	case err != nil || i < 0:
		return f.registered.unknown(strings.TrimPrefix(string(uri), f.registered.path+"/"))
	case f.registered.items[i]["status"] != "Under Review":
		return noResource
	case c.Query.Get("approved") == "true":
		f.setStatus(i, map[string]any{"status": "Listed", "published": stamp(time.Now())})
	}
	return vendortest.Reply{}
}

func (f *Fake) setStatus(i int, values map[string]any) {
	event := maps.Clone(f.registered.items[i])
	maps.Copy(event, values)
	f.registered.items[i] = event
}
