package hlconnect_test

import (
	"context"
	"fmt"
	"log"
	"net/netip"
	"os"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
)

// The examples speak to this fake; without useFake they would speak to the
// vendor.
var useFake = startFake()

func startFake() boxoffice.ClientOption {
	fake, err := hlconnecttest.Start()
	if err != nil {
		log.Fatal(err)
	}
	return boxoffice.WithBaseURL(fake.URL())
}

// Buying takes one call, which may be made again with the same order whatever
// its error was.
func ExampleAccessToken() {
	shop, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret("example-access-token")), useFake)
	if err != nil {
		log.Fatal(err)
	}
	items, err := shop.Purchase(context.Background(), hlconnect.Order{
		Number:     12345,
		Customer:   "Alex Example",
		CustomerIP: netip.MustParseAddr("203.0.113.1"),
		Lines:      []hlconnect.Line{{ID: 1, AssetID: 472169, Quantity: 3, UnitPrice: "3.95", LinePrice: "11.85"}},
	})
	switch advice := hlconnect.Advise(err); advice.Action {
	case hlconnect.Done:
		for _, item := range items {
			fmt.Println(item.OrderLineID, item.Status, item.LineItemPrice, item.DownloadURL)
		}
	case hlconnect.CallAgain:
		log.Fatal("call again, not before ", advice.NotBefore, ": ", err)
	case hlconnect.Refund:
		log.Fatal("give the money back for lines ", advice.Lines, ": ", err)
	default:
		log.Fatal(advice.Text, ": ", err)
	}
	// Output: 1 COMPLETED 11.85 [redacted]
}

// The file is read anew for every request, so replacing the token takes no
// restart.
func ExampleTokenFile() {
	file, err := os.CreateTemp("", "hlconnect-token")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = os.Remove(file.Name()) }()
	if _, err := fmt.Fprintln(file, "example-access-token"); err != nil {
		log.Fatal(err)
	}

	shop, err := hlconnect.New(hlconnect.TokenFile(file.Name()), useFake)
	if err != nil {
		log.Fatal(err)
	}
	for asset, err := range shop.Assets(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(asset.AssetID, asset.Title)
	}
	// Output:
	// 1499 Example Duet
	// 472169 Example Song
	// 472170 Example Chorus
}

// Validate before the payment, register after it, and wait wherever you like:
// a poller needs nothing but the order's number.
func ExampleClient_Poller() {
	shop, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret("example-access-token")), useFake)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	order := hlconnect.Order{
		Number:     12346,
		Customer:   "Alex Example",
		CustomerIP: netip.MustParseAddr("203.0.113.1"),
		Lines:      []hlconnect.Line{{ID: 1, AssetID: 1499, Quantity: 1, UnitPrice: "3.95", LinePrice: "3.95"}},
	}
	token, err := shop.Validate(ctx, order, 1)
	if err != nil {
		log.Fatal("cannot be sold: ", err)
	}
	if err := shop.Register(ctx, order, 1, token); err != nil {
		log.Fatal(err)
	}

	items, err := shop.Poller(12346).Wait(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(items), items[0].Status)
	// Output: 1 COMPLETED
}
