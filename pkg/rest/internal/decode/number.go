package decode

import (
	"errors"
	"math"
	"strconv"
)

// numberEnd returns where the JSON number that begins at i ends, -1 when there is no
// number.
func numberEnd[B []byte | string](b B, i int) int {
	if i < len(b) && b[i] == '-' {
		i++
	}
	switch {
	case i < len(b) && b[i] == '0':
		i++
	case i < len(b) && '1' <= b[i] && b[i] <= '9':
		i = digitsEnd(b, i)
	default:
		return -1
	}
	if i < len(b) && b[i] == '.' {
		end := digitsEnd(b, i+1)
		if end == i+1 {
			return -1
		}
		i = end
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		end := digitsEnd(b, i)
		if end == i {
			return -1
		}
		i = end
	}
	return i
}

func digitsEnd[B []byte | string](b B, i int) int {
	for i < len(b) && '0' <= b[i] && b[i] <= '9' {
		i++
	}
	return i
}

// fault says what is wrong with a number.
type fault uint8

const (
	fine fault = iota
	noNumber
	noInteger
	outOfRange
	tooLong
)

// parseInt returns the exact value of a JSON number.
func parseInt(b []byte) (int64, fault) {
	i, negative := 0, false
	if len(b) > 0 && b[0] == '-' {
		i, negative = 1, true
	}
	if n := len(b) - i; n < 1 || n > 18 || b[i] == '0' && n > 1 {
		return parseExactly(b)
	}
	var value int64
	for _, c := range b[i:] {
		if c < '0' || c > '9' {
			return parseExactly(b)
		}
		value = value*10 + int64(c-'0')
	}
	if negative {
		value = -value
	}
	return value, fine
}

// parseExactly is parseInt for numbers with a fraction, an exponent or many
// digits.
func parseExactly(b []byte) (int64, fault) {
	if numberEnd(b, 0) != len(b) {
		return 0, noNumber
	}
	if len(b) > maxNumber {
		return 0, tooLong
	}
	var kept [maxNumber]byte
	digits, exponent, point := kept[:0], 0, false
	for i, c := range b {
		if c == 'e' || c == 'E' {
			exponent += parseExponent(b[i+1:])
			break
		}
		switch {
		case c == '.':
			point = true
		case '0' <= c && c <= '9':
			if len(digits) > 0 || c != '0' {
				digits = append(digits, c)
			}
			if point {
				exponent--
			}
		}
	}
	for len(digits) > 0 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
		exponent++
	}
	switch {
	case len(digits) == 0:
		return 0, fine
	case exponent < 0:
		return 0, noInteger
	case len(digits)+exponent > 19:
		return 0, outOfRange
	}
	var value uint64
	for _, c := range digits {
		value = value*10 + uint64(c-'0')
	}
	for range exponent {
		value *= 10
	}
	if b[0] == '-' {
		if value > 1<<63 {
			return 0, outOfRange
		}
		return -int64(value), fine // -1<<63 wraps to itself
	}
	if value > math.MaxInt64 {
		return 0, outOfRange
	}
	return int64(value), fine
}

// parseExponent returns the exponent, but at most 100 * maxNumber. No number has so
// many digits that a larger exponent would make a difference.
func parseExponent(b []byte) int {
	negative := b[0] == '-'
	value := 0
	for _, c := range b {
		if c >= '0' && c <= '9' {
			value = min(value*10+int(c-'0'), 100*maxNumber)
		}
	}
	if negative {
		return -value
	}
	return value
}

func parseFloat(b []byte, bits int) (float64, fault) {
	if numberEnd(b, 0) != len(b) {
		return 0, noNumber
	}
	if len(b) > maxNumber {
		return 0, tooLong
	}
	value, err := strconv.ParseFloat(string(b), bits)
	if errors.Is(err, strconv.ErrRange) {
		return 0, outOfRange
	} else if err != nil {
		return 0, noNumber
	}
	return value, fine
}
