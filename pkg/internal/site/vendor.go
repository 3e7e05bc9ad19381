package main

import (
	"fmt"
	"html/template"
	"path/filepath"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// vendor is what the pages of one vendor show.
type vendor struct {
	Name, Title, Version string
	Description          template.HTML
	Servers              []server
	Schemes              []scheme
	Credentials          []credential
	Programs             []program
	Groups               []*group
	Operations           []*operation // in the order of the groups
	Models               []*model
	Covered, Answers     int

	doc   *oas.Document
	order order
	text  *text
}

type server struct{ URL, Description string }

// scheme is one of the specification's ways to say who is calling.
type scheme struct {
	Name, How   string
	Description template.HTML
}

// group is a tag of the specification with its operations.
type group struct {
	ID, Name    string
	Description template.HTML
	Operations  []*operation
}

// readVendor reads a specification, its tapes and its Go packages.
func readVendor(source specs.Document, packages loaded) (*vendor, error) {
	doc, err := oas.Load(source)
	if err != nil {
		return nil, err
	}
	yaml, err := source.YAML()
	if err != nil {
		return nil, err
	}
	written, err := orderOf(yaml)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", source.Name, err)
	}
	v := &vendor{
		Name: source.Name, Title: doc.T.Info.Title, Version: doc.T.Info.Version,
		doc: doc, order: written, text: newText(doc),
	}
	v.Description = v.text.html(doc.T.Info.Description, "")
	for _, s := range doc.T.Servers {
		v.Servers = append(v.Servers, server{s.URL, s.Description})
	}
	for _, name := range names(v.order, doc.T.Components.SecuritySchemes) {
		s := doc.T.Components.SecuritySchemes[name].Value
		v.Schemes = append(v.Schemes, scheme{name, schemeWords(s), v.text.html(s.Description, "")})
	}
	v.Credentials = credentials(source.Name, packages)
	if v.Programs, err = programs(source.Name); err != nil {
		return nil, err
	}
	if err := v.readOperations(source, packages); err != nil {
		return nil, err
	}
	return v, v.readModels()
}

// schemeWords says what a request carries.
func schemeWords(s *openapi3.SecurityScheme) string {
	switch {
	case s.Type == "apiKey":
		return "a key in the " + s.In + " " + s.Name
	case oas.SchemeOf(s).IsBasic():
		return "user name and password in the header Authorization"
	}
	return "a token in the header Authorization"
}

// readOperations reads the operations by group, with their Go calls and tapes.
func (v *vendor) readOperations(source specs.Document, packages loaded) error {
	calls, err := newCaller(v.Name, packages, v.order)
	if err != nil {
		return err
	}
	cells, err := contract.Matrix(source)
	if err != nil {
		return err
	}
	onTape, err := tapesOf(v.Name)
	if err != nil {
		return err
	}
	groups := map[string]*group{}
	for _, tag := range v.doc.T.Tags {
		groups[tag.Name] = &group{ID: "group-" + slug(tag.Name), Name: sentence(tag.Name), Description: v.text.inline(tag.Description)}
		v.Groups = append(v.Groups, groups[tag.Name])
	}
	var all []goCall
	for _, op := range v.written() {
		if len(op.Spec.Tags) != 1 || groups[op.Spec.Tags[0]] == nil {
			return fmt.Errorf("%s: %s has the tags %v; it needs one of the document's", v.Name, op.ID, op.Spec.Tags)
		}
		o, err := v.readOperation(op, calls, cells, onTape)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", v.Name, op.ID, err)
		}
		all = append(all, o.call)
		g := groups[op.Spec.Tags[0]]
		o.Group = g
		g.Operations = append(g.Operations, o)
		v.Covered += o.covered
		v.Answers += len(o.Answers) + len(o.Refusals)
	}
	for _, g := range v.Groups {
		v.Operations = append(v.Operations, g.Operations...)
	}
	for i, o := range v.Operations {
		if i > 0 {
			o.Before, v.Operations[i-1].After = v.Operations[i-1], o
		}
	}
	return calls.compile(all)
}

// written are the operations in the order in which the specification has them.
func (v *vendor) written() []*oas.Operation {
	var all []*oas.Operation
	paths := v.doc.T.Paths.Map()
	for _, path := range names(v.order, paths) {
		byMethod := map[string]*oas.Operation{}
		for _, op := range v.doc.Operations() {
			if op.Path == path {
				byMethod[op.Method] = op
			}
		}
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"} {
			if op := byMethod[method]; op != nil {
				all = append(all, op)
			}
		}
	}
	return all
}

// tapesOf are the kinds of tapes that an operation has, by its id.
func tapesOf(vendor string) (map[string]map[string]int, error) {
	paths, err := filepath.Glob(filepath.Join("cassettes", vendor, "*.yaml"))
	if err != nil {
		return nil, err
	}
	found := map[string]map[string]int{}
	for _, path := range paths {
		operation, _, _ := strings.Cut(filepath.Base(path), ".")
		source, err := contract.Origin(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if found[operation] == nil {
			found[operation] = map[string]int{}
		}
		found[operation][string(source)]++
	}
	return found, nil
}

func slug(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, name), "-")
}

// sentence writes a tag's name as a heading.
func sentence(name string) string {
	if name == "" {
		return name
	}
	return strings.ToUpper(name[:1]) + strings.ReplaceAll(name[1:], "-", " ")
}
