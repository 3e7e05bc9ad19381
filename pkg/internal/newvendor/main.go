// Newvendor lays out a vendor: specification, generated client, adapter, fake,
// example, contract tests with tapes, and its rows everywhere. It prints what is
// to be written next.
//
//	go run ./pkg/internal/newvendor acme
//	go run ./pkg/internal/newvendor acme openapi.json
//
// The file is the vendor's published description (OpenAPI 3.0 or 3.1, or Swagger
// 2.0), which is brought into the house form. Without one, specs/acme.yaml is taken
// as it is; where there is none, the specification has one made-up operation. Nothing
// is fetched, and no file is overwritten.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) < 2 || len(os.Args) > 3 {
		fmt.Fprintln(os.Stderr, "usage: newvendor <name> [openapi.json|yaml]")
		os.Exit(2)
	}
	from := ""
	if len(os.Args) == 3 {
		from = os.Args[2]
	}
	if err := run(os.Args[1], from); err != nil {
		fmt.Fprintln(os.Stderr, "newvendor:", err)
		os.Exit(1)
	}
}

// run works in the module's directory.
func run(name, from string) error {
	if err := usable(name); err != nil {
		return err
	}
	spec, notes, err := specification(name, from)
	if err != nil {
		return err
	}
	l := &layout{name: name}
	if spec != nil {
		l.create("specs/"+name+".yaml", string(spec))
	}
	l.command("sh", ".github/scripts/generate.sh")
	l.readGenerated()
	l.packages()
	l.rows()
	l.goldens()
	if l.err != nil {
		return l.err
	}
	report := l.report(notes)
	if err := os.WriteFile("newvendor.md", []byte(report), 0o600); err != nil {
		return err
	}
	fmt.Print(report)
	return nil
}

// specification is the vendor's, from the published file or from the template. It is
// nil when it is written already.
func specification(name, from string) ([]byte, []note, error) {
	path := "specs/" + name + ".yaml"
	_, err := os.Stat(path) //nolint:gosec // the name is of small letters
	switch written := err == nil; {
	case written && from == "":
		return nil, nil, nil
	case written:
		return nil, nil, fmt.Errorf("%s is there already: nothing is overwritten; without a file, the vendor is laid out from it", path)
	case from == "":
		made, err := rendered("spec.yaml.tmpl", map[string]any{"Name": name, "Title": typeName(name)})
		return []byte(made), nil, err
	}
	published, err := os.ReadFile(from) //nolint:gosec // the developer names the file
	if err != nil {
		return nil, nil, err
	}
	verbs, err := os.ReadFile("specs/verbs.txt")
	if err != nil {
		return nil, nil, fmt.Errorf("run it in the module's directory: %w", err)
	}
	c, spec, err := convert(name, filepath.Base(from), published, strings.Fields(string(verbs)))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", from, err)
	}
	return spec, c.notes, nil
}
