package venuemanager_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

// The examples speak to this fake; without useFake they would speak to the shop.
var useFake = startFake()

func startFake() boxoffice.ClientOption {
	fake, err := venuemanagertest.Start()
	if err != nil {
		log.Fatal(err)
	}
	fake.AddCustomer("alice@example.com", "correct horse")
	fake.AddAPIUser("erp", "battery staple")
	fake.AddInvoice(venuemanagerapi.Invoice{
		ID: 1, Number: 65479, OrderID: 7, Type: venuemanagerapi.InvoiceTypeInvoice,
		TotalAmount: "4200.50", TotalDiscount: "0", TotalVAT: "840.10", CurrencyCode: "DKK",
	}, "")
	return boxoffice.WithBaseURL(fake.URL())
}

func ExampleCustomer() {
	shop, err := venuemanager.New("myshop", venuemanager.Customer{
		Username: "alice@example.com",
		Password: boxoffice.Secret("correct horse"),
	}, useFake, venuemanager.WithApp("MyApp", "iPhone - iOS - 12.0"))
	if err != nil {
		log.Fatal(err)
	}
	defer shop.Close(context.Background())

	order, err := shop.CreateOrder(context.Background(), venuemanagerapi.CreateOrderRequest{
		OrderLines: []venuemanagerapi.OrderLine{{ProductID: boxoffice.Ptr(int64(3)), Quantity: 2}},
	})
	if errors.Is(err, boxoffice.ErrOutcomeUnknown) {
		log.Fatal("look the order up before ordering again: ", err)
	} else if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.ID > 0, order.Location != "")

	payment, err := shop.PayOrder(context.Background(), venuemanagerapi.PayOrderRequest{
		SuccessURL: "https://example.com/paid",
		FailedURL:  "https://example.com/failed",
	})
	if err != nil {
		log.Fatal(err)
	}
	if page := payment.PaymentPage; page != nil {
		fmt.Println("send the browser to a page:", page.Location != "")
	} else {
		fmt.Println("nothing left to pay")
	}
	// Output:
	// true true
	// send the browser to a page: true
}

func ExampleGuest() {
	shop, err := venuemanager.New("myshop", venuemanager.Guest{}, useFake)
	if err != nil {
		log.Fatal(err)
	}
	defer shop.Close(context.Background())

	_, err = shop.GetVoucherCode(context.Background(), venuemanagerapi.GetVoucherCodeParams{Code: "NOT-A-CODE"})
	fmt.Println(err)
	fmt.Println(errors.Is(err, boxoffice.ErrNotFound))
	// Output:
	// venuemanager: getVoucherCode: answered 404 Not Found
	// true
}

func ExampleToken() {
	res, err := anonymousShop().CreateGuestToken(context.Background(), venuemanagerapi.CreateGuestTokenRequest{})
	if err != nil {
		log.Fatal(err)
	}
	kept := boxoffice.Secret(string(res.Token)) // from wherever your program keeps it

	shop, err := venuemanager.New("myshop", venuemanager.Token(kept), useFake)
	if err != nil {
		log.Fatal(err)
	}
	if err := shop.ValidateToken(context.Background()); err != nil {
		log.Fatal(err)
	}
	fmt.Println("still good")
	// Output: still good
}

func ExampleAPIUser() {
	shop, err := venuemanager.New("myshop", venuemanager.APIUser{
		Name:     "erp",
		Password: boxoffice.Secret("battery staple"),
	}, useFake)
	if err != nil {
		log.Fatal(err)
	}
	for invoice, err := range shop.Invoices(context.Background(), nil) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(invoice.Number, invoice.TotalAmount, invoice.CurrencyCode)
	}
	// Output: 65479 4200.50 DKK
}

func ExampleAnonymous() {
	shop, err := venuemanager.New("myshop", venuemanager.Anonymous{}, useFake)
	if err != nil {
		log.Fatal(err)
	}
	products, err := shop.ListProducts(context.Background(), nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range products {
		fmt.Println(p.Name, p.PriceInclVAT, p.CurrencyCode)
	}
	// Output: Årskort 2019 685 DKK
}

func ExampleLoginURL() {
	page, err := venuemanager.LoginURL("https://shop.example.com", "example-one-time-token")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(page)
	// Output: https://shop.example.com/?login_by_token=example-one-time-token
}

func anonymousShop() *venuemanager.Client {
	shop, err := venuemanager.New("myshop", venuemanager.Anonymous{}, useFake)
	if err != nil {
		log.Fatal(err)
	}
	return shop
}
