package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// source is a Go file in which every call of a vendor is a function of its own,
// as a program would write it.
func (c *caller) source(calls []goCall) string {
	imports := []string{"context", c.client.Obj().Pkg().Path()}
	for _, call := range calls {
		imports = append(imports, call.imports...)
	}
	slices.Sort(imports)
	var b strings.Builder
	b.WriteString("package calls\n\n")
	for _, path := range slices.Compact(imports) {
		fmt.Fprintf(&b, "import %q\n", path)
	}
	for _, call := range calls {
		fmt.Fprintf(&b, "\nfunc %s%s(ctx context.Context, client *%s.Client) error {\n%s\nreturn nil\n}\n",
			c.vendor, call.Method, c.client.Obj().Pkg().Name(), call.Statements)
	}
	return b.String()
}

// compile type-checks calls against the packages that they are made for. The
// error names every line that does not compile.
func (c *caller) compile(calls []goCall) error {
	source := c.source(calls)
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, c.vendor+".go", source, 0)
	if err != nil {
		return err
	}
	var problems []string
	config := types.Config{Importer: c.packages, Error: func(err error) { problems = append(problems, err.Error()) }}
	_, _ = config.Check("calls", files, []*ast.File{file}, nil) // Error has the problems
	if len(problems) > 0 {
		return fmt.Errorf("the Go calls of %s do not compile:\n%s", c.vendor, strings.Join(problems, "\n"))
	}
	return nil
}
