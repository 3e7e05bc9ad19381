// Package retryafter reads the Retry-After header.
package retryafter

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Read reads the Retry-After header: seconds, or an HTTP date. A date is judged by
// the answer's own Date, and by now where there is none: clocks differ. It reports
// false when the header is missing or malformed. The wait is never negative and at
// most a year.
func Read(header http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(header.Get("Retry-After"))
	const year = 365 * 24 * time.Hour
	seconds, err := strconv.ParseUint(text, 10, 63)
	switch {
	case err == nil && seconds <= uint64(year/time.Second):
		return time.Duration(seconds) * time.Second, true
	case err == nil, errors.Is(err, strconv.ErrRange):
		return year, true
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	if answered, err := http.ParseTime(header.Get("Date")); err == nil {
		now = answered
	}
	return min(max(date.Sub(now), 0), year), true
}
