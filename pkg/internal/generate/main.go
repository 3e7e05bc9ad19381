// Generate writes the client of one vendor from its specification: the models,
// one file of operations per tag, and the specification itself as JSON.
//
//	go run ./pkg/internal/generate specs/venuemanager.yaml gen/venuemanagerapi
//
// It is oapi-codegen with the configuration and the templates of specs/, and with
// a few functions that the templates need: what is a type used for, how is a
// field written, which values does the client fill in.
//
// The folder is replaced only when everything has been generated.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: generate <specification.yaml> <folder>")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", os.Args[1], err)
		os.Exit(1)
	}
}

// generate writes into a folder beside the wanted one and then swaps the two.
func generate(spec, folder string) error {
	files, err := render(spec, filepath.Base(folder))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o750); err != nil { //nolint:gosec // the folder is named on the command line
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), ".generating-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(fresh) }() //nolint:gosec // the folder is named on the command line
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(fresh, name), []byte(text), 0o644); err != nil { //nolint:gosec // source code is for everybody to read
			return err
		}
	}
	if err := os.Chmod(fresh, 0o755); err != nil { //nolint:gosec // like any folder of source code
		return err
	}
	if err := os.RemoveAll(folder); err != nil { //nolint:gosec // the folder is named on the command line
		return err
	}
	return os.Rename(fresh, folder) //nolint:gosec // the folder is named on the command line
}
