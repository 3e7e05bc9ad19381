package ticketingtest

import (
	"maps"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// placeHandlers are those for hosts, regions, venues and categories: what is
// created is found, changed and deleted again.
func (f *Fake) placeHandlers() map[string]func(*vendortest.Call) vendortest.Reply {
	all := map[string]func(*vendortest.Call) vendortest.Reply{
		"createVenue": f.createVenue,
		"updateVenue": func(c *vendortest.Call) vendortest.Reply {
			return f.venues.update(c.PathValues["venue"], venueValues(c))
		},
		"listVenues": func(c *vendortest.Call) vendortest.Reply {
			return f.venues.list(c, func(venue map[string]any) bool {
				region := c.Query.Get("region")
				return asks(c, "name")(venue) && (region == "" || venue["region"] == f.regions.path+"/"+region)
			})
		},
		"addRegion": func(c *vendortest.Call) vendortest.Reply { return f.regions.create(f.newID(), bodyOf(c)) },
		// An event that was created makes its region active; nothing else here says so.
		"listRegions":    func(c *vendortest.Call) vendortest.Reply { return f.regions.list(c, nil) },
		"createHost":     func(c *vendortest.Call) vendortest.Reply { return f.hosts.create(f.newID(), bodyOf(c)) },
		"listHosts":      func(c *vendortest.Call) vendortest.Reply { return f.hosts.list(c, nil) },
		"createCategory": func(c *vendortest.Call) vendortest.Reply { return f.categories.create(f.newID(), bodyOf(c)) },
		"listCategories": func(c *vendortest.Call) vendortest.Reply { return f.categories.list(c, nil) },
	}
	for noun, shelf := range map[string]*shelf{"Host": f.hosts, "Region": f.regions, "Venue": f.venues, "Category": f.categories} {
		id := strings.ToLower(noun)
		all["get"+noun] = func(c *vendortest.Call) vendortest.Reply { return shelf.get(c.PathValues[id]) }
		if noun != "Venue" {
			all["update"+noun] = func(c *vendortest.Call) vendortest.Reply { return shelf.update(c.PathValues[id], bodyOf(c)) }
		}
		all["delete"+noun] = func(c *vendortest.Call) vendortest.Reply {
			return shelf.remove(c.PathValues[id], func() string { return f.inUse(noun, shelf.path+"/"+c.PathValues[id]) })
		}
	}
	return all
}

// inUse says what stands in the way of deleting a resource, "" for nothing.
func (f *Fake) inUse(noun, uri string) string {
	if noun == "Region" {
		for _, venue := range f.venues.items {
			if venue["region"] == uri {
				return "A region cannot be deleted if it has venues attached"
			}
		}
	}
	for _, event := range f.registered.items {
		for kind, why := range map[string]string{
			"Venue": "A venue cannot be deleted if it is staging an event", "Category": "You cannot delete in-use event categories.",
			"Host": "The host has events.",
		} {
			if part, _ := event[strings.ToLower(kind)].(map[string]any); kind == noun && part["self"] == uri {
				return why
			}
		}
	}
	return ""
}

func (f *Fake) createVenue(c *vendortest.Call) vendortest.Reply {
	venue := venueValues(c)
	venue["map"] = "https://maps.example.com/venue.png"
	return f.venues.create(f.newID(), venue)
}

// venueValues are those of a request as the venue itself has them: the region by
// its URI.
func venueValues(c *vendortest.Call) map[string]any {
	values := bodyOf(c)
	if region, given := values["region"].(string); given {
		values["region"] = "/regions/" + region
	}
	return values
}

// bodyOf is the object that a request sends.
func bodyOf(c *vendortest.Call) map[string]any {
	values := map[string]any{}
	c.Bind(&values)
	return maps.Clone(values)
}

func (f *Fake) newID() string { return strconv.FormatInt(f.nextID(), 10) }
