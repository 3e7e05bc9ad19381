package ticketing

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// URI is the vendor's name for a resource, relative to its server: pairs of a
// kind of resource and an id, such as
// "/events/16993717817996/sections/16993964783416". A kind without an id may
// stand at the end ("/accounts/EX-00000001/preferences").
//
// A URI that is not the zero value is valid. URIs are comparable: equal ones
// name the same resource. The generated models hold URIs as text, so that one
// the vendor has malformed costs no more than itself; [ParseURI] reads them.
type URI struct{ text string }

// ErrURI is why a text is no URI of the vendor's.
var ErrURI = errors.New("not a resource URI")

// numbered are the kinds whose ids are numbers. Accounts, orders and transfers
// have numbers that are texts.
var numbered = []string{"events", "sections", "tokens", "modifiers", "hosts", "venues", "regions", "categories"}

// ParseURI reads a URI. Anything but a path of kinds and ids is refused with
// [ErrURI]: a scheme, a host, a query, an escape, an empty or a repeated part,
// an id that is not the exact int64 it should be. The error does not quote the
// text.
func ParseURI(text string) (URI, error) {
	path, ok := strings.CutPrefix(text, "/")
	if !ok {
		return URI{}, safe.Errorf(ErrURI, "it does not begin with a slash")
	}
	parts := strings.Split(path, "/")
	for i, part := range parts {
		kind := parts[i&^1]
		switch {
		case part == "":
			return URI{}, safe.Errorf(ErrURI, "part %d is empty", i+1)
		case i%2 == 0 && strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz-") != "":
			return URI{}, safe.Errorf(ErrURI, "part %d is not a kind of resource", i+1)
		case i%2 == 0 && repeated(parts[:i], kind):
			return URI{}, safe.Errorf(ErrURI, "part %d names a kind of resource again", i+1)
		case i%2 == 1 && slices.Contains(numbered, kind) && !isNumber(part):
			return URI{}, safe.Errorf(ErrURI, "part %d is not a positive 64-bit number", i+1)
		case i%2 == 1 && strings.ContainsFunc(part, notID):
			return URI{}, safe.Errorf(ErrURI, "part %d is not an id", i+1)
		}
	}
	return URI{text}, nil
}

func repeated(before []string, kind string) bool {
	for i := 0; i < len(before); i += 2 {
		if before[i] == kind {
			return true
		}
	}
	return false
}

// isNumber admits a positive number in the one form that it is written in.
func isNumber(text string) bool {
	n, err := strconv.ParseInt(text, 10, 64)
	return err == nil && n > 0 && strconv.FormatInt(n, 10) == text
}

func notID(r rune) bool {
	return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-'
}

// ParseURIs reads a list of URIs. Its error is that of the first that is none.
func ParseURIs(texts []string) ([]URI, error) {
	uris := make([]URI, len(texts))
	for i, text := range texts {
		uri, err := ParseURI(text)
		if err != nil {
			return nil, err
		}
		uris[i] = uri
	}
	return uris, nil
}

// String is the URI as the vendor writes it, "" for the zero value.
func (u URI) String() string { return u.text }

// MarshalText is String, for JSON and other encodings.
func (u URI) MarshalText() ([]byte, error) { return []byte(u.text), nil }

// UnmarshalText reads what MarshalText writes.
func (u *URI) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*u = URI{}
		return nil
	}
	parsed, err := ParseURI(string(text))
	if err == nil {
		*u = parsed
	}
	return err
}

// Join is the URI of something below u: text is relative to u, as the sections
// of an event are ("/sections/16993964783416"), or begins with u already.
func (u URI) Join(text string) (URI, error) {
	if strings.HasPrefix(text, u.text+"/") && u.text != "" {
		return ParseURI(text)
	}
	if _, err := ParseURI(text); err != nil {
		return URI{}, err
	}
	return ParseURI(u.text + text)
}
