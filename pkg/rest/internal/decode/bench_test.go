package decode_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// The invoice of the specification, in both forms.
const (
	invoiceJSON = `{"id":12345,"number":12345,"orderId":12345,"type":"invoice","date":"2019-01-17","totalAmount":4200.50,"totalDiscount":0.00,"totalVat":840.10,` +
		`"currencyCode":"DKK","customer":{"id":1234,"number":"12341234","name":"xyz","street":"xyz","company":"xyz","zipCode":"xyz","city":"xyz","country":"xyz",` +
		`"email":"xyz","mobile":"xyz","phone":"xyz"},"deliveryAddress":{"name":"xyz","street":"xyz","company":"xyz","zipCode":"xyz","city":"xyz","country":"xyz"},` +
		`"lines":[{"id":1234,"type":"admission","quantity":2,"amount":100.00,"discount":50.00,"vatPercentage":25.00,"totalAmount":150.00,"sku":"XYZ","eventId":123,` +
		`"eventName":"Gryffindor - Slytherin","seasonId":3,"seasonName":"2019/2020","numbers":[12340000,12340001]},{"id":1234,"type":"seasonCard","quantity":1,"amount":800.00,` +
		`"discount":0.00,"vatPercentage":25.00,"totalAmount":800.00,"sku":"XYZ","seasonId":3,"seasonName":"2019/2020","numbers":[12340003]},{"id":1234,"type":"product","quantity":2,` +
		`"amount":20.00,"discount":0.00,"vatPercentage":25.00,"totalAmount":40.00,"sku":"XYZ"}]}`
	invoiceXML = `<invoice><id>12345</id><number>12345</number><orderId>12345</orderId><type>invoice</type><date>2019-01-17</date><totalAmount>4200.5</totalAmount>` +
		`<totalDiscount>0.0</totalDiscount><totalVat>840.1</totalVat><currencyCode>DKK</currencyCode><customer><id>1234</id><number>12341234</number><name>xyz</name>` +
		`<street>xyz</street><company>xyz</company><zipCode>xyz</zipCode><city>xyz</city><country>xyz</country><email>xyz</email><mobile>xyz</mobile><phone>xyz</phone></customer>` +
		`<deliveryAddress><name>xyz</name><street>xyz</street><company>xyz</company><zipCode>xyz</zipCode><city>xyz</city><country>xyz</country></deliveryAddress><lines>` +
		`<line><id>1234</id><type>admission</type><quantity>2</quantity><amount>100.0</amount><discount>50.0</discount><vatPercentage>25.0</vatPercentage>` +
		`<totalAmount>150.0</totalAmount><sku>XYZ</sku><numbers><number>123450000</number><number>123450001</number></numbers></line><line><id>1234</id><type>seasonCard</type>` +
		`<quantity>1</quantity><amount>800.0</amount><discount>0.0</discount><vatPercentage>25.0</vatPercentage><totalAmount>800.0</totalAmount><sku>XYZ</sku><numbers>` +
		`<number>12346</number></numbers></line><line><id>1234</id><type>product</type><quantity>2</quantity><amount>20.0</amount><discount>0.0</discount>` +
		`<vatPercentage>25.0</vatPercentage><totalAmount>40.0</totalAmount><sku>XYZ</sku></line></lines></invoice>`
	smallJSON = `{"id":65478,"number":"AB1C2D3E","open":true,"total":"150.00","name":"Åse Example","city":"Aarhus","zip":"8000","count":3,"flag":false,"note":""}`
)

type invoice = venuemanagerapi.Invoice

type (
	// invoices is what encoding/xml needs to read the list.
	invoices struct {
		Invoices []invoice `json:"invoices" xml:"invoice"`
	}
	small struct {
		ID     int64       `json:"id"`
		Number string      `json:"number"`
		Open   bool        `json:"open"`
		Total  json.Number `json:"total"`
		Name   string      `json:"name"`
		City   string      `json:"city,omitzero"`
		Zip    string      `json:"zip,omitzero"`
		Count  int64       `json:"count,omitzero"`
		Flag   bool        `json:"flag,omitzero"`
		Note   string      `json:"note,omitzero"`
	}
)

func manyJSON(n int) []byte {
	return []byte("[" + strings.Repeat(invoiceJSON+",", n-1) + invoiceJSON + "]")
}

func manyXML(n int) []byte {
	return []byte("<invoices>" + strings.Repeat(invoiceXML, n) + "</invoices>")
}

func run(b *testing.B, size int, do func() error) {
	b.Helper()
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if err := do(); err != nil {
			b.Fatal(err)
		}
	}
}

func wholeJSON[T any](data []byte) func() error {
	return func() error { _, err := decode.JSON(data, new(T)); return err }
}

func plainJSON[T any](data []byte) func() error {
	return func() error { return json.Unmarshal(data, new(T)) }
}

func wholeXML[T any](data []byte) func() error {
	return func() error { _, err := decode.XML(data, "invoices", new(T)); return err }
}

func listXML(data []byte) func() error {
	return func() error { _, err := decode.XMLList(data, "invoices", "invoice", new([]invoice)); return err }
}

func plainXML[T any](data []byte) func() error {
	return func() error { return xml.Unmarshal(data, new(T)) }
}

func streamed[T any](data []byte) func() error {
	return func() error {
		do := func(T, decode.Report) error { return nil }
		if data[0] == '<' {
			return decode.EachXML(bytes.NewReader(data), "invoices", "invoice", 4<<20, do)
		}
		return decode.EachJSON(bytes.NewReader(data), 4<<20, do)
	}
}

func plainStream[T any](data []byte) func() error {
	return func() error {
		d := json.NewDecoder(bytes.NewReader(data))
		if _, err := d.Token(); err != nil {
			return err
		}
		for d.More() {
			if err := d.Decode(new(T)); err != nil {
				return err
			}
		}
		return nil
	}
}

func BenchmarkDecode(b *testing.B) {
	j, x := manyJSON(1000), manyXML(1000)
	for _, bench := range []struct {
		name string
		data []byte
		do   func() error
	}{
		{"json/small/decode", []byte(smallJSON), wholeJSON[small]([]byte(smallJSON))},
		{"json/small/encoding", []byte(smallJSON), plainJSON[small]([]byte(smallJSON))},
		{"json/whole/decode", j, wholeJSON[[]invoice](j)},
		{"json/whole/encoding", j, plainJSON[[]invoice](j)},
		{"json/stream/decode", j, streamed[invoice](j)},
		{"json/stream/encoding", j, plainStream[invoice](j)},
		{"xml/whole/decode", x, wholeXML[invoices](x)},
		{"xml/whole/encoding", x, plainXML[invoices](x)},
		{"xml/list/decode", x, listXML(x)},
		{"xml/stream/decode", x, streamed[invoice](x)},
	} {
		b.Run(bench.name, func(b *testing.B) { run(b, len(bench.data), bench.do) })
	}
}
