// Generate writes the client of a vendor from its specification: the models, one
// file of operations per tag, and the specification itself as JSON.
//
//	go run ./pkg/internal/generate                                             # every specs/<vendor>.yaml into gen/<vendor>api
//	go run ./pkg/internal/generate specs/venuemanager.yaml gen/venuemanagerapi # one
//
// It is oapi-codegen with the configuration and the templates of specs/. It adds
// functions for the templates: what a type is used for, how a field is written,
// which values the client fills in.
//
// A folder is replaced only when all of it has been generated.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	jobs := map[string]string{}
	switch len(os.Args) {
	case 1:
		jobs = vendors()
	case 3:
		jobs[os.Args[1]] = os.Args[2]
	default:
		fmt.Fprintln(os.Stderr, "usage: generate [<specification.yaml> <folder>]")
		os.Exit(2)
	}
	for spec, folder := range jobs {
		if err := generate(spec, folder); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", spec, err)
			os.Exit(1)
		}
	}
}

// configurationFile is the one file in specs/ that describes no vendor.
const configurationFile = "oapi-codegen.yaml"

// vendors are the specifications in specs/ and the folder of each.
func vendors() map[string]string {
	specs, _ := filepath.Glob("specs/*.yaml") // the pattern is not malformed
	all := map[string]string{}
	for _, spec := range specs {
		if name := filepath.Base(spec); name != configurationFile {
			all[spec] = filepath.Join("gen", strings.TrimSuffix(name, ".yaml")+"api")
		}
	}
	return all
}

// generate writes into a folder beside the wanted one and then swaps the two.
func generate(spec, folder string) error {
	files, err := render(spec, filepath.Base(folder))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o750); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), ".generating-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(fresh) }()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(fresh, name), []byte(text), 0o644); err != nil { //nolint:gosec // source code is for everybody to read
			return err
		}
	}
	if err := os.Chmod(fresh, 0o755); err != nil { //nolint:gosec // like any folder of source code
		return err
	}
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	return os.Rename(fresh, folder)
}
