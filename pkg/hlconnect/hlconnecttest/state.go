package hlconnecttest

import (
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// state is the memory as it is shown.
func (h *Fake) state() []vendortest.Collection {
	h.mu.Lock()
	defer h.mu.Unlock()
	purchases := vendortest.Collection{Name: "purchases", Columns: []string{"order", "line", "asset", "quantity", "unit price", "status"}}
	assets := vendortest.Collection{Name: "assets", Columns: []string{"id", "title", "least quantity", "price"}}
	tokens := vendortest.Collection{Name: "validation tokens", Columns: []string{"good", "spent", "over"}}
	for _, p := range h.purchases {
		purchases.Add(p.Order, p.Line, p.Asset, p.Quantity, p.UnitPrice, p.Status)
	}
	for _, a := range h.assets {
		assets.Add(a.ID, a.Title, max(a.MinQuantity, 1), a.Price)
	}
	good, spent, over := 0, 0, 0
	for _, token := range h.tokens {
		switch {
		case token.spent:
			spent++
		case time.Now().Before(token.expires):
			good++
		default:
			over++
		}
	}
	tokens.Add(good, spent, over)
	return []vendortest.Collection{purchases, assets, tokens}
}

// forget forgets the oldest of what callers made.
func (h *Fake) forget(most int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	vendortest.Forget(h.tokens, &h.arrived.tokens, most)
	h.purchases = vendortest.Latest(h.purchases, most)
	vendortest.Forget(h.polls, &h.arrived.polls, most)
	vendortest.Forget(h.failures, &h.arrived.failures, most)
}
