// Package retryafter reads the Retry-After header.
package retryafter

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const year = 365 * 24 * time.Hour

// Read reads the Retry-After header: seconds, or a date. Seconds may have a fraction,
// and a date the zone as PHP and others write it, or the form of RFC 3339: who asks to
// wait must not be asked again at once for the form of it. A date is judged by the
// answer's own Date, and by now where there is none: clocks differ. It reports false
// when the header is missing or malformed. The wait is never negative and at most a
// year.
func Read(header http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if wait, ok := seconds(text); ok {
		return wait, true
	}
	if text == "" {
		return 0, false
	}
	until, ok := date(text)
	if !ok {
		return 0, false
	}
	if answered, ok := date(header.Get("Date")); ok {
		now = answered
	}
	return min(max(until.Sub(now), 0), year), true
}

// seconds reads digits, with or without a fraction.
func seconds(text string) (time.Duration, bool) {
	whole, fraction, point := strings.Cut(text, ".")
	if !digits(whole) || point && !digits(fraction) {
		return 0, false
	}
	n, err := strconv.ParseUint(whole, 10, 63)
	if err != nil || n >= uint64(year/time.Second) {
		return year, true // too many for a number
	}
	wait := time.Duration(n) * time.Second
	if strings.Trim(fraction, "0") != "" {
		wait += time.Second // never less than was asked for
	}
	return wait, true
}

func digits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// zoned are the forms of a date that http.ParseTime does not know.
var zoned = []string{time.RFC1123Z, time.RFC3339}

func date(text string) (time.Time, bool) {
	if utc, ok := strings.CutSuffix(text, " UTC"); ok {
		text = utc + " GMT"
	}
	if t, err := http.ParseTime(text); err == nil {
		return t, true
	}
	for _, form := range zoned {
		if t, err := time.Parse(form, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
