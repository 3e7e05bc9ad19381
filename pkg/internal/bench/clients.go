package main

import (
	"context"
	"net/http"

	"github.com/google/go-github/v84/github"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/stripe/stripe-go/v85"
	"golang.org/x/oauth2"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/bench/peers/shopoapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/bench/peers/shopogen"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

// client is one way to call a vendor.
type client struct {
	name      string
	get, post call
}

// newClients are all of them, the one written by hand first: it is what the
// others are compared with.
func newClients(origin string, through *http.Client) ([]client, error) {
	clients := []client{byHand(origin, through), tuned(origin, through)}
	for _, add := range []func(string, *http.Client) (client, error){ours, ogenClient, oapiClient, oapiOAuth2, githubClient, stripeClient, openaiClient} {
		c, err := add(origin, through)
		if err != nil {
			return nil, err
		}
		clients = append(clients, c)
	}
	return clients, nil
}

func order() venuemanagerapi.CreateOrderRequest {
	return venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{{
		ProductID: new(int64(51)), SellableID: new(int64(23)), Quantity: 5,
		Properties: &venuemanagerapi.OrderLineProperties{Name: new("Fornavn Efternavn"), CountryCode: new("DK"), OldCardID: new(int64(5823))},
	}}}
}

func ours(origin string, through *http.Client) (client, error) {
	shop, err := venuemanager.New("shop", venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("secret")},
		boxoffice.WithBaseURL(origin), boxoffice.WithHTTPClient(through))
	if err != nil {
		return client{}, err
	}
	order := order()
	return client{
		name: "**boxoffice** (renewed token, retries, redirects held)",
		get: func(ctx context.Context) error {
			c, err := shop.GetCustomer(ctx, 17721)
			if err == nil && c.ID != 17721 {
				err = wrong("boxoffice", c)
			}
			return err
		},
		post: func(ctx context.Context) error {
			o, err := shop.CreateOrder(ctx, order)
			if err == nil && o.ID != 65478 {
				err = wrong("boxoffice", o)
			}
			return err
		},
	}, nil
}

func ogenClient(origin string, through *http.Client) (client, error) {
	shop, err := shopogen.NewClient(origin+basePath, shopogen.WithClient(through))
	if err != nil {
		return client{}, err
	}
	order := &shopogen.CreateOrderRequest{ClientName: "boxoffice", ClientOs: shopogen.NewOptString("linux - amd64"), OrderLines: []shopogen.OrderLine{{
		ProductId: shopogen.NewOptInt64(51), SellableId: shopogen.NewOptInt64(23), Quantity: 5,
		Properties: shopogen.NewOptOrderLineProperties(shopogen.OrderLineProperties{
			Name: shopogen.NewOptString("Fornavn Efternavn"), CountryCode: shopogen.NewOptString("DK"), OldCardId: shopogen.NewOptInt64(5823),
		}),
	}}}
	return client{
		name: "ogen v1.16.0 (no credential)",
		get: func(ctx context.Context) error {
			c, err := shop.GetCustomer(ctx, shopogen.GetCustomerParams{CustomerId: 17721, ClientName: "boxoffice", ClientOs: "linux - amd64"})
			if err == nil && c.ID != 17721 {
				err = wrong("ogen", c)
			}
			return err
		},
		post: func(ctx context.Context) error {
			o, err := shop.CreateOrder(ctx, order)
			if err == nil && o.Response.ID != 65478 {
				err = wrong("ogen", o)
			}
			return err
		},
	}, nil
}

func oapiClient(origin string, through *http.Client) (client, error) {
	c, err := oapi(origin, through)
	c.name = "oapi-codegen v2.8.2, as it comes (no credential)"
	return c, err
}

func oapiOAuth2(origin string, through *http.Client) (client, error) {
	ctx := context.WithValue(context.Background(), oauth2.HTTPClient, through)
	c, err := oapi(origin, oauth2.NewClient(ctx, oauth2.ReuseTokenSource(nil, oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "example-token"}))))
	c.name = "... with x/oauth2 v0.38.0"
	return c, err
}

func oapi(origin string, through *http.Client) (client, error) {
	shop, err := shopoapi.NewClientWithResponses(origin+basePath, shopoapi.WithHTTPClient(through))
	if err != nil {
		return client{}, err
	}
	order := shopoapi.CreateOrderRequest{ClientName: "boxoffice", ClientOs: new("linux - amd64"), OrderLines: []shopoapi.OrderLine{{
		ProductId: new(int64(51)), SellableId: new(int64(23)), Quantity: 5,
		Properties: &shopoapi.OrderLineProperties{Name: new("Fornavn Efternavn"), CountryCode: new("DK"), OldCardId: new(int64(5823))},
	}}}
	return client{
		get: func(ctx context.Context) error {
			c, err := shop.GetCustomerWithResponse(ctx, 17721, &shopoapi.GetCustomerParams{ClientName: "boxoffice", ClientOs: "linux - amd64"})
			if err == nil && (c.JSON200 == nil || c.JSON200.Id != 17721) {
				err = wrong("oapi-codegen", c.Status())
			}
			return err
		},
		post: func(ctx context.Context) error {
			o, err := shop.CreateOrderWithResponse(ctx, order)
			if err == nil && (o.JSON201 == nil || o.JSON201.Id != 65478) {
				err = wrong("oapi-codegen", o.Status())
			}
			return err
		},
	}, nil
}

func githubClient(origin string, through *http.Client) (client, error) {
	api, err := github.NewClient(through).WithAuthToken("example-token").WithEnterpriseURLs(origin, origin)
	if err != nil {
		return client{}, err
	}
	api.BaseURL.Path = basePath + "/" // as on github.com, without api/v3
	issue := &github.IssueRequest{Title: new("Fornavn Efternavn"), Body: new("As long as the order of the others, which has a product, a quantity and a name."), Assignee: new("octocat")}
	return client{
		name: "go-github v84.0.0",
		get: func(ctx context.Context) error {
			u, _, err := api.Users.Get(ctx, "octocat")
			if err == nil && u.GetID() != 17721 {
				err = wrong("go-github", u)
			}
			return err
		},
		post: func(ctx context.Context) error {
			i, _, err := api.Issues.Create(ctx, "octocat", "hello", issue)
			if err == nil && i.GetID() != 65478 {
				err = wrong("go-github", i)
			}
			return err
		},
	}, nil
}

func stripeClient(origin string, through *http.Client) (client, error) {
	api := stripe.NewClient("sk_test_example", stripe.WithBackends(stripe.NewBackendsWithConfig(&stripe.BackendConfig{
		URL: stripe.String(origin), HTTPClient: through, EnableTelemetry: new(false), LeveledLogger: &stripe.LeveledLogger{Level: stripe.LevelNull},
	})))
	return client{
		name: "stripe-go v85.0.0",
		get: func(ctx context.Context) error {
			c, err := api.V1Customers.Retrieve(ctx, "cus_17721", nil)
			if err == nil && c.ID != "cus_17721" {
				err = wrong("stripe-go", c)
			}
			return err
		},
		post: func(ctx context.Context) error {
			p, err := api.V1PaymentIntents.Create(ctx, &stripe.PaymentIntentCreateParams{
				Amount: stripe.Int64(2000), Currency: stripe.String("dkk"), Description: stripe.String("Fornavn Efternavn"), ReceiptEmail: stripe.String("alice@example.com"),
			})
			if err == nil && p.ID != "pi_65478" {
				err = wrong("stripe-go", p)
			}
			return err
		},
	}, nil
}

func openaiClient(origin string, through *http.Client) (client, error) {
	api := openai.NewClient(option.WithAPIKey("example-token"), option.WithBaseURL(origin+basePath+"/"), option.WithHTTPClient(through))
	return client{
		name: "openai-go v3.98.0",
		get: func(ctx context.Context) error {
			m, err := api.Models.Get(ctx, "gpt-example")
			if err == nil && m.ID != "gpt-example" {
				err = wrong("openai-go", m)
			}
			return err
		},
		post: func(ctx context.Context) error {
			s, err := api.VectorStores.New(ctx, openai.VectorStoreNewParams{
				Name: openai.String("Fornavn Efternavn"), Description: openai.String("As long as the order of the others, which has a product, a quantity and a name."),
			})
			if err == nil && s.ID != "vs_65478" {
				err = wrong("openai-go", s)
			}
			return err
		},
	}, nil
}
