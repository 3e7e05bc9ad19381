package redact

import (
	"regexp"
	"strings"
)

// urlSecretName is SecretName for the query of a URL, and for what is left out. There
// the name of a signature or of a session says secret too: who has the signed address
// needs nothing else.
func urlSecretName(name string) bool {
	if SecretName(name) {
		return true
	}
	words := nameWords(name)
	for n, word := range words {
		switch word {
		case "signature", "sig", "sid", "jsessionid", "phpsessid", "sessionid", "sessid":
			return true
		case "session":
			if n == len(words)-1 || words[n+1] == "id" {
				return true
			}
		}
	}
	return false
}

var (
	pairInURL = regexp.MustCompile(`([?&#;](?:amp;)?)([A-Za-z0-9_.\[\]-]+)=([^&;#\s"'<>]+)`)
	userInURL = regexp.MustCompile(`://[^\s/@"'<>?#]+@`)
)

// addresses is a text without the secrets in the addresses that are a part of it: one
// in a sentence, one without a host, one that is escaped for HTML.
func (r Redactor) addresses(text string) string {
	if !strings.ContainsAny(text, "=@") {
		return text
	}
	text = userInURL.ReplaceAllLiteralString(text, "://")
	return pairInURL.ReplaceAllStringFunc(text, func(pair string) string {
		found := pairInURL.FindStringSubmatch(pair)
		if !urlSecretName(found[2]) || strings.HasPrefix(found[3], "redacted-") {
			return pair
		}
		return found[1] + found[2] + "=" + r.replaced(found[3], Placeholder(found[2]))
	})
}
