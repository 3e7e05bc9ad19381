// Bench compares a call of this module with the same call written by hand and
// with other clients, and prints the tables of .github/BENCHMARKS.md. It is a
// module of its own, so that what it compares with is no requirement of the
// clients'. `make bench` runs it.
//
// All are measured in one process, in turns: every round calls each of them, in
// an order that moves on, and what is printed is the median of the rounds. The
// time is that of the processor and not of the clock, as far as the system tells
// it, so that other programs on the machine disturb less.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
)

func main() {
	rounds := flag.Int("rounds", 40, "how often all are measured")
	calls := flag.Int("calls", 1000, "calls of each in a round")
	lists := flag.Int("lists", 12, "rounds of the long lists, 0 to leave them out")
	only := flag.String("only", "", "print only these tables: clients, operations or lists")
	flag.Parse()
	machine(os.Stdout)
	for _, tables := range []struct {
		name  string
		print func() error
	}{
		{"clients", func() error { return compareClients(*rounds, *calls) }},
		{"operations", func() error { return compareOperations(*rounds, *calls) }},
		{"lists", func() error { return compareLists(*lists) }},
	} {
		if *only != "" && *only != tables.name {
			continue
		}
		if err := tables.print(); err != nil {
			log.Fatal(err)
		}
	}
}

func compareClients(rounds, calls int) error {
	server := httptest.NewServer(http.HandlerFunc(serve))
	defer server.Close()
	inMemory, err := newClients("https://shop.example.com", &http.Client{Transport: newMemory()})
	if err != nil {
		return err
	}
	network, err := newClients(server.URL, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4}})
	if err != nil {
		return err
	}
	for _, table := range []struct {
		title string
		pick  func(client) call
	}{
		{"A small GET (`getCustomer`, an answer of 149 bytes)", func(c client) call { return c.get }},
		{"A small POST (`createOrder`, a body of 180 bytes)", func(c client) call { return c.post }},
	} {
		here, err := measure(names(inMemory), picked(inMemory, table.pick), rounds, calls)
		if err != nil {
			return err
		}
		there, err := measure(names(network), picked(network, table.pick), rounds, max(calls/10, 1))
		if err != nil {
			return err
		}
		printCalls(os.Stdout, table.title, here, there)
	}
	return nil
}

// compareOperations needs fewer calls: a list of 100 takes as long as many small calls.
func compareOperations(rounds, calls int) error {
	printOperationsHead(os.Stdout)
	for _, o := range operations() {
		results, err := o.measured(max(rounds/2, 1), max(calls/10, 1))
		if err != nil {
			return err
		}
		printOperation(os.Stdout, o.name, results[0], results[1])
	}
	_, err := fmt.Fprintln(os.Stdout)
	return err
}

func compareLists(lists int) error {
	if lists == 0 {
		return nil
	}
	for _, l := range longLists() {
		results, err := measure(l.names(), l.calls(), lists, 1)
		if err != nil {
			return err
		}
		printList(os.Stdout, l.title, results)
	}
	return printMemory(os.Stdout)
}

// call is one call, and that its answer was read.
type call func(context.Context) error

func picked(clients []client, pick func(client) call) []call {
	calls := make([]call, len(clients))
	for i, c := range clients {
		calls[i] = pick(c)
	}
	return calls
}

func names(clients []client) []string {
	names := make([]string, len(clients))
	for i, c := range clients {
		names[i] = c.name
	}
	return names
}

func wrong(what string, got any) error { return fmt.Errorf("%s: the answer was read as %v", what, got) }
