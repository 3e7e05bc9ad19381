package vendortest

import (
	"net/url"
	"regexp"
	"strings"
	"time"
)

// formats are the string formats the fake checks, leniently: what it refuses is
// none by anybody's reading. Others only describe.
var formats = map[string]struct {
	what string
	fits func(string) bool
}{
	"date":          {"a date (2006-01-02)", parses(time.DateOnly)},
	"date-time":     {"a time with its zone (2006-01-02T15:04:05Z)", parses(time.RFC3339)},
	"uuid":          {"a UUID", regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`).MatchString},
	"email":         {"an e-mail address", isEmail},
	"uri":           {"an absolute URI", func(s string) bool { u, err := url.Parse(s); return err == nil && u.IsAbs() }},
	"uri-reference": {"a URI or a relative reference", func(s string) bool { _, err := url.Parse(s); return err == nil }},
}

func parses(layout string) func(string) bool {
	return func(s string) bool { _, err := time.Parse(layout, s); return err == nil }
}

func isEmail(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	return ok && user != "" && host != "" && !strings.ContainsAny(s, " \t\r\n") && !strings.Contains(host, "@")
}
