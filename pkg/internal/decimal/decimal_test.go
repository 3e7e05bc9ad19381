package decimal_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/decimal"
)

// encoding/json and math/big know the same numbers, but for the length.
func FuzzWhatIsANumberForJSONIsValid(f *testing.F) {
	for _, text := range []string{
		"", "-", "0", "-0", "00", "01", "1", "12.50", "-12.50", "1.", ".5", "1.e3", "1e3", "1E+30", "1e-999", "1e0000999", "1e1000", "1e", "1e+", "1e3x",
		"+1", " 1", "1 ", "0x1", "1_0", "NaN", "Infinity", "--1", "1.2.3", "1,5", "\u0661",
		strings.Repeat("9", 64), "-" + strings.Repeat("9", 64), strings.Repeat("9", 65),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var number json.Number
		want := json.Unmarshal([]byte(text), &number) == nil && string(number) == text
		if _, exponent, has := strings.Cut(strings.ToLower(text), "e"); has && len(strings.TrimLeft(exponent, "+-0")) > 3 {
			want = false
		}
		if text == "null" || strings.HasPrefix(text, `"`) || len(strings.TrimPrefix(text, "-")) > 64 {
			want = false
		}
		require.Equal(t, want, decimal.Valid(text), text)
		if want {
			_, ok := new(big.Rat).SetString(text)
			require.True(t, ok, "its value can be computed")
		}
	})
}
