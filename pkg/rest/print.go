package rest

import "fmt"

// Format prints a model that can hold secrets. Every verb prints like %v, with
// the same flags: with a verb that structs do not have, such as %q, fmt would
// print the fields without asking them how.
func Format(f fmt.State, _ rune, plain any) {
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, 'v'), plain)
}
