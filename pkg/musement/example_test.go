package musement_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
)

// The examples speak to this fake; without useFake they would speak to Musement.
var fake, useFake = startFake()

func startFake() (*musementtest.Fake, boxoffice.ClientOption) {
	fake, err := musementtest.Start()
	if err != nil {
		log.Fatal(err)
	}
	fake.AddSupplier("maria.rossi@example.com", "correct horse battery")
	for i := range 3 {
		fake.AddOrder("maria.rossi@example.com", map[string]any{
			"uuid": fmt.Sprintf("00000000-0000-4000-8000-00000000010%d", i), "identifier": fmt.Sprintf("MUS000000%d", i),
			"total_price": map[string]any{"value": 25, "currency": "EUR"},
		})
	}
	return fake, boxoffice.WithBaseURL(fake.URL())
}

// A supplier logs in with a password through an application, and reads the
// orders.
func ExampleSupplier() {
	ctx := context.Background()
	client, err := musement.New(musement.Supplier{
		ClientID:     "my-client-id",
		ClientSecret: boxoffice.Secret("my-client-secret"),
		Username:     "maria.rossi@example.com",
		Password:     boxoffice.Secret("correct horse battery"),
	}, musement.WithApplication("my-application"), useFake)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close(ctx)

	for order, err := range client.Orders(ctx, nil) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(order.Identifier, order.TotalPrice.Value, order.TotalPrice.Currency)
	}
	// Output:
	// MUS0000000 25 EUR
	// MUS0000001 25 EUR
	// MUS0000002 25 EUR
}

// Nobody in particular may look things up.
func ExampleAnonymous() {
	client, err := musement.New(musement.Anonymous{}, musement.WithApplication("my-application"), musement.WithLanguage("it-IT"), useFake)
	if err != nil {
		log.Fatal(err)
	}
	cities, err := client.ListCities(context.Background(), nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, city := range cities {
		fmt.Println(city.Name, city.Country.IsoCode, city.TimeZone)
	}
	// Output: Milan IT Europe/Rome
}

// A new supplier is registered, activated and logged in. Keep stores what is
// needed to go on after an interruption.
func ExampleOnboard() {
	var stored musement.Progress // in a file, say
	client, progress, err := musement.Onboard(context.Background(), musement.Onboarding{
		Supplier: musement.Supplier{
			ClientID:     "my-client-id",
			ClientSecret: boxoffice.Secret("my-client-secret"),
			Username:     "luigi.verdi@example.com",
			Password:     boxoffice.Secret("example-password"),
		},
		Registration: musementapi.RegisterSupplierRequest{
			Firstname: "Luigi", Lastname: "Verdi", CompanyLegalName: "Esempio S.r.l.", CompanyName: "Esempio",
			Address: "Via Esempio 1", ZipCode: "20121", City: "Milan", CountryCode: "IT", DefaultCurrency: "EUR",
		},
		Progress: stored,
		Keep: func(p musement.Progress) error {
			stored = p
			fmt.Println("kept:", p.Done)
			return nil
		},
	}, musement.WithApplication("my-application"), useFake)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close(context.Background())
	fmt.Println("found done:", progress.Found)
	// Output:
	// kept: register
	// kept: activate
	// kept: log in
	// found done: []
}

// The fields of a refused form are in the error, one message each.
func ExampleFormError() {
	client, err := musement.New(musement.Anonymous{}, musement.WithApplication("my-application"), useFake)
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.RegisterSupplier(context.Background(), musementapi.RegisterSupplierRequest{
		Email: "maria.rossi@example.com", Password: "example-password", // who is registered already
		Firstname: "Maria", Lastname: "Rossi", CompanyLegalName: "Example Tours S.r.l.", CompanyName: "Example Tours",
		Address: "Via Esempio 1", ZipCode: "20121", City: "Milan", CountryCode: "IT", DefaultCurrency: "EUR",
	})
	fmt.Println(err)
	var form *musement.FormError
	if errors.As(err, &form) {
		for _, field := range form.Fields {
			fmt.Println(field.Name+":", field.Message)
		}
	}
	// Output:
	// musement: registerSupplier: answered 400 Bad Request (code -1): the form is refused for 1 field (email)
	// email: This value is already used.
}

// The client's headers are overridden for one call.
func ExampleWithMarket() {
	client, err := musement.New(musement.Anonymous{}, musement.WithApplication("my-application"), musement.WithMarket("us"), useFake)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.ListCurrencies(context.Background(), boxoffice.WithHeader(musement.HeaderMarket, "it")); err != nil {
		log.Fatal(err)
	}
	sent := fake.Requests("listCurrencies")[0].Header
	fmt.Println(sent.Get(musement.HeaderMarket), sent.Get(musement.HeaderVersion))
	// Output: it 3.4.0
}
