package speccheck

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// amounts are words in the names of what must not become a binary float.
var amounts = strings.Fields(`amount balance cents charge commission cost deposit discount fare fee money payout percent percentage
	price rate refund revenue salary subtotal sum surcharge tariff tax total vat
	beløb moms pris rabat betrag mwst preis rabatt steuer importo iva prezzo sconto montant prix importe precio`)

// counts are names with such a word that stand for no amount, with the reason.
var counts = map[string]string{
	"total":            "how many elements a list has in all",
	"total_bookings":   "a number of bookings",
	"green_fee_days":   "a number of days",
	"default_pricetag": "the identifier of a price tag",
}

// money reports a number whose name says money, a rate or the like and that is
// no exact decimal: type number with x-go-type boxoffice.Decimal.
// The elements of a list or map with such a name are amounts too, and so is what the
// name refers to.
func (c *checker) money(name string, schema *yaml.Node, where string) {
	if IsAmount(name) {
		c.amount(name, schema, schema, where, map[*yaml.Node]bool{})
	}
}

func (c *checker) amount(name string, at, schema *yaml.Node, where string, seen map[*yaml.Node]bool) {
	if schema = c.resolve(schema); schema == nil || seen[schema] {
		return
	}
	seen[schema] = true
	for _, inside := range append(parts(schema), get(schema, "items"), get(schema, "additionalProperties")) {
		c.amount(name, at, inside, where, seen)
	}
	kind := text(schema, "type")
	if kind != "number" && kind != "integer" {
		return
	}
	if kind == "number" && text(schema, "x-go-type") == "boxoffice.Decimal" {
		return
	}
	if kind == "integer" && (counts[name] != "" || get(schema, "x-whole") != nil) {
		return
	}
	c.report(at, where, "%s is an amount by its name: make it an exact decimal (type number, x-go-type boxoffice.Decimal), or say with x-whole what an integer counts or numbers", name)
}

// sent checks that amounts in a request are sent as they are described: an exact
// decimal is sent as a number, though it is read from a text too.
func (c *checker) sent(schema *yaml.Node, where, of string, seen map[*yaml.Node]bool) {
	if schema = c.resolve(schema); schema == nil || seen[schema] {
		return
	}
	seen[schema] = true
	if goType := get(schema, "x-go-type"); goType != nil && goType.Value == "boxoffice.Decimal" && text(schema, "type") == "string" {
		c.report(goType, where, "%s: x-go-type boxoffice.Decimal is sent as a number: leave it out of a text, which is passed as it is; boxoffice.Decimal(text) computes with it", of)
	}
	c.sent(get(schema, "items"), where, of+"[]", seen)
	c.sent(get(schema, "additionalProperties"), where, of+"[]", seen)
	for _, part := range parts(schema) {
		c.sent(part, where, of, seen)
	}
	for name, property := range entries(get(schema, "properties")) {
		c.sent(property, where, of+"."+name.Value, seen)
	}
}

// whole checks that x-whole says something, of an integer.
func (c *checker) whole(schema *yaml.Node, where string, at func(string) string) {
	mark := get(schema, "x-whole")
	if mark != nil && (text(schema, "type") != "integer" || !reason.MatchString(mark.Value)) {
		c.report(mark, where, "%s", at("x-whole says of an integer what it counts or numbers, such as \"x-whole: the number of a tax rule.\""))
	}
}

// reason is how a reason is written that follows other words.
var reason = regexp.MustCompile(`^[a-z].*\.$`)

var capital = regexp.MustCompile(`[A-Z]+`)

// words are the words of a name in camel or snake case, in lower case.
func words(name string) []string {
	apart := capital.ReplaceAllStringFunc(name, func(s string) string { return "_" + strings.ToLower(s) })
	return strings.FieldsFunc(apart, func(r rune) bool { return r == '_' || r == '-' || r == '.' })
}

// IsAmount reports whether a name says money, a rate or the like.
func IsAmount(name string) bool {
	return slices.ContainsFunc(words(name), func(word string) bool {
		word = strings.TrimRight(word, "0123456789")
		return isAmount(word) || isAmount(strings.TrimSuffix(word, "s")) || isAmount(strings.TrimSuffix(word, "es"))
	})
}

// isAmount reports whether a word in the singular is an amount, or ends in a longer one,
// such as unitprice.
func isAmount(word string) bool {
	return slices.ContainsFunc(amounts, func(amount string) bool {
		return word == amount || len(amount) > 4 && strings.HasSuffix(word, amount)
	})
}

// IsCount reports whether such a name is known to stand for a number of things.
func IsCount(name string) bool { return counts[name] != "" }
