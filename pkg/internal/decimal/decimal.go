// Package decimal knows the form of decimal numbers.
package decimal

import "strings"

// longest is how many characters a number may have without its sign, and
// longestExponent how many digits its exponent, so that its value can be computed.
const (
	longest         = 64
	longestExponent = 3
)

// Valid reports whether the text is a number as JSON writes it, and short enough.
func Valid(text string) bool {
	text = strings.TrimPrefix(text, "-")
	if len(text) > longest {
		return false
	}
	whole, text := digits(text)
	if whole == "" || whole[0] == '0' && len(whole) > 1 {
		return false
	}
	if after, found := strings.CutPrefix(text, "."); found {
		var fraction string
		if fraction, text = digits(after); fraction == "" {
			return false
		}
	}
	if text == "" {
		return true
	}
	if text[0] != 'e' && text[0] != 'E' {
		return false
	}
	if text = text[1:]; text != "" && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	exponent, rest := digits(text)
	return exponent != "" && rest == "" && len(strings.TrimLeft(exponent, "0")) <= longestExponent
}

// digits cuts the digits off the beginning of a text.
func digits(text string) (cut, rest string) {
	i := 0
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		i++
	}
	return text[:i], text[i:]
}
