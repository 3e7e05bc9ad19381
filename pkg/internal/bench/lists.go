package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/bench/peers/shopoapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/bench/peers/shopogen"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

const many = 1000

type invoice = venuemanagerapi.Invoice

// list is one way of reading many invoices, done by several clients; the first
// is the one that the others are compared with.
type list struct {
	title   string
	readers []reader
}

type reader struct {
	name string
	read func(context.Context) (invoices int, err error)
}

func (l list) names() []string {
	names := make([]string, len(l.readers))
	for i, r := range l.readers {
		names[i] = r.name
	}
	return names
}

func (l list) calls() []call {
	calls := make([]call, len(l.readers))
	for i, r := range l.readers {
		calls[i] = func(ctx context.Context) error {
			n, err := r.read(ctx)
			if err == nil && n != many {
				err = wrong(r.name, n)
			}
			return err
		}
	}
	return calls
}

// longLists are all the ways. Nobody is told how long the answer is.
func longLists() []list {
	j, x := invoiceList("json"), invoiceList("xml")
	form := venuemanagerapi.ListInvoicesParamsFormatXML
	ours, oursXML := ourInvoices(j, nil), ourInvoices(x, &form)
	return []list{
		{"1,000 invoices in JSON, whole", []reader{
			{"by hand, encoding/json", func(ctx context.Context) (int, error) {
				var list []invoice
				body, err := fetch(ctx, j)
				if err == nil {
					err = json.Unmarshal(body, &list)
				}
				return len(list), err
			}},
			{"**boxoffice**", ours.whole}, {"ogen v1.16.0", ogenInvoices(j)}, {"oapi-codegen v2.8.2", oapiInvoices(j)},
		}},
		{"1,000 invoices in JSON, as a stream", []reader{{"by hand, json.Decoder", func(ctx context.Context) (int, error) {
			body, err := open(ctx, j)
			if err != nil {
				return 0, err
			}
			return each(json.NewDecoder(body))
		}}, {"**boxoffice**", ours.stream}}},
		{"1,000 invoices in XML, whole", []reader{{"by hand, encoding/xml", func(ctx context.Context) (int, error) {
			var list struct {
				Invoices []invoice `xml:"invoice"`
			}
			body, err := fetch(ctx, x)
			if err == nil {
				err = xml.Unmarshal(body, &list)
			}
			return len(list.Invoices), err
		}}, {"**boxoffice**", oursXML.whole}}},
		{"1,000 invoices in XML, as a stream", []reader{{"by hand, xml.Decoder", func(ctx context.Context) (int, error) {
			body, err := open(ctx, x)
			if err != nil {
				return 0, err
			}
			return eachXML(xml.NewDecoder(body))
		}}, {"**boxoffice**", oursXML.stream}}},
	}
}

// each is how encoding/json reads a list as it arrives.
func each(d *json.Decoder) (n int, err error) {
	if _, err := d.Token(); err != nil {
		return 0, err
	}
	for ; d.More(); n++ {
		if err := d.Decode(new(invoice)); err != nil {
			return n, err
		}
	}
	return n, nil
}

// eachXML is how encoding/xml does.
func eachXML(d *xml.Decoder) (n int, err error) {
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		if element, ok := t.(xml.StartElement); ok && element.Name.Local == "invoice" {
			if err := d.DecodeElement(new(invoice), &element); err != nil {
				return n, err
			}
			n++
		}
	}
}

type oursReading struct {
	whole, stream func(context.Context) (int, error)
}

func ourInvoices(body opener, form *venuemanagerapi.ListInvoicesParamsFormat) oursReading {
	shop, err := venuemanager.New("shop", venuemanager.APIUser{Name: "erp", Password: boxoffice.Secret("secret")}, boxoffice.WithHTTPClient(&http.Client{Transport: body}), boxoffice.WithMaxBody(1<<30))
	if err != nil {
		panic(err) // nothing of it can be wrong
	}
	params := &venuemanagerapi.ListInvoicesParams{Format: form}
	return oursReading{
		whole: func(ctx context.Context) (int, error) {
			list, err := shop.ListInvoices(ctx, params)
			return len(list), err
		},
		stream: func(ctx context.Context) (n int, err error) {
			for _, err := range shop.ListInvoicesSeq(ctx, params) {
				if err != nil {
					return n, err
				}
				n++
			}
			return n, nil
		},
	}
}

func ogenInvoices(body opener) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) {
		shop, err := shopogen.NewClient("https://shop.example.com", shopogen.WithClient(&http.Client{Transport: body}))
		if err != nil {
			return 0, err
		}
		list, err := shop.ListInvoices(ctx, shopogen.ListInvoicesParams{})
		return len(list), err
	}
}

func oapiInvoices(body opener) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) {
		shop, err := shopoapi.NewClientWithResponses("https://shop.example.com", shopoapi.WithHTTPClient(&http.Client{Transport: body}))
		if err != nil {
			return 0, err
		}
		list, err := shop.ListInvoicesWithResponse(ctx, nil)
		if err != nil || list.JSON200 == nil {
			return 0, err
		}
		return len(*list.JSON200), nil
	}
}

// opener answers with a long body.
type opener func() (mediaType string, body io.Reader)

// RoundTrip implements http.RoundTripper.
func (o opener) RoundTrip(r *http.Request) (*http.Response, error) {
	mediaType, body := o()
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		ContentLength: -1, Header: http.Header{"Content-Type": {mediaType}}, Body: io.NopCloser(body), Request: r,
	}, nil
}

func open(ctx context.Context, from opener) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://shop.example.com", nil)
	if err != nil {
		return nil, err
	}
	resp, err := (&http.Client{Transport: from}).Do(req) //nolint:bodyclose // closing does nothing here
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func fetch(ctx context.Context, from opener) ([]byte, error) {
	body, err := open(ctx, from)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(body)
}

// invoiceList is the example of the specification, many times.
func invoiceList(form string) opener {
	before, one, between, after := oneInvoice(form)
	body := []byte(before + strings.Repeat(one+between, many-1) + one + after)
	return func() (string, io.Reader) { return "application/" + form, bytes.NewReader(body) }
}

func oneInvoice(form string) (before, one, between, after string) {
	text, err := venuemanagerapi.Spec()
	var document struct {
		Paths map[string]map[string]struct {
			Responses map[string]struct {
				Content map[string]struct{ Example json.RawMessage }
			}
		}
	}
	if err == nil {
		err = json.Unmarshal(text, &document)
	}
	if err != nil {
		panic(err) // it is compiled in
	}
	example := document.Paths["/invoice"]["get"].Responses["200"].Content["application/"+form].Example
	if form == "json" {
		var compact bytes.Buffer
		_ = json.Compact(&compact, example)
		return "[", strings.Trim(compact.String(), "[] \n"), ",", "]"
	}
	var list string
	_ = json.Unmarshal(example, &list)
	lines := strings.FieldsFunc(list, func(r rune) bool { return r == '\n' })
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	list = strings.Join(lines, "")
	return "<invoices>", strings.TrimSuffix(strings.TrimPrefix(list, "<invoices>"), "</invoices>"), "", "</invoices>"
}
