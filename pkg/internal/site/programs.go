package main

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"go/types"
	"html/template"
	"os"
	"path/filepath"
	"strings"
)

// program is a runnable example of a vendor's package: `go test` builds and runs
// it and compares what it prints.
type program struct {
	Name, Doc string
	Code      template.HTML
	Output    string
	UsesFake  bool
	calls     map[string]bool // names of the methods that it calls
}

// programs are the examples in pkg/<vendor>, in the order of the file.
func programs(vendor string) ([]program, error) {
	paths, err := filepath.Glob(filepath.Join("pkg", vendor, "example*_test.go"))
	if err != nil {
		return nil, err
	}
	var all []program
	for _, path := range paths {
		source, err := os.ReadFile(path) //nolint:gosec // a file of the project
		if err != nil {
			return nil, err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, source, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		outputs := map[string]string{}
		for _, e := range doc.Examples(file) {
			outputs["Example"+e.Name] = strings.TrimSpace(e.Output)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !strings.HasPrefix(f.Name.Name, "Example") {
				continue
			}
			code := dedented(string(source[files.Position(f.Body.Lbrace).Offset+1 : files.Position(f.Body.Rbrace).Offset]))
			p := program{
				Name:   strings.ReplaceAll(strings.TrimPrefix(f.Name.Name, "Example"), "_", " "),
				Doc:    strings.Join(strings.Fields(f.Doc.Text()), " "),
				Code:   highlight("go", code),
				Output: outputs[f.Name.Name], UsesFake: strings.Contains(code, "useFake"),
				calls: map[string]bool{},
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
						p.calls[selector.Sel.Name] = true
					}
				}
				return true
			})
			all = append(all, p)
		}
	}
	return all, nil
}

// dedented is a function's body without its indentation and without the comment
// that says what it prints.
func dedented(body string) string {
	var lines []string
	for line := range strings.Lines(body) {
		line = strings.TrimPrefix(strings.TrimRight(line, "\n"), "\t")
		if comment, ok := strings.CutPrefix(line, "//"); ok {
			if lower := strings.ToLower(strings.TrimSpace(comment)); strings.HasPrefix(lower, "output:") || strings.HasPrefix(lower, "unordered output:") {
				break
			}
		}
		lines = append(lines, line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// credential is a way to say who is calling.
type credential struct{ Name, Doc string }

// credentials are the types and functions of pkg/<vendor> that are a Credential
// or give one.
func credentials(vendor string, packages loaded) []credential {
	object := packages.lookup("pkg/"+vendor, "Credential")
	if object == nil {
		return nil
	}
	contract, ok := object.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	p := packages[module+"/pkg/"+vendor]
	docs := map[string]string{}
	var synopsis doc.Package
	for _, file := range p.Syntax {
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					docs[d.Name.Name] = synopsis.Synopsis(d.Doc.Text())
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if t, ok := spec.(*ast.TypeSpec); ok {
						docs[t.Name.Name] = synopsis.Synopsis(d.Doc.Text() + t.Doc.Text())
					}
				}
			}
		}
	}
	var all []credential
	scope := p.Types.Scope()
	for _, name := range scope.Names() {
		o := scope.Lookup(name)
		if !o.Exported() || o == object {
			continue
		}
		switch o := o.(type) {
		case *types.TypeName:
			if types.Implements(o.Type(), contract) || types.Implements(types.NewPointer(o.Type()), contract) {
				all = append(all, credential{name, docs[name]})
			}
		case *types.Func:
			if r := o.Signature().Results(); r.Len() > 0 && types.Identical(r.At(0).Type(), object.Type()) {
				all = append(all, credential{name, docs[name]})
			}
		}
	}
	return all
}
