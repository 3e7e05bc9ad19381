package redact

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Secrets remembers the secrets of exchanges, because a vendor may repeat one in a place
// that is not marked: in a message, or in the text of an error. The zero value has no
// secrets. It is safe for concurrent use.
type Secrets struct {
	mu     sync.Mutex
	values map[string]bool
}

// Add remembers a secret. It ignores a placeholder, because the answers of a fake may be
// redacted before they are used and recorded.
func (s *Secrets) Add(secret string) {
	if s == nil || secret == "" || strings.HasPrefix(secret, "redacted-") {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.values == nil {
		s.values = make(map[string]bool)
	}
	s.values[secret] = true
}

// AddCredential remembers what a credential's header holds: a key, the token
// after "Bearer" or any other kind, the pair after "Basic" and the password in it.
func (s *Secrets) AddCredential(value string) {
	if kind, secret, ok := strings.Cut(value, " "); ok && kind != "" && strings.Trim(kind, letters) == "" {
		value = secret
		if pair, err := base64.StdEncoding.DecodeString(secret); err == nil && strings.EqualFold(kind, "Basic") {
			_, password, _ := strings.Cut(string(pair), ":")
			s.Add(password)
			if plain, err := url.QueryUnescape(password); err == nil { // OAuth 2 escapes it first
				s.Add(plain)
			}
		}
	}
	s.Add(value)
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"

// ShowIn reports whether a text contains one of the secrets, unchanged or escaped. One of
// fewer than eight characters has to stand alone and to have a letter and a digit, and five
// characters at least, because other texts contain shorter ones and words by chance.
func (s *Secrets) ShowIn(text string) bool {
	return s.showIn(text, func(secret string) []string { return []string{secret} }) || s.showAlone(text)
}

// showAlone looks for the secrets that are too short for showIn.
func (s *Secrets) showAlone(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for secret := range s.values {
		if len(secret) >= shortest || len(secret) < shortestAlone || !strings.ContainsFunc(secret, unicode.IsLetter) || !strings.ContainsFunc(secret, unicode.IsDigit) {
			continue
		}
		for _, form := range Forms(secret) {
			for before, after, found := strings.Cut(text, form); found; before, after, found = strings.Cut(after, form) {
				last, _ := utf8.DecodeLastRuneInString(before)
				next, _ := utf8.DecodeRuneInString(after)
				if (!wordy(last) || escapedSpace.MatchString(before)) && !wordy(next) {
					return true
				}
			}
		}
	}
	return false
}

// escapedSpace is a space at the end of a text that JSON writes with a letter.
var escapedSpace = regexp.MustCompile(`\\[nrt]$`)

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// ShowPartIn is [Secrets.ShowIn] for a text that may be cut off in the middle of a
// secret: it also looks for the beginning and the end of a long secret.
func (s *Secrets) ShowPartIn(text string) bool { return s.showIn(text, ends) }

func (s *Secrets) showIn(text string, parts func(string) []string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for secret := range s.values {
		for _, part := range parts(secret) {
			if len(part) < shortest {
				continue
			}
			for _, form := range Forms(part) {
				if strings.Contains(text, form) {
					return true
				}
			}
		}
	}
	return false
}

// shortest is the length of the shortest secret that is looked for anywhere, shortestAlone
// of one that is looked for where it stands alone.
const (
	shortest      = 8
	shortestAlone = 5
)

// ends are a text and its two ends; the beginning of an address says nothing.
func ends(secret string) []string {
	all := []string{secret}
	if len(secret) < 2*shortest {
		return all
	}
	all = append(all, secret[len(secret)-shortest:])
	if !strings.Contains(secret, "://") {
		all = append(all, secret[:shortest])
	}
	return all
}

// replaced is the placeholder of a secret, which is remembered.
func (r Redactor) replaced(secret, placeholder string) string {
	if secret != placeholder {
		r.Secrets.Add(secret)
	}
	return placeholder
}
