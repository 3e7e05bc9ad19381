package main

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// text renders the Markdown of a specification's descriptions. An operation or
// model that a description names in `code` is a link to it.
type text struct {
	doc      *oas.Document
	markdown goldmark.Markdown
	self     string // the operation whose description is rendered
}

func newText(doc *oas.Document) *text {
	t := &text{doc: doc}
	t.markdown = newMarkdown(t.link)
	return t
}

// newMarkdown renders GitHub's Markdown. Link says where code that names
// something leads, "" for nowhere.
func newMarkdown(link func(code string) string) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(&codeRenderer{link}, 100))),
	)
}

func (t *text) link(code string) string {
	if code == t.self {
		return ""
	}
	if t.doc.Operation(code) != nil {
		return code + ".html"
	}
	if t.doc.T.Components.Schemas[code] != nil {
		return "models.html#" + code
	}
	return ""
}

// html renders a description. self is the operation that it belongs to, which
// is not linked to itself.
func (t *text) html(source, self string) template.HTML {
	t.self = self
	var b bytes.Buffer
	if err := t.markdown.Convert([]byte(source), &b); err != nil {
		return trusted(template.HTMLEscapeString(source))
	}
	return trusted(t.linkNames(b.String(), self))
}

// linkNames makes links of the operations that rendered text names, in code or
// outside, but not of self. Only names of several words are taken for one.
func (t *text) linkNames(out, self string) string {
	return nameOrTag.ReplaceAllStringFunc(out, func(found string) string {
		if found == self || !camel.MatchString(found) || t.doc.Operation(found) == nil {
			return found
		}
		return `<a href="` + found + `.html">` + found + `</a>`
	})
}

// nameOrTag finds names, and before them whatever is not to be looked into.
var (
	nameOrTag = regexp.MustCompile(`(?s)<a .*?</a>|<code.*?</code>|<pre.*?</pre>|<[^>]*>|[A-Za-z0-9_]+`)
	camel     = regexp.MustCompile(`^[a-z]+[A-Z]`)
)

// inline renders a description of one paragraph without the paragraph.
func (t *text) inline(source string) template.HTML {
	out := strings.TrimSpace(string(t.html(source, "")))
	if inner, ok := strings.CutPrefix(out, "<p>"); ok && strings.Count(out, "<p>") == 1 && strings.HasSuffix(inner, "</p>") {
		out = strings.TrimSuffix(inner, "</p>")
	}
	return trusted(out)
}

// codeRenderer renders code: blocks highlighted, names with a link.
type codeRenderer struct{ link func(string) string }

func (r *codeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindFencedCodeBlock, r.block)
	reg.Register(ast.KindCodeSpan, r.span)
}

func (r *codeRenderer) block(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block, ok := n.(*ast.FencedCodeBlock)
	if !ok {
		return ast.WalkContinue, nil
	}
	var code bytes.Buffer
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		code.Write(line.Value(source))
	}
	_, err := w.WriteString(string(highlight(string(block.Language(source)), code.String())))
	return ast.WalkSkipChildren, err
}

func (r *codeRenderer) span(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	code := string(n.Text(source))
	before, after := "<code>", "</code>"
	if target := r.link(code); target != "" && !insideLink(n) {
		before, after = `<a href="`+template.HTMLEscapeString(target)+`"><code>`, "</code></a>"
	}
	_, err := w.WriteString(before + breakable(code) + after)
	return ast.WalkSkipChildren, err
}

// breakable is code that may be broken into lines between the words of a name.
func breakable(code string) string {
	return wordEnd.ReplaceAllString(template.HTMLEscapeString(code), "$1<wbr>$2")
}

var wordEnd = regexp.MustCompile(`([a-z0-9_/.])([A-Z])`)

func insideLink(n ast.Node) bool {
	for n = n.Parent(); n != nil; n = n.Parent() {
		if n.Kind() == ast.KindLink {
			return true
		}
	}
	return false
}
