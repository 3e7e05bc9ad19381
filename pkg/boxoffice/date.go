package boxoffice

import (
	"fmt"
	"time"
)

// Date is a day as the vendor writes it, such as "2019-01-17". "" means that
// there is none.
type Date string

// DateOf is the day of t in t's own time zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Time returns the beginning of the day in UTC.
func (d Date) Time() (time.Time, error) {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}, fmt.Errorf("a date of %d characters is not of the form 2006-01-02", len(d))
	}
	return t, nil
}

// DateTime is a moment as the vendor writes it. "" means that there is none. It
// is text, because vendors write moments in more than one way, and one that
// cannot be read must not cost the rest of an answer.
type DateTime string

// DateTimeOf is t in RFC 3339, such as "2018-08-17T15:59:43+02:00".
func DateTimeOf(t time.Time) DateTime { return DateTime(t.Format(time.RFC3339Nano)) }

// moments are the forms of a moment that vendors use.
var moments = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999-0700", "2006-01-02 15:04:05.999999999-07:00", "2006-01-02 15:04:05.999999999-0700"}

// Time reads RFC 3339, also with an offset without a colon ("+0000") and with a
// space instead of the T. A moment without an offset is an error, because its time
// zone is not known.
func (d DateTime) Time() (time.Time, error) {
	for _, form := range moments {
		if t, err := time.Parse(form, string(d)); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("a moment of %d characters is not of the form 2006-01-02T15:04:05Z07:00", len(d))
}
