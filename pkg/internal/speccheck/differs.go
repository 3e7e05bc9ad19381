package speccheck

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// differences are what a key of x-differs begins with: the kinds that `make drift`
// tells apart.
var differences = strings.Fields("added missing required type values *")

var sentence = regexp.MustCompile(`(?s)^[A-Z].{10,}\.$`)

// differs checks the reasons for which the specification is another than what the
// vendor publishes: a sentence about the part where it stands, or sentences by
// the differences that `make drift` names.
func (c *checker) differs(node *yaml.Node, where string) {
	mark := get(node, "x-differs")
	if mark == nil {
		return
	}
	if mark.Kind != yaml.MappingNode {
		c.reason(mark, where)
		return
	}
	if len(mark.Content) == 0 {
		c.report(mark, where, "x-differs is empty: take it out")
	}
	for key, reason := range entries(mark) {
		kind, _, _ := strings.Cut(key.Value, " ")
		if !slices.Contains(differences, kind) {
			c.report(key, where, "x-differs: %q names no difference: make drift prints them as %q", key.Value, "missing field note")
		}
		c.reason(reason, where)
	}
}

func (c *checker) reason(node *yaml.Node, where string) {
	if node.Kind != yaml.ScalarNode || !sentence.MatchString(strings.TrimSpace(node.Value)) {
		c.report(node, where, "x-differs gives a reason as a sentence, or reasons by difference")
	}
}

// published checks the address of the vendor's own description.
func (c *checker) published() {
	if address := get(c.root, "x-published"); address != nil && !strings.HasPrefix(address.Value, "https://") {
		c.report(address, "", "x-published is the https address of the vendor's own description, for make drift")
	}
}
