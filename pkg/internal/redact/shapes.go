package redact

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

// Finding is a text that looks like a secret. It has the place and the kind, but not the
// text itself.
type Finding struct {
	Line int
	Kind string
}

// String is "line 12: a JSON Web Token".
func (f Finding) String() string { return "line " + strconv.Itoa(f.Line) + ": " + f.Kind }

// shape is a pattern of a secret. When except is set, it may accept a match as harmless.
type shape struct {
	kind    string
	pattern *regexp.Regexp
	except  func(match string) bool
}

var shapes = []shape{
	{"a JSON Web Token", regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}`), nil},
	{"32 or more hexadecimal digits", regexp.MustCompile(`(?i)\b[0-9a-f]{32,}\b`), nil},
	{"a bearer value", regexp.MustCompile(`(?i)\bbearer\s+[A-Za-z0-9._~+/-]{8,}=*`), harmlessBearer},
	{"a Basic pair", regexp.MustCompile(`\b(?i:basic)\s+[A-Za-z0-9+/]{6,}={0,2}`), harmlessBasic},
	{"credentials in a URL", regexp.MustCompile(`://[^\s/@"']+:[^\s/@"']+@`), nil},
	{"an e-mail address outside example.com and example.org", address, harmlessAddress},
	{"a long text in Base64", regexp.MustCompile(`[A-Za-z0-9+/_-]{40,}={0,2}`), plainWords},
	{"a private key", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`), nil},
	{"a key of a cloud or payment service", regexp.MustCompile(`\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|[rsp]k_(?:live|test)_[0-9A-Za-z]{16,}|gh[opsru]_[0-9A-Za-z]{36}|AIza[0-9A-Za-z_-]{35}|xox[abeprs]-[0-9A-Za-z-]{10,})`), nil},
	{"a signed address", regexp.MustCompile(`(?i)[?&](?:amp;)?(?:x-(?:amz|goog)-)?(?:signature|sig)=[^&\s"'<>]+`), harmlessSignature},
	{"a number of a bank account (IBAN)", regexp.MustCompile(`\b[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?\b`), notIBAN},
	{"a payment card number", regexp.MustCompile(`\b[3-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{3,4}\b`), notCard},
}

// address has letters of any language, before the @ and after it.
var address = regexp.MustCompile(`[\pL\pN._%+'-]+(@|%40)[\pL\pN.-]+\.\pL{2,}`)

// maskAddresses replaces every e-mail address by the same one, whatever the name of the
// mailbox is.
func maskAddresses(text string) string {
	return address.ReplaceAllStringFunc(text, func(match string) string {
		if harmlessAddress(match) {
			return match
		}
		if strings.Contains(match, "@") {
			return "redacted@example.com"
		}
		return "redacted%40example.com"
	})
}

// Scan finds what looks like a secret in a text that is going to be, or has
// been, written down.
func Scan(text string) []Finding {
	var found []Finding
	for i, line := range strings.Split(text, "\n") {
		line = digest.ReplaceAllString(line, "")
		plain := unescaped(line)
		for _, s := range shapes {
			if s.in(line) || plain != line && s.in(plain) {
				found = append(found, Finding{Line: i + 1, Kind: s.kind})
			}
		}
	}
	return found
}

func (s shape) in(line string) bool {
	for _, match := range s.pattern.FindAllString(line, -1) {
		if s.except == nil || !s.except(match) {
			return true
		}
	}
	return false
}

var backslash = regexp.MustCompile(`\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)`)

// unescaped is a line without the escapes of JSON, YAML and XML, which would hide what
// it says.
func unescaped(line string) string {
	line = backslash.ReplaceAllStringFunc(line, func(escape string) string {
		switch kind := escape[1:2]; kind {
		case "u", "x":
			if code, err := strconv.ParseInt(escape[2:], 16, 32); err == nil {
				return string(rune(code))
			}
			return " "
		case "n", "r", "t", "b", "f":
			return " "
		default:
			return escape[1:]
		}
	})
	return html.UnescapeString(line)
}

// harmlessSignature excuses a placeholder.
func harmlessSignature(match string) bool {
	_, value, _ := strings.Cut(match, "=")
	return strings.HasPrefix(value, "redacted")
}

// notIBAN is the check of the two digits that an IBAN has after its country.
func notIBAN(match string) bool {
	text := strings.ReplaceAll(match, " ", "")
	if len(text) < 15 || len(text) > 34 {
		return true
	}
	rest := 0
	for _, c := range text[4:] + text[:4] {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
			continue
		}
		rest = (rest*10 + int(c-'0')) % 97
	}
	return rest != 1
}

// harmlessBearer excuses the trace of a redacted credential, what the
// specifications' examples use, and prose (a bearer operation).
func harmlessBearer(match string) bool {
	value := strings.TrimSpace(match[len("bearer"):])
	return value == "redacted" || strings.HasPrefix(value, "redacted-") || strings.HasPrefix(value, "example-") ||
		strings.Trim(strings.ToLower(value), "abcdefghijklmnopqrstuvwxyz.") == ""
}

// harmlessBasic excuses the trace of a redacted credential, and prose.
func harmlessBasic(match string) bool {
	value := strings.TrimSpace(match[len("basic"):])
	return strings.Trim(value, "abcdefghijklmnopqrstuvwxyz") == ""
}

// harmlessAddress excuses the domains reserved for examples.
func harmlessAddress(match string) bool {
	domain := strings.ToLower(match[strings.LastIndexAny(match, "@%")+1:])
	domain = strings.TrimPrefix(domain, "40") // of an escaped @
	for _, reserved := range []string{"example.com", "example.org"} {
		if domain == reserved || strings.HasSuffix(domain, "."+reserved) {
			return true
		}
	}
	return false
}

// plainWords excuses long runs that are no Base64: words, paths and
// placeholders. Base64 mixes capitals, small letters and digits, and rarely has
// two of its separators near each other.
func plainWords(match string) bool {
	for _, part := range strings.FieldsFunc(match, func(r rune) bool { return strings.ContainsRune("/_-", r) }) {
		if len(part) >= 16 && strings.ContainsAny(part, "0123456789") &&
			strings.ContainsAny(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && strings.ContainsAny(part, "abcdefghijklmnopqrstuvwxyz") {
			return false
		}
	}
	return true
}

// notCard is the check digit that payment cards have (Luhn).
func notCard(match string) bool {
	sum, double := 0, false
	for i := len(match) - 1; i >= 0; i-- {
		digit := int(match[i] - '0')
		if digit < 0 || digit > 9 {
			continue
		}
		if double {
			digit *= 2
			if digit > 9 {
				digit -= 9
			}
		}
		sum += digit
		double = !double
	}
	return sum%10 != 0
}
