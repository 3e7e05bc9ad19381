// Command clients tests the standalone fakes with programs that are not ours: the
// vendor's own SDK for Node, and clients that a generator made from the specifications.
// It builds and starts the command vendors, runs each script of
// .github/clients/built against its vendor, and fails when a script does, or when the
// fake has found a violation. `make check-clients` installs and builds the scripts
// first.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, filepath.Join(".github", "clients", "built")); err != nil {
		fmt.Fprintln(os.Stderr, "check-clients:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, scripts string) error {
	place, err := os.MkdirTemp("", "clients")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(place) }()
	program, err := build(ctx, place)
	if err != nil {
		return err
	}
	for _, v := range visits {
		if err := v.run(ctx, program, filepath.Join(scripts, v.script+".js")); err != nil {
			return fmt.Errorf("%s: %w", v.script, err)
		}
	}
	return nil
}

// run starts the fakes, lets the script visit its vendor, and judges what it sent.
func (v visit) run(ctx context.Context, program, script string) error {
	fakes, err := start(ctx, program)
	if err != nil {
		return err
	}
	failed := v.walk(ctx, fakes, script)
	entries, err := fakes.stop()
	if err := errors.Join(failed, err); err != nil {
		return err
	}
	return v.judge(entries)
}

func (v visit) walk(ctx context.Context, fakes *standalone, script string) error {
	fake, err := fakes.vendor(v.vendor)
	if err != nil {
		return err
	}
	environment := append(os.Environ(), "FAKE="+fake.URL)
	if v.host != "" {
		way, err := newDetour(v.host, fake.HTTPS)
		if err != nil {
			return err
		}
		defer way.close()
		environment = append(environment, "HTTPS_PROXY="+way.url, "https_proxy="+way.url, "NO_PROXY=", "no_proxy=", "NODE_EXTRA_CA_CERTS="+fakes.certificate)
	}
	node := exec.CommandContext(ctx, "node", script) //nolint:gosec // the scripts are this project's
	node.Env, node.Stdout, node.Stderr = environment, os.Stdout, os.Stderr
	if err := node.Run(); err != nil {
		return fmt.Errorf("the client did not get through its visit: %w", err)
	}
	return nil
}

// judge says what the fake has found in the requests.
func (v visit) judge(entries []entry) error {
	operations, warnings := map[string]bool{}, 0
	for _, e := range entries {
		if e.Vendor != v.vendor || len(e.Violations) > 0 || e.Operation == "" {
			return fmt.Errorf("%s %s %s, answered %d: %s", e.Vendor, e.Method, e.Path, e.Status, strings.Join(append(e.Violations, e.Verdict), "; "))
		}
		operations[e.Operation] = true
		for _, warning := range e.Warnings {
			if !slices.ContainsFunc(v.warns, func(begin string) bool { return strings.HasPrefix(warning, begin) }) {
				return fmt.Errorf("a warning: %s %s: %s", e.Method, e.Path, warning)
			}
			warnings++
		}
	}
	if len(entries) == 0 {
		return errors.New("the client has sent nothing")
	}
	fmt.Printf("%s: %d requests of %d operations, no violation, %d warnings\n", v.script, len(entries), len(operations), warnings)
	return nil
}
