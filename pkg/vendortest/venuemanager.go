package vendortest

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/specs"
)

// VenueManager is a fake shop with a memory: customers who are created are
// found and can log in, orders are paid, vouchers and barcodes are used up.
// What it does not remember (configuration, categories) is answered with the
// documented examples. Its own answers keep to the documented statuses, codes
// and shapes; how the real shop behaves beyond its document, nobody here knows.
type VenueManager struct {
	*Server

	mu        sync.Mutex
	lastID    int64
	customers map[int64]*shopCustomer
	tokens    map[string]int64 // customer ids by token
	apiUsers  map[string]string
	orders    map[int64]*shopOrder // the order in hand, by customer
	vouchers  map[string]*venuemanagerapi.VoucherCode
	barcodes  map[string]*shopBarcode
	invoices  []venuemanagerapi.Invoice
	external  map[string]int // invoices by external id
}

type shopCustomer struct {
	username, password string
	address            []venuemanagerapi.AddressField
	cards              []venuemanagerapi.PaymentCard
}

type shopOrder struct {
	paid         bool
	transactions []venuemanagerapi.OrderTransaction
}

type shopBarcode struct {
	points        int64
	expired, used bool
}

// NewVenueManager starts a fake shop for the length of the test; see
// [NewServer].
func NewVenueManager(t TB, opts ...Option) *VenueManager {
	t.Helper()
	return remembering(NewServer(t, specs.VenueManager, opts...))
}

// StartVenueManager starts a fake shop outside a test; see [Start].
func StartVenueManager(opts ...Option) (*VenueManager, error) {
	s, err := Start(specs.VenueManager, opts...)
	if err != nil {
		return nil, err
	}
	return remembering(s), nil
}

func remembering(s *Server) *VenueManager {
	v := &VenueManager{
		Server: s, lastID: 17720,
		customers: map[int64]*shopCustomer{}, tokens: map[string]int64{}, apiUsers: map[string]string{},
		orders: map[int64]*shopOrder{}, vouchers: map[string]*venuemanagerapi.VoucherCode{},
		barcodes: map[string]*shopBarcode{}, external: map[string]int{},
	}
	s.Before(v.admit)
	for operation, handler := range map[string]func(*Call) Reply{
		"createCustomer":         v.createCustomer,
		"getCustomer":            v.getCustomer,
		"updateCustomer":         v.updateCustomer,
		"updatePassword":         v.updatePassword,
		"resetPassword":          v.resetPassword,
		"createToken":            v.createToken,
		"createDataToken":        v.createDataToken,
		"createGuestToken":       v.createGuestToken,
		"anonymizeCustomer":      v.anonymizeCustomer,
		"listPaymentCards":       v.listPaymentCards,
		"createOrder":            v.createOrder,
		"payOrder":               v.payOrder,
		"payWithSavedCard":       v.payWithSavedCard,
		"listInvoices":           v.listInvoices,
		"markInvoiceAsPaid":      v.markInvoiceAsPaid,
		"registerLoyaltyBarcode": v.registerBarcode,
		"getVoucherCode":         v.getVoucherCode,
		"redeemVoucherCode":      v.redeemVoucherCode,
	} {
		s.Handle(operation, v.locked(handler))
	}
	return v
}

// locked runs a handler under the fake's lock.
func (v *VenueManager) locked(handler func(*Call) Reply) func(*Call) Reply {
	return func(c *Call) Reply {
		v.mu.Lock()
		defer v.mu.Unlock()
		return handler(c)
	}
}

// admit refuses tokens and API users that the shop does not know.
func (v *VenueManager) admit(c *Call) *Reply {
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
func (v *VenueManager) AddAPIUser(name, password string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.apiUsers[name] = password
}

// AddCustomer makes a customer who can log in, and returns the customer's id.
func (v *VenueManager) AddCustomer(username, password string) int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	id := v.nextID()
	v.customers[id] = &shopCustomer{username: username, password: password}
	return id
}

// RevokeTokens makes every token that was handed out dead: the next call of
// each is answered with 401.
func (v *VenueManager) RevokeTokens() {
	v.mu.Lock()
	defer v.mu.Unlock()
	clear(v.tokens)
}

func (v *VenueManager) nextID() int64 {
	v.lastID++
	return v.lastID
}

// issue hands out a token for a customer.
func (v *VenueManager) issue(customer int64) Reply {
	id := v.nextID()
	text := fmt.Sprintf("example-token-%d", id)
	v.tokens[text] = customer
	return Reply{Body: map[string]any{"id": id, "token": text, "customerId": customer}}
}

// caller is the customer whose token the request carries.
func (v *VenueManager) caller(c *Call) (int64, *shopCustomer) {
	id := v.tokens[c.Credential.Token.Reveal()]
	return id, v.customers[id]
}

func (v *VenueManager) createCustomer(c *Call) Reply {
	var body venuemanagerapi.CreateCustomerRequest
	c.Bind(&body)
	if body.Password == "" {
		return Reply{Status: http.StatusBadRequest}
	}
	created := &shopCustomer{password: string(body.Password), address: body.Address}
	for _, f := range body.Address {
		if f.Field != nil && *f.Field == "email" && f.Value != nil {
			created.username = *f.Value
		}
	}
	id := v.nextID()
	v.customers[id] = created
	return v.issue(id)
}

func (v *VenueManager) getCustomer(c *Call) Reply {
	id, customer := v.caller(c)
	if c.PathValues["customerId"] != strconv.FormatInt(id, 10) || customer == nil {
		return c.Unauthorized()
	}
	address := customer.address
	if address == nil {
		address = []venuemanagerapi.AddressField{}
	}
	return Reply{Body: venuemanagerapi.Customer{
		ID: id, Username: customer.username, Address: address, Data: []venuemanagerapi.CustomerData{},
	}}
}

func (v *VenueManager) updateCustomer(c *Call) Reply {
	id, customer := v.caller(c)
	if c.PathValues["customerId"] != strconv.FormatInt(id, 10) || customer == nil {
		return Reply{Status: http.StatusUnauthorized}
	}
	var body venuemanagerapi.UpdateCustomerRequest
	c.Bind(&body)
	customer.address = body.Address
	return Reply{}
}

func (v *VenueManager) updatePassword(c *Call) Reply {
	var body venuemanagerapi.UpdatePasswordRequest
	c.Bind(&body)
	_, customer := v.caller(c)
	if customer == nil || customer.password != string(body.OldPassword) {
		return Reply{Status: http.StatusBadRequest}
	}
	customer.password = string(body.NewPassword)
	return Reply{}
}

func (v *VenueManager) resetPassword(c *Call) Reply {
	var body venuemanagerapi.ResetPasswordRequest
	c.Bind(&body)
	if _, customer := v.named(body.Username); customer == nil {
		return Reply{Status: http.StatusNotFound}
	}
	return Reply{}
}

func (v *VenueManager) named(username string) (int64, *shopCustomer) {
	for id, customer := range v.customers {
		if username != "" && customer.username == username {
			return id, customer
		}
	}
	return 0, nil
}

func (v *VenueManager) createToken(c *Call) Reply {
	var body venuemanagerapi.CreateTokenRequest
	c.Bind(&body)
	if body.Username == "" || body.Password == "" {
		return Reply{Status: http.StatusBadRequest}
	}
	id, customer := v.named(body.Username)
	if customer == nil || customer.password != string(body.Password) {
		return Reply{Status: http.StatusUnauthorized}
	}
	return v.issue(id)
}

func (v *VenueManager) createDataToken(c *Call) Reply {
	id, _ := v.caller(c)
	return v.issue(id)
}

func (v *VenueManager) createGuestToken(*Call) Reply {
	id := v.nextID()
	v.customers[id] = &shopCustomer{}
	return v.issue(id)
}

func (v *VenueManager) anonymizeCustomer(c *Call) Reply {
	id, _ := v.caller(c)
	delete(v.customers, id)
	for text, customer := range v.tokens {
		if customer == id {
			delete(v.tokens, text)
		}
	}
	return Reply{}
}
