package decode_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

type (
	nested struct {
		Value int64    `json:"value" xml:"value"`
		In    []nested `json:"in,omitzero" xml:"in"`
	}
	sparse struct {
		ID   int64  `json:"id" xml:"id"`
		Name string `json:"name,omitzero" xml:"name"`
		Last bool   `json:"last" xml:"last"`
	}
	nullish struct {
		A *int64              `json:"a"`
		B *string             `json:"b"`
		C *boxoffice.Decimal  `json:"c"`
		D []sparse            `json:"d" api:"nullable"`
		E *sparse             `json:"e"`
		F map[string]string   `json:"f" api:"nullable"`
		G boxoffice.Sensitive `json:"g" api:"nullable"`
	}
	numbers struct {
		Ints     []int64             `json:"ints"`
		Floats   []float64           `json:"floats"`
		Decimals []boxoffice.Decimal `json:"decimals"`
	}
	texts struct {
		Title string   `json:"title,omitzero" xml:"title"`
		Texts []string `json:"texts" xml:"text"`
	}
	empties struct {
		A, B, C []int64
		D       []sparse
		E       map[string]int64
		F       struct{}
	}
	attributes struct {
		Items []struct {
			A string `json:"a" xml:"a,attr"`
			B int64  `json:"b" xml:"b,attr"`
		} `json:"items" xml:"item"`
	}
)

// unlike are bodies that are not like those of the vendors, each read by both decoders.
type unlike struct {
	name        string
	size        int
	ours, plain func() error
}

func fromJSON[T any](name, body string) unlike {
	data := []byte(body)
	return unlike{name, len(data), func() error {
		_, err := decode.JSON(data, new(T))
		return err
	}, func() error {
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		return d.Decode(new(T))
	}}
}

func fromXML[T any](name, body string) unlike {
	data := []byte("<root>" + body + "</root>")
	return unlike{name, len(data), func() error {
		_, err := decode.XML(data, "root", new(T))
		return err
	}, func() error { return xml.Unmarshal(data, new(T)) }}
}

// unlikes have a part of their lengths.
func unlikes(part int) []unlike {
	repeat := func(text string, n int) string { return strings.Repeat(text, max(n/part, 1)) }
	list := func(n int, text string) string { return "[" + repeat(text+",", n) + text + "]" }
	deep := strings.Repeat(`{"value":1,"in":[`, 120) + `{"value":2}` + strings.Repeat(`]}`, 120)
	unknown := `{"id":1,` + strings.Repeat(`"unknown":{"a":[1,2,{"b":"text"}],"c":null,"d":true,"e":-1.5e3},"another":"some text of it",`, 12) + `"last":true}`
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, []byte(list(300, `{"id":1,"name":"a name","last":true}`)), "        ", "    "); err != nil {
		panic(err)
	}
	object := func(n int, value string) string {
		var b strings.Builder
		for i := range max(n/part, 1) {
			fmt.Fprintf(&b, `,"%d":%s`, i+1, value)
		}
		return "{" + b.String()[1:] + "}"
	}
	inXML := strings.Repeat("<in><value>1</value>", 120) + strings.Repeat("</in>", 120)
	return []unlike{
		fromJSON[[]nested]("nested 240 deep", list(20, deep)),
		fromJSON[any]("free: lists", list(50_000, `[1,"two",null,true]`)),
		fromJSON[any]("free: 4 MiB of lists", list(1_400_000, `[]`)),
		fromJSON[any]("free: objects", list(5_000, `{"id":1,"name":"a name","more":{"a":1.5,"b":[1,2]}}`)),
		fromJSON[map[string]int64]("a map of numbers", object(20_000, "12345")),
		fromJSON[map[string]sparse]("a map of objects", object(10_000, `{"id":1,"name":"a name","last":true}`)),
		fromJSON[map[string]any]("a map of free values", object(10_000, `{"id":1,"name":"a name","last":true}`)),
		fromJSON[[]sparse]("unknown properties", list(200, unknown)),
		fromJSON[texts]("escapes", `{"texts":`+list(2000, `"\n\t\"\\\/ a \u00e9 b \u20ac c \ud834\udd1e d\r\n"`)+"}"),
		fromJSON[texts]("nothing but escapes", `{"texts":`+list(200, `"`+repeat(`\n`, 500)+repeat(`\u00e9`, 500)+repeat(`\ud834\udd1e`, 200)+`"`)+"}"),
		fromJSON[texts]("long texts", `{"texts":`+list(10, `"`+repeat("some text ", 10_000)+`"`)+"}"),
		fromJSON[texts]("long texts beyond ASCII", `{"texts":`+list(10, `"`+repeat("größer äöü 日本 ", 5_000)+`"`)+"}"),
		fromJSON[numbers]("numbers", `{"ints":`+list(20_000, "-123456789012345678")+`,"floats":`+list(20_000, "-1234.567890123456e-7")+`,"decimals":`+list(20_000, "12345678901234567890.12345678901234567890")+"}"),
		fromJSON[[]nullish]("null everywhere", list(5_000, `{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null,"g":null}`)),
		fromJSON[[]empties]("nothing in lists and objects", list(5_000, `{"A":[],"B":[],"C":[],"D":[],"E":{},"F":{}}`)),
		fromJSON[[][]int64]("lists of no numbers", list(50_000, `[]`)),
		fromJSON[[]sparse]("much white space", strings.ReplaceAll(pretty.String(), "\n", "\r\n\t\t\t\t\t\t\t\t")),
		fromXML[nested]("XML nested 120 deep", "<value>1</value>"+repeat(inXML, 40)),
		fromXML[texts]("XML unknown elements", repeat(`<x a="1"><y>text</y><z/></x><text>t</text>`, 5_000)),
		fromXML[texts]("XML entities", repeat(`<text>&lt;a&gt; &amp; &#233; &#x20ac; &quot;&apos;</text>`, 5_000)),
		fromXML[texts]("XML long texts", repeat("<text>"+repeat("some text ", 10_000)+"</text>", 10)),
		fromXML[texts]("XML long texts beyond ASCII", repeat("<text>"+repeat("größer äöü 日本 ", 5_000)+"</text>", 10)),
		fromXML[texts]("XML CDATA and comments", repeat("<text><![CDATA[some <text> & more]]></text><!-- a comment -->", 5_000)),
		fromXML[attributes]("XML attributes", repeat(`<item a="text" b="12" c="1" d="2" e="3" f="4" g="5"></item>`, 5_000)),
		fromXML[texts]("XML namespaces", repeat(`<n:text xmlns:n="urn:a" xmlns:m="urn:b" m:a="1">t</n:text>`, 5_000)),
		fromXML[texts]("XML much white space", repeat("\r\n\t\t\t\t                                        <text>t</text>", 5_000)),
	}
}

func TestUnlikeBodiesAreReadByBothDecoders(t *testing.T) {
	for _, u := range unlikes(20) {
		require.NoError(t, u.ours(), u.name)
		require.NoError(t, u.plain(), u.name)
	}
}

// BenchmarkUnlike compares with encoding/json and encoding/xml, in turn:
//
//	go test -run '^$' -bench Unlike -benchtime 20x ./pkg/rest/internal/decode
func BenchmarkUnlike(b *testing.B) {
	for _, u := range unlikes(1) {
		b.Run(u.name, func(b *testing.B) {
			var ratios []float64
			for b.Loop() {
				ours, plain := took(b, u.ours), took(b, u.plain)
				ratios = append(ratios, float64(ours)/float64(plain))
			}
			slices.Sort(ratios)
			b.ReportMetric(ratios[len(ratios)/2], "x-plain")
			b.ReportMetric(float64(u.size)*float64(b.N)/1e6/b.Elapsed().Seconds(), "MB/s-both")
		})
	}
}

func took(b *testing.B, do func() error) time.Duration {
	b.Helper()
	begun := time.Now()
	if err := do(); err != nil {
		b.Fatal(err)
	}
	return time.Since(begun)
}
