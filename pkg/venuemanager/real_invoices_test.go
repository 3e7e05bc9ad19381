package venuemanager_test

// Invoices as shops really export them, in JSON and in XML.

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

func jsonInvoice(number string) string {
	return `{"id":1,"number":` + number + `,"orderId":7,"type":"credit_note","totalAmount":-10,"totalDiscount":0,"totalVat":0,"currencyCode":"DKK","customer":{"id":1},"lines":[]}`
}

// xmlInvoice has the elements as given.
func xmlInvoice(number, total, customer string) string {
	return "<invoice><id>1</id>" + number + "<orderId>7</orderId><type>invoice</type><date>2019-01-17</date>" + total +
		"<totalDiscount>0.0</totalDiscount><totalVat>840.1</totalVat><currencyCode>DKK</currencyCode>" + customer +
		"<lines><line><id>1</id><type>admission</type><quantity>2</quantity><amount>1</amount><discount>0</discount>" +
		"<vatPercentage>25</vatPercentage><totalAmount>1</totalAmount></line></lines></invoice>"
}

const (
	anyNumber, anyTotal = "<number>5</number>", "<totalAmount>1</totalAmount>"
	anyCustomer         = "<customer><id>1234</id><name>Åse</name></customer>"
)

// export reads the invoices of an answer, whole and as a stream, which have to
// agree.
func export(t *testing.T, contentType, body string) ([]venuemanagerapi.Invoice, error) {
	t.Helper()
	form := venuemanagerapi.ListInvoicesParamsFormatXML
	params := &venuemanagerapi.ListInvoicesParams{Format: &form}
	shop := exporting(t, contentType, body)
	list, err := shop.ListInvoices(context.Background(), params)
	var streamed []venuemanagerapi.Invoice
	var failed error
	for invoice, err := range shop.ListInvoicesSeq(context.Background(), params) {
		if failed = err; err == nil {
			streamed = append(streamed, invoice)
		}
	}
	require.Equal(t, err == nil, failed == nil, "whole: %v, streamed: %v", err, failed)
	if err == nil {
		require.ElementsMatch(t, list, streamed)
	}
	return list, err
}

func TestNoInvoiceIsPassedOverInSilence(t *testing.T) {
	for first, path := range map[string]string{
		jsonInvoice("null"): "[0].number", `{"id":1,"totalAmount":10}`: "[0].currencyCode", "null": "[0]", "[]": "[0].", "{}": "[0].", `{"error":"No."}`: "[0].", jsonInvoice(`""`): "[0].number",
		`{"id":1,"number":2,"orderId":7,"type":"x","totalAmount":1,"totalDiscount":0,"totalVat":0,"currencyCode":"DKK","customer":{"id":1},"lines":[null]}`: "[0].lines[0]",
		`{"id":1,"number":2,"orderId":7,"type":"x","totalAmount":1,"totalDiscount":0,"totalVat":0,"currencyCode":"DKK","customer":{"id":null},"lines":[]}`:  "[0].customer.id",
	} {
		body := "[" + first + "," + jsonInvoice("5") + "]"
		_, err := export(t, jsonType, body)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, body)
		require.ErrorContains(t, err, path)
		came, failed := 0, error(nil)
		for _, err := range exporting(t, jsonType, body).Invoices(context.Background(), nil) {
			if failed = err; err == nil {
				came++
			}
		}
		require.Zero(t, came)
		require.ErrorContains(t, failed, path)
	}
}

func TestNoXMLInvoiceIsPassedOverInSilence(t *testing.T) {
	good := xmlInvoice(anyNumber, anyTotal, anyCustomer)
	for second, path := range map[string]string{
		xmlInvoice("", anyTotal, anyCustomer):                   "[1].number: missing",
		xmlInvoice("<number/>", anyTotal, anyCustomer):          "[1].number: want an integer, got an empty element",
		xmlInvoice("<number></number>", anyTotal, anyCustomer):  "[1].number: want an integer, got an empty element",
		xmlInvoice(anyNumber, "<totalAmount/>", anyCustomer):    "[1].totalAmount: want a decimal, got an empty element",
		xmlInvoice(anyNumber+anyNumber, anyTotal, anyCustomer):  "[1].number: comes twice",
		xmlInvoice(anyNumber, anyTotal, ""):                     "[1].customer: missing",
		xmlInvoice(anyNumber, anyTotal, "<customer/>"):          "[1].customer.id: missing",
		xmlInvoice("<Number>5</Number>", anyTotal, anyCustomer): "[1].number: missing",
		"<invoice/>":               "[1].",
		"<invoice>Sold</invoice>":  "holds text between its elements",
		"<error>No</error>":        "holds an unknown element",
		"Notice: undefined index ": "holds text between its elements",
	} {
		_, err := export(t, "application/xml", "<invoices>"+good+second+good+"</invoices>")
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, second)
		require.ErrorContains(t, err, path, second)
	}
}

func TestXMLInvoicesInOtherCharsetsAndFormsAreRead(t *testing.T) {
	latin := "<customer><id>1234</id><name>\xc5se</name></customer>"
	for name, test := range map[string]struct{ contentType, prolog, customer string }{
		"blanks before the prolog": {"application/xml", "\n\n<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", latin},
		"ISO-8859-1":               {"application/xml", `<?xml version="1.0" encoding="ISO-8859-1"?>`, latin},
		"windows-1252":             {"text/xml", `<?xml version='1.0' encoding='windows-1252' standalone="yes"?>`, latin},
		"of the header":            {"application/xml; charset=ISO-8859-1", "", latin},
		"prolog before the header": {"application/xml; charset=UTF-8", `<?xml version="1.0" encoding="ISO-8859-1"?>`, latin},
		"UTF8":                     {"application/xml", `<?xml version="1.0" encoding="UTF8"?>`, anyCustomer},
		"utf-8":                    {"application/atom+xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n", anyCustomer},
		"US-ASCII":                 {"application/xml", `<?xml version="1.0" encoding="US-ASCII"?>`, "<customer><id>1234</id><name>&#197;se</name></customer>"},
		"byte order mark":          {"application/xml", "\ufeff<?xml version=\"1.0\"?>", anyCustomer},
		"no media type":            {"", "", anyCustomer},
		"CDATA":                    {"application/xml", "", "<customer><id>1234</id><name><![CDATA[Å]]>se</name></customer>"},
		"namespaces":               {"application/xml", "", `<v:customer xmlns:v="urn:v" since="2019"><v:id unit="">1234</v:id><v:name xml:lang="da">Åse</v:name><v:new/></v:customer>`},
		"comments and blanks":      {"application/xml", "<!-- export -->\n<!DOCTYPE invoices>", "<customer>\n\t<id>\n1234 </id><!-- x --><name>Åse<!-- y --></name><?php 1?></customer>"},
		"an empty optional number": {"application/xml", "", "<deliveryAddress/><customer><email/><id>1234</id><name>Åse</name></customer>"},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := export(t, test.contentType, test.prolog+"<invoices>"+xmlInvoice(anyNumber, anyTotal, test.customer)+"</invoices>")
			require.NoError(t, err)
			require.Len(t, list, 1)
			require.Equal(t, "Åse", list[0].Customer.Name)
			require.EqualValues(t, 1234, list[0].Customer.ID)
			require.EqualValues(t, "840.1", list[0].TotalVAT)
			require.Len(t, list[0].Lines, 1)
		})
	}
	for name, test := range map[string]struct{ contentType, prolog, customer string }{
		"not what it says":    {"application/xml", `<?xml version="1.0" encoding="UTF-8"?>`, latin},
		"nothing declared":    {"application/xml", "", latin},
		"beyond ASCII":        {"application/xml", `<?xml version="1.0" encoding="US-ASCII"?>`, anyCustomer},
		"an unknown charset":  {"application/xml", `<?xml version="1.0" encoding="EBCDIC-DK"?>`, latin},
		"not of windows-1252": {"application/xml", `<?xml version="1.0" encoding="windows-1252"?>`, "<customer><id>1</id><name>\x81</name></customer>"},
		"an unknown entity":   {"application/xml", "", "<customer><id>1</id><name>&aring;se</name></customer>"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := export(t, test.contentType, test.prolog+"<invoices>"+xmlInvoice(anyNumber, anyTotal, test.customer)+"</invoices>")
			require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		})
	}
}

func TestAnEmptyXMLListIsEmpty(t *testing.T) {
	for _, body := range []string{"<invoices/>", "<invoices></invoices>", "<invoices>\n</invoices>\n<!-- 0 -->", `<invoices xmlns="urn:v" count="0"/>`} {
		list, err := export(t, "application/xml", body)
		require.NoError(t, err, body)
		require.NotNil(t, list)
		require.Empty(t, list)
	}
}

func TestJSONInvoicesUnderAnotherTextTypeAreRead(t *testing.T) {
	for _, contentType := range []string{"text/html; charset=UTF-8", "text/plain", "text/xml", "application/json; charset", "application/json, text/html", "", "application/xml"} {
		for _, body := range []string{"[" + jsonInvoice("5") + "]", "\ufeff [" + jsonInvoice(`"5"`) + "]\n"} {
			list, err := export(t, contentType, body)
			require.NoError(t, err, contentType)
			require.Len(t, list, 1)
			require.EqualValues(t, 5, list[0].Number)
		}
	}
	for _, contentType := range []string{"text/html", "application/json", ""} {
		list, err := export(t, contentType, `{"3":`+jsonInvoice("5")+"}")
		require.NoError(t, err, contentType)
		require.Len(t, list, 1)
	}
	for contentType, body := range map[string]string{"text/html": "<html></html>", "text/plain": "Ingen adgang", "image/png": "[]", "application/pdf": "[" + jsonInvoice("5") + "]"} {
		_, err := export(t, contentType, body)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, contentType)
	}
}
