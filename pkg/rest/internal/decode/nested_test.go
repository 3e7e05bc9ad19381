package decode_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

type keyed struct {
	ID int64   `json:"id,omitzero"`
	In []keyed `json:"in,omitzero"`
}

// Each level was read once more to find out whether it is a list: with 400 of them, a
// body of 4 MiB took seconds.
func TestListsWithKeysMayBeNestedDeep(t *testing.T) {
	const levels, wide = 200, 20_000
	body := strings.Repeat(`{"0":{"id":1,"in":`, levels) + `{"7":{},"9":{"in":[` + strings.Repeat(`{"id":2},`, wide) + `{"id":3}]}}` + strings.Repeat(`}}`, levels)
	var got []keyed
	_, err := decode.JSON([]byte(body), &got)
	require.ErrorIs(t, err, decode.ErrMismatch, "an element without anything in it")
	require.ErrorContains(t, err, "in[0]: has none of the documented properties")

	body = strings.ReplaceAll(body, `"7":{},`, "")
	_, err = decode.JSON([]byte(body), &got)
	require.NoError(t, err)
	for range levels {
		require.Len(t, got, 1)
		require.Equal(t, int64(1), got[0].ID)
		got = got[0].In
	}
	require.Len(t, got, 1)
	require.Len(t, got[0].In, wide+1)
}

// What was read of an object until it turned out to be no list is forgotten, with all that
// was wrong with it.
func TestAnObjectThatIsNoListAfterAllIsOneMistake(t *testing.T) {
	type order struct {
		ID    int64 `json:"id"`
		Lines []struct {
			Count int64 `json:"count"`
			Extra int64 `json:"extra,omitzero"`
		} `json:"lines"`
	}
	for _, lines := range []string{
		`{"0":{"count":1},"name":2}`, `{"0":{"count":"x","extra":"y"},"1":{},"a":{"0":{}}}`, `{"0":{"count":1},"0":{"count":2}}`,
		`{"1":{"count":1},"3":{"extra":"x"},"2":{"count":2},"1":{"count":2}}`, `{"name":1,"0":{"count":1}}`, `{"00":{"count":1}}`, `{"1.0":null}`,
	} {
		var got order
		report, err := decode.JSON([]byte(`{"lines":`+lines+`,"id":7}`), &got)
		require.EqualError(t, err, "lines: want a list, got an object", lines)
		require.Empty(t, report.Problems, lines)
		require.Equal(t, order{ID: 7}, got, lines)
	}
	var got order
	_, err := decode.JSON([]byte(`{"lines":{"18446744073":{"count":1},"5":{"count":2}},"id":7}`), &got)
	require.NoError(t, err)
	require.Len(t, got.Lines, 2)
}

type either struct{ value any }

type leaf struct {
	Kind string `json:"kind"`
	In   either `json:"in,omitzero"`
	Text string `json:"text,omitzero"`
}

func (either) Variants() decode.Variants {
	return decode.Variants{Property: "kind", Types: map[string]any{"leaf": leaf{}}}
}

// The property that tells the kind of an object is looked for in all that is before it.
func TestHowOftenABodyIsLookedThroughForKindsIsBounded(t *testing.T) {
	nested := func(levels, size int) []byte {
		return []byte(strings.Repeat(`{"in":`, levels) + `{"text":"` + strings.Repeat("x", size) + `","kind":"leaf"}` + strings.Repeat(`,"kind":"leaf"}`, levels))
	}
	var got either
	for _, c := range []struct{ levels, size int }{{400, 1000}, {10, 1 << 20}} {
		_, err := decode.JSON(nested(c.levels, c.size), &got)
		require.NoError(t, err)
		require.IsType(t, leaf{}, got.value)
	}
	_, err := decode.JSON(nested(400, 1<<20), &got)
	require.ErrorIs(t, err, decode.ErrTooLarge)
}

func TestAFreeNumberHasABoundToo(t *testing.T) {
	var got any
	_, err := decode.JSON([]byte(`{"a":[`+strings.Repeat("9", 1001)+`],"b":2}`), &got)
	require.ErrorIs(t, err, decode.ErrMismatch)
	require.Equal(t, map[string]any{"a": []any{nil}, "b": json.Number("2")}, got)
}
