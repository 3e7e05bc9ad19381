package main

import (
	"html/template"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
)

// formatter marks tokens with classes; assets/site.css gives them colours.
var formatter = html.New(html.WithClasses(true), html.PreventSurroundingPre(true))

// trusted is HTML that this program has made of the project's own files.
func trusted(text string) template.HTML {
	return template.HTML(text) //nolint:gosec // nothing in it comes from elsewhere
}

// languages are the names of languages as a block of code shows them.
var languages = map[string]string{
	"go": "Go", "bash": "Shell", "curl": "curl", "sh": "Shell", "json": "JSON", "xml": "XML", "yaml": "YAML", "text": "Text",
}

// highlight is code in a block that scrolls by itself and can be reached with
// the keyboard.
func highlight(language, code string) template.HTML {
	code = strings.TrimRight(code, "\n")
	var b strings.Builder
	name := language
	if name == "curl" {
		name = "bash"
	}
	lexer := lexers.Get(name)
	if lexer == nil {
		lexer = lexers.Fallback
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err == nil {
		err = formatter.Format(&b, styles.Fallback, tokens)
	}
	if err != nil {
		b.Reset()
		b.WriteString(template.HTMLEscapeString(code))
	}
	return trusted(`<div class="code"><div class="bar">` + template.HTMLEscapeString(languages[language]) +
		`</div><pre tabindex="0"><code>` + strings.TrimRight(b.String(), "\n") + `</code></pre></div>`)
}
