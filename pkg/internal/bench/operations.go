package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

// operation is a call of a vendor that is answered with an example of the specification.
// us makes it with the vendor's client, byHand with net/http, and both return what they
// read.
type operation struct {
	name       string
	us, byHand func(context.Context) (any, error)
	requests   *requests
}

// calling says how the operations of a vendor are called.
type calling[C any] struct {
	login map[string]*answer
	hand  hand
	dial  func(boxoffice.ClientOption) (C, error)
}

// row is an operation with what it is answered with, by method and path.
func (c calling[C]) row(name string, answers map[string]*answer, us func(context.Context, C) (any, error), byHand func(context.Context, hand) (any, error)) operation {
	known := memory{}
	known.add(c.login)
	known.add(answers)
	seen := &requests{next: known}
	h := c.hand
	h.through = &http.Client{Transport: seen}
	client, err := c.dial(boxoffice.WithHTTPClient(h.through))
	mustDo(err)
	return operation{
		name, func(ctx context.Context) (any, error) { return us(ctx, client) },
		func(ctx context.Context) (any, error) { return byHand(ctx, h) }, seen,
	}
}

func one(request string, a *answer) map[string]*answer { return map[string]*answer{request: a} }

// reads is an operation by hand that sends nothing but an address, and reads a T.
func reads[T any](address string) func(context.Context, hand) (any, error) {
	return func(ctx context.Context, h hand) (any, error) {
		into := new(T)
		return into, h.json(ctx, http.MethodGet, address, nil, into)
	}
}

// exchanges is one that sends JSON and reads a T.
func exchanges[T any](method, address string, body any) func(context.Context, hand) (any, error) {
	return func(ctx context.Context, h hand) (any, error) {
		into := new(T)
		return into, h.json(ctx, method, address, body, into)
	}
}

func operations() []operation {
	var all []operation
	for _, of := range []func() []operation{ofVenueManager, ofTicketing, ofMusement, ofHLConnect, ofProbe} {
		all = append(all, of()...)
	}
	return all
}

func ofVenueManager() []operation {
	doc := documentOf(venuemanagerapi.Spec)
	const base = "/api/core"
	type client = *venuemanager.Client
	shop := calling[client]{
		login: one("POST "+base+"/customer/token", &answer{status: 200, mediaType: "application/json", text: `{"id":6,"customerId":17721,"token":"example-token"}`}),
		hand:  hand{base: "https://shop.admin.venuemanager.net" + base, header: map[string]string{"Authorization": "Bearer " + token}},
		dial: func(o boxoffice.ClientOption) (client, error) {
			return venuemanager.New("shop", venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("secret")}, o)
		},
	}
	erp := shop
	erp.hand.header = map[string]string{"Authorization": "Basic ZXJwOnNlY3JldA=="}
	erp.dial = func(o boxoffice.ClientOption) (client, error) {
		return venuemanager.New("shop", venuemanager.APIUser{Name: "erp", Password: boxoffice.Secret("secret")}, o)
	}
	fields := bodyOf[venuemanagerapi.UpdateCustomerRequest](doc, "updateCustomer")
	asXML := venuemanagerapi.ListInvoicesParamsFormatXML
	before, invoice, _, after := oneInvoice("xml")
	inXML := &answer{status: 200, mediaType: "application/xml", text: before + strings.Repeat(invoice, 100) + after}
	return []operation{
		shop.row("`listProducts`: GET with a query", one("GET "+base+"/catalog/products/", doc.answer("listProducts", 200)),
			func(ctx context.Context, c client) (any, error) {
				list, err := c.ListProducts(ctx, &venuemanagerapi.ListProductsParams{LanguageCode: new("da"), ProductType: new("season card")})
				return &list, err
			}, func(ctx context.Context, h hand) (any, error) {
				query := url.Values{"languageCode": {"da"}, "productType": {"season card"}}
				return reads[[]venuemanagerapi.Product]("/catalog/products/?"+query.Encode())(ctx, h)
			}),
		shop.row("`updateCustomer`: POST, answered 204", one("POST "+base+"/customer/17721", doc.answer("updateCustomer", 204)),
			func(ctx context.Context, c client) (any, error) { return nil, c.UpdateCustomer(ctx, 17721, fields) },
			func(ctx context.Context, h hand) (any, error) {
				return nil, h.json(ctx, http.MethodPost, fmt.Sprintf("/customer/%d", 17721), fields, nil)
			}),
		erp.row("`listInvoices`: 100 in JSON", one("GET "+base+"/invoice", doc.hundred("listInvoices", "")),
			func(ctx context.Context, c client) (any, error) {
				list, err := c.ListInvoices(ctx, nil)
				return &list, err
			}, reads[[]venuemanagerapi.Invoice]("/invoice")),
		erp.row("`listInvoices`: 100 in XML", one("GET "+base+"/invoice", inXML),
			func(ctx context.Context, c client) (any, error) {
				list, err := c.ListInvoices(ctx, &venuemanagerapi.ListInvoicesParams{Format: &asXML})
				return &list, err
			}, func(ctx context.Context, h hand) (any, error) {
				var list struct {
					Invoices []venuemanagerapi.Invoice `xml:"invoice"`
				}
				err := h.json(ctx, http.MethodGet, "/invoice?format=xml", nil, &list)
				return &list.Invoices, err
			}),
	}
}

func ofTicketing() []operation {
	doc := documentOf(ticketingapi.Spec)
	const event = 16993717817996
	type client = *ticketing.Client
	c := calling[client]{
		login: one("POST /v3/sessions", doc.answer("startSession", 201)),
		hand: hand{
			base: ticketingapi.ServerProduction, header: map[string]string{"X-Api-Key": "examplesessionkey000000000000001", "X-Client-Version": ticketing.ClientVersion},
			refusal: func() any { return new(ticketingapi.Refusal) },
		},
		dial: func(o boxoffice.ClientOption) (client, error) {
			return ticketing.New(ticketing.Session{Identification: "jane.doe", Password: boxoffice.Secret("secret")}, o)
		},
	}
	order := bodyOf[ticketingapi.PlaceOrderRequest](doc, "placeOrder")
	return []operation{
		c.row("`getEvent`: GET, nested, 1.5 kB", one(fmt.Sprintf("GET /v3/events/%d", event), doc.answer("getEvent", 200)),
			func(ctx context.Context, c client) (any, error) { return c.GetEvent(ctx, event) },
			func(ctx context.Context, h hand) (any, error) {
				return reads[ticketingapi.Event](fmt.Sprintf("/events/%d", event))(ctx, h)
			}),
		c.row("`listEvents`: a page of 100", one("GET /v3/events", doc.hundred("listEvents", "entries")),
			func(ctx context.Context, c client) (any, error) {
				return c.ListEvents(ctx, &ticketingapi.ListEventsParams{Records: new(int64(100)), Page: new(int64(1)), Status: new(ticketingapi.EventStatusDraft), Public: new(true)})
			}, func(ctx context.Context, h hand) (any, error) {
				query := url.Values{"records": {strconv.Itoa(100)}, "page": {strconv.Itoa(1)}, "status": {"Draft"}, "public": {strconv.FormatBool(true)}}
				return reads[ticketingapi.EventPage]("/events?"+query.Encode())(ctx, h)
			}),
		c.row("`placeOrder`: POST", one("POST /v3/orders", doc.answer("placeOrder", 201)),
			func(ctx context.Context, c client) (any, error) { return c.PlaceOrder(ctx, order) },
			exchanges[ticketingapi.Order](http.MethodPost, "/orders", order)),
		c.row("`placeOrder`: refused with 400, typed", one("POST /v3/orders", doc.answer("placeOrder", 400)),
			func(ctx context.Context, c client) (any, error) {
				_, err := c.PlaceOrder(ctx, order)
				return refusalOf(err)
			}, func(ctx context.Context, h hand) (any, error) {
				_, err := exchanges[ticketingapi.Order](http.MethodPost, "/orders", order)(ctx, h)
				return refusalOf(err)
			}),
		c.row("`deleteEvent`: DELETE", one(fmt.Sprintf("DELETE /v3/events/%d", event), doc.answer("deleteEvent", 200)),
			func(ctx context.Context, c client) (any, error) { return c.DeleteEvent(ctx, event) },
			func(ctx context.Context, h hand) (any, error) {
				return exchanges[ticketingapi.Confirmation](http.MethodDelete, fmt.Sprintf("/events/%d", event), nil)(ctx, h)
			}),
	}
}

func ofMusement() []operation {
	doc := documentOf(musementapi.Spec)
	const activity = "00000000-0000-4000-8000-000000000001"
	type client = *musement.Client
	c := calling[client]{
		login: one("POST /api/v3/login", doc.answer("loginPost", 200)),
		hand: hand{base: musementapi.ServerProduction, header: map[string]string{
			"Authorization": "Bearer " + "example-token", "Accept-Language": "en-US", "X-Musement-Version": musement.DefaultVersion, "X-Musement-Application": "example",
		}},
		dial: func(o boxoffice.ClientOption) (client, error) {
			return musement.New(musement.Supplier{
				ClientID: "example", ClientSecret: boxoffice.Secret("secret"), Username: "maria.rossi@example.com", Password: boxoffice.Secret("secret"),
			}, o, musement.WithApplication("example"))
		},
	}
	draft := bodyOf[musementapi.CreateActivityRequest](doc, "createActivity")
	change := bodyOf[musementapi.UpdateActivityRequest](doc, "updateActivity")
	days := bodyOf[musementapi.BulkDatesRequest](doc, "bulkCreateDates")
	return []operation{
		c.row("`getActivity`: GET, nested", one("GET /api/v3/activities/"+activity, doc.answer("getActivity", 200)),
			func(ctx context.Context, c client) (any, error) { return c.GetActivity(ctx, activity) },
			reads[musementapi.Activity]("/activities/"+activity)),
		c.row("`createActivity`: POST", one("POST /api/v3/activities", doc.answer("createActivity", 200)),
			func(ctx context.Context, c client) (any, error) { return c.CreateActivity(ctx, draft) },
			exchanges[musementapi.Activity](http.MethodPost, "/activities", draft)),
		c.row("`updateActivity`: PATCH", one("PATCH /api/v3/activities/"+activity, doc.answer("updateActivity", 200)),
			func(ctx context.Context, c client) (any, error) { return c.UpdateActivity(ctx, activity, change) },
			exchanges[musementapi.Activity](http.MethodPatch, "/activities/"+activity, change)),
		c.row("`bulkCreateDates`: POST, nested, answered 204", one("POST /api/v3/suppliers/activities/"+activity+"/bulk-create-dates", doc.answer("bulkCreateDates", 204)),
			func(ctx context.Context, c client) (any, error) { return nil, c.BulkCreateDates(ctx, activity, days) },
			func(ctx context.Context, h hand) (any, error) {
				return nil, h.json(ctx, http.MethodPost, "/suppliers/activities/"+activity+"/bulk-create-dates", days, nil)
			}),
		c.row("`deleteMedia`: DELETE, answered 204", one("DELETE /api/v3/activities/"+activity+"/media/7", doc.answer("deleteMedia", 204)),
			func(ctx context.Context, c client) (any, error) { return nil, c.DeleteMedia(ctx, activity, 7) },
			func(ctx context.Context, h hand) (any, error) {
				return nil, h.json(ctx, http.MethodDelete, fmt.Sprintf("/activities/%s/media/%d", activity, 7), nil, nil)
			}),
		c.row("`listOrders`: 100, nested", one("GET /api/v3/suppliers/me/orders", doc.hundred("listOrders", "")),
			func(ctx context.Context, c client) (any, error) {
				list, err := c.ListOrders(ctx, &musementapi.ListOrdersParams{Page: new(int64(1)), Limit: new(int64(100))})
				return &list, err
			}, func(ctx context.Context, h hand) (any, error) {
				query := url.Values{"page": {strconv.Itoa(1)}, "limit": {strconv.Itoa(100)}}
				return reads[[]musementapi.Order]("/suppliers/me/orders?"+query.Encode())(ctx, h)
			}),
	}
}

func ofHLConnect() []operation {
	doc := documentOf(hlconnectapi.Spec)
	type client = *hlconnect.Client
	c := calling[client]{
		hand: hand{base: hlconnectapi.ServerProduction, header: map[string]string{"Authorization": "Bearer " + token}},
		dial: func(o boxoffice.ClientOption) (client, error) {
			return hlconnect.New(hlconnect.AccessToken(boxoffice.Secret(token)), o)
		},
	}
	order := hlconnect.Order{Number: 12345, Customer: "Alex Example", CustomerIP: netip.MustParseAddr("8.8.8.8"), Lines: []hlconnect.Line{
		{ID: 1, AssetID: 1499, Quantity: 3, UnitPrice: "3.95", LinePrice: "11.85"},
	}}
	return []operation{
		c.row("`listAssets`: GET with a query, nested", one("GET /assets/list", doc.answer("listAssets", 200)),
			func(ctx context.Context, c client) (any, error) {
				return c.ListAssets(ctx, &hlconnectapi.ListAssetsParams{PageSize: new(int64(50)), LastID: new(int64(471000))})
			}, func(ctx context.Context, h hand) (any, error) {
				query := url.Values{"page_size": {strconv.Itoa(50)}, "last_id": {strconv.Itoa(471000)}}
				return reads[hlconnectapi.AssetsListResponse]("/assets/list?"+query.Encode())(ctx, h)
			}),
		c.row("`Purchase` of a line: three calls", map[string]*answer{
			"POST /purchase/validate-purchase-before-payment": {status: 200, mediaType: "application/json", text: `{"exp_date":4102444800,"token":"example-validation-token"}`},
			"POST /purchase/register":                         doc.answer("registerPurchase", 201),
			"GET /purchase/info":                              doc.answer("getPurchaseInfo", 200),
		}, func(ctx context.Context, c client) (any, error) {
			items, err := c.Purchase(ctx, order)
			return &items, err
		}, func(ctx context.Context, h hand) (any, error) {
			line := order.Lines[0]
			var permit hlconnectapi.ValidationToken
			err := h.json(ctx, http.MethodPost, "/purchase/validate-purchase-before-payment", hlconnectapi.PurchaseValidateBeforePaymentRequest{
				AssetID: boxoffice.Set(line.AssetID), CustomerIP: boxoffice.Set(order.CustomerIP.String()), Quantity: boxoffice.Set(line.Quantity),
			}, &permit)
			if err != nil {
				return nil, err
			}
			err = h.json(ctx, http.MethodPost, "/purchase/register", hlconnectapi.PurchaseRegisterRequest{
				Token: permit.Token, OrderNumber: order.Number, OrderLineID: line.ID, Customer: order.Customer, UnitPrice: line.UnitPrice, LineItemPrice: line.LinePrice,
			}, nil)
			if err != nil {
				return nil, err
			}
			return reads[[]hlconnectapi.OrderItem]("/purchase/info?order_id="+strconv.FormatInt(order.Number, 10))(ctx, h)
		}),
	}
}

// ofProbe are those of a made-up vendor: no other one has forms and files.
func ofProbe() []operation {
	type client = *probeapi.Client
	c := calling[client]{
		hand: hand{base: probeapi.ServerProduction},
		dial: func(o boxoffice.ClientOption) (client, error) {
			r, err := transport.New(transport.Config{Vendor: "probe", Server: probeapi.ServerProduction}, o)
			return probeapi.NewClient(r), err
		},
	}
	file := []byte("%PDF" + strings.Repeat("a page of it ", 5000))
	done := &answer{status: 204}
	download := &answer{status: 200, mediaType: "application/pdf", text: string(file)}
	return []operation{
		c.row("a form", one("POST /api/form", done),
			func(ctx context.Context, c client) (any, error) {
				return nil, c.SendForm(ctx, probeapi.ListForm{Items: []int64{1, 2, 3}, Name: new("Fornavn Efternavn")})
			}, func(ctx context.Context, h hand) (any, error) {
				return nil, h.form(ctx, "/form", url.Values{"items": {"1", "2", "3"}, "name": {"Fornavn Efternavn"}})
			}),
		c.row("a file of 65 kB in a multipart form", one("POST /api/multi", done),
			func(ctx context.Context, c client) (any, error) {
				return nil, c.UploadForm(ctx, probeapi.UploadForm{File: boxoffice.File{Content: bytes.NewReader(file), MediaType: "application/pdf", Name: "ticket.pdf"}, Name: new("ticket")})
			}, func(ctx context.Context, h hand) (any, error) {
				var body bytes.Buffer
				form := multipart.NewWriter(&body)
				if err := form.WriteField("name", "ticket"); err != nil {
					return nil, err
				}
				part, err := form.CreateFormFile("file", "ticket.pdf")
				if err != nil {
					return nil, err
				}
				if _, err := io.Copy(part, bytes.NewReader(file)); err != nil {
					return nil, err
				}
				if err := form.Close(); err != nil {
					return nil, err
				}
				return nil, h.send(ctx, http.MethodPost, "/multi", form.FormDataContentType(), &body, nil)
			}),
		c.row("a download of 65 kB", one("GET /api/document/7", download),
			func(ctx context.Context, c client) (any, error) {
				d, err := c.DownloadDocument(ctx, "7")
				if err != nil {
					return nil, err
				}
				return drained(d.Body)
			}, func(ctx context.Context, h hand) (any, error) {
				resp, err := h.open(ctx, http.MethodGet, "/document/7", "", nil)
				if err != nil {
					return nil, err
				}
				if resp.StatusCode != http.StatusOK {
					return nil, errors.Join(&refusedByHand{status: resp.StatusCode}, resp.Body.Close())
				}
				return drained(resp.Body)
			}),
	}
}

// refusalOf is the typed body in an error of either way. It is what the call is made for.
func refusalOf(err error) (any, error) {
	if refused, ok := errors.AsType[*refusedByHand](err); ok {
		return refused.body, nil
	}
	if e := boxoffice.AsError(err); e != nil && e.Refusal != nil {
		return e.Refusal, nil
	}
	return nil, err
}

// drained reads as one reads from a connection, and says how much there was.
func drained(body io.ReadCloser) (any, error) {
	n, err := io.Copy(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{body})
	return n, errors.Join(err, body.Close())
}
