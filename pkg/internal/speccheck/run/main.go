// Command run checks specifications, before the generator reads them:
//
//	go run ./pkg/internal/speccheck/run specs/venuemanager.yaml
package main

import (
	"fmt"
	"os"

	"github.com/boxoffice-go/boxoffice/pkg/internal/speccheck"
)

func main() {
	problems := 0
	for _, file := range os.Args[1:] {
		text, err := os.ReadFile(file) //nolint:gosec // the files to check are named on the command line
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for _, p := range speccheck.Check(file, text) {
			fmt.Fprintln(os.Stderr, p)
			problems++
		}
	}
	if problems > 0 {
		fmt.Fprintf(os.Stderr, "%d problems; nothing is generated\n", problems)
		os.Exit(1)
	}
}
