package rest

import (
	"net/url"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// follow takes the cursor or link of the next page from the answer. One that was
// followed before is an error, because the list would be read in a circle.
func (l *list[E]) follow() (bool, error) {
	next := l.field(l.Next)
	if next == "" || !l.isMore() {
		return false, nil
	}
	if l.By == ByLink {
		address, err := l.resolve(next)
		if err != nil {
			return false, err
		}
		next = textOfAddress(address)
		if from := l.heard.URL; from != nil { // the first page has an address too
			l.followed[textOfAddress(settings.Address{Path: from.EscapedPath(), Query: from.RawQuery})] = true
		}
	}
	if l.followed[next] {
		return false, l.unexpected("%s names a page that was read already, so the list cannot be read to its end", l.Next)
	}
	l.at = next
	return true, nil
}

// resolve makes an address of a link, which may be relative to the page's address. A
// link to another host, or to a path that is not below the documented base path, is
// an error.
func (l *list[E]) resolve(link string) (settings.Address, error) {
	to, err := url.Parse(link)
	if err != nil {
		return settings.Address{}, l.unexpected("%s is no address", l.Next)
	}
	if from := l.heard.URL; from != nil {
		to = from.ResolveReference(to)
		if to.User != nil || to.Scheme != "https" && to.Scheme != "http" || !strings.EqualFold(to.Hostname(), from.Hostname()) || to.Port() != "" && to.Port() != from.Port() {
			return settings.Address{}, l.leaves()
		}
	}
	address := settings.Address{Path: to.EscapedPath(), Query: to.RawQuery}
	if !l.isBelow(address) {
		return settings.Address{}, l.leaves()
	}
	return address, nil
}

// isBelow reports whether an address is below the documented base path.
func (l *list[E]) isBelow(address settings.Address) bool {
	path, err := url.PathUnescape(address.Path)
	if err != nil || slices.ContainsFunc(strings.Split(path, "/"), func(step string) bool { return step == "." || step == ".." }) {
		return false
	}
	return strings.HasPrefix(path, strings.TrimSuffix(l.client.BasePath, "/")+"/")
}

func (l *list[E]) leaves() error {
	e := boxoffice.AsError(l.unexpected(""))
	e.Err = safe.Errorf(boxoffice.ErrOrigin, "%s leads away from the vendor's server", l.Next)
	return e
}

// addressOf splits a text into path and query.
func addressOf(text string) settings.Address {
	path, query, _ := strings.Cut(text, "?")
	return settings.Address{Path: path, Query: query}
}

func textOfAddress(a settings.Address) string {
	if a.Query == "" {
		return a.Path
	}
	return a.Path + "?" + a.Query
}

// nextIn returns the address with the relation "next" in a Link header (RFC 8288).
func nextIn(header []string) string {
	for _, value := range header {
		for value != "" {
			_, after, found := strings.Cut(value, "<")
			address, parameters, closed := strings.Cut(after, ">")
			if !found || !closed {
				break
			}
			own, rest, _ := strings.Cut(parameters, "<")
			for parameter := range strings.SplitSeq(own, ";") {
				name, relations, _ := strings.Cut(strings.Trim(parameter, " ,\t"), "=")
				if strings.EqualFold(strings.TrimSpace(name), "rel") && slices.Contains(strings.Fields(strings.ToLower(strings.Trim(relations, `" `))), "next") {
					return address
				}
			}
			if value = rest; value != "" {
				value = "<" + value
			}
		}
	}
	return ""
}
