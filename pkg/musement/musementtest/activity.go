package musementtest

import (
	"encoding/json"
	"maps"
	"net/http"
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
