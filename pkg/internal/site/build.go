package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"

	"github.com/boxoffice-go/boxoffice/specs"
)

//go:embed templates assets
var embedded embed.FS

// page is what every template gets.
type page struct {
	Title, About string
	Root         string // from the page to the site's root: "" or "../"
	Vendors      []*vendor
	Guides       []guide
	Vendor       *vendor    // nil except on a vendor's pages
	Operation    *operation // nil except on an operation's page
	Guide        *guide     // nil except on a guide's page
	Operations   int        // of all vendors
	Module       string
}

// build makes the site of the project in the working directory.
func build() (files, error) {
	packages, err := loadVendors()
	if err != nil {
		return nil, err
	}
	var vendors []*vendor
	for _, source := range specs.All() {
		v, err := readVendor(source, packages)
		if err != nil {
			return nil, err
		}
		vendors = append(vendors, v)
	}
	guides, err := readGuides(linkFromGuides(vendors))
	if err != nil {
		return nil, err
	}
	s := &site{files: files{}, vendors: vendors, guides: guides}
	if err := s.pages(); err != nil {
		return nil, err
	}
	if err := s.rest(); err != nil {
		return nil, err
	}
	return s.files, nil
}

// linkFromGuides finds the operation that a guide names, if only one vendor has
// an operation of that name.
func linkFromGuides(vendors []*vendor) func(string) string {
	return func(code string) string {
		link := ""
		for _, v := range vendors {
			if v.doc.Operation(code) != nil {
				if link != "" {
					return ""
				}
				link = "../" + v.Name + "/" + code + ".html"
			}
		}
		return link
	}
}

type site struct {
	files   files
	vendors []*vendor
	guides  []guide
}

// pages renders every page.
func (s *site) pages() error {
	templates, err := template.New("").Funcs(template.FuncMap{
		"lower": slug, "add": func(a, b int) int { return a + b },
		"plural": plural, "highlight": highlight, "code": namesAsCode,
		"breakable": func(name string) template.HTML { return trusted(breakable(name)) },
		"scope":     func(v *vendor, fields []field) fieldScope { return fieldScope{v, fields} },
	}).ParseFS(embedded, "templates/*.html")
	if err != nil {
		return err
	}
	base := page{Vendors: s.vendors, Guides: s.guides, Module: module}
	for _, v := range s.vendors {
		base.Operations += len(v.Operations)
	}
	render := func(path, name string, p page) error {
		if _, taken := s.files[path]; taken {
			return fmt.Errorf("two pages want to be %s", path)
		}
		var b bytes.Buffer
		if err := templates.ExecuteTemplate(&b, name, p); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		s.files[path] = b.Bytes()
		return nil
	}
	index := base
	index.Title, index.About = "boxoffice", "Typed Go clients for four leisure and live-entertainment APIs."
	if err := render("index.html", "index.html", index); err != nil {
		return err
	}
	base.Root = "../"
	for i := range s.guides {
		p := base
		p.Guide = &s.guides[i]
		p.Title, p.About = p.Guide.Title, p.Guide.About
		if err := render("guides/"+p.Guide.Slug+".html", "guide.html", p); err != nil {
			return err
		}
	}
	for _, v := range s.vendors {
		p := base
		p.Vendor = v
		p.Title, p.About = v.Title, fmt.Sprintf("%s: %s.", v.Title, plural(len(v.Operations), "typed operation"))
		if err := render(v.Name+"/index.html", "vendor.html", p); err != nil {
			return err
		}
		p.Title, p.About = "Models", "The models of "+v.Title+"."
		if err := render(v.Name+"/models.html", "models.html", p); err != nil {
			return err
		}
		for _, o := range v.Operations {
			p.Operation, p.Title, p.About = o, o.ID, o.Summary+"."
			if err := render(v.Name+"/"+o.ID+".html", "operation.html", p); err != nil {
				return err
			}
		}
	}
	return nil
}

// namesAsCode writes a sentence with the names of errors and methods as code.
func namesAsCode(sentence string) template.HTML {
	out := errorName.ReplaceAllString(template.HTMLEscapeString(sentence), "<code>boxoffice.$0</code>")
	return trusted(clientMethod.ReplaceAllString(out, "<code>$0</code>"))
}

var errorName = regexp.MustCompile(`\bErr[A-Z][A-Za-z]+`)

// fieldScope is a list of fields with the vendor whose models they name.
type fieldScope struct {
	Vendor *vendor
	Fields []field
}

// rest adds the style sheet, the script, the search's index and the
// specifications themselves.
func (s *site) rest() error {
	assets, err := fs.Sub(embedded, "assets")
	if err != nil {
		return err
	}
	err = fs.WalkDir(assets, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		s.files["assets/"+path], err = fs.ReadFile(assets, path)
		return err
	})
	if err != nil {
		return err
	}
	if s.files["assets/search-index.js"], err = searchIndex(s.vendors, s.guides); err != nil {
		return err
	}
	for _, source := range specs.All() {
		if s.files["specs/"+source.Name+".yaml"], err = source.YAML(); err != nil {
			return err
		}
	}
	s.files[".nojekyll"] = nil // GitHub Pages serves the files as they are
	return nil
}
