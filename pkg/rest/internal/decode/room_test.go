package decode_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// What a list has room for beyond its end stays in memory for as long as the list does.
func TestALongListHasLittleRoomBeyondItsEnd(t *testing.T) {
	type page struct {
		Note  string `json:"note,omitzero"`
		Total int64  `json:"total"`
		Items []line `json:"items"`
	}
	var items, inXML strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&items, `,{"id":%d,"amount":12.50,"note":"number %d"}`, i, i)
		fmt.Fprintf(&inXML, `<line><id>%d</id><amount>12.50</amount><note>number %d</note></line>`, i, i)
	}
	list := "[" + items.String()[1:] + "]"
	little := func(lines []line, room int) {
		t.Helper()
		require.Len(t, lines, 20_000)
		require.Equal(t, int64(19_999), lines[19_999].ID)
		require.LessOrEqual(t, cap(lines), room)
	}
	var got []line
	_, err := decode.JSON([]byte(list), &got)
	require.NoError(t, err)
	little(got, 23_000)
	_, err = decode.XMLList([]byte("<lines>"+inXML.String()+"</lines>"), "lines", "line", &got)
	require.NoError(t, err)
	little(got, 23_000)
	var one page
	_, err = decode.JSON([]byte(`{"total":20000,"items":`+list+"}"), &one)
	require.NoError(t, err)
	little(one.Items, 23_000)

	long := strings.Repeat("x", len(list))
	_, err = decode.JSON([]byte(`{"total":20000,"note":"`+long+`","items":`+list+"}"), &one)
	require.NoError(t, err)
	little(one.Items, 25_000)
	_, err = decode.JSON([]byte(`{"total":20000,"items":`+list+`,"note":"`+long+`"}`), &one)
	require.NoError(t, err)
	little(one.Items, 45_000)
}

// An estimate by the first elements may be wrong. It must not cost more than the body.
func TestAListThatBeginsWithSmallElementsDoesNotTakeMoreThanTheBody(t *testing.T) {
	type wide struct {
		Text string `json:"text,omitzero"`
		Room [50]struct {
			A, B, C, D int64
		} `json:"-"`
	}
	body := "[" + strings.Repeat(`{"text":""},`, 1000) + `{"text":"` + strings.Repeat("x", 4<<20) + `"}]`
	var got []wide
	_, err := decode.JSON([]byte(body), &got)
	require.NoError(t, err)
	require.Len(t, got, 1001)
	require.LessOrEqual(t, cap(got), 2*1001+len(body)/1600)

	var nested [][]int64
	_, err = decode.JSON([]byte("["+strings.Repeat("["+strings.Repeat("1,", 299)+"1],", 999)+"[]]"), &nested)
	require.NoError(t, err)
	for _, list := range nested {
		require.LessOrEqual(t, cap(list), 600)
	}
}
