package venuemanagertest

import (
	"maps"
	"slices"
	"strconv"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// state is the memory as it is shown.
func (v *Fake) state() []vendortest.Collection {
	v.mu.Lock()
	defer v.mu.Unlock()
	tokens := map[int64]int{}
	for _, customer := range v.tokens {
		tokens[customer]++
	}
	customers := vendortest.Collection{Name: "customers", Columns: []string{"id", "username", "cards", "tokens"}}
	orders := vendortest.Collection{Name: "orders in hand", Columns: []string{"customer", "paid", "payments begun"}}
	vouchers := vendortest.Collection{Name: "voucher codes", Columns: []string{"code", "valid"}}
	barcodes := vendortest.Collection{Name: "loyalty barcodes", Columns: []string{"code", "points", "expired", "used"}}
	invoices := vendortest.Collection{Name: "invoices", Columns: []string{"number", "total", "currency", "lines"}}
	for _, id := range slices.Sorted(maps.Keys(v.customers)) {
		customers.Add(id, v.customers[id].username, len(v.customers[id].cards), tokens[id])
	}
	for _, id := range slices.Sorted(maps.Keys(v.orders)) {
		orders.Add(id, v.orders[id].paid, len(v.orders[id].transactions))
	}
	for _, code := range slices.Sorted(maps.Keys(v.vouchers)) {
		vouchers.Add(code, v.vouchers[code].IsValid)
	}
	for _, code := range slices.Sorted(maps.Keys(v.barcodes)) {
		b := v.barcodes[code]
		barcodes.Add(code, b.points, b.expired, b.used)
	}
	for _, invoice := range v.invoices {
		invoices.Add(strconv.FormatInt(invoice.Number, 10), invoice.TotalAmount, invoice.CurrencyCode, len(invoice.Lines))
	}
	return []vendortest.Collection{customers, orders, vouchers, barcodes, invoices}
}

// forget forgets the oldest of what callers made.
func (v *Fake) forget(most int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	vendortest.Forget(v.tokens, &v.arrived.tokens, most)
	vendortest.Forget(v.customers, &v.arrived.customers, most)
	for text, id := range v.tokens {
		if v.customers[id] == nil {
			delete(v.tokens, text)
		}
	}
	vendortest.Forget(v.orders, &v.arrived.orders, most)
	for _, order := range v.orders {
		order.transactions = vendortest.Latest(order.transactions, most)
	}
	for _, customer := range v.customers {
		customer.cards = vendortest.Latest(customer.cards, most)
	}
}
