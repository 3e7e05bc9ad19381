package musementtest

import (
	"slices"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

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
