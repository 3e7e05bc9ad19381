package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// fault is what goes wrong at a vendor in the end, and what its caller sees of it.
type fault struct {
	vendor, title string
	run           func(context.Context, *table) error
}

// registeredFaults has one of each vendor.
var registeredFaults []fault

func registerFault(f fault) { registeredFaults = append(registeredFaults, f) }

// faults are all of them, by vendor.
func faults() []fault {
	return slices.SortedFunc(slices.Values(registeredFaults), func(a, b fault) int { return cmp.Compare(a.vendor, b.vendor) })
}

// wire is what a fake was asked, and how it answered.
type wire struct {
	fake *vendortest.Server
	mu   sync.Mutex
	seen []vendortest.Exchange
}

// meet makes the next request of an operation meet a fault, and writes down every
// request from now on.
func meet(fake *vendortest.Server, operation string, f vendortest.ServerFault) *wire {
	w := &wire{fake: fake}
	fake.Observe(func(x vendortest.Exchange) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.seen = append(w.seen, x)
	})
	fake.Fault(operation, f)
	return w
}

// steps closes the fake and records what was on the wire, a step for each request,
// and what the caller saw. Both must be as expected: of a request its status, 0 for no
// answer, its method and path, and the fault.
func (w *wire) steps(t *table, saw, expected string, wire ...string) {
	w.fake.Close() // it waits for the requests that are being written down
	slices.SortFunc(w.seen, func(a, b vendortest.Exchange) int { return a.Number - b.Number })
	for i := range max(len(w.seen), len(wire)) {
		operation, status, line, expected := "", 0, "no request", "0 no request"
		if i < len(w.seen) {
			operation, status, line = w.seen[i].Request.Operation, w.seen[i].Status, w.line(w.seen[i])
		}
		if i < len(wire) {
			expected = wire[i]
		}
		if fmt.Sprint(status, " ", line) == expected {
			expected = line
		}
		t.row(operation, status, line, expected)
	}
	t.row("the caller saw", 0, saw, expected)
	if err := w.fake.Err(); err != nil {
		t.row("(the fake)", 0, err.Error(), "")
	}
	for _, violation := range w.fake.Violations() {
		t.row("(the fake)", 0, violation.String(), "")
	}
}

// line is a request without a value of it, and the fault that happened to it.
func (w *wire) line(x vendortest.Exchange) string {
	path := x.Request.Path
	for _, o := range w.fake.Operations() {
		if o.ID == x.Request.Operation {
			path = o.Path
		}
	}
	line := x.Request.Method + " " + path
	if x.Fault != "" {
		line += ", fault: " + x.Fault
	}
	return line
}
