package rest

import "fmt"

// Format prints a model that can hold secrets. Every verb prints like %v, with the
// same flags. Otherwise, when one field does not support the verb, such as a bool with
// %q, fmt would print all fields without calling their methods.
func Format(f fmt.State, _ rune, plain any) {
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, 'v'), plain)
}
