package main

import (
	"bytes"
	"embed"
	"fmt"
	"go/format"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
)

//go:embed templates/*.tmpl
var templates embed.FS

var vendorName = regexp.MustCompile(`^[a-z]{2,30}$`)

// usable says why a name cannot be a new vendor's. A specification may be there.
func usable(name string) error {
	switch {
	case !vendorName.MatchString(name):
		return fmt.Errorf("%q is no name of a package: small letters, such as acme", name)
	case token.IsKeyword(name), name == "rest", name == "token", name == "internal", name == "boxoffice", name == "transport", name == "vendortest", strings.HasSuffix(name, "test"):
		return fmt.Errorf("the name %s is taken: choose another", name)
	}
	for _, path := range []string{"pkg/" + name, "specs/" + name + ".go"} {
		if _, err := os.Stat(path); err == nil { //nolint:gosec // the name is of small letters
			return fmt.Errorf("%s is there already: nothing is overwritten", path)
		}
	}
	return nil
}

// layout writes the files of a vendor. After the first error it does nothing.
type layout struct {
	name        string
	credentials []credential
	addresses   [][2]string // the constants of token URLs
	client      client
	cases       []call
	left        []string // operations and answers that no test was written for
	touched     []string // files that are not the vendor's own
	err         error
}

// create writes a new file.
func (l *layout) create(path, text string) {
	if l.err != nil {
		return
	}
	if strings.HasSuffix(path, ".go") {
		formatted, err := format.Source([]byte(text))
		if err != nil {
			l.err = fmt.Errorf("%s: %w", path, err)
			return
		}
		text = string(formatted)
	}
	if l.err = os.MkdirAll(filepath.Dir(path), 0o755); l.err != nil { //nolint:gosec // like any folder of source code
		return
	}
	l.err = os.WriteFile(path, []byte(text), 0o644) //nolint:gosec // source code is for everybody to read
}

// edit changes a file that all vendors share.
func (l *layout) edit(path string, change func(string) (string, error)) {
	if l.err != nil {
		return
	}
	old, err := os.ReadFile(path)
	if err != nil {
		l.err = err
		return
	}
	fresh, err := change(strings.ReplaceAll(string(old), "\r\n", "\n"))
	if err != nil {
		l.err = fmt.Errorf("%s: %w", path, err)
		return
	}
	l.touched = append(l.touched, path)
	l.err = os.WriteFile(path, []byte(fresh), 0o644) //nolint:gosec // a file of this repository
}

// command runs a program that must succeed.
func (l *layout) command(name string, args ...string) {
	if l.err != nil {
		return
	}
	cmd := exec.Command(name, args...) //nolint:gosec,noctx // the commands of this file; ended by hand
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		l.err = fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out.String())
	}
}

func (l *layout) render(file, path string, data any) {
	if l.err != nil {
		return
	}
	text, err := rendered(file, data)
	if err != nil {
		l.err = err
		return
	}
	l.create(path, text)
}

func rendered(file string, data any) (string, error) {
	t, err := template.New(file).ParseFS(templates, "templates/"+file)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = t.Execute(&out, data)
	return out.String(), err
}

// packages writes everything that is the vendor's own.
func (l *layout) packages() {
	if l.err != nil {
		return
	}
	shared := shareRefusals(l.cases)
	data := map[string]any{
		"Operations": byOperation(l.cases), "Shared": shared,
		"Name": l.name, "Title": l.client.title, "Go": l.client.goName, "Server": l.client.server, "URL": l.client.url,
		"Credentials": l.credentials, "First": l.credentials[0], "Sample": l.sample(), "Upper": strings.ToUpper(l.name),
		"Sampled": l.sampled(), "Basic": l.hasBasic(), "Struct": l.hasStruct(), "Text": len(l.credentials[0].Parts) > 0, "OAuth": l.hasFlow(), "Addresses": l.addresses, "Proofs": l.proofs(), "Given": l.given(), "Imports": l.imports(), "Tracing": l.tracing(),
	}
	own := "pkg/" + l.name + "/"
	for file, path := range map[string]string{
		"document.go.tmpl": "specs/" + l.name + ".go", "adapter.go.tmpl": own + l.name + ".go", "credentials.go.tmpl": own + "credentials.go",
		"example_test.go.tmpl": own + "example_test.go", "contract_test.go.tmpl": own + "contract_test.go", "cases_test.go.tmpl": own + "contract_cases_test.go",
		"adapter_test.go.tmpl": own + l.name + "_test.go", "wire_test.go.tmpl": own + "wire_test.go",
		"fake.go.tmpl": own + l.name + "test/fake.go", "fake_test.go.tmpl": own + l.name + "test/fake_test.go",
		"demo.go.tmpl": "pkg/internal/demo/" + l.name + ".go", "served.go.tmpl": "pkg/vendortest/cmd/vendors/" + l.name + ".go",
		"trust_test.go.tmpl": "pkg/internal/trust/" + l.name + "_test.go",
	} {
		l.render(file, path, data)
	}
}
