package main

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	gmtext "github.com/yuin/goldmark/text"
)

// guide is a page made from one of the project's Markdown files.
type guide struct {
	File, Slug, Title, About string
	Body                     template.HTML
	Sections                 []section
}

// section is a heading of a guide that its contents list.
type section struct {
	ID, Title string
	text      string // what the search finds it by
}

// guideFiles are the files that become guides.
var guideFiles = []guide{
	{File: "README.md", Slug: "start", Title: "Getting started", About: "Installing, calling, and what is guaranteed."},
	{File: ".github/SECURITY.md", Slug: "security", Title: "Security", About: "What is protected, by which test, and what is not."},
	{File: ".github/DESIGN.md", Slug: "design", Title: "Design decisions", About: "What was decided, why, and what was given up."},
	{File: "cassettes/README.md", Slug: "tapes", Title: "Tapes", About: "Where the recorded answers come from and what is in them."},
	{File: ".github/CONTRIBUTING.md", Slug: "contributing", Title: "Contributing", About: "House rules of specifications, and how to add a vendor."},
	{File: ".github/CHANGELOG.md", Slug: "changelog", Title: "Changelog", About: "What has changed between versions."},
}

// readGuides renders the guides. link says where code that names something
// leads.
func readGuides(link func(code string) string) ([]guide, error) {
	markdown := newMarkdown(link)
	var all []guide
	for _, g := range guideFiles {
		if err := g.read(markdown); err != nil {
			return nil, fmt.Errorf("%s: %w", g.File, err)
		}
		all = append(all, g)
	}
	return all, nil
}

func (g *guide) read(markdown goldmark.Markdown) error {
	source, err := os.ReadFile(filepath.FromSlash(g.File))
	if err != nil {
		return err
	}
	root := markdown.Parser().Parse(gmtext.NewReader(source))
	err = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 2 {
				id, _ := n.AttributeString("id")
				title, _ := id.([]byte)
				g.Sections = append(g.Sections, section{ID: string(title), Title: string(n.Text(source))})
			}
		case *ast.Link:
			target, err := g.target(string(n.Destination))
			if err != nil {
				return ast.WalkStop, err
			}
			n.Destination = []byte(target)
		case *ast.Text:
			if len(g.Sections) > 0 {
				g.Sections[len(g.Sections)-1].text += " " + string(n.Segment.Value(source))
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := markdown.Renderer().Render(&b, source, root); err != nil {
		return err
	}
	// A table as wide as a table of tests scrolls by itself, not with the page.
	body := strings.ReplaceAll(b.String(), "<table>", `<div class="wide" tabindex="0"><table>`)
	g.Body = trusted(strings.ReplaceAll(body, "</table>", "</table></div>"))
	return nil
}

// target is where a link of a guide leads on the site: to another guide, or to
// the file in the repository. A link to a file that is not there is an error.
func (g *guide) target(destination string) (string, error) {
	u, err := url.Parse(destination)
	if err != nil || u.Scheme != "" || u.Path == "" {
		return destination, err
	}
	file := path.Join(path.Dir(g.File), u.Path)
	for _, other := range guideFiles {
		if other.File == file {
			u.Path = other.Slug + ".html"
			return u.String(), nil
		}
	}
	if _, err := os.Stat(filepath.FromSlash(file)); err != nil {
		return "", fmt.Errorf("the link %s leads nowhere: %w", destination, err)
	}
	return "https://" + module + "/blob/main/" + file, nil
}
