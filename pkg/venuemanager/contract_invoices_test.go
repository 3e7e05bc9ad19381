package venuemanager_test

import (
	"net/http"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

func invoicesAs(t require.TestingT, format venuemanagerapi.ListInvoicesParamsFormat) *venuemanagerapi.ListInvoicesParams {
	return &venuemanagerapi.ListInvoicesParams{AfterNumber: boxoffice.Ptr(number(t, "VENUEMANAGER_AFTER_INVOICE", 65478)), Limit: boxoffice.Ptr(int64(10)), Format: &format}
}

// invoiceCases are what an API user may do.
var invoiceCases = slices.Concat(
	[]contract.Case{
		{Operation: "listInvoices", Live: true, Run: func(t require.TestingT, client *http.Client) {
			res, err := apiUser(t, client).ListInvoices(ctx, invoicesAs(t, venuemanagerapi.ListInvoicesParamsFormatJSON))
			require.NoError(t, err)
			require.EqualValues(t, "4200.5", res[0].TotalAmount)
			contract.Same(t, `[{`+invoiceHead+`,"totalDiscount":0,"lines":[{"id":1234,"type":"admission","quantity":2,"amount":100,"discount":50,
				"vatPercentage":25,"totalAmount":150,"sku":"XYZ","numbers":[12340000,12340001],"eventId":123,
				"eventName":"Gryffindor - Slytherin","seasonId":3,"seasonName":"2019/2020"}]}]`, res)
		}},
		{Operation: "listInvoices", Name: "xml", Status: 200, MediaType: "application/xml", Live: true, Run: func(t require.TestingT, client *http.Client) {
			res, err := apiUser(t, client).ListInvoices(ctx, invoicesAs(t, venuemanagerapi.ListInvoicesParamsFormatXML))
			require.NoError(t, err)
			require.EqualValues(t, "0.0", res[0].TotalDiscount, "as the shop wrote it")
			contract.Same(t, `[{`+invoiceHead+`,"totalDiscount":0.0,"lines":[
				{"id":1234,"type":"admission","quantity":2,"amount":100.0,"discount":50.0,"vatPercentage":25.0,"totalAmount":150.0,"sku":"XYZ","numbers":[123450000,123450001]},
				{"id":1234,"type":"seasonCard","quantity":1,"amount":800.0,"discount":0.0,"vatPercentage":25.0,"totalAmount":800.0,"sku":"XYZ","numbers":[12346]},
				{"id":1234,"type":"product","quantity":2,"amount":20.0,"discount":0.0,"vatPercentage":25.0,"totalAmount":40.0,"sku":"XYZ"}]}]`, res)
		}},
		{Operation: "listInvoices", Name: "bad-format", Status: 400, Run: func(t require.TestingT, client *http.Client) {
			_, err := apiUser(t, client).ListInvoices(ctx, nil)
			contract.Refused(t, err, contract.Refusal{Status: 400, Code: "0", Message: "Unknown format."})
		}},
		{Operation: "listInvoices", Name: "unauthorized", Status: 401, Run: func(t require.TestingT, client *http.Client) {
			_, err := apiUser(t, client).ListInvoices(ctx, nil)
			contract.Refused(t, err, contract.Refusal{Status: 401, Code: "0", Message: "Login required."})
		}},
		{Operation: "listInvoices", Name: "unknown", Status: 404, Run: func(t require.TestingT, client *http.Client) {
			_, err := apiUser(t, client).ListInvoices(ctx, invoicesAs(t, venuemanagerapi.ListInvoicesParamsFormatJSON))
			contract.Refused(t, err, contract.Refusal{Status: 404, Code: "0", Message: "No such invoice."})
		}},
	},
	operation{ID: "markInvoiceAsPaid", Call: func(c *venuemanager.Client) (any, error) {
		return nil, c.MarkInvoiceAsPaid(ctx, "DG817")
	}, Refusals: []contract.Refusal{
		{Name: "unauthorized", Status: 401, Code: "0", Message: "Login required."},
		{Name: "unknown", Status: 404, Code: "0", Message: "No such invoice."},
		{Name: "ambiguous", Status: 406, Code: "0", Message: "Several invoices have that external id."},
	}}.Cases(apiUser),
)

const invoiceHead = `"id":12345,"number":12345,"orderId":12345,"type":"invoice","date":"2019-01-17","totalAmount":4200.5,"totalVat":840.1,
	"currencyCode":"DKK","customer":{"id":1234,"number":"12341234","name":"xyz","street":"xyz","company":"xyz","zipCode":"xyz",
	"city":"xyz","country":"xyz","email":"xyz","mobile":"xyz","phone":"xyz"},"deliveryAddress":{"name":"xyz","street":"xyz",
	"company":"xyz","zipCode":"xyz","city":"xyz","country":"xyz"}`
