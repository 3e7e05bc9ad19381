// Drift compares the description that a vendor publishes with the specification
// of this repository and prints what one has and the other lacks.
//
//	go run ./pkg/internal/drift musement published.json
//
// The published file is OpenAPI 3 or Swagger 2.0, JSON or YAML. Differences that
// the specification gives a reason for (x-differs) are listed as explained, and so
// are reasons that explain nothing any more. The exit status is 1 when a difference
// has no reason.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/specs"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: drift <vendor> <published.json>")
		os.Exit(2)
	}
	switch err := run(os.Args[1], os.Args[2], os.Stdout); {
	case errors.Is(err, errDrift):
		fmt.Fprintln(os.Stderr, "drift:", err)
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "drift:", err)
		os.Exit(2)
	}
}

// errDrift is what run returns when the two descriptions differ.
var errDrift = errors.New("there are differences without a reason: change the specification, or give the reason under x-differs")

func run(vendor, file string, to io.Writer) error {
	ours, err := own(vendor)
	if err != nil {
		return err
	}
	theirs, err := published(file)
	if err != nil {
		return err
	}
	found := compare(ours, theirs)
	found.print(to)
	if len(found.open) > 0 {
		return errDrift
	}
	return nil
}

// own is the specification of a vendor of this repository.
func own(vendor string) (*openapi3.T, error) {
	for _, doc := range specs.All() {
		if doc.Name == vendor {
			text, err := doc.YAML()
			if err != nil {
				return nil, err
			}
			return openapi3.NewLoader().LoadFromData(text)
		}
	}
	return nil, fmt.Errorf("there is no vendor %q in specs.All", vendor)
}
