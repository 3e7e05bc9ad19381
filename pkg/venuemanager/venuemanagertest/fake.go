package venuemanagertest

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// Fake is a fake shop with a memory: customers who are created are found and can
// log in, orders are paid, vouchers and barcodes are used up.
// What it does not remember (configuration, categories) is answered with the
// documented examples. Its own answers keep to the documented statuses, codes
// and shapes; how the real shop behaves beyond its document, nobody here knows.
type Fake struct {
	*vendortest.Server

	mu        sync.Mutex
	lastID    int64
	customers map[int64]*customer
	tokens    map[string]int64 // customer ids by token
	apiUsers  map[string]string
	orders    map[int64]*order // the order in hand, by customer
	vouchers  map[string]*venuemanagerapi.VoucherCode
	barcodes  map[string]*barcode
	invoices  []venuemanagerapi.Invoice
	external  map[string]int // invoices by external id
}

type customer struct {
	username, password string
	address            []venuemanagerapi.AddressField
	cards              []venuemanagerapi.PaymentCard
}

type order struct {
	paid         bool
	transactions []venuemanagerapi.OrderTransaction
}

type barcode struct {
	points        int64
	expired, used bool
}

var document = vendortest.Document{Name: "venuemanager", Spec: venuemanagerapi.Spec}

// New starts the fake for the length of the test; see [vendortest.New].
func New(t vendortest.TB, opts ...vendortest.Option) *Fake {
	t.Helper()
	return remembering(vendortest.New(t, document, opts...))
}

// Start starts the fake outside a test; see [vendortest.Start].
func Start(opts ...vendortest.Option) (*Fake, error) {
	s, err := vendortest.Start(document, opts...)
	if err != nil {
		return nil, err
	}
	return remembering(s), nil
}

func remembering(s *vendortest.Server) *Fake {
	v := &Fake{
		Server: s, lastID: 17720,
		customers: map[int64]*customer{}, tokens: map[string]int64{}, apiUsers: map[string]string{},
		orders: map[int64]*order{}, vouchers: map[string]*venuemanagerapi.VoucherCode{},
		barcodes: map[string]*barcode{}, external: map[string]int{},
	}
	s.Before(v.admit)
	s.Remember(map[string]func(*vendortest.Call) vendortest.Reply{
		"createCustomer":         v.locked(v.createCustomer),
		"getCustomer":            v.locked(v.getCustomer),
		"updateCustomer":         v.locked(v.updateCustomer),
		"updatePassword":         v.locked(v.updatePassword),
		"resetPassword":          v.locked(v.resetPassword),
		"createToken":            v.locked(v.createToken),
		"createDataToken":        v.locked(v.createDataToken),
		"createGuestToken":       v.locked(v.createGuestToken),
		"anonymizeCustomer":      v.locked(v.anonymizeCustomer),
		"listPaymentCards":       v.locked(v.listPaymentCards),
		"createOrder":            v.locked(v.createOrder),
		"payOrder":               v.locked(v.payOrder),
		"payWithSavedCard":       v.locked(v.payWithSavedCard),
		"listInvoices":           v.locked(v.listInvoices),
		"markInvoiceAsPaid":      v.locked(v.markInvoiceAsPaid),
		"registerLoyaltyBarcode": v.locked(v.registerBarcode),
		"getVoucherCode":         v.locked(v.getVoucherCode),
		"redeemVoucherCode":      v.locked(v.redeemVoucherCode),
	})
	return v
}

// locked runs a handler under the fake's lock.
func (v *Fake) locked(handler func(*vendortest.Call) vendortest.Reply) func(*vendortest.Call) vendortest.Reply {
	return func(c *vendortest.Call) vendortest.Reply {
		v.mu.Lock()
		defer v.mu.Unlock()
		return handler(c)
	}
}

// admit refuses tokens and API users that the shop does not know.
func (v *Fake) admit(c *vendortest.Call) *vendortest.Reply {
	v.mu.Lock()
	defer v.mu.Unlock()
	known := true
	switch c.Credential.Scheme {
	case "customerToken":
		_, known = v.tokens[c.Credential.Token.Reveal()]
	case "apiUser":
		password, exists := v.apiUsers[c.Credential.Username]
		known = exists && password == c.Credential.Password.Reveal()
	}
	if known {
		return nil
	}
	refusal := c.Unauthorized()
	return &refusal
}

// AddAPIUser lets an API user in, for the invoices.
func (v *Fake) AddAPIUser(name, password string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.apiUsers[name] = password
}

// AddCustomer makes a customer who can log in, and returns the customer's id.
func (v *Fake) AddCustomer(username, password string) int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	id := v.nextID()
	v.customers[id] = &customer{username: username, password: password}
	return id
}

// RevokeTokens makes every token that was handed out dead: the next call of
// each is answered with 401.
func (v *Fake) RevokeTokens() {
	v.mu.Lock()
	defer v.mu.Unlock()
	clear(v.tokens)
}

func (v *Fake) nextID() int64 {
	v.lastID++
	return v.lastID
}

// issue hands out a token for a customer.
func (v *Fake) issue(customer int64) vendortest.Reply {
	id := v.nextID()
	text := fmt.Sprintf("example-token-%d", id)
	v.tokens[text] = customer
	return vendortest.Reply{Body: map[string]any{"id": id, "token": text, "customerId": customer}}
}

// caller is the customer whose token the request carries.
func (v *Fake) caller(c *vendortest.Call) (int64, *customer) {
	id := v.tokens[c.Credential.Token.Reveal()]
	return id, v.customers[id]
}

func (v *Fake) createCustomer(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.CreateCustomerRequest
	c.Bind(&body)
	if body.Password == "" {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	created := &customer{password: string(body.Password), address: body.Address}
	for _, f := range body.Address {
		if f.Field != nil && *f.Field == "email" && f.Value != nil {
			created.username = *f.Value
		}
	}
	id := v.nextID()
	v.customers[id] = created
	return v.issue(id)
}

func (v *Fake) getCustomer(c *vendortest.Call) vendortest.Reply {
	id, customer := v.caller(c)
	if c.PathValues["customerId"] != strconv.FormatInt(id, 10) || customer == nil {
		return c.Unauthorized()
	}
	address := customer.address
	if address == nil {
		address = []venuemanagerapi.AddressField{}
	}
	return vendortest.Reply{Body: venuemanagerapi.Customer{
		ID: id, Username: customer.username, Address: address, Data: []venuemanagerapi.CustomerData{},
	}}
}

func (v *Fake) updateCustomer(c *vendortest.Call) vendortest.Reply {
	id, customer := v.caller(c)
	if c.PathValues["customerId"] != strconv.FormatInt(id, 10) || customer == nil {
		return vendortest.Reply{Status: http.StatusUnauthorized}
	}
	var body venuemanagerapi.UpdateCustomerRequest
	c.Bind(&body)
	customer.address = body.Address
	return vendortest.Reply{}
}

func (v *Fake) updatePassword(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.UpdatePasswordRequest
	c.Bind(&body)
	_, customer := v.caller(c)
	if customer == nil || customer.password != string(body.OldPassword) {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	customer.password = string(body.NewPassword)
	return vendortest.Reply{}
}

func (v *Fake) resetPassword(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.ResetPasswordRequest
	c.Bind(&body)
	if _, customer := v.named(body.Username); customer == nil {
		return vendortest.Reply{Status: http.StatusNotFound}
	}
	return vendortest.Reply{}
}

func (v *Fake) named(username string) (int64, *customer) {
	for id, customer := range v.customers {
		if username != "" && customer.username == username {
			return id, customer
		}
	}
	return 0, nil
}

func (v *Fake) createToken(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.CreateTokenRequest
	c.Bind(&body)
	if body.Username == "" || body.Password == "" {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	id, customer := v.named(body.Username)
	if customer == nil || customer.password != string(body.Password) {
		return vendortest.Reply{Status: http.StatusUnauthorized}
	}
	return v.issue(id)
}

func (v *Fake) createDataToken(c *vendortest.Call) vendortest.Reply {
	id, _ := v.caller(c)
	return v.issue(id)
}

func (v *Fake) createGuestToken(*vendortest.Call) vendortest.Reply {
	id := v.nextID()
	v.customers[id] = &customer{}
	return v.issue(id)
}

func (v *Fake) anonymizeCustomer(c *vendortest.Call) vendortest.Reply {
	id, _ := v.caller(c)
	delete(v.customers, id)
	for text, customer := range v.tokens {
		if customer == id {
			delete(v.tokens, text)
		}
	}
	return vendortest.Reply{}
}
