package musementtest

import (
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// state is the memory as it is shown.
func (m *Fake) state() []vendortest.Collection {
	m.mu.Lock()
	defer m.mu.Unlock()
	suppliers := vendortest.Collection{Name: "suppliers", Columns: []string{"uuid", "e-mail", "active", "orders", "invoices"}}
	activities := vendortest.Collection{Name: "activities", Columns: []string{"uuid", "supplier", "status", "texts", "days"}}
	tokens := vendortest.Collection{Name: "tokens", Columns: []string{"access tokens", "of them over", "refresh tokens"}}
	for _, s := range m.suppliers {
		suppliers.Add(s.uuid, s.profile["email"], s.active, len(s.orders), len(s.invoices))
	}
	for _, a := range m.activities {
		activities.Add(a.uuid, a.owner.profile["email"], a.data["status"], len(a.contents), len(a.days))
	}
	over := 0
	for _, t := range m.tokens {
		if !time.Now().Before(t.ends) {
			over++
		}
	}
	tokens.Add(len(m.tokens), over, len(m.refresh))
	return []vendortest.Collection{suppliers, activities, tokens}
}

// forget forgets the oldest of what callers made.
func (m *Fake) forget(most int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	vendortest.Forget(m.tokens, &m.arrived.tokens, most)
	vendortest.Forget(m.refresh, &m.arrived.refresh, most)
	m.suppliers = vendortest.Latest(m.suppliers, most)
	m.activities = vendortest.Latest(m.activities, most)
}
