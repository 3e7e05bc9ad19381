// Package redact decides what of an exchange with a vendor may be written
// down. It works by allow-list: a header is dropped unless it is named, and a
// body is written only when it can be understood field by field.
//
// A value is a secret in either of two cases:
//
//   - the specification marks its field `format: password`, which a [Schema]
//     reports;
//   - the name of its field says so (password, token, key, …), see [SecretName].
//
// A secret becomes a fixed placeholder named after its field ([Placeholder]),
// so that equal requests stay equal and a redacted answer still decodes.
// Everything else keeps its text, the order of keys, and the text of numbers. Only an
// e-mail address outside of the domains for examples becomes redacted@example.com,
// because it may belong to a person, and secrets are removed from addresses (URLs).
//
// For a value that no [Schema] describes, it is unknown whether it is a secret. So
// [Redactor.Undescribed] leaves it out.
//
// The functions do not change their arguments; results are new values. The package
// uses the standard library alone, so importable packages may import it.
package redact

import (
	"net/http"
	"net/url"
	"sort"
	"strings"
)

// Schema is what the specification says of a value. A nil Schema says nothing.
type Schema interface {
	// Secret reports whether the value is marked `format: password`.
	Secret() bool
	// Placeholder stands for the value when it is a secret: that of the package
	// function, or another text when the specification would not allow it.
	Placeholder(field string) string
	// Property is the schema of an object's property, or of an XML element's
	// child, or of its attribute under "@name"; nil when it is not described.
	Property(name string) Schema
	// Items is the schema of an array's elements, nil when it is not described.
	Items() Schema
	// Describes reports whether the value, a string or a json.Number, is of the
	// described type.
	Describes(value any) bool
}

// Redactor redacts texts. The zero value redacts secrets and keeps everything
// else.
type Redactor struct {
	// Replace rewrites the texts and the numbers that are kept, such as the names
	// in which a recording was made to those of the examples. field is the name
	// of the value's field, parameter or header. nil keeps them.
	Replace func(field, text string) string
	// Undescribed is called with the name of each field, element, attribute or list
	// that no Schema describes, and the value is left out. A text of another type than
	// described becomes a placeholder, and a number becomes 0. When Undescribed is nil,
	// all of these are kept.
	Undescribed func(field string)
	// Secrets remembers what was replaced by a placeholder. nil forgets it.
	Secrets *Secrets
}

// Placeholder stands for the secret of the named field.
func Placeholder(field string) string {
	if field == "" {
		field = "value"
	}
	return "redacted-" + field
}

// Header returns the allowed headers of h. Names are compared in canonical
// form.
func (r Redactor) Header(h http.Header, allowed []string) http.Header {
	kept := make(http.Header)
	for _, name := range allowed {
		key := http.CanonicalHeaderKey(name)
		for _, value := range h[key] {
			kept[key] = append(kept[key], r.text(name, value))
		}
	}
	return kept
}

// Credential is the trace that a credential's header leaves: its kind
// without its secret, "Bearer redacted" or "redacted". It is "" when there is
// no credential. kinds are those of the specification, beside Bearer and Basic.
func Credential(value string, kinds ...string) string {
	if value == "" {
		return ""
	}
	if kind, _, ok := strings.Cut(value, " "); ok {
		for _, known := range append([]string{"Bearer", "Basic"}, kinds...) {
			if strings.EqualFold(kind, known) {
				return kind + " redacted"
			}
		}
	}
	return "redacted"
}

// Values redacts query values or form fields; schema is that of the object
// they make up.
func (r Redactor) Values(values url.Values, schema Schema) url.Values {
	kept := make(url.Values, len(values))
	for name, list := range values {
		described := property(schema, name)
		if described == nil && r.Undescribed != nil {
			r.leaveOut(name, list...)
			continue
		}
		secret := isSecret(name, described)
		for _, value := range list {
			if secret && value != "" {
				value = r.replaced(value, placeholder(name, described))
			}
			kept[name] = append(kept[name], r.text(name, value))
		}
	}
	return kept
}

// leaveOut reports a value that is not described. When its name is that of a secret, it
// is remembered, because the vendor may repeat it in another place.
func (r Redactor) leaveOut(field string, values ...string) {
	r.Undescribed(field)
	if !urlSecretName(field) {
		return
	}
	for _, value := range values {
		r.Secrets.Add(value)
	}
}

// text returns a text that is kept: Replace is applied, and secrets in the query of a
// URL and e-mail addresses are removed.
func (r Redactor) text(field, text string) string {
	if r.Replace != nil {
		text = r.Replace(field, text)
	}
	return maskAddresses(r.addresses(r.address(text)))
}

// number is a kept number: replaced.
func (r Redactor) number(field, text string) string {
	if r.Replace != nil {
		text = r.Replace(field, text)
	}
	return text
}

// address is a text without the secrets in the query of a URL, if it is one.
func (r Redactor) address(text string) string {
	if !strings.Contains(text, "://") || !strings.ContainsAny(text, "?@#") {
		return text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return text
	}
	changed := u.User != nil
	u.User = nil
	if query, ok := r.query(u.RawQuery); ok {
		u.RawQuery, changed = query, true
	}
	if fragment, ok := r.query(u.EscapedFragment()); ok {
		u.RawFragment, changed = fragment, true
		u.Fragment, _ = url.PathUnescape(fragment) // it was escaped a moment ago
	}
	if !changed {
		return text
	}
	return u.String()
}

// query replaces the values of a query whose names are those of secrets. It returns
// false when there are none. A pair that cannot be read is left out when another one is
// replaced.
func (r Redactor) query(raw string) (string, bool) {
	values, _ := url.ParseQuery(raw)
	var secret []string
	for name, list := range values {
		if urlSecretName(name) && strings.Join(list, "") != "" {
			secret = append(secret, name)
		}
	}
	sort.Strings(secret)
	for _, name := range secret {
		for _, value := range values[name] {
			r.replaced(value, Placeholder(name))
		}
		values.Set(name, Placeholder(name))
	}
	return values.Encode(), len(secret) > 0
}

func isSecret(name string, schema Schema) bool {
	return schema != nil && schema.Secret() || SecretName(name)
}

func placeholder(field string, s Schema) string {
	if s == nil {
		return Placeholder(field)
	}
	return s.Placeholder(field)
}

func property(s Schema, name string) Schema {
	if s == nil {
		return nil
	}
	return s.Property(name)
}

func items(s Schema) Schema {
	if s == nil {
		return nil
	}
	return s.Items()
}
