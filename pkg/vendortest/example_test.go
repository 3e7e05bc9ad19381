package vendortest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/specs"
)

// shopAt makes the client under test. In a test, the fake is made by
// vendortest.New, which closes by itself and fails the test by itself.
func shopAt(fake *vendortest.Server) *venuemanager.Client {
	shop, err := venuemanager.New("myshop", venuemanager.Token(boxoffice.Secret("example-token")),
		venuemanager.WithApp("MyShopApp", "iPhone - iOS - 12.0"),
		boxoffice.WithBaseURL(fake.URL()),
		boxoffice.WithHTTPClient(fake.HTTPClient()))
	if err != nil {
		panic(err)
	}
	return shop
}

func Example() {
	fake, err := vendortest.Start(vendortest.Document(specs.VenueManager), vendortest.InMemory())
	if err != nil {
		panic(err)
	}
	defer fake.Close()
	shop := shopAt(fake)

	order, err := shop.CreateOrder(context.Background(), venuemanagerapi.CreateOrderRequest{
		OrderLines: []venuemanagerapi.OrderLine{{Quantity: 2}},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println("order", order.Number)

	sent := fake.Requests("createOrder")[0]
	fmt.Println(sent)
	fmt.Println(sent.Header.Get("Authorization"))
	// Output:
	// order AB1C2D3E
	// createOrder: POST /order, credential customerToken, body of 89 bytes
	// Bearer example-token
}

func ExampleServer_Reply() {
	fake, err := vendortest.Start(vendortest.Document(specs.VenueManager), vendortest.InMemory())
	if err != nil {
		panic(err)
	}
	defer fake.Close()
	shop := shopAt(fake)
	once := boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})

	// Down once, then as always; and a refusal, with the documented example.
	fake.Reply("listCategories", vendortest.Reply{Status: http.StatusServiceUnavailable, Undocumented: true}, vendortest.Reply{})
	fake.Reply("registerLoyaltyBarcode", vendortest.Reply{Status: http.StatusForbidden, Example: "used"})

	_, err = shop.ListCategories(context.Background(), nil, once)
	fmt.Println(err)
	categories, err := shop.ListCategories(context.Background(), nil, once)
	fmt.Println(len(categories), err)

	_, err = shop.RegisterLoyaltyBarcode(context.Background(), venuemanagerapi.RegisterLoyaltyBarcodeRequest{Code: "XYZ1234"})
	var refused *boxoffice.Error
	fmt.Println(errors.As(err, &refused), refused.StatusCode, refused.Code, refused.Message)
	// Output:
	// venuemanager: listCategories: answered 503 Service Unavailable
	// 1 <nil>
	// true 403 1002 Loyalty barcode already used
}

func ExampleServer_Handle() {
	fake, err := vendortest.Start(vendortest.Document(specs.VenueManager), vendortest.InMemory())
	if err != nil {
		panic(err)
	}
	defer fake.Close()
	fake.Handle("getVoucherCode", func(c *vendortest.Call) vendortest.Reply {
		code := c.Query.Get("code")
		if !strings.HasPrefix(code, "XYZ") {
			return vendortest.Reply{Status: http.StatusNotFound}
		}
		return vendortest.Reply{Body: venuemanagerapi.VoucherCode{ID: 1, VoucherID: 2, Code: code, IsValid: true}}
	})
	shop := shopAt(fake)

	for _, code := range []string{"XYZ1", "ABC1"} {
		voucher, err := shop.GetVoucherCode(context.Background(), venuemanagerapi.GetVoucherCodeParams{Code: code})
		if errors.Is(err, boxoffice.ErrNotFound) {
			fmt.Println(code, "is unknown")
			continue
		}
		fmt.Println(voucher.Code, "is valid:", voucher.IsValid)
	}
	// Output:
	// XYZ1 is valid: true
	// ABC1 is unknown
}

// What a hand-written client gets wrong is named. The fake of a test would have
// failed it with the same text.
func ExampleServer_Violations() {
	fake, err := vendortest.Start(vendortest.Document(specs.VenueManager))
	if err != nil {
		panic(err)
	}
	defer fake.Close()

	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost,
		fake.URL()+"/api/core/customer/token?debug=1", strings.NewReader(`{"username": 17, "clientName": "myshop"}`))
	if err != nil {
		panic(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer example-token")
	resp, err := fake.HTTPClient().Do(req)
	if err != nil {
		panic(err)
	}
	fmt.Println(resp.Status, resp.Body.Close())
	for _, v := range fake.Violations() {
		fmt.Println(v)
	}
	for _, v := range fake.Warnings() {
		fmt.Println("let pass:", v)
	}
	// Output:
	// 400 Bad Request <nil>
	// createToken: body field password is required and missing, must be a string (request 1, POST /customer/token, answered 400)
	// createToken: body field username must be a string, is a number (request 1, POST /customer/token, answered 400)
	// createToken: query parameter debug is not documented; none is (request 1, POST /customer/token, answered 400)
	// let pass: createToken: header Authorization carries a credential, and the operation is anonymous (request 1, POST /customer/token)
}
