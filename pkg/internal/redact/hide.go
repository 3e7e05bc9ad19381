package redact

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Hide replaces the secrets in texts by a placeholder, in every form.
type Hide struct {
	replacer *strings.Replacer
	patterns []*regexp.Regexp
	with     string
}

// Hide returns a Hide for the secrets that are remembered now.
func (s *Secrets) Hide(placeholder string) Hide {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := Hide{with: placeholder}
	var forms []string
	for secret := range s.values {
		forms = append(forms, Forms(secret)...)
		if pattern := anyForm(secret); pattern != nil {
			h.patterns = append(h.patterns, pattern)
		}
	}
	slices.SortFunc(forms, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	pairs := make([]string, 0, 2*len(forms))
	for _, form := range slices.Compact(forms) { // the longest first: a form may be part of another
		pairs = append(pairs, form, placeholder)
	}
	h.replacer = strings.NewReplacer(pairs...)
	return h
}

// In returns the text with the secrets replaced.
func (h Hide) In(text string) string {
	text = h.replacer.Replace(text)
	for _, pattern := range h.patterns {
		text = pattern.ReplaceAllLiteralString(text, h.with)
	}
	return text
}

// ShownIn reports whether the text shows a secret.
func (h Hide) ShownIn(text string) bool { return h.In(text) != text }
