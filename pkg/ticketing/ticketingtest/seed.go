package ticketingtest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// AddEvent makes a published event with sections, and with the global admission
// token that every event has; it returns that token's code. What else there is of
// an event and its sections is taken from the documented example. An event of the
// same id is replaced.
func (f *Fake) AddEvent(event int64, sections ...int64) (code string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := strconv.FormatInt(event, 10)
	if i := f.registered.index(id); i >= 0 {
		f.registered.items = slices.Delete(f.registered.items, i, i+1)
	}
	described := map[string]any{}
	f.Example("getEvent", &described)
	described["self"] = f.registered.path + "/" + id
	if taken := f.registered.conflict(described, -1); taken != nil {
		described["title"] = fmt.Sprint(described["title"], " ", id)
	}

	e := &eventRecord{id: event}
	examples, _ := described["sections"].([]any)
	all := make([]map[string]any, len(sections))
	for i, section := range sections {
		e.sections = append(e.sections, sectionURI(event, section))
		like, _ := examples[i%len(examples)].(map[string]any)
		all[i] = maps.Clone(like)
		all[i]["self"] = fmt.Sprintf("/sections/%d", section)
	}
	described["sections"] = all
	f.registered.items = append(f.registered.items, described)
	f.events[event] = e
	return f.issue(e, true, e.sections).Code
}

// AddTicket issues a ticket for a section of an event that exists.
func (f *Fake) AddTicket(event, section int64, serial string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e, uri := f.events[event], sectionURI(event, section)
	if e == nil || !slices.Contains(e.sections, uri) {
		f.Misused("there is no such event or section")
		return
	}
	e.tickets = append(e.tickets, &ticket{id: f.nextID(), serial: serial, section: uri, issued: time.Now()})
}

func sectionURI(event, section int64) string {
	return fmt.Sprintf("/events/%d/sections/%d", event, section)
}
