package venuemanagertest

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// AddCard saves a payment card for a customer and returns its id.
func (v *Fake) AddCard(customer int64, brand, maskedNumber string) int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	id, year, month := v.nextID(), int64(2030), int64(12)
	c := v.customers[customer]
	if c == nil {
		v.Misused("AddCard: there is no customer %d", customer)
		return 0
	}
	c.cards = append(c.cards, venuemanagerapi.PaymentCard{
		ID: id, Brand: brand, Number: maskedNumber, ExpireYear: year, ExpireMonth: month,
	})
	return id
}

// CompletePayments plays the payment provider: every payment that was begun is
// made, as if the customers had been to its page.
func (v *Fake) CompletePayments() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, order := range v.orders {
		order.paid = order.paid || len(order.transactions) > 0
	}
}

// AddVoucherCode makes a voucher code that can be redeemed once, and returns
// its id.
func (v *Fake) AddVoucherCode(code string) int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	id := v.nextID()
	v.vouchers[code] = &venuemanagerapi.VoucherCode{ID: id, VoucherID: v.nextID(), Code: code, IsValid: true}
	return id
}

// AddBarcode makes a loyalty barcode worth points. An expired one is refused
// with code 1001, a used one with 1002.
func (v *Fake) AddBarcode(code string, points int64, expired bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.barcodes[code] = &barcode{points: points, expired: expired}
}

// AddInvoice adds an invoice to the end of the list. externalID, "" for none,
// is what it can be marked as paid by; one given to several invoices is not
// unique, and refused with 406.
func (v *Fake) AddInvoice(invoice venuemanagerapi.Invoice, externalID string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if invoice.Lines == nil {
		invoice.Lines = []venuemanagerapi.InvoiceLine{}
	}
	v.invoices = append(v.invoices, invoice)
	if externalID != "" {
		v.external[externalID]++
	}
}

func (v *Fake) listPaymentCards(c *vendortest.Call) vendortest.Reply {
	_, customer := v.caller(c)
	if customer == nil || customer.cards == nil {
		return vendortest.Reply{Body: []venuemanagerapi.PaymentCard{}}
	}
	return vendortest.Reply{Body: customer.cards}
}

func (v *Fake) createOrder(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.CreateOrderRequest
	c.Bind(&body)
	for _, line := range body.OrderLines {
		if line.SellableID == nil && line.ProductID == nil || line.Quantity < 1 {
			return vendortest.Reply{Status: http.StatusBadRequest}
		}
	}
	if len(body.OrderLines) == 0 {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	customer, _ := v.caller(c)
	id := v.nextID()
	v.orders[customer] = &order{}
	return vendortest.Reply{
		Header: http.Header{"Location": {fmt.Sprintf("https://customer.admin.venuemanager.net/api/core/order/%d", id)}},
		Body:   map[string]any{"id": id, "number": fmt.Sprintf("AB%dC", id)},
	}
}

func (v *Fake) payOrder(c *vendortest.Call) vendortest.Reply {
	customer, _ := v.caller(c)
	order := v.orders[customer]
	if order == nil {
		// Which order is paid is not documented; without any, the example has to do.
		return vendortest.Reply{Status: http.StatusCreated}
	}
	if order.paid {
		return vendortest.Reply{Status: http.StatusOK, Body: order.transactions}
	}
	id := v.nextID()
	order.transactions = append(order.transactions, venuemanagerapi.OrderTransaction{ID: id})
	return vendortest.Reply{
		Status: http.StatusCreated,
		Header: http.Header{"Location": {fmt.Sprintf("https://payment.example.com/payments/%d", id)}},
		Body:   map[string]any{"id": id},
	}
}

func (v *Fake) payWithSavedCard(c *vendortest.Call) vendortest.Reply {
	id, customer := v.caller(c)
	order := v.orders[id]
	for _, card := range customer.cards {
		if strconv.FormatInt(card.ID, 10) == c.PathValues["cardId"] && order != nil && !order.paid {
			transaction := venuemanagerapi.OrderTransaction{ID: v.nextID()}
			order.transactions, order.paid = append(order.transactions, transaction), true
			return vendortest.Reply{Body: transaction}
		}
	}
	return vendortest.Reply{Status: http.StatusBadRequest}
}

func (v *Fake) listInvoices(c *vendortest.Call) vendortest.Reply {
	page := v.invoices
	if after := c.Query.Get("afterNumber"); after != "" {
		found := false
		for i, invoice := range v.invoices {
			if strconv.FormatInt(invoice.Number, 10) == after {
				page, found = v.invoices[i+1:], true
			}
		}
		if !found {
			return vendortest.Reply{Status: http.StatusNotFound}
		}
	}
	if limit, err := strconv.Atoi(c.Query.Get("limit")); err == nil && limit < len(page) {
		page = page[:limit]
	}
	if c.Query.Get("format") != "xml" {
		return vendortest.Reply{Body: append([]venuemanagerapi.Invoice{}, page...), MediaType: "application/json"}
	}
	text, err := xml.Marshal(struct {
		XMLName xml.Name                  `xml:"invoices"`
		Invoice []venuemanagerapi.Invoice `xml:"invoice"`
	}{Invoice: page})
	if err != nil {
		panic(err)
	}
	return vendortest.Reply{Body: text, MediaType: "application/xml"}
}

func (v *Fake) markInvoiceAsPaid(c *vendortest.Call) vendortest.Reply {
	switch v.external[c.PathValues["externalId"]] {
	case 0:
		return vendortest.Reply{Status: http.StatusNotFound}
	case 1:
		return vendortest.Reply{}
	}
	return vendortest.Reply{Status: http.StatusNotAcceptable}
}

func (v *Fake) registerBarcode(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.RegisterLoyaltyBarcodeRequest
	c.Bind(&body)
	barcode := v.barcodes[body.Code]
	switch {
	case body.Code == "":
		return vendortest.Reply{Status: http.StatusBadRequest}
	case barcode == nil:
		return vendortest.Reply{Status: http.StatusNotFound}
	case barcode.expired:
		return vendortest.Reply{Status: http.StatusForbidden}
	case barcode.used:
		return vendortest.Reply{Status: http.StatusForbidden, Body: map[string]string{
			"error": "Loyalty barcode already used", "errorCode": "1002",
		}}
	}
	barcode.used = true
	return vendortest.Reply{Body: map[string]any{"points": barcode.points}}
}

func (v *Fake) getVoucherCode(c *vendortest.Call) vendortest.Reply {
	voucher := v.vouchers[c.Query.Get("code")]
	switch {
	case c.Query.Get("code") == "":
		return vendortest.Reply{Status: http.StatusBadRequest}
	case voucher == nil:
		return vendortest.Reply{Status: http.StatusNotFound}
	}
	return vendortest.Reply{Body: voucher}
}

func (v *Fake) redeemVoucherCode(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.RedeemVoucherCodeRequest
	if !c.Bind(&body) || body.ID == nil {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	for _, voucher := range v.vouchers {
		if voucher.ID != *body.ID {
			continue
		}
		if !voucher.IsValid {
			return vendortest.Reply{Status: http.StatusForbidden}
		}
		used := "The voucher code has been used."
		voucher.IsValid, voucher.Message = false, used
		return vendortest.Reply{}
	}
	return vendortest.Reply{Status: http.StatusNotFound}
}
