package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

func init() { register(vendor{"venuemanager", "Venue Manager", startVenueManager}) }

func startVenueManager(random *rand.Rand, opts ...vendortest.Option) (*standing, error) {
	fake, err := venuemanagertest.Start(opts...)
	if err != nil {
		return nil, err
	}
	const username, password, user, secret = "alice@example.com", "correct horse", "erp", "battery staple"
	alice := fake.AddCustomer(username, password)
	fake.AddCard(alice, "VISA", "4111********1111")
	fake.AddAPIUser(user, secret)
	fake.AddVoucherCode("XYZ1234")
	fake.AddBarcode("BAR-1", 12, false)
	fake.AddBarcode("BAR-OLD", 5, true)
	for i := range 5 + random.IntN(30) {
		fake.AddInvoice(venuemanagerapi.Invoice{
			ID: int64(100 + i), Number: int64(65478 + i), OrderID: int64(1 + i), Type: venuemanagerapi.InvoiceTypeInvoice,
			TotalAmount: boxoffice.Decimal(fmt.Sprintf("%d.50", 100+random.IntN(5000))), TotalDiscount: "0", TotalVAT: "20.10", CurrencyCode: "DKK",
			Customer: venuemanagerapi.InvoiceCustomer{ID: alice},
		}, fmt.Sprintf("DG%d", i))
	}
	body, err := json.Marshal(map[string]string{"username": username, "password": password, "clientName": "example-app", "clientOs": "example-os"})
	if err != nil {
		return nil, err
	}
	basic := map[string]string{"Authorization": "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+secret))}
	s := &standing{
		fake: fake.Server,
		try:  try{operation: "listInvoices", parameters: map[string]string{"limit": "2", "format": "json"}, headers: basic},
	}
	s.credentials = func() ([]credential, error) {
		all := []credential{
			{"customer, to log in with", "", nil, nil, []value{{"username", username}, {"password", password}}},
			{"API user, for invoices", "apiUser", basic, nil, []value{{"name", user}, {"password", secret}}},
		}
		var login struct{ Token string }
		if answered := s.ask(try{operation: "createToken", body: string(body)}, &login) == nil; !answered { // the password was changed, or the customer anonymised
			all[0].Title = "customer, whose login is refused by now"
			return all, nil
		}
		loggedIn := credential{"the same customer, logged in", "customerToken", map[string]string{"Authorization": "Bearer " + login.Token}, nil, []value{{"token", login.Token}}}
		return slices.Insert(all, 1, loggedIn), nil
	}
	return s, fake.Err()
}
