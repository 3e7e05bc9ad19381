package venuemanagertest

import (
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

	arrived struct {
		tokens            vendortest.Arrivals[string]
		customers, orders vendortest.Arrivals[int64]
	}
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
	s.Show(v.state)
	s.OnForget(v.forget)
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
		if reply := v.refused(c); reply != nil { // since it was admitted
			return *reply
		}
		return handler(c)
	}
}

// admit refuses tokens and API users that the shop does not know.
func (v *Fake) admit(c *vendortest.Call) *vendortest.Reply {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.refused(c)
}

func (v *Fake) refused(c *vendortest.Call) *vendortest.Reply {
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

// AddCustomer makes a customer who can log in, and returns the customer's id. When
// there is one of this username, that customer gets the password.
func (v *Fake) AddCustomer(username, password string) int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	if id, known := v.named(username); known != nil {
		known.password = password
		return id
	}
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
