package speccheck

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// key checks x-repeat.key: the header of the idempotency key, which is what makes a
// call repeatable, also after a 409.
func (c *checker) key(operation, shared *yaml.Node, where string) {
	rule := get(operation, "x-repeat")
	key := get(rule, "key")
	for _, status := range content(get(rule, "statuses")) {
		if status.Value == "409" && key == nil {
			c.report(status, where, "x-repeat: a 409 is repeated where the vendor answers it while it works on an earlier copy: name the header of the idempotency key as key; where it asks to wait, leave it out, and the caller asks again")
		}
	}
	if key == nil {
		return
	}
	isKey := func(p *yaml.Node) bool {
		p = c.resolve(p)
		return text(p, "in") == "header" && strings.EqualFold(text(p, "name"), key.Value)
	}
	switch {
	case !slices.ContainsFunc(append(content(get(operation, "parameters")), content(shared)...), isKey):
		c.report(key, where, "x-repeat.key %s is no header parameter of the operation: describe it as one", key.Value)
	case text(rule, "delivered") != "true":
		c.report(key, where, "x-repeat.key makes a call repeatable: write delivered: true, or take the key out")
	}
}
