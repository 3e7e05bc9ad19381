package ticketing

import (
	"strconv"
	"strings"
)

// EventURI is the URI of the event with this id. Ids are positive; any other
// gives the zero URI.
func EventURI(event int64) URI { return numberedURI("events", event) }

// SectionURI is the URI of an event's section, as orders, transfers and
// admission tokens name it. Ids are positive; any other gives the zero URI.
func SectionURI(event, section int64) URI {
	of, in := numberedURI("sections", section), EventURI(event)
	if of == (URI{}) || in == (URI{}) {
		return URI{}
	}
	return URI{in.text + of.text}
}

func numberedURI(kind string, id int64) URI {
	if id < 1 {
		return URI{}
	}
	return URI{"/" + kind + "/" + strconv.FormatInt(id, 10)}
}

// Texts are the URIs as the generated requests take them.
func Texts(uris ...URI) []string {
	texts := make([]string, len(uris))
	for i, u := range uris {
		texts[i] = u.text
	}
	return texts
}

// Kind is what u names, the last kind in it: "sections" for a section of an
// event, "" for the zero value.
func (u URI) Kind() string {
	parts := strings.Split(strings.TrimPrefix(u.text, "/"), "/")
	return parts[(len(parts)-1)&^1]
}

// ID is the id of that kind in u, and whether there is one.
func (u URI) ID(kind string) (string, bool) {
	parts := strings.Split(strings.TrimPrefix(u.text, "/"), "/")
	for i := 0; i+1 < len(parts); i += 2 {
		if parts[i] == kind {
			return parts[i+1], true
		}
	}
	return "", false
}

// number is the id of a numbered kind; [ParseURI] has seen to it that it fits.
func (u URI) number(kind string) (int64, bool) {
	text, ok := u.ID(kind)
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(text, 10, 64)
	return id, err == nil
}

// Event is the event's id in u, and whether there is one. So are the others.
func (u URI) Event() (int64, bool) { return u.number("events") }

// Section is the id of an event's section.
func (u URI) Section() (int64, bool) { return u.number("sections") }

// Token is the id of an admission token; its code is something else.
func (u URI) Token() (int64, bool) { return u.number("tokens") }

// Modifier is the id of a price modifier.
func (u URI) Modifier() (int64, bool) { return u.number("modifiers") }

// Host is the id of a host.
func (u URI) Host() (int64, bool) { return u.number("hosts") }

// Venue is the id of a venue.
func (u URI) Venue() (int64, bool) { return u.number("venues") }

// Region is the id of a region.
func (u URI) Region() (int64, bool) { return u.number("regions") }

// Category is the id of a category.
func (u URI) Category() (int64, bool) { return u.number("categories") }

// Account is the number of an account, such as "EX-00000001".
func (u URI) Account() (string, bool) { return u.ID("accounts") }

// Order is the number of an order, such as "0A1B2C3D4E5F".
func (u URI) Order() (string, bool) { return u.ID("orders") }

// Transfer is the id of a transfer, a text in the vendor's specification.
func (u URI) Transfer() (string, bool) { return u.ID("transfers") }
