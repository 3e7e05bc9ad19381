package decode_test

import (
	"encoding/xml"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

func readX[T any](t *testing.T, body, root string) (T, decode.Report, error) {
	t.Helper()
	var v T
	report, err := decode.XML([]byte(body), root, &v)
	if err != nil {
		require.NotContains(t, err.Error(), "canary", "an error quotes the body")
	}
	return v, report, err
}

func TestWhatIsUnmistakableIsReadFromXML(t *testing.T) {
	for body, holds := range map[string]func(order) bool{
		`<id> 3.0 </id><name> a </name>`:                                                           func(o order) bool { return o.ID == 3 && o.Name == " a " },
		`<id>1</id><name/><open>1</open><where>41.9</where><price> 10.50</price>`:                  func(o order) bool { return o.Open && o.Where == 41.9 && o.Price == "10.50" },
		`<id>1</id><name/><small/><price/><when/><due/><nick/>`:                                    func(o order) bool { return o.Due == nil && *o.Nick == "" },
		`<id>1</id><name><![CDATA[a<b&amp;]]>&lt;&#x41;&#66;</name>`:                               func(o order) bool { return o.Name == "a<b&amp;<AB" },
		"<id>1</id><name>a\r\nb\rc</name>":                                                         func(o order) bool { return o.Name == "a\nb\nc" },
		`<!-- c --><x:id xmlns:x="urn:x">1</x:id><?pi?><name a='"' b="&amp;>">n<!-- c -->m</name>`: func(o order) bool { return o.ID == 1 && o.Name == "nm" },
		`<id>1</id><name/><what><a/>b<c>&amp;</c></what>`:                                          func(o order) bool { return o.ID == 1 },
		`<id>1</id><name/><lines/><numbers> </numbers>`:                                            func(o order) bool { return o.Lines != nil && len(o.Lines) == 0 && o.Numbers != nil },
		`<id>1</id><name/><numbers><number>1</number><x/><number>2</number></numbers>`:             func(o order) bool { return len(o.Numbers) == 2 && o.Numbers[1] == 2 },
		`<id>1</id><name/><due>2026-01-02T03:04:05+0000</due>`:                                     func(o order) bool { return o.Due.Day() == 2 },
		`<id>1</id><name/><main><id>1</id><amount>2</amount></main>`:                               func(o order) bool { return o.Main.Amount == "2" },
	} {
		for _, around := range []string{"<order>%</order>", "\n<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE order SYSTEM \"a>b\">\n<v:order a='1'>%</v:order >\n<!-- end -->\n"} {
			o, report, err := readX[order](t, strings.Replace(around, "%", body, 1), "order")
			require.NoError(t, err, body)
			require.Empty(t, report.Problems, body)
			require.True(t, holds(o), "%s: %+v", body, o)
		}
	}
}

func TestAMistakeInXMLIsAnErrorWithItsPath(t *testing.T) {
	for body, says := range map[string]string{
		`<name/>`:                                 "order.id: missing",
		`<id/><name/>`:                            "order.id: want an integer, got an empty element",
		`<id>canary</id><name/>`:                  "order.id: want an integer, got text that holds no number",
		`<id>1.5</id><name/>`:                     "order.id: want an integer, got text that holds no integer",
		`<id>1</id><id>1</id><name/>`:             "order.id: comes twice",
		`<id>1</id><name><b>canary</b></name>`:    "order.name: want text, got an element with children",
		`<id>1</id><name/>canary`:                 "order: holds text between its elements",
		`<id>1</id><name/><lines>canary</lines>`:  "order.lines: holds text between its elements",
		`<id>1</id><name/><lines/><lines/>`:       "order.lines: comes twice",
		`<id>1</id><name/><lines><line/></lines>`: "order.lines.line[0].id: missing; order.lines.line[0].amount: missing",
		`<id>1</id><name/><numbers><number>1</number><number/></numbers>`: "order.numbers.number[1]: want an integer, got an empty element",
		`<id>1</id><name/><main/>`:                                        "order.main.id: missing; order.main.amount: missing",
	} {
		_, _, err := readX[order](t, "<order>"+body+"</order>", "order")
		require.EqualError(t, err, says, body)
		require.ErrorIs(t, err, decode.ErrMismatch)
	}
	_, _, err := readX[order](t, "<canary/>", "order")
	require.EqualError(t, err, "the body: the root element is not <order>")
}

func TestAMalformedOptionalElementIsAProblemBesideTheAnswer(t *testing.T) {
	for value, says := range map[string]string{
		`<small>99999999999</small>`: "order.small: want an integer, got a number out of range",
		`<open>canary</open>`:        "order.open: want a boolean, got text that is neither true nor false",
		`<due>canary</due>`:          "order.due: want a date-time, got text that is no date-time",
		`<nick><canary/></nick>`:     "order.nick: want text, got an element with children",
		`<price>1,5</price>`:         "order.price: want a decimal, got text that holds no number",
	} {
		o, report, err := readX[order](t, "<order><id>1</id>"+value+"<name>kept</name></order>", "order")
		require.NoError(t, err, value)
		require.Len(t, report.Problems, 1, value)
		require.Equal(t, says, report.Problems[0].String())
		require.Equal(t, order{ID: 1, Name: "kept"}, o, value)
	}
}

func TestWhatIsReadOfABrokenDocumentIsWhatItSays(t *testing.T) {
	for body, want := range map[string]order{
		`<id>1</id><name>a</name><id>2</id>`:                                                      {Name: "a"},
		`<id>1</id><numbers><number>1</number><number>x</number><number>3</number></numbers>`:     {ID: 1, Numbers: []int64{1}},
		`<id>1</id><lines><line/><line><id>1</id></line></lines>`:                                 {ID: 1, Lines: []line{}},
		`<id>1</id><lines><line><id>1</id></line><line/><line><id>3</id></line></lines></order>x`: {ID: 1, Lines: []line{{ID: 1}}},
		`<id>1</id><name>a`: {ID: 1},
		`<id>1</id><lines><line><id>1</id></line><line><id>`: {ID: 1, Lines: []line{{ID: 1}}},
	} {
		o, _, err := readX[order](t, "<order>"+body, "order")
		require.Error(t, err, body)
		require.Equal(t, want, o, body)
	}
}

func TestABodyThatIsNotOneXMLDocumentIsAnError(t *testing.T) {
	for body, says := range map[string]string{
		``: "empty", ` `: "empty", `canary`: "text before the root", `<order>`: "ends in the middle", `<order><id>1`: "ends in the middle", `<order`: "ends in the middle",
		`<order><id>1</order>`: "not valid XML at byte 13", `<order/><order/>`: "goes on after its end at byte 9", `<order/>x`: "goes on after its end",
		`<order>&canary;</order>`: "not valid XML text", `<order>]]></order>`: "not valid XML text", "<order>\xc5</order>": "not valid XML text", "<order>\x01</order>": "not valid XML text",
		`<!DOCTYPE order [<!ENTITY a "b">]><order/>`: "declarations in a DOCTYPE", `<order a=b/>`: "not valid XML", `<order a="<"/>`: "not valid XML", `<order><!-- a -- b --></order>`: "not valid XML",
		`<order><!x></order>`: "not valid XML", `<1/>`: "not valid XML", `< order/>`: "not valid XML", `<order><![CDATA[`: "ends in the middle", `<order></order><!--`: "ends in the middle",
		`<?xml version="1.1"?><order/>`: "not XML 1.0", "<order>" + strings.Repeat("<a>", 600): "nested more than 512 deep",
	} {
		_, _, err := readX[order](t, body, "order")
		require.ErrorContains(t, err, says, body)
		require.NotErrorIs(t, err, decode.ErrMismatch, body)
	}
}

func TestWhatStandsAroundTheRootTakesNoStack(t *testing.T) {
	around := strings.Repeat(" <?a?>", 100_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, body := range []string{around + `<order><id>1</id></order>`, `<order><id>1</id></order>` + around} {
		got, _, err := readX[struct {
			ID int64 `json:"id"`
		}](t, body, "order")
		require.NoError(t, err)
		require.Equal(t, int64(1), got.ID)
	}
	runtime.ReadMemStats(&after)
	require.Less(t, int64(after.StackSys)-int64(before.StackSys), int64(4<<20))
}

func TestNamesBeyondASCIIAreReadAsByTheStandardLibrary(t *testing.T) {
	type plain struct {
		ID int64 `json:"id" xml:"id"`
	}
	for _, name := range []string{"størrelse", "価格", "é", "a·", "·a", "×", "a×", "a\xff", "ns:ø", "ø:ø:ø"} {
		one := "<" + name + "/>"
		for _, body := range []string{one, one + one} { // a name is remembered
			body = "<order><id>1</id>" + body + "</order>"
			got, _, err := readX[plain](t, body, "order")
			var want plain
			if plainErr := xml.Unmarshal([]byte(body), &want); plainErr != nil {
				require.Error(t, err, name)
				continue
			}
			require.NoError(t, err, name)
			require.Equal(t, want, got, name)
		}
	}
}

type attributed struct {
	ID   int64  `json:"id" xml:"id,attr"`
	Flag *bool  `json:"flag,omitzero" xml:"flag,attr"`
	Text string `json:"text" xml:",chardata"`
}

func TestAttributesAndOwnTextAreRead(t *testing.T) {
	v, _, err := readX[attributed](t, `<a x:id="7" flag='1' other="y">some <b>not</b>text</a>`, "a")
	require.NoError(t, err)
	require.Equal(t, "some text", v.Text)
	require.EqualValues(t, 7, v.ID)
	require.True(t, *v.Flag)
	_, _, err = readX[attributed](t, `<a>text</a>`, "a")
	require.EqualError(t, err, "a.id: missing")
	_, _, err = readX[attributed](t, `<a id="x"/>`, "a")
	require.EqualError(t, err, "a.@id: want an integer, got text that holds no number")
}

type orders struct {
	Orders []line `json:"orders" xml:"order"`
}

func TestNoElementOfAnXMLListIsDroppedOrInvented(t *testing.T) {
	const one = "<order><id>1</id><amount>2</amount></order>"
	for body, says := range map[string]string{
		one + one + "<canary/>": "orders: holds an unknown element",
		one + "canary":          "orders: holds text between its elements",
		one + "<order/>":        "orders.order[1].id: missing; orders.order[1].amount: missing",
		one + "<order><id/><amount>1</amount></order>": "orders.order[1].id: want an integer, got an empty element",
	} {
		body = "<orders>" + body + "</orders>"
		_, _, err := readX[orders](t, body, "orders")
		require.EqualError(t, err, says)
		var list []line
		_, err = decode.XMLList([]byte(body), "orders", "order", &list)
		require.EqualError(t, err, says)
		require.GreaterOrEqual(t, len(list), 1)
		for _, l := range list {
			require.NotZero(t, l, "an element that nobody sent")
		}
		err = decode.EachXML(strings.NewReader(body), "orders", "order", 1000, func(line, decode.Report) error { return nil })
		require.EqualError(t, err, says)
	}
	for _, body := range []string{"<orders/>", "<orders></orders>", "<orders>\n</orders>"} {
		v, _, err := readX[orders](t, body, "orders")
		require.NoError(t, err)
		require.NotNil(t, v.Orders)
		require.Empty(t, v.Orders)
	}
	v, _, err := readX[orders](t, "<orders>"+one+one+"</orders>", "orders")
	require.NoError(t, err)
	require.Equal(t, []line{{1, "2", ""}, {1, "2", ""}}, v.Orders)
}
