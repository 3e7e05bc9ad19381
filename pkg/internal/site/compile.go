package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
)

// source is the Go file of one call: what the page says to import, and the call
// in a function, as a program would write it.
func (c *caller) source(call goCall) string {
	return fmt.Sprintf("package calls\n\n%s\n\nfunc %s%s(ctx context.Context, client *%s.Client) error {\n%s\nreturn nil\n}\n",
		call.importBlock(), c.vendor, call.Method, c.client.Obj().Pkg().Name(), call.Statements)
}

// compile type-checks calls against the packages that they are made for. The
// error names every line that does not compile.
func (c *caller) compile(calls []goCall) error {
	positions := token.NewFileSet()
	var files []*ast.File
	for _, call := range calls {
		file, err := parser.ParseFile(positions, c.vendor+"."+call.Method+".go", c.source(call), 0)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	var problems []string
	config := types.Config{Importer: c.packages, Error: func(err error) { problems = append(problems, err.Error()) }}
	_, _ = config.Check("calls", positions, files, nil) // Error has the problems
	if len(problems) > 0 {
		return fmt.Errorf("the Go calls of %s do not compile:\n%s", c.vendor, strings.Join(problems, "\n"))
	}
	return nil
}
