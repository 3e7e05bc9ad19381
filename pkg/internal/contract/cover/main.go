// Command cover prints, for every vendor, which of its documented answers the
// tapes in cassettes/ cover. Run it in the module's directory.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/specs"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "cover:", err)
		os.Exit(1)
	}
}

// run prints the matrix of the named vendors, or of all of them, and a line of
// totals for each.
func run(w io.Writer, names []string) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	totals := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, doc := range specs.All() {
		if len(names) > 0 && !slices.Contains(names, doc.Name) {
			continue
		}
		cells, err := contract.Matrix(doc)
		if err != nil {
			return err
		}
		covered, operations, complete := 0, 0, map[string]bool{}
		_, _ = fmt.Fprintf(out, "%s\n", doc.Name)
		for i, c := range cells {
			operation, mark := "", "-"
			if i == 0 || cells[i-1].Operation != c.Operation {
				operation = c.Operation
				operations++
				complete[c.Operation] = true
			}
			if c.Covered {
				covered++
				mark = "covered"
			} else {
				complete[c.Operation] = false
			}
			_, _ = fmt.Fprintf(out, "  %s\t%s\t%s\t%s\n", operation, c.Status, c.MediaType, mark)
		}
		whole := 0
		for _, all := range complete {
			if all {
				whole++
			}
		}
		_, _ = fmt.Fprintf(totals, "%s\t%d of %d answers\t%d of %d operations whole\n", doc.Name, covered, len(cells), whole, operations)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return totals.Flush()
}
