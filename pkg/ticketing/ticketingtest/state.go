package ticketingtest

import (
	"maps"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// state is the memory as it is shown.
func (f *Fake) state() []vendortest.Collection {
	f.mu.Lock()
	defer f.mu.Unlock()
	accounts := vendortest.Collection{Name: "accounts", Columns: []string{"identification", "self"}}
	sessions := vendortest.Collection{Name: "sessions", Columns: []string{"id", "account", "open"}}
	gates := vendortest.Collection{Name: "events at the gate", Columns: []string{"id", "sections", "admission tokens", "tickets", "redeemed"}}
	for _, name := range slices.Sorted(maps.Keys(f.accounts)) {
		var self any = ""
		if user := f.userOf(name); user != nil {
			self = user["self"]
		}
		accounts.Add(name, self)
	}
	for _, key := range slices.Sorted(maps.Keys(f.keys)) {
		if grant := f.keys[key]; grant.session != nil {
			account, _ := grant.session["account"].(map[string]any)
			sessions.Add(grant.session["id"], account["username"], !grant.ended)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(f.events)) {
		e, redeemed := f.events[id], 0
		for _, t := range e.tickets {
			if t.redeemed {
				redeemed++
			}
		}
		gates.Add(id, len(e.sections), len(e.tokens), len(e.tickets), redeemed)
	}
	shown := []vendortest.Collection{accounts, sessions, gates}
	for _, kept := range []struct {
		name, title string
		shelf       *shelf
	}{{"events", "title", f.registered}, {"hosts", "name", f.hosts}, {"venues", "name", f.venues}, {"regions", "name", f.regions}, {"categories", "name", f.categories}} {
		c := vendortest.Collection{Name: kept.name, Columns: []string{"self", kept.title, "status"}}
		for _, item := range kept.shelf.items {
			c.Add(item["self"], item[kept.title], item["status"])
		}
		shown = append(shown, c)
	}
	return shown
}

// forget forgets the oldest of what callers made.
func (f *Fake) forget(most int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	vendortest.Forget(f.keys, &f.arrived.keys, most)
	vendortest.Forget(f.accounts, &f.arrived.accounts, most)
	vendortest.Forget(f.events, &f.arrived.events, most)
	vendortest.Forget(f.preferred, &f.arrived.preferred, most)
	for _, e := range f.events {
		e.tokens = vendortest.Latest(e.tokens, most)
		e.tickets = vendortest.Latest(e.tickets, most)
		e.admissions = vendortest.Latest(e.admissions, most)
	}
	for _, kept := range []*shelf{f.users, f.hosts, f.regions, f.venues, f.categories, f.registered} {
		kept.items = vendortest.Latest(kept.items, most)
		vendortest.Forget(kept.gone, &kept.left, most)
	}
}
