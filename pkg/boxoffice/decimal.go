package boxoffice

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/decimal"
)

// Decimal is an amount, a price, a rate or a percentage: the decimal text that
// the vendor sent, such as "4200.50", never a binary float. "" means that there
// is none; a request with "" where the vendor requires a number is refused.
type Decimal string

// Rat returns the exact value. Its error is [ErrNotANumber].
func (d Decimal) Rat() (*big.Rat, error) {
	if !decimal.Valid(string(d)) {
		return nil, ErrNotANumber
	}
	r, ok := new(big.Rat).SetString(string(d))
	if !ok {
		return nil, ErrNotANumber
	}
	return r, nil
}

// Minor returns the value in units of ten to the minus exponent: with exponent 2,
// "42.50" is 4250. A value that has more digits than that, or does not fit into
// an int64, is an error: nothing is rounded.
func (d Decimal) Minor(exponent int) (int64, error) {
	r, err := d.Rat()
	if err != nil {
		return 0, err
	}
	if exponent < 0 || exponent > 18 {
		return 0, fmt.Errorf("an exponent of %d: it must be between 0 and 18", exponent)
	}
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exponent)), nil)))
	if !r.IsInt() || !r.Num().IsInt64() {
		return 0, fmt.Errorf("the decimal has no exact value in units of 10^-%d", exponent)
	}
	return r.Num().Int64(), nil
}

// DecimalOf returns minor units as a decimal: 4250 with exponent 2 is "42.50".
// exponent is at least 0.
func DecimalOf(minor int64, exponent int) Decimal {
	digits := new(big.Int).SetInt64(minor)
	sign := ""
	if digits.Sign() < 0 {
		sign = "-"
		digits.Neg(digits)
	}
	text := digits.String()
	if exponent <= 0 {
		return Decimal(sign + text)
	}
	if len(text) <= exponent {
		text = strings.Repeat("0", exponent-len(text)+1) + text
	}
	cut := len(text) - exponent
	return Decimal(sign + text[:cut] + "." + text[cut:])
}

// MarshalJSON writes a JSON number, null for "", so that a price that is not set is
// still not set when it is read again. What is no number is an error. (A request
// with "" for a required number is refused before it is encoded.)
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d == "" {
		return []byte("null"), nil
	}
	if !decimal.Valid(string(d)) {
		return nil, ErrNotANumber
	}
	return []byte(d), nil
}

// UnmarshalJSON reads a number, or a string that holds one, and keeps its text.
// null leaves the decimal as it is.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	text := string(data)
	if text == "null" {
		return nil
	}
	if strings.HasPrefix(text, `"`) {
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
	}
	if !decimal.Valid(text) {
		return ErrNotANumber
	}
	*d = Decimal(text)
	return nil
}
