package decode_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

func TestMembersAndElementsAreThoseOfEncodingJSON(t *testing.T) {
	for _, body := range []string{
		`{}`, ` { } `, `{"a":1,"b":[1,{"c":"d"}],"":null}`, `{"a\"\u0041":"\u00e9\n","long name without escapes":{}}`, `{"\ud800":1,"b":2}`,
		`[]`, ` [ 1 , "two" , [3] , {"4":5} , null ] `, `"text"`, `"\ud834\udd1e"`, `-1.50e3`, `true`, `null`,
		``, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,}`, `{"a":1}x`, `{a:1}`, `[`, `[1`, `[1,]`, `[1]]`, `"open`, `"\x"`, `1x`, `-`,
	} {
		var object map[string]json.RawMessage
		var list []json.RawMessage
		valid := json.Valid([]byte(body))

		members, ok := decode.AppendMembers(nil, []byte(body))
		require.Equal(t, valid && json.Unmarshal([]byte(body), &object) == nil && object != nil, ok, body)
		delete(object, "\ufffd") // a name that is no text
		got := map[string]json.RawMessage{}
		for _, m := range members {
			got[string(m.Name)] = m.Raw
		}
		if ok {
			require.Equal(t, object, got, body)
		}

		var elements []json.RawMessage
		ok = decode.Elements([]byte(body), func(element []byte) { elements = append(elements, element) })
		require.Equal(t, valid && json.Unmarshal([]byte(body), &list) == nil && list != nil, ok, body)
		if ok {
			require.Equal(t, append(json.RawMessage("["), append(join(elements), ']')...), append(json.RawMessage("["), append(join(list), ']')...), body)
		}

		var value any
		said, ok := decode.Said([]byte(body))
		_ = json.Unmarshal([]byte(body), &value)
		if text, is := value.(string); is {
			require.True(t, ok, body)
			require.Equal(t, text, said)
		} else if _, is := value.(float64); is {
			require.True(t, ok, body)
			require.Equal(t, body, said)
		} else {
			require.False(t, ok, body)
		}
	}
	_, ok := decode.Said([]byte(`"\ud800"`))
	require.False(t, ok, "a half of a surrogate pair is no text")
}

func join(parts []json.RawMessage) (joined []byte) {
	for _, p := range parts {
		joined = append(append(joined, p...), ',')
	}
	return joined
}
