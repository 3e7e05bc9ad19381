package decode_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

type thing struct {
	ID      int64            `json:"id"`
	Name    string           `json:"name" api:"nullable"`
	Small   int32            `json:"small,omitzero"`
	Open    bool             `json:"open,omitzero"`
	Where   float64          `json:"where,omitzero"`
	Price   json.Number      `json:"price,omitzero"`
	When    time.Time        `json:"when,omitzero"`
	Nick    *string          `json:"nick,omitzero"`
	Lines   []line           `json:"lines,omitzero"`
	Maybe   []*int64         `json:"maybe,omitzero"`
	Seats   map[string]int64 `json:"seats,omitzero"`
	Any     any              `json:"any,omitzero"`
	Inner   *thing           `json:"inner,omitzero"`
	Flagged []bool           `json:"flagged,omitzero"`
	Notes   []note           `json:"notes,omitzero"`
}

// note is an object of which nothing is required.
type note struct {
	Text string `json:"text,omitzero"`
	Size *int64 `json:"size,omitzero"`
}

var hugeExponent = regexp.MustCompile(`[eE][+-]?0*[0-9]{4,}`)

var seeds = []string{
	`{"id":1,"name":"a","small":3.0,"open":"1","where":"1.5","price":1.50,"when":"2026-01-02T03:04:05+0000","nick":null,"lines":[{"id":1,"amount":2}],"maybe":[1,null]}`,
	`{"id":"1e2","name":null,"seats":{"a":1,"a":2,"":3},"any":[{"x":[1.0,"é\ud83d\ude00",null,true]}],"inner":{"id":2,"name":"\u00e5","inner":[]},"flagged":[0,"true"]}`,
	`{"id":1,"id":1,"ID":2,"name":"\ud800","lines":[null,{},[],1,{"id":1,"amount":"x"}],"seats":[],"inner":"x","small":99999999999,"when":"x"}`,
	`{"id":1,"name":"","notes":[{"text":"a"},{"size":null},{},[],{"x":1},{"text":""}]}`, `[]`, `null`, `{}`, `{"id":0.0,"name":""}x`, `{"id":-0,"name":"` + "\xff" + `"}`, `{"id":1e-400,"name":"\u0000"}`, "\ufeff{}", strings.Repeat("[", 600), strings.Repeat(`{"inner":`, 600),
	`{"id":1,"name":"","lines":{"3":{"id":1,"amount":2},"1":{"id":"x"}},"maybe":{},"flagged":{"0":1,"00":1},"notes":{"0":null,"1":{}}}`, `{"0":{"id":1,"amount":2},"2":{"id":2,"amount":3}}`,
	`{"any":` + strings.Repeat("[", 510) + strings.Repeat("]", 510) + `}`, `{"id":1,"name":"","price":` + strings.Repeat("1", 1001) + `}`,
}

func FuzzJSON(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got thing
		report, err := decode.JSON(data, &got)
		if !json.Valid(data) {
			if !errors.Is(err, decode.ErrMalformed) && !errors.Is(err, decode.ErrTooLarge) {
				t.Fatalf("invalid JSON is read: %v", err)
			}
			return
		}
		if errors.Is(err, decode.ErrTooLarge) {
			return
		}
		if errors.Is(err, decode.ErrMalformed) {
			t.Fatalf("valid JSON is refused: %v", err)
		}
		text := treeOf(data)
		if !utf8.Valid(data) || strings.Contains(string(data), `\u`) && strings.ContainsRune(mustString(text), utf8.RuneError) || hugeExponent.Match(data) {
			return // encoding/json reads other text, or math/big takes for ever
		}
		var want thing
		o := oracle{}
		o.read(text, reflect.ValueOf(&want).Elem(), "must")
		var e *decode.Error
		count := 0
		if errors.As(err, &e) {
			count = e.Count
		}
		if count != o.mistakes || len(report.Problems)+report.More != o.problems {
			t.Fatalf("%d mistakes and %d problems, want %d and %d: %v %v", count, len(report.Problems), o.mistakes, o.problems, err, report.Problems)
		}
		if !same(got, want) {
			t.Fatalf("got  %#v\nwant %#v", got, want)
		}
	})
}

// same compares times by their instant.
func same(a, b thing) bool {
	for x, y := &a, &b; x != nil && y != nil; x, y = x.Inner, y.Inner {
		if !x.When.Equal(y.When) {
			return false
		}
	}
	zero := func(v thing) thing {
		v.When = time.Time{}
		for at := &v; at.Inner != nil; at = at.Inner {
			inner := *at.Inner
			inner.When = time.Time{}
			at.Inner = &inner
		}
		return v
	}
	return reflect.DeepEqual(zero(a), zero(b))
}

func mustString(v any) string {
	b, err := json.Marshal(plainAny(v))
	if err != nil {
		return string(utf8.RuneError)
	}
	return strings.ReplaceAll(string(b), `\ufffd`, "\ufffd")
}

func FuzzStreamEqualsWhole(f *testing.F) {
	for _, s := range append(seeds, forms[false], forms[true], `[{"id":1,"amount":2},null]`, `[{"id":1,"amount":2}`, "[1,2 3]", "[\"a]\"]", "[{}}", `["\`, "<orders>x</orders>", "<orders><order/><x/>") {
		f.Add([]byte("["+s+"]"), false, false)
		f.Add([]byte(s), false, true)
		f.Add([]byte(s), true, false)
	}
	f.Fuzz(func(t *testing.T, data []byte, isXML, oneByte bool) {
		var whole, got []line
		var err error
		if isXML {
			_, err = decode.XMLList(data, "orders", "order", &whole)
		} else {
			_, err = decode.JSON(data, &whole)
		}
		var r io.Reader = bytes.NewReader(data)
		if oneByte {
			r = iotest.OneByteReader(r)
		}
		failed := each(r, isXML, 1<<30, func(l line) error { got = append(got, l); return nil })
		if (err == nil) != (failed == nil) {
			t.Fatalf("whole: %v; streamed: %v", err, failed)
		}
		if len(got) > len(whole) || err == nil && len(got) != len(whole) {
			t.Fatalf("%d streamed, %d whole", len(got), len(whole))
		}
		for i := range got {
			if got[i] != whole[i] {
				t.Fatalf("element %d: %v, %v", i, got[i], whole[i])
			}
		}
	})
}

// mirrored is a struct whose texts encoding/xml reads.
type mirrored struct {
	XMLName xml.Name `xml:"orders"`
	Name    string   `xml:"name"`
	Notes   []string `xml:"notes>note"`
	Orders  []struct {
		ID     string  `xml:"id"`
		Amount string  `xml:"amount"`
		Note   string  `xml:"note"`
		Mark   *string `xml:"mark,attr"`
	} `xml:"order"`
}

type mirror struct {
	Name   string   `json:"name,omitzero" xml:"name"`
	Notes  []string `json:"notes,omitzero" xml:"notes>note"`
	Orders []struct {
		ID     string  `json:"id,omitzero" xml:"id"`
		Amount string  `json:"amount,omitzero" xml:"amount"`
		Note   string  `json:"note,omitzero" xml:"note"`
		Mark   *string `json:"mark,omitzero" xml:"mark,attr"`
	} `json:"orders,omitzero" xml:"order"`
}

func FuzzXML(f *testing.F) {
	for _, s := range []string{
		`<orders><name>a&lt;b</name><notes><note>1</note><note/></notes><order mark="x&quot;"><id> 1 </id></order><!-- c --><order><note><![CDATA[x]]]>y</note></order></orders>`,
		"<?xml version='1.0' encoding='latin1'?>\n<a:orders xmlns:a='b'><order a:mark='1'/>\r\n<order mark='2' mark='3'/></a:orders>\n", "<orders>x</orders>", "<orders><name><b/></name></orders>",
		"<orders><\u00e9 \u00d7='1'/></orders>", "<orders a=b/>", "<orders><order></orders>", "<orders>&#0;&#x41;&#X41;&#+1;&x;</orders>", "<orders>]]></orders>", "<!DOCTYPE a><orders/>",
		"<orders/>x", "<orders><?p?></orders>", "<orders><?xml?></orders>", "<orders><:a/><a:/></orders>", "<orders\xff/>", "<orders>\x01</orders>", "<orders ><order mark='a>b'/></orders >",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got mirror
		report, err := decode.XML(data, "orders", &got)
		d := xml.NewDecoder(bytes.NewReader(data))
		d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
		var want mirrored
		plain := d.Decode(&want)
		if plain == nil {
			for plain == nil {
				_, plain = d.Token()
			}
			if errors.Is(plain, io.EOF) {
				plain = nil
			}
		}
		if plain != nil {
			if err == nil {
				t.Fatalf("read, but encoding/xml says %v", plain)
			}
			return
		}
		if err != nil {
			var e *decode.Error
			if errors.As(err, &e) && errors.Is(err, decode.ErrMalformed) && !bytes.Contains(data, []byte("<!")) && !bytes.Contains(data, []byte("<?")) &&
				!strings.Contains(e.Text, "goes on") && !strings.Contains(e.Text, "before the root") {
				t.Fatalf("refused, but encoding/xml reads it: %v", err)
			}
			return
		}
		if len(report.Problems) > 0 {
			return // children inside of text
		}
		if got.Name != want.Name || len(got.Notes) != len(want.Notes) || len(got.Orders) != len(want.Orders) {
			t.Fatalf("got %+v want %+v", got, want)
		}
		for i, n := range got.Notes {
			if n != want.Notes[i] {
				t.Fatalf("got %+v want %+v", got, want)
			}
		}
		for i, o := range got.Orders {
			w := want.Orders[i]
			if o.ID != w.ID || o.Amount != w.Amount || o.Note != w.Note || !reflect.DeepEqual(o.Mark, w.Mark) {
				t.Fatalf("got %+v want %+v", o, w)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	for _, body := range []string{"", "a\xc5", "\xef\xbb\xbfa", "<?xml encoding='latin1'?>\xc5", " \n<?xml encoding='latin1'?>\xc5", "<?xml encoding=", "\x81"} {
		for _, contentType := range []string{"", "text/plain; charset=latin1", "a;charset=\"", "; charset=us-ascii"} {
			f.Add([]byte(body), contentType)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		whole, err := decode.Text(body, contentType)
		if err == nil && !utf8.Valid(whole) {
			t.Fatal("not UTF-8")
		}
		r, failed := decode.TextReader(iotest.OneByteReader(bytes.NewReader(body)), contentType)
		var streamed []byte
		if failed == nil {
			streamed, failed = io.ReadAll(r)
		}
		if failed == nil && !utf8.Valid(streamed) {
			failed = errors.New("not UTF-8") // its reader says so
		}
		if (err == nil) != (failed == nil) || err == nil && !bytes.Equal(whole, streamed) {
			t.Fatalf("whole %q %v, streamed %q %v", whole, err, streamed, failed)
		}
	})
}
