package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// musicSale is the fake Hal Leonard Connect and the shop that sells from it.
type musicSale struct {
	fake *hlconnecttest.Fake
	shop *hlconnect.Client
	t    *table
}

func init() {
	register(visit{"hlconnect", "Hal Leonard Connect: selling sheet music", hlConnect})
	registerFault(fault{"hlconnect", "Hal Leonard Connect: the answer to a registration is lost", lostRegistration})
}

// hlConnect sells sheet music: it reads the catalogue, buys, waits for the fulfilment,
// makes a link, cancels, and shows what happens after faults.
func hlConnect(ctx context.Context, t *table) error {
	fake, err := hlconnecttest.Start()
	if err != nil {
		return err
	}
	defer fake.Close()
	shop, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret("a-demo-token")), boxoffice.WithBaseURL(fake.URL()), t.watch())
	if err != nil {
		return err
	}
	// Short waits, so that the demonstration does not take long.
	shop = shop.WithBackoff(boxoffice.Backoff{First: 10 * time.Millisecond, Longest: 20 * time.Millisecond})
	s := &musicSale{fake, shop, t}
	for _, part := range []func(context.Context) error{s.catalogue, s.inParts, s.links, s.atOnce, s.lost, s.refused} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	for _, violation := range fake.Violations() {
		t.step("(the fake)", 0, violation.String(), "")
	}
	return nil
}

func saleOf(number int64, assets ...int64) hlconnect.Order {
	order := hlconnect.Order{Number: number, Customer: "Alex Example", CustomerIP: netip.MustParseAddr("203.0.113.1")}
	for i, asset := range assets {
		order.Lines = append(order.Lines, hlconnect.Line{ID: int64(i + 1), AssetID: asset, Quantity: 3, UnitPrice: "3.95", LinePrice: "11.85"})
	}
	return order
}

func (s *musicSale) catalogue(ctx context.Context) error {
	count, title := 0, ""
	for asset, err := range s.shop.AssetsFrom(ctx, hlconnect.AssetPage{Size: 2}) {
		if err != nil {
			return err
		}
		count, title = count+1, asset.Title
	}
	s.t.step("listAssets, 2 at a time", 200, fmt.Sprintf("%d assets, the last is %s", count, title), "3 assets, the last is Example Chorus")
	return nil
}

// inParts is a purchase step by step, as a program does it that takes the
// payment in between and waits in another process.
func (s *musicSale) inParts(ctx context.Context) error {
	order := saleOf(2130, 472169)
	token, err := s.shop.Validate(ctx, order, 1)
	if err != nil {
		return err
	}
	s.t.step("validatePurchase", 200, fmt.Sprintf("may be sold, token %v", token.Token), "may be sold, token [redacted]")
	s.fake.SetWorking(2)
	if err := s.shop.Register(ctx, order, 1, token); err != nil {
		return err
	}
	s.t.step("registerPurchase", 201, "registered", "registered")
	poller := s.shop.Poller(order.Number)
	for _, expected := range []string{"still working", "still working", "done"} {
		done, err := poller.Poll(ctx)
		if err != nil {
			return err
		}
		status, outcome := 202, "still working"
		if done {
			status, outcome = 200, "done"
		}
		s.t.step("getPurchaseInfo", status, outcome, expected)
	}
	items, err := poller.Result()
	if err != nil {
		return err
	}
	s.t.step("  what the order holds", 200, fmt.Sprintf("%s for %s, link %v", items[0].Status, items[0].LineItemPrice, items[0].DownloadURL), "COMPLETED for 11.85, link [redacted]")
	return nil
}

func (s *musicSale) links(ctx context.Context) error {
	link, err := s.shop.GetDownloadURL(ctx, hlconnectapi.GetDownloadURLParams{OrderID: 2130, OrderLineID: 1})
	if err != nil {
		return err
	}
	safe := strings.HasPrefix(string(link.URL), "https://")
	s.t.step("getDownloadURL", 200, fmt.Sprintf("for the customer: %t, in a log: %v", safe, link.URL), "for the customer: true, in a log: [redacted]")
	return nil
}

// atOnce is the same in one call, for two lines, of which one is cancelled.
func (s *musicSale) atOnce(ctx context.Context) error {
	items, err := s.shop.Purchase(ctx, saleOf(2131, 472169, 1499))
	if err != nil {
		return err
	}
	s.t.step("Purchase of two lines", 200, fmt.Sprintf("%d lines done", len(items)), "2 lines done")
	if err := s.shop.Cancel(ctx, 2131, 2); err != nil {
		return err
	}
	s.t.step("cancelPurchase", 201, "line 2 is cancelled", "line 2 is cancelled")
	err = s.shop.Cancel(ctx, 2131, 2)
	s.t.refused("cancelPurchase, again", err, "hlconnect: cancelPurchase: answered 400 Bad Request: the line is in a state that cannot be cancelled")
	_, err = s.shop.GetDownloadURL(ctx, hlconnectapi.GetDownloadURLParams{OrderID: 2131, OrderLineID: 2})
	s.t.refused("getDownloadURL of line 2", err, "hlconnect: getDownloadURL: answered 404 Not Found")
	return nil
}

// lost is an answer that does not come back, and a call that is made again.
func (s *musicSale) lost(ctx context.Context) error {
	order := saleOf(2132, 1499)
	if _, err := s.shop.Purchase(ctx, order); err != nil {
		return err
	}
	before := len(s.fake.Purchases())
	items, err := s.shop.Purchase(ctx, order)
	if err != nil {
		return err
	}
	s.t.step("Purchase, the same again", 409, fmt.Sprintf("taken for done: %d line, %d bought anew", len(items), len(s.fake.Purchases())-before), "taken for done: 1 line, 0 bought anew")
	order.Lines[0].AssetID = 472169
	_, err = s.shop.Purchase(ctx, order)
	s.told("Purchase, another asset", 409, err, "hlconnect: order 2132, line 1: the number is taken by another purchase: AssetID differs")

	var failures int
	s.fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Operation != "registerPurchase" || failures > 0 {
			return nil
		}
		failures++
		return &vendortest.Reply{Status: 502, Undocumented: true, MediaType: "text/html", Body: "<html>Bad Gateway</html>"}
	})
	if _, err = s.shop.Purchase(ctx, saleOf(2133, 1499)); err != nil {
		return err
	}
	bought := 0
	for _, p := range s.fake.Purchases() {
		if p.Order == 2133 {
			bought++
		}
	}
	s.t.step("Purchase, a gateway fails", 502, fmt.Sprintf("looked, not there, registered: bought %d time", bought), "looked, not there, registered: bought 1 time")
	return nil
}

// told records an error that says more than the vendor's answer in it.
func (s *musicSale) told(operation string, status int, err error, expected string) {
	s.t.step(operation, status, fmt.Sprint(err), expected)
}

func (s *musicSale) refused(ctx context.Context) error {
	_, err := s.shop.Purchase(ctx, saleOf(2134, 472170))
	s.told("Purchase of too few", 422, err, "hlconnect: order 2134, line 1: refused: hlconnect: validatePurchase: answered 422 Unprocessable Entity: the quantity is not one the asset is sold in")
	order := saleOf(2135, 1499)
	order.CustomerIP = netip.MustParseAddr("192.168.1.1")
	_, err = s.shop.Purchase(ctx, order)
	s.t.refused("Purchase from a private address", err, "hlconnect: order 2135: invalid request: CustomerIP is a private address")
	_, err = s.shop.Poller(4711).Wait(ctx)
	s.t.refused("getPurchaseInfo of no order", err, "hlconnect: getPurchaseInfo: answered 404 Not Found")

	s.fake.Fail(2136, "The order could not be fulfilled.")
	_, err = s.shop.Purchase(ctx, saleOf(2136, 1499))
	s.told("Purchase that fails", 502, err, "hlconnect: order 2136: the purchase is FAILED: hlconnect: getPurchaseInfo: answered 502 Bad Gateway")
	var failed *hlconnect.PurchaseFailedError
	if errors.As(err, &failed) {
		s.t.step("  what the error holds", 502, failed.Reason(), "The order could not be fulfilled.")
	}
	return nil
}

// lostRegistration is a purchase of which the vendor's answer does not come back:
// the client looks for the order, and does not buy it again.
func lostRegistration(ctx context.Context, t *table) error {
	fake, err := hlconnecttest.Start()
	if err != nil {
		return err
	}
	defer fake.Close()
	shop, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret("a-demo-token")), boxoffice.WithBaseURL(fake.URL()), t.watch())
	if err != nil {
		return err
	}
	w := meet(fake.Server, "registerPurchase", vendortest.DropBeforeAnswer())
	items, err := shop.Purchase(ctx, saleOf(2140, 1499))
	saw := fmt.Sprintf("%d line done, bought %d time, error: %v", len(items), len(fake.Purchases()), err)
	w.steps(t, saw, "1 line done, bought 1 time, error: <nil>",
		"200 POST /purchase/validate-purchase-before-payment",
		"0 POST /purchase/register, fault: drop-before-answer",
		"200 GET /purchase/info", // is it there?
		"200 GET /purchase/info") // is it done?
	return nil
}
