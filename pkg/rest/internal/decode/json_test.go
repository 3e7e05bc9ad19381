package decode_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

type line struct {
	ID     int64       `json:"id" xml:"id"`
	Amount json.Number `json:"amount" xml:"amount"`
	Note   string      `json:"note,omitzero" xml:"note"`
}

type order struct {
	ID      int64           `json:"id" xml:"id"`
	Name    string          `json:"name" api:"nullable" xml:"name"`
	Small   int32           `json:"small,omitzero" xml:"small"`
	Open    bool            `json:"open,omitzero" xml:"open"`
	Where   float64         `json:"where,omitzero" xml:"where"`
	Price   json.Number     `json:"price,omitzero" xml:"price"`
	When    time.Time       `json:"when,omitzero" xml:"when"`
	Due     *time.Time      `json:"due,omitzero" xml:"due"`
	Nick    *string         `json:"nick,omitzero" xml:"nick"`
	Lines   []line          `json:"lines,omitzero" xml:"lines>line"`
	Numbers []int64         `json:"numbers,omitzero" xml:"numbers>number"`
	Main    *line           `json:"main,omitzero" xml:"main"`
	Seats   map[string]line `json:"seats,omitzero" xml:"-"`
	Raw     json.RawMessage `json:"raw,omitzero" xml:"-"`
	Any     any             `json:"any,omitzero" xml:"-"`
	Own     *own            `json:"own,omitzero" xml:"-"`
	Maybe   own             `json:"maybe,omitzero" xml:"-"`
	Hidden  string          `json:"-" xml:"-"`
}

// own is a type that reads itself.
type own struct {
	Calls int
	Raw   string
}

func (o *own) UnmarshalJSON(b []byte) error {
	o.Calls++
	o.Raw = string(b)
	if o.Raw == `"canary"` {
		return errOwn
	}
	return nil
}

var errOwn = &time.ParseError{Message: "canary"}

func read[T any](t *testing.T, body string) (T, decode.Report, error) {
	t.Helper()
	var v T
	report, err := decode.JSON([]byte(body), &v)
	if err != nil {
		require.NotContains(t, err.Error(), "canary", "an error quotes the body")
	}
	return v, report, err
}

func TestWhatIsUnmistakableIsRead(t *testing.T) {
	when := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for body, holds := range map[string]func(order) bool{
		`{"id":3,"name":"a"}`:                                  func(o order) bool { return o.ID == 3 && o.Name == "a" },
		`{"id":3.0,"name":null}`:                               func(o order) bool { return o.ID == 3 && o.Name == "" },
		`{"id":"3","name":""}`:                                 func(o order) bool { return o.ID == 3 },
		`{"id":"3.0","name":""}`:                               func(o order) bool { return o.ID == 3 },
		`{"id":30e-1,"name":""}`:                               func(o order) bool { return o.ID == 3 },
		`{"id":3e2,"name":""}`:                                 func(o order) bool { return o.ID == 300 },
		`{"id":-9223372036854775808,"name":""}`:                func(o order) bool { return o.ID == math.MinInt64 },
		`{"id":9223372036854775807,"name":""}`:                 func(o order) bool { return o.ID == math.MaxInt64 },
		`{"id":-0.0e99999999999,"name":""}`:                    func(o order) bool { return o.ID == 0 },
		`{"\u0069d":7,"name":"\u00c5\ud83d\ude00\n"}`:          func(o order) bool { return o.ID == 7 && o.Name == "Å😀\n" },
		`{"id":1,"name":"\ufffd"}`:                             func(o order) bool { return o.Name == "\ufffd" },
		`{"id":1,"name":"","open":1}`:                          func(o order) bool { return o.Open },
		`{"id":1,"name":"","open":"1"}`:                        func(o order) bool { return o.Open },
		`{"id":1,"name":"","open":"true"}`:                     func(o order) bool { return o.Open },
		`{"id":1,"name":"","open":0}`:                          func(o order) bool { return !o.Open },
		`{"id":1,"name":"","where":"41.9"}`:                    func(o order) bool { return o.Where == 41.9 },
		`{"id":1,"name":"","price":10.50}`:                     func(o order) bool { return o.Price == "10.50" },
		`{"id":1,"name":"","price":"10.50"}`:                   func(o order) bool { return o.Price == "10.50" },
		`{"id":1,"name":"","when":"2026-01-02T03:04:05Z"}`:     func(o order) bool { return o.When.Equal(when) },
		`{"id":1,"name":"","due":"2026-01-02T04:04:05+0100"}`:  func(o order) bool { return o.Due.Equal(when) },
		`{"id":1,"name":"","due":null,"nick":null}`:            func(o order) bool { return o.Due == nil && o.Nick == nil },
		`{"id":1,"name":"","nick":"x"}`:                        func(o order) bool { return *o.Nick == "x" },
		`{"id":1,"name":"","lines":null}`:                      func(o order) bool { return o.Lines == nil },
		`{"id":1,"name":"","lines":[]}`:                        func(o order) bool { return o.Lines != nil && len(o.Lines) == 0 },
		`{"id":1,"name":"","lines":{},"numbers":{ }}`:          func(o order) bool { return o.Lines != nil && len(o.Lines) == 0 && o.Numbers != nil },
		`{"id":1,"name":"","numbers":{"0":1,"2":"2","1":3}}`:   func(o order) bool { return slices.Equal(o.Numbers, []int64{1, 2, 3}) },
		`{"id":1,"name":"","lines":{"7":{"id":1,"amount":2}}}`: func(o order) bool { return o.Lines[0].Amount == "2" },
		`{"id":1,"name":"","numbers":[1,"2",3.0,4,5]}`:         func(o order) bool { return len(o.Numbers) == 5 && o.Numbers[4] == 5 },
		`{"id":1,"name":"","seats":[]}`:                        func(o order) bool { return o.Seats != nil && len(o.Seats) == 0 },
		`{"id":1,"name":"","seats":{"a":{"id":1,"amount":2}}}`: func(o order) bool { return o.Seats["a"].Amount == "2" },
		`{"id":1,"name":"","raw": {"a" : 1} }`:                 func(o order) bool { return string(o.Raw) == `{"a" : 1}` },
		`{"id":1,"name":"","maybe":null,"own":[1, 2]}`:         func(o order) bool { return o.Maybe == own{1, "null"} && *o.Own == own{1, "[1, 2]"} },
		`{"id":1,"name":"","ID":9,"Id":8,"Hidden":"x","-":"y"}`: func(o order) bool {
			return o.ID == 1 && o.Hidden == ""
		},
		" \t\r\n{ \"id\" : 1 , \"name\" : \"\" , \"what\" : [ { } , null , \"\\ud800\" , 1e9 ] } \n": func(o order) bool { return o.ID == 1 },
	} {
		o, report, err := read[order](t, body)
		require.NoError(t, err, body)
		require.Empty(t, report.Problems, body)
		require.True(t, holds(o), "%s: %+v", body, o)
	}
}

func TestAMistakeIsAnErrorWithItsPath(t *testing.T) {
	for body, says := range map[string]string{
		`{"name":"a"}`:                                        "id: missing",
		`{"id":1}`:                                            "name: missing",
		`{"id":null,"name":"a"}`:                              "id: want an integer, got null",
		`{"id":1,"name":7}`:                                   "name: want text, got a number",
		`{"id":"","name":""}`:                                 "id: want an integer, got a string that holds no number",
		`{"id":" 3","name":""}`:                               "id: want an integer, got a string that holds no number",
		`{"id":3.5,"name":""}`:                                "id: want an integer, got a number that is no integer",
		`{"id":"3.5","name":""}`:                              "id: want an integer, got a string that holds no integer",
		`{"id":9223372036854775808,"name":""}`:                "id: want an integer, got a number out of range",
		`{"id":{"canary":1},"name":""}`:                       "id: want an integer, got an object",
		`{"id":1,"id":1,"name":""}`:                           "id: comes twice",
		`{"id":1,"\u0069d":2,"name":""}`:                      "id: comes twice",
		`{"id":1,"name":"\ud800"}`:                            "name: want text, got a string that is not Unicode text",
		`{"id":1,"name":"\udc00\ud800canary"}`:                "name: want text, got a string that is not Unicode text",
		"{\"id\":1,\"name\":\"\xc5canary\"}":                  "name: want text, got a string that is not Unicode text",
		`{"id":1,"name":"","lines":[{"id":1}]}`:               "lines[0].amount: missing",
		`{"id":1,"name":"","lines":[null]}`:                   "lines[0]: want an object, got null",
		`{"id":1,"name":"","lines":{"canary":1}}`:             "lines: want a list, got an object",
		`{"id":1,"name":"","lines":[{"id":1,"amount":""}]}`:   "lines[0].amount: want a decimal, got a string that holds no number",
		`{"id":1,"name":"","lines":[{"id":1,"amount":1},[]]}`: "lines[1].id: missing; lines[1].amount: missing",
		`{"id":1,"name":"","numbers":[1,null]}`:               "numbers[1]: want an integer, got null",
		`{"id":1,"name":"","numbers":["canary"]}`:             "numbers[0]: want an integer, got a string that holds no number",
		`{"id":1,"name":"","numbers":{"0":1,"3":null}}`:       "numbers[1]: want an integer, got null",
		`{"id":1,"name":"","numbers":{"0":1,"0":2}}`:          "numbers: want a list, got an object",
		`{"id":1,"name":"","numbers":{"01":1}}`:               "numbers: want a list, got an object",
		`{"id":1,"name":"","numbers":{"-1":1}}`:               "numbers: want a list, got an object",
		`{"id":1,"name":"","lines":{"5":{},"6":[]}}`:          "lines[0].id: missing; lines[0].amount: missing; lines[1].id: missing; lines[1].amount: missing",
		`{"id":1,"name":"","main":{"id":1}}`:                  "main.amount: missing",
		`{"id":1,"name":"","main":[{"canary":1}]}`:            "main: want an object, got a list",
		`{"id":1,"name":"","seats":{"canary":{"id":1}}}`:      "seats{0}.amount: missing",
		`{"id":1,"name":"","seats":{"a":[],"canary":null}}`:   "seats{0}.id: missing; seats{0}.amount: missing; seats{1}: want an object, got null",
		`{"id":1,"name":"","any":[{"a":"\ud800"}]}`:           "any: want text, got a string that is not Unicode text",
		`[]`:       "id: missing; name: missing",
		`[1]`:      "the body: want an object, got a list",
		`null`:     "the body: want an object, got null",
		`"canary"`: "the body: want an object, got a string",
	} {
		_, _, err := read[order](t, body)
		require.EqualError(t, err, says, body)
		require.ErrorIs(t, err, decode.ErrMismatch)
	}
}

func TestAMalformedOptionalValueIsAProblemBesideTheAnswer(t *testing.T) {
	for value, says := range map[string]string{
		`"small":99999999999`: "small: want an integer, got a number out of range",
		`"small":"canary"`:    "small: want an integer, got a string that holds no number",
		`"open":2`:            "open: want a boolean, got a number that is neither true nor false",
		`"open":"canary"`:     "open: want a boolean, got a string that is neither true nor false",
		`"where":1e999`:       "where: want a number, got a number out of range",
		`"price":""`:          "price: want a decimal, got a string that holds no number",
		`"price":[1]`:         "price: want a decimal, got a list",
		`"when":"2026-01-02"`: "when: want a date-time, got a string that is no date-time",
		`"due":"canary"`:      "due: want a date-time, got a string that is no date-time",
		`"nick":{"canary":1}`: "nick: want text, got an object",
		`"main":"canary"`:     "main: want an object, got a string",
		`"main":false`:        "main: want an object, got a boolean",
		`"main":[]`:           "main: want an object, got an empty one, which lacks what is required",
		`"lines":""`:          "lines: want a list, got a string",
		`"lines":0`:           "lines: want a list, got a number",
		`"seats":"canary"`:    "seats: want an object, got a string",
		`"maybe":"canary"`:    "maybe: want a value, got a string that its type refuses",
	} {
		o, report, err := read[order](t, `{"id":1,`+value+`,"name":"kept"}`)
		require.NoError(t, err, value)
		require.Len(t, report.Problems, 1, value)
		require.Equal(t, says, report.Problems[0].String())
		require.Equal(t, order{ID: 1, Name: "kept"}, o, value)
	}
}

func TestAMistakeDoesNotStopTheReading(t *testing.T) {
	o, report, err := read[order](t, `{"id":65478,"name":null,"lines":[{"id":1,"amount":"x"},{"id":2,"amount":2},3,4,5,6,7],"small":4}`)
	var e *decode.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, 6, e.Count)
	require.Len(t, e.Mistakes, 5)
	require.ErrorContains(t, err, "; and 1 more")
	require.EqualValues(t, 65478, o.ID)
	require.EqualValues(t, 4, o.Small)
	require.Equal(t, []line{{ID: 1}, {ID: 2, Amount: "2"}}, o.Lines, "an element without a value would be an invented one")
	require.Equal(t, 4, report.Known)
}

func TestWhatIsReadOfABrokenBodyIsWhatItSays(t *testing.T) {
	for body, want := range map[string]order{
		`{"id":1,"name":"a","id":2}`:                                       {Name: "a"},
		`{"name":"a","id":654`:                                             {Name: "a"},
		`{"name":"a","id":65.0`:                                            {Name: "a"},
		`{"id":1,"name":"canary`:                                           {ID: 1},
		`{"id":1,"name":"a"}{"id":2}`:                                      {ID: 1, Name: "a"},
		`{"id":1,"main":{"id":`:                                            {ID: 1},
		`{"id":1,"numbers":[1,2`:                                           {ID: 1, Numbers: []int64{1}},
		`{"id":1,"numbers":[1,"x",3]}`:                                     {ID: 1, Numbers: []int64{1}},
		`{"id":1,"lines":[null,{"id":2,"amount":3}]}`:                      {ID: 1, Lines: []line{}},
		`{"id":1,"lines":[{"id":2},{"amount":null},{"id":4,"amount":"5"}]`: {ID: 1, Lines: []line{{ID: 2}}},
		`{"id":1,"seats":{"a":{"id":2},"b":null}}`:                         {ID: 1, Seats: map[string]line{"a": {ID: 2}}},
		`{"id":1,"main":{"amount":null},"name":7}`:                         {ID: 1},
	} {
		o, _, err := read[order](t, body)
		require.Error(t, err, body)
		require.Equal(t, want, o, body)
	}
	list, report, err := read[[]int64](t, `[1,2,null,4]`)
	require.Error(t, err)
	require.Equal(t, []int64{1, 2}, list)
	require.Equal(t, 2, report.Known)
	pointers, _, err := read[[]*int64](t, `[null,"x",4]`)
	require.Error(t, err)
	require.Equal(t, []*int64{nil}, pointers)
}

func TestAnElementWithoutAnyDocumentedValueIsAnError(t *testing.T) {
	for _, element := range []string{`{}`, `[]`, `{"error":"canary"}`, `{"text":null,"size":null}`, `{"TEXT":"canary"}`} {
		_, _, err := read[[]note](t, `[{"text":"a"},`+element+`]`)
		require.EqualError(t, err, "[1]: has none of the documented properties", element)
		err = decode.EachJSON(strings.NewReader(`[{"text":"a"},`+element+`]`), 1000, func(note, decode.Report) error { return nil })
		require.EqualError(t, err, "[1]: has none of the documented properties", element)
	}
	_, _, err := read[[]note](t, `[{"text":""},{"size":0,"text":null}]`)
	require.NoError(t, err)
	_, _, err = read[note](t, `{}`)
	require.NoError(t, err, "an object of its own may be empty")
	var list []note
	_, err = decode.XMLList([]byte("<notes><note><Text/></note><note/><note><canary/></note></notes>"), "notes", "note", &list)
	require.EqualError(t, err, "notes.note[0]: has none of the documented properties; notes.note[1]: has none of the documented properties; notes.note[2]: has none of the documented properties")
}

func TestABodyThatIsNotOneJSONValueIsAnErrorWithItsOffset(t *testing.T) {
	deep := strings.Repeat("[", 600)
	for body, says := range map[string]string{
		``: "the body is empty", " \n": "the body is empty", `<html>canary`: "not valid JSON at byte 1",
		`{"id":1,"name":""}x`: "the body goes on after its value at byte 19", `{"id":1,"name":""} {}`: "the body goes on after its value at byte 20",
		`{"id":1,"name":"canary`: "name: the body ends in the middle at byte 23", `{"id":01}`: "not valid JSON at byte 8",
		`{"id":1,}`: "not valid JSON at byte 9", `{"id" 1}`: "not valid JSON at byte 7", `{"x":[1,]}`: "not valid JSON at byte 9",
		`{"x":tru}`: "not valid JSON at byte 9", `{"x":"\x"}`: "not valid JSON at byte 8", "{\"x\":\"\n\"}": "not valid JSON at byte 7",
		`{"x":` + deep: "nested more than 512 deep at byte 517", `{"any":` + deep: "any: nested more than 512 deep at byte 519", `nullx`: "the body goes on after its value at byte 5",
		"{\"id\":1}\x00": "the body goes on after its value at byte 9", "\x00": "not valid JSON at byte 1",
	} {
		_, _, err := read[order](t, body)
		require.ErrorContains(t, err, says, body)
		require.NotErrorIs(t, err, decode.ErrMismatch)
	}
}

func TestAnErrorOfAnOwnTypeIsReachedAndNotPrinted(t *testing.T) {
	type answer struct {
		Own own `json:"own"`
	}
	_, _, err := read[answer](t, `{"own":"canary"}`)
	require.ErrorIs(t, err, errOwn)
	require.EqualError(t, err, "own: want a value, got a string that its type refuses")
}

func TestTheFieldsOfAnEmbeddedStructAreTheOuterOnes(t *testing.T) {
	type outer struct {
		line
		Note int64 `json:"note"`
	}
	o, _, err := read[outer](t, `{"id":1,"amount":2,"note":3}`)
	require.NoError(t, err)
	require.Equal(t, outer{line{1, "2", ""}, 3}, o)
	_, _, err = read[outer](t, `{"id":1,"note":3}`)
	require.EqualError(t, err, "amount: missing")
}

func TestATypeWithoutARuleIsRefused(t *testing.T) {
	_, _, err := read[struct{ C chan int }](t, `{}`)
	require.ErrorIs(t, err, decode.ErrUnsupported)
	_, _, err = read[map[int]string](t, `{}`)
	require.ErrorIs(t, err, decode.ErrUnsupported)
}

func TestHostileListsAreBounded(t *testing.T) {
	type eight struct{ A, B, C, D, E, F, G, H string }
	type wide struct {
		A, B, C, D, E, F, G, H eight
	}
	type optional struct {
		A wide   `json:"a,omitzero"`
		B wide   `json:"b,omitzero"`
		C string `json:"c,omitzero"`
	}
	var v []optional
	_, err := decode.JSON([]byte("["+strings.Repeat(`{"c":""},`, 1<<17)+"{}]"), &v)
	require.ErrorIs(t, err, decode.ErrTooLarge)
	var o []order
	_, err = decode.JSON([]byte("["+strings.Repeat("{},", 1<<20)+"{}]"), &o)
	var e *decode.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, 1000, e.Count)
	require.Empty(t, o)
}

// PHP writes a list with holes as an object, also as the whole body.
func TestAListThatAServerMadeAnObjectOfIsReadInItsOrder(t *testing.T) {
	for body, want := range map[string][]int64{
		`{"0":1,"2":"2"}`: {1, 2}, ` { "10" : 3.0 , "9" : 4 } `: {3, 4}, `[]`: {}, `{"18446744073709551615":1,"a":2}`: nil, `{}`: nil, `{"":1}`: nil, `{"error":"canary"}`: nil,
	} {
		whole, _, err := read[[]int64](t, body)
		streamed := []int64{}
		failed := decode.EachJSON(strings.NewReader(body), 1000, func(n int64, _ decode.Report) error { streamed = append(streamed, n); return nil })
		if want == nil {
			require.EqualError(t, err, "the body: want a list, got an object", body)
			require.EqualError(t, failed, "the body: want a list, got an object", body)
			continue
		}
		require.NoError(t, err, body)
		require.NoError(t, failed, body)
		require.Equal(t, want, whole, body)
		require.Equal(t, want, streamed, body)
	}
	err := decode.EachJSON(strings.NewReader(`{"0":1,"4":null}`), 1000, func(int64, decode.Report) error { return nil })
	require.EqualError(t, err, "[1]: want an integer, got null")
	err = decode.EachJSON(strings.NewReader(`{"0":1} x`), 1000, func(int64, decode.Report) error { return nil })
	require.ErrorContains(t, err, "goes on after its value")
}
