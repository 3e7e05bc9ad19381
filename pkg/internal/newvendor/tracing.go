package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
)

// tracing is what the package comment says of addresses and headers with secrets, as
// lines of a comment.
func (l *layout) tracing() string {
	secrets, widest := map[string]string{}, 0
	for _, item := range l.client.spec.Paths.Map() {
		for _, op := range item.Operations() {
			var names []string
			for _, p := range op.Parameters {
				if p.Value.Schema != nil && p.Value.Schema.Value.Format == "password" && (p.Value.In == "path" || p.Value.In == "query") {
					names = append(names, p.Value.Name)
				}
			}
			for _, c := range l.credentials {
				if taken, _ := alternatives(op); slices.Contains(taken, c.Name) {
					for _, p := range c.Parts {
						if p.In == "query" && !slices.Contains(names, p.At) {
							names = append(names, p.At)
						}
					}
				}
			}
			if len(names) > 0 {
				slices.Sort(names)
				secrets[op.OperationID] = strings.Join(names, ", ")
				widest = max(widest, len(op.OperationID))
			}
		}
	}
	var b strings.Builder
	b.WriteString("// [boxoffice.WithHooks] traces calls and attempts without their addresses, headers\n" +
		"// and bodies. A tracer of requests, such as otelhttp as a middleware, exports the\n" +
		"// address of each request as url.full.\n")
	if len(secrets) == 0 {
		b.WriteString("// No address holds a secret.\n")
	} else {
		b.WriteString("// The addresses of these operations hold secrets:\n//\n")
		for _, id := range slices.Sorted(maps.Keys(secrets)) {
			fmt.Fprintf(&b, "//\t%-*s  %s\n", widest, id, secrets[id])
		}
		b.WriteString("//\n// [boxoffice.WithMiddleware] says how to hide addresses from such a tracer.\n")
	}
	var told []scheme.Place
	for _, c := range l.credentials {
		for _, p := range c.Parts {
			if place := (scheme.Place{In: p.In, Name: p.At}); !slices.Contains(told, place) {
				told = append(told, place)
				fmt.Fprintf(&b, "// The %s holds the credential.\n", place)
			}
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
