package hlconnecttest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// Asset is an asset of the fake's catalogue.
type Asset struct {
	ID    int64
	Title string
	// MinQuantity is the smallest quantity it is sold in, 0 for 1.
	MinQuantity int64
	// Price is the retail price of one copy, a decimal such as "3.95" in the
	// shop's currency. "" is null: the vendor names none.
	Price json.Number
	// Barred are the networks to whose customers it may not be sold.
	Barred []netip.Prefix
}

// SetAssets replaces the catalogue, which has 1499, 472169 and 472170 (sold from
// ten copies) in the beginning.
func (h *Fake) SetAssets(assets ...Asset) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.assets = slices.Clone(assets)
	slices.SortFunc(h.assets, func(a, b Asset) int { return cmp.Compare(a.ID, b.ID) })
}

func (h *Fake) listAssets(c *vendortest.Call) vendortest.Reply {
	after, _ := strconv.ParseInt(c.Query.Get("last_id"), 10, 64)
	size, err := strconv.Atoi(c.Query.Get("page_size"))
	if err != nil {
		size = 20
	}
	page := []map[string]any{}
	answer := map[string]any{"last_id": nil, "next_page": nil}
	for _, asset := range h.assets {
		switch {
		case asset.ID <= after:
		case len(page) < size:
			page = append(page, asset.entry())
			answer["last_id"] = asset.ID
		default:
			answer["next_page"] = fmt.Sprintf("/assets/list?page_size=%d&last_id=%d", size, answer["last_id"])
		}
	}
	answer["assets"] = page
	return vendortest.Reply{Body: answer}
}

// entry is the asset as the catalogue lists it.
func (a Asset) entry() map[string]any {
	entry := map[string]any{
		"asset_id": a.ID, "title": a.Title, "min_qty": max(a.MinQuantity, 1), "world": len(a.Barred) == 0, "retail_price": nil,
	}
	if a.Price != "" {
		entry["retail_price"] = a.Price
	}
	return entry
}
