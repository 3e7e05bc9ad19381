// Command clients holds the fakes against programs that are not ours: the vendor's
// own SDK for Node, and clients that a generator made of the specifications. It
// starts the fakes, runs each script of .github/clients/built against its vendor,
// and fails when a script does, or when a fake has found a violation. `make
// check-clients` installs and builds the scripts first.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
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
	for _, v := range visits {
		if err := v.run(ctx, scripts, place); err != nil {
			return fmt.Errorf("%s: %w", v.script, err)
		}
	}
	return nil
}

// visit is a script and the fake it is run against.
type visit struct {
	script string
	start  func() (*vendortest.Server, error)
	hosts  []string // that the client has built in, served over HTTPS through a proxy
	warns  []string // places that the client is known to be warned of
}

func (v visit) run(ctx context.Context, scripts, place string) error {
	fake, err := v.start()
	if err != nil {
		return err
	}
	defer fake.Close()
	environment := append(os.Environ(), "FAKE="+fake.URL())
	if len(v.hosts) > 0 {
		way, err := newDetour(fake, v.hosts, filepath.Join(place, v.script+".pem"))
		if err != nil {
			return err
		}
		defer way.close()
		environment = append(environment, "HTTPS_PROXY="+way.proxyURL, "https_proxy="+way.proxyURL, "NO_PROXY=", "no_proxy=", "NODE_EXTRA_CA_CERTS="+way.certificate)
	}
	//nolint:gosec // the scripts are this project's
	node := exec.CommandContext(ctx, "node", filepath.Join(scripts, v.script+".js"))
	node.Env, node.Stdout, node.Stderr = environment, os.Stdout, os.Stderr
	if err := node.Run(); err != nil {
		return fmt.Errorf("the client did not get through its visit: %w", err)
	}
	return v.judge(fake)
}

// judge says what the fake has found in the requests.
func (v visit) judge(fake *vendortest.Server) error {
	operations := map[string]bool{}
	for _, request := range fake.Requests() {
		operations[request.Operation] = true
	}
	for _, violation := range fake.Violations() {
		return fmt.Errorf("a violation: %s", violation)
	}
	for _, warning := range fake.Warnings() {
		if !slices.Contains(v.warns, warning.Where) {
			return fmt.Errorf("a warning: %s", warning)
		}
	}
	fmt.Printf("%s: %d requests of %d operations, no violation, %d warnings\n", v.script, len(fake.Requests()), len(operations), len(fake.Warnings()))
	return nil
}
