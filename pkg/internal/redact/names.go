package redact

import (
	"slices"
	"strings"
	"unicode"
)

// secretParts make a name secret wherever they are in it, also when words are not
// separated (accesstoken).
var secretParts = []string{"password", "passwd", "passphrase", "passcode", "secret", "token", "credential", "authorization", "apikey"}

// secretWords make a name secret when they are one of its words: "apiKey" and
// "X-API-Key", but not "keyword".
var secretWords = map[string]bool{
	"key": true, "pwd": true, "jwt": true, "otp": true, "pin": true, "cookie": true,
	"cvv": true, "cvv2": true, "cvc": true, "cvc2": true, "csc": true, "pan": true,
}

// harmlessEnds end the names of things that are said about a secret: token_type,
// tokenExpiresAt, key_count.
var harmlessEnds = map[string]bool{
	"type": true, "id": true, "count": true, "at": true, "in": true,
	"expires": true, "expiry": true, "expiration": true, "lifetime": true,
}

// SecretName reports whether a field, parameter or header with this name counts as a
// secret although the specification does not mark it.
func SecretName(name string) bool {
	words := nameWords(name)
	if len(words) == 0 || harmlessEnds[words[len(words)-1]] || slices.Contains(words, "idempotency") {
		return false
	}
	for _, word := range words {
		if secretWords[word] {
			return true
		}
	}
	joined := strings.Join(words, "")
	for _, part := range secretParts {
		if strings.Contains(joined, part) {
			return true
		}
	}
	return false
}

// nameWords are the lower-case words of a camelCase, snake_case or kebab-case
// name.
func nameWords(name string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
			word = nil
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		if unicode.IsUpper(r) && i > 0 {
			afterLower := !unicode.IsUpper(runes[i-1])
			beforeLower := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if afterLower || beforeLower {
				flush()
			}
		}
		word = append(word, r)
	}
	flush()
	return words
}
