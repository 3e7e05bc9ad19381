// Command vendors serves a fake of each vendor on this machine, for programs in
// any language that are to work with the real ones: with a memory, held to the
// vendor's specification, and with faults on request.
//
//	go run github.com/boxoffice-go/boxoffice/pkg/vendortest/cmd/vendors
//
// It prints for each vendor a base URL, ready-made credentials and a curl line,
// and serves a page to watch and to steer them. Nothing leaves the machine, and
// nothing is kept when it ends, which Ctrl-C does. -h lists the flags. What a file
// for -script holds is described at [script].
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
