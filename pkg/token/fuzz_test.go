package token_test

import (
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// What a store holds may be anything: it is a token, or an error that says
// nothing of it.
func FuzzWhatAStoreHolds(f *testing.F) {
	for _, data := range []string{
		"", "{}", "null", `{"access":"a"}`, `{"access":"a","refresh":"b","expires":"2030-01-02T03:04:05Z"}`, `{"access":1}`, `{"expires":"soon"}`,
		`{"access":"\ud800"}`, `{"expires":"9999-12-31T23:59:59.999999999-23:59"}`, `{"access":"a"}{}`, "\x00",
	} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		held, err := token.Decode(data)
		if err != nil {
			if held != (token.Token{}) || len(data) > 12 && strings.Contains(err.Error(), string(data)) {
				t.Fatalf("%v with %v", held, err)
			}
			return
		}
		again, err := token.Decode(token.Encode(held))
		if err != nil || again.Access.Reveal() != held.Access.Reveal() || again.Refresh.Reveal() != held.Refresh.Reveal() {
			t.Fatalf("%q does not survive being stored again: %v", data, err)
		}
		if !again.Expires.Equal(held.Expires) && held.Expires.UTC().Year() <= 9999 {
			t.Fatalf("its end changes from %v to %v", held.Expires, again.Expires)
		}
	})
}
