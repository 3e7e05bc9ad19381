// Command vendors serves a fake of each vendor on this machine, for programs in
// any language that are to work with the real ones: with a memory, held to the
// vendor's specification, and with faults on request.
//
//	go run github.com/boxoffice-go/boxoffice/pkg/vendortest/cmd/vendors
//
// It prints for each vendor a base URL, ready-made credentials and a curl line,
// and serves a page to watch and to steer them. Nothing leaves the machine, and
// nothing is kept when it ends, which Ctrl-C does. -h lists the flags.
//
// A request that does not fit the specification is answered as the vendor would,
// with a documented refusal, which need not name the mistake. What is wrong with it
// is on the page, and is written to the standard error output.
//
// # Scripts
//
// A file for -script has requests that the vendors have answered before they are
// served, so that there is something to find, and faults:
//
//	{
//	  "requests": [
//	    {"vendor": "venuemanager", "operation": "createCustomer",
//	     "body": {"password": "correct horse", "clientName": "app", "clientOs": "linux",
//	              "address": [{"field": "email", "value": "bob@example.com"}]}},
//	    {"vendor": "ticketing", "operation": "createHost", "parameters": {}}
//	  ],
//	  "faults": [
//	    {"vendor": "ticketing", "operation": "getEvent", "fault": "too-many-requests", "wait": "2s", "times": 3, "after": 1},
//	    {"vendor": "hlconnect", "fault": "unavailable"}
//	  ]
//	}
//
// A request has the documented examples for what is left out of it, and a
// ready-made credential. One that is not answered with a success is an error.
//
// A fault is one of those that vendortest.FaultKinds lists. Without an operation
// it happens to any. It happens once, or as often as times says, -1 for always;
// after is how many requests pass before. wait is the duration of the kinds that
// take one.
//
// # From a test in any language
//
// What the page does, a program does with requests to the page's address. Bodies are
// JSON, and every POST has Content-Type: application/json.
//
//	POST /api/faults        a fault as in a script; the answer lists the vendor's faults
//	POST /api/faults/clear  {"vendor": "ticketing"} ends the vendor's faults;
//	                        with "operation" and "fault" too, ends that one
//	POST /api/credentials   {"vendor": "musement"} makes credentials anew
//	GET /api/vendors        the vendors with their addresses and operations
//	GET /api/state?vendor=hlconnect
//	                        what the vendor has in its memory, and its faults
//	GET /api/requests       the latest requests and those to come, with verdict and
//	                        violations, as server-sent events
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "vendors:", err)
		os.Exit(1)
	}
}

// run serves until ctx ends.
func run(ctx context.Context, args []string, out, errs io.Writer) error {
	o, err := parse(args, errs)
	if err != nil {
		return err
	}
	served, err := serve(o)
	if err != nil {
		return err
	}
	served.report(errs)
	served.describe(out)
	select {
	case <-ctx.Done():
		err = nil
	case err = <-served.failed:
	}
	served.close()
	if err == nil {
		_, _ = fmt.Fprintln(out, "\nStopped.")
	}
	return err
}
