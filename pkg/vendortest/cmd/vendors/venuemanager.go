package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"

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
		var login struct{ Token string }
		if err := s.ask(try{operation: "createToken", body: string(body)}, &login); err != nil {
			return nil, err
		}
		return []credential{
			{"customer, to log in with", "", nil, []value{{"username", username}, {"password", password}}},
			{"the same customer, logged in", "customerToken", map[string]string{"Authorization": "Bearer " + login.Token}, []value{{"token", login.Token}}},
			{"API user, for invoices", "apiUser", basic, []value{{"name", user}, {"password", secret}}},
		}, nil
	}
	return s, fake.Err()
}
