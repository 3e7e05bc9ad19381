// Command demo plays one visit to each vendor with the typed clients, and then one
// fault of each, against fakes on loopback: no network, no account. It prints each step
// and exits with 1 when a step is not as expected.
package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// visit is one vendor's part.
type visit struct {
	vendor, title string
	run           func(context.Context, *table) error
}

// registered are the visits. A vendor is one file, which registers its visit.
var registered []visit

func register(v visit) { registered = append(registered, v) }

// visits are all of them, by vendor.
func visits() []visit {
	return slices.SortedFunc(slices.Values(registered), func(a, b visit) int { return strings.Compare(a.vendor, b.vendor) })
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	steps, wrong := 0, 0
	live := func(title string, run func(context.Context, *table) error) {
		t := &table{}
		err := run(ctx, t)
		t.print(os.Stdout, title)
		if err != nil {
			fmt.Printf("stopped: %v\n", err)
			wrong++
		}
		steps += len(t.rows)
		wrong += t.wrong
	}
	for _, v := range visits() {
		live(v.title, v.run)
	}
	fmt.Println("\nWhen something goes wrong: one fault per vendor, what went over the wire, and what the caller saw.")
	for _, f := range faults() {
		live(f.title, f.run)
	}
	fmt.Printf("\n%d steps, %d not as expected\n", steps, wrong)
	if wrong > 0 {
		os.Exit(1)
	}
}
