package musementtest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// activity is an activity with its texts, by locale, and its days.
type activity struct {
	uuid     string
	owner    *supplier
	data     map[string]any
	contents map[string]map[string]any
	days     []string
}

// kept are the fields that a request and an answer have in common.
var kept = []string{
	"booking_type", "status", "cutoff_time", "max_confirmation_time", "duration", "partner_internal_code",
	"latitude", "longitude", "exclusive", "best_price", "temporary", "top_seller", "must_see", "ticket",
	"special_offer", "likely_to_sell_out", "giftable", "needs_voucher", "voucher_always_include_ours",
	"should_have_refund_policies",
}

func (a *activity) change(c *vendortest.Call) {
	var changes map[string]any
	c.Bind(&changes)
	for _, name := range kept {
		if value, ok := changes[name]; ok {
			a.data[name] = value
		}
	}
	if code, ok := changes["currency"]; ok {
		a.data["supplier_currency"] = code
	}
}

func (m *Fake) activitiesOf(s *supplier) []json.RawMessage {
	own := []json.RawMessage{}
	for _, a := range m.activities {
		if a.owner == s {
			data, _ := json.Marshal(a.data)
			own = append(own, data)
		}
	}
	return own
}

func (m *Fake) listActivities(c *vendortest.Call) vendortest.Reply {
	return pageByOffset(c, m.activitiesOf(m.caller(c)), 10)
}

func (m *Fake) createActivity(c *vendortest.Call) vendortest.Reply {
	a := &activity{uuid: m.newUUID(), owner: m.caller(c), contents: map[string]map[string]any{}}
	a.data = map[string]any{
		"uuid": a.uuid, "status": "DRAFT", "reviews_number": 0,
		"created_at": time.Now().UTC().Format("2006-01-02T15:04:05-0700"),
	}
	a.change(c)
	m.activities = append(m.activities, a)
	return vendortest.Reply{Body: maps.Clone(a.data)}
}

// activity finds the one that the path names; a call that changes something
// finds the caller's own alone.
func (m *Fake) activity(c *vendortest.Call) *activity {
	for _, a := range m.activities {
		if a.uuid == c.PathValues["activityUuid"] && (c.Method == http.MethodGet || a.owner == m.caller(c)) {
			return a
		}
	}
	return nil
}

// missing refuses a call for what is not there, or not the caller's, in the way
// that is documented for it.
func missing(c *vendortest.Call) vendortest.Reply {
	for _, status := range []int{http.StatusNotFound, http.StatusForbidden} {
		if c.Documents(status) {
			return vendortest.Reply{Status: status}
		}
	}
	return vendortest.Reply{Status: http.StatusBadRequest, Body: refusal("-1", "Activity not found")}
}

func (m *Fake) getActivity(c *vendortest.Call) vendortest.Reply {
	if a := m.activity(c); a != nil {
		return vendortest.Reply{Body: maps.Clone(a.data)}
	}
	return missing(c)
}

func (m *Fake) updateActivity(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil {
		return missing(c)
	}
	a.change(c)
	return vendortest.Reply{Body: maps.Clone(a.data)}
}

func (m *Fake) createContent(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil {
		return missing(c)
	}
	var content map[string]any
	c.Bind(&content)
	locale, _ := content["locale"].(string)
	if locale == "" || a.contents[locale] != nil {
		return refusedForm("This value is not valid.", "locale")
	}
	if content["is_default"] == nil {
		content["is_default"] = true
	}
	a.contents[locale] = content
	return a.written(content)
}

// written answers a content, whose title is the activity's when it is the
// default one.
func (a *activity) written(content map[string]any) vendortest.Reply {
	for name, value := range content {
		if value == "" {
			delete(content, name) // that is how a text is removed
		}
	}
	if content["is_default"] == true {
		a.data["title"], a.data["description"] = content["title"], content["description"]
		for _, name := range []string{"title", "description"} {
			if a.data[name] == nil {
				delete(a.data, name)
			}
		}
	}
	answer := map[string]any{}
	for name, value := range content {
		if name == "meta_decription" { // as requests spell it
			name = "meta_description"
		}
		answer[name] = value
	}
	return vendortest.Reply{Body: answer}
}

func (m *Fake) getContent(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil || a.contents[c.PathValues["localeCode"]] == nil {
		return missing(c)
	}
	return a.written(a.contents[c.PathValues["localeCode"]])
}

func (m *Fake) changeContent(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil {
		return missing(c)
	}
	locale := c.PathValues["localeCode"]
	content := a.contents[locale]
	if content == nil || c.Method == http.MethodPut {
		content = map[string]any{"locale": locale}
	}
	c.Bind(&content)
	a.contents[locale] = content
	return a.written(content)
}

func (m *Fake) deleteContent(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil || a.contents[c.PathValues["localeCode"]] == nil {
		return missing(c)
	}
	delete(a.contents, c.PathValues["localeCode"])
	return vendortest.Reply{}
}

// createSeason opens the days of a timed season. The receipt says DONE, because
// here it is; the vendor's values are not documented.
func (m *Fake) createSeason(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil {
		return missing(c)
	}
	var season struct {
		From   string `json:"from_day"`
		To     string `json:"to_day"`
		Setups []struct{ Days []string }
	}
	c.Bind(&season)
	if c.Operation == "createTimedSeason" {
		from, err := time.Parse(time.DateOnly, season.From)
		to, err2 := time.Parse(time.DateOnly, season.To)
		if err != nil || err2 != nil || to.Before(from) || to.Sub(from) > 5*366*24*time.Hour {
			return refusedForm("This value is not valid.", "to_day")
		}
		for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
			for _, setup := range season.Setups {
				if text := day.Format(time.DateOnly); slices.Contains(setup.Days, strings.ToUpper(day.Weekday().String())) && !slices.Contains(a.days, text) {
					a.days = append(a.days, text)
				}
			}
		}
		slices.Sort(a.days)
	}
	return vendortest.Reply{Body: map[string]any{"uuid": m.newUUID(), "status": "DONE"}}
}

func (m *Fake) listDates(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil || a.owner != m.caller(c) {
		return missing(c)
	}
	dates := []map[string]any{}
	for _, day := range a.days {
		dates = append(dates, map[string]any{"day": day + "T00:00:00+0000", "availability": "available", "status": "open"})
	}
	return vendortest.Reply{Body: dates}
}

// pageByOffset is the part of a list that offset and limit name.
func pageByOffset(c *vendortest.Call, entries []json.RawMessage, limit int) vendortest.Reply {
	return paged(entries, number(c, "offset", 0), number(c, "limit", limit))
}

func paged(entries []json.RawMessage, offset, limit int) vendortest.Reply {
	offset = min(max(offset, 0), len(entries))
	end := min(offset+max(limit, 0), len(entries))
	return vendortest.Reply{Body: append([]json.RawMessage{}, entries[offset:end]...)}
}

func number(c *vendortest.Call, name string, otherwise int) int {
	if n, err := strconv.Atoi(c.Query.Get(name)); err == nil {
		return n
	}
	return otherwise
}
