package speccheck

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// amounts are words in the names of what must not become a binary float.
var amounts = strings.Fields(`amount balance charge commission cost deposit discount fee percent percentage price prices
	rate refund salary subtotal sum surcharge tax total vat`)

// counts are names with such a word that stand for no amount, with the reason.
var counts = map[string]string{
	"total":            "how many elements a list has in all",
	"total_bookings":   "a number of bookings",
	"green_fee_days":   "a number of days",
	"default_pricetag": "the identifier of a price tag",
}

// whole are amounts that the vendor describes as whole numbers.
var whole = map[string]string{
	"schemas Activity discount":  "whole percent in the vendor's file",
	"schemas PromoCode discount": "an integer in the vendor's file, percent or amount by `percentage`",
}

// money reports a number whose name says money, a rate or the like and that is
// no exact decimal: type number with x-go-type boxoffice.Decimal.
func (c *checker) money(name string, schema *yaml.Node, where string) {
	kind := text(schema, "type")
	if kind != "number" && kind != "integer" || !IsAmount(name) {
		return
	}
	if kind == "number" && text(schema, "x-go-type") == "boxoffice.Decimal" {
		return
	}
	count := kind == "integer" && counts[name] != ""
	if !count && whole[where+" "+name] == "" {
		c.report(schema, where, "%s is an amount by its name: make it an exact decimal (type number, x-go-type boxoffice.Decimal), or say in speccheck why it is none", name)
	}
}

var capital = regexp.MustCompile(`[A-Z]+`)

// words are the words of a name in camel or snake case, in lower case.
func words(name string) []string {
	apart := capital.ReplaceAllStringFunc(name, func(s string) string { return "_" + strings.ToLower(s) })
	return strings.FieldsFunc(apart, func(r rune) bool { return r == '_' || r == '-' || r == '.' })
}

// IsAmount reports whether a name says money, a rate or the like.
func IsAmount(name string) bool {
	return slices.ContainsFunc(words(name), func(w string) bool { return slices.Contains(amounts, w) })
}

// IsCount reports whether such a name is known to stand for a number of things.
func IsCount(name string) bool { return counts[name] != "" }
