package ticketingtest

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// shelf remembers the resources of one kind that were created through
// the fake. What it never had is answered with the documented examples, so that
// a test may read what it did not create.
//
// A resource is replaced, never changed: an answer may still be on its way.
type shelf struct {
	noun   string   // "host", as refusals call it
	path   string   // "/hosts"
	unique []string // fields that no two may share
	items  []map[string]any
	gone   map[string]bool             // ids of deleted ones
	left   vendortest.Arrivals[string] // the order of gone
}

func newShelf(noun, path string, unique ...string) *shelf {
	return &shelf{noun: noun, path: path, unique: unique, gone: map[string]bool{}}
}

// used reports whether anything was ever created here.
func (s *shelf) used() bool { return len(s.items)+len(s.gone) > 0 }

// index is where a resource with this id or URI stands, -1 for nowhere.
func (s *shelf) index(id string) int {
	self := s.path + "/" + strings.TrimPrefix(id, s.path+"/")
	return slices.IndexFunc(s.items, func(item map[string]any) bool { return item["self"] == self })
}

// conflict is the refusal of values that another resource has, nil when there is
// none. except is where the resource that is to have them stands.
func (s *shelf) conflict(values map[string]any, except int) *vendortest.Reply {
	for _, field := range s.unique {
		for i, item := range s.items {
			if given := values[field]; i != except && given != nil && given == item[field] {
				return refuse(http.StatusConflict, fmt.Sprintf("The following arguments conflict with those of another %s: %s.", s.noun, field))
			}
		}
	}
	return nil
}

// create adds a resource.
func (s *shelf) create(id string, item map[string]any) vendortest.Reply {
	if reply := s.refused(item, -1); reply != nil {
		return *reply
	}
	item["self"] = s.path + "/" + id
	s.items = append(s.items, item)
	return vendortest.Reply{Body: item}
}

// refused is what the vendor says to values that it does not take.
func (s *shelf) refused(values map[string]any, except int) *vendortest.Reply {
	for _, field := range s.unique {
		if values[field] == "" {
			return refuse(http.StatusBadRequest, fmt.Sprintf("The following arguments are required, but have not been supplied: %s.", field))
		}
	}
	return s.conflict(values, except)
}

// get answers with a resource.
func (s *shelf) get(id string) vendortest.Reply {
	if i := s.index(id); i >= 0 {
		return vendortest.Reply{Body: s.items[i]}
	}
	return s.unknown(id)
}

// unknown answers for a resource that is not here.
func (s *shelf) unknown(id string) vendortest.Reply {
	if s.gone[id] {
		return noResource
	}
	return vendortest.Reply{}
}

// update gives a resource the values that are sent; those left out stay.
func (s *shelf) update(id string, values map[string]any) vendortest.Reply {
	i := s.index(id)
	if i < 0 {
		return s.unknown(id)
	}
	if reply := s.refused(values, i); reply != nil {
		return *reply
	}
	changed := maps.Clone(s.items[i])
	maps.Copy(changed, values)
	s.items[i] = changed
	return vendortest.Reply{}
}

// remove deletes a resource unless something stands in the way.
func (s *shelf) remove(id string, inUse func() string) vendortest.Reply {
	i := s.index(id)
	if i < 0 {
		return s.unknown(id)
	}
	if inUse != nil {
		if why := inUse(); why != "" {
			return *refuse(http.StatusConflict, why)
		}
	}
	s.items = slices.Delete(s.items, i, i+1)
	s.gone[id] = true
	return vendortest.Reply{}
}

// list is a page of the resources that pass a filter.
func (s *shelf) list(c *vendortest.Call, keep func(map[string]any) bool) vendortest.Reply {
	if !s.used() {
		return vendortest.Reply{}
	}
	kept := []map[string]any{}
	for _, item := range s.items {
		if keep == nil || keep(item) {
			kept = append(kept, item)
		}
	}
	return pageOf(c, kept)
}

// asks keeps the items whose fields are what the query asks for.
func asks(c *vendortest.Call, fields ...string) func(map[string]any) bool {
	return func(item map[string]any) bool {
		for _, field := range fields {
			if want := c.Query.Get(field); want != "" && want != fmt.Sprint(item[field]) {
				return false
			}
		}
		return true
	}
}
