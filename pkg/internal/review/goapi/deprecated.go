package goapi

import (
	"go/ast"
	"strings"
)

// Deprecated are the exported names whose comments have a paragraph that begins with
// "Deprecated: ", which linters and editors show to those who use the name.
func Deprecated(files []*ast.File) map[string]bool {
	d := deprecated{}
	for _, file := range files {
		for _, declaration := range file.Decls {
			switch v := declaration.(type) {
			case *ast.FuncDecl:
				d.add(receiver(v)+v.Name.Name, v.Doc)
			case *ast.GenDecl:
				for _, spec := range v.Specs {
					d.spec(spec, v.Doc)
				}
			}
		}
	}
	return d
}

type deprecated map[string]bool

func (d deprecated) add(name string, comments ...*ast.CommentGroup) {
	for _, comment := range comments {
		if strings.Contains("\n"+comment.Text(), "\nDeprecated: ") {
			d[name] = true
		}
	}
}

func (d deprecated) spec(spec ast.Spec, group *ast.CommentGroup) {
	switch v := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range v.Names {
			d.add(name.Name, group, v.Doc)
		}
	case *ast.TypeSpec:
		d.add(v.Name.Name, group, v.Doc)
		switch t := v.Type.(type) {
		case *ast.StructType:
			d.fields(v.Name.Name, t.Fields)
		case *ast.InterfaceType:
			d.fields(v.Name.Name, t.Methods)
		}
	}
}

func (d deprecated) fields(of string, list *ast.FieldList) {
	for _, field := range list.List {
		for _, name := range field.Names {
			d.add(of+"."+name.Name, field.Doc, field.Comment)
		}
	}
}

// receiver is the type that a method belongs to, with a dot.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return ""
	}
	of := f.Recv.List[0].Type
	for {
		switch v := of.(type) {
		case *ast.StarExpr:
			of = v.X
		case *ast.IndexExpr:
			of = v.X
		case *ast.IndexListExpr:
			of = v.X
		case *ast.Ident:
			return v.Name + "."
		default:
			return ""
		}
	}
}
