package hlconnecttest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func (h *Fake) validate(c *vendortest.Call) vendortest.Reply {
	var body struct {
		AssetID    *int64  `json:"asset_id"`
		CustomerIP *string `json:"customer_ip"`
		Quantity   *int64  `json:"quantity"`
	}
	c.Bind(&body)
	if body.AssetID == nil || body.CustomerIP == nil || body.Quantity == nil {
		return refusal(http.StatusUnprocessableEntity, "A value is missing.")
	}
	i := slices.IndexFunc(h.assets, func(a Asset) bool { return a.ID == *body.AssetID })
	ip, err := netip.ParseAddr(*body.CustomerIP)
	switch {
	case i < 0:
		return refusal(http.StatusNotFound, "The asset does not exist.")
	case err != nil || ip.IsPrivate() || ip.IsLoopback():
		return refusal(http.StatusUnprocessableEntity, "The customer's address is none.")
	case slices.ContainsFunc(h.assets[i].Barred, func(p netip.Prefix) bool { return p.Contains(ip) }):
		return refusal(http.StatusUnprocessableEntity, "The asset is not available in the customer's region.")
	case *body.Quantity < h.assets[i].MinQuantity:
		return refusal(http.StatusUnprocessableEntity, "The quantity is below the minimum of the asset.")
	}
	h.issued++
	text := fmt.Sprintf("example-validation-token-%d", h.issued)
	token := &validationToken{asset: *body.AssetID, quantity: *body.Quantity, expires: time.Now().Add(h.life).Truncate(time.Second)}
	h.tokens[text] = token
	return vendortest.Reply{Body: map[string]any{"token": text, "exp_date": token.expires.Unix()}}
}

func (h *Fake) register(c *vendortest.Call) vendortest.Reply {
	var body struct {
		Token     string      `json:"token"`
		Order     int64       `json:"order_number"`
		Line      int64       `json:"order_line_id"`
		Customer  string      `json:"customer"`
		UnitPrice json.Number `json:"unit_price"`
		LinePrice json.Number `json:"line_item_price"`
	}
	c.Bind(&body)
	token, exists := h.tokens[body.Token], h.line(body.Order, body.Line) != nil
	switch {
	case exists && h.keyFirst:
		return refusal(http.StatusConflict, "The order already exists.")
	case token == nil || token.spent || !time.Now().Before(token.expires):
		return refusal(http.StatusUnprocessableEntity, "The validation token is not valid.")
	case exists:
		return refusal(http.StatusConflict, "The order already exists.")
	case !slices.ContainsFunc(h.assets, func(a Asset) bool { return a.ID == token.asset }):
		return refusal(http.StatusNotFound, "The asset does not exist.")
	}
	token.spent = true
	h.polls[body.Order] = h.working
	h.purchases = append(h.purchases, &Purchase{
		Order: body.Order, Line: body.Line, Asset: token.asset, Quantity: token.quantity,
		Customer: body.Customer, UnitPrice: body.UnitPrice, LinePrice: body.LinePrice, Status: "PROCESSING",
	})
	return vendortest.Reply{}
}

func (h *Fake) info(c *vendortest.Call) vendortest.Reply {
	order, _ := strconv.ParseInt(c.Query.Get("order_id"), 10, 64)
	lines := h.lines(order)
	message, fails := h.failures[order]
	switch {
	case len(lines) == 0:
		return refusal(http.StatusNotFound, "There is no such order.")
	case h.polls[order] > 0:
		h.polls[order]--
		return vendortest.Reply{Status: http.StatusAccepted}
	}
	items := make([]map[string]any, len(lines))
	for i, p := range lines {
		if p.Status == "PROCESSING" {
			p.Status = "COMPLETED"
			if fails {
				p.Status = "FAILED"
			}
		}
		items[i] = map[string]any{
			"order_id": p.Order, "order_line_id": p.Line, "asset_id": p.Asset, "quantity": p.Quantity, "customer": p.Customer,
			"unit_price": p.UnitPrice, "line_item_price": p.LinePrice, "country_code": "DE", "status": p.Status,
			"download_url": nil, "view_url": nil,
		}
		if p.Status == "COMPLETED" {
			items[i]["download_url"], items[i]["view_url"] = p.url("download"), p.url("view")
		}
	}
	if fails {
		return vendortest.Reply{Status: http.StatusBadGateway, Body: map[string]any{"status": "FAILED", "message": message}}
	}
	return vendortest.Reply{Status: http.StatusOK, Body: items}
}

func (p *Purchase) url(kind string) string {
	return fmt.Sprintf("https://links.example.com/%s/example-%d-%d", kind, p.Order, p.Line)
}

func (h *Fake) link(kind string) func(*vendortest.Call) vendortest.Reply {
	return func(c *vendortest.Call) vendortest.Reply {
		p := h.named(c)
		if p == nil || p.Status != "COMPLETED" {
			return refusal(http.StatusNotFound, "There is no link for this order and line.")
		}
		return vendortest.Reply{Body: map[string]any{"url": p.url(kind)}}
	}
}

func (h *Fake) cancel(c *vendortest.Call) vendortest.Reply {
	switch p := h.named(c); {
	case p == nil:
		return refusal(http.StatusNotFound, "There is no order for this order and line.")
	case p.Status != "COMPLETED":
		return refusal(http.StatusBadRequest, "The line cannot be cancelled in its present status.")
	default:
		p.Status = "CANCELED"
		return vendortest.Reply{}
	}
}

// named is the purchase that the query names.
func (h *Fake) named(c *vendortest.Call) *Purchase {
	order, _ := strconv.ParseInt(c.Query.Get("order_id"), 10, 64)
	line, _ := strconv.ParseInt(c.Query.Get("order_line_id"), 10, 64)
	return h.line(order, line)
}

// lines are those of an order, oldest first.
func (h *Fake) lines(order int64) (lines []*Purchase) {
	for _, p := range h.purchases {
		if p.Order == order {
			lines = append(lines, p)
		}
	}
	return lines
}

func (h *Fake) line(order, line int64) *Purchase {
	for _, p := range h.purchases {
		if p.Order == order && p.Line == line {
			return p
		}
	}
	return nil
}
