package main

import (
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// operation is what the page of one operation shows.
type operation struct {
	ID, Method, Path, Summary string
	Description               template.HTML
	Group                     *group
	Before, After             *operation

	Evidence, Repeat, Tapes label
	TapeKinds               string     // which tapes there are, in words
	Credentials             [][]scheme // alternatives, each of schemes that go together
	Anonymous               bool       // it can be called without a credential

	Raw      string // why another method is to be preferred, "" when none is
	Go       template.HTML
	Pages    string        // the method for the whole list
	Stream   string        // the method for the list as a stream
	Imports  template.HTML // what a file with the Go call imports
	Curl     template.HTML
	Programs []program // hand-written examples that call it

	Parameters []parameterGroup
	Body       *body
	Answers    []answer // documented successes
	Refusals   []answer // everything else

	covered int
	call    goCall
	words   []string // names of parameters and fields, for the search
	text    string   // the description as it is written, for the search
}

// parameterGroup are the parameters in one place of the request.
type parameterGroup struct {
	In     string
	Fields []field
}

// body is what a request carries.
type body struct {
	Description template.HTML
	Required    bool
	Media       []media
}

// media is one form of a body.
type media struct {
	Type     string
	Schema   shape
	Examples []shownExample
}

type shownExample struct {
	Summary string
	Code    template.HTML
}

func (v *vendor) readOperation(op *oas.Operation, calls *caller, cells []contract.Cell, onTape map[string]map[string]int) (*operation, error) {
	o := &operation{ID: op.ID, Method: op.Method, Path: op.Path, Summary: strings.TrimSuffix(op.Spec.Summary, ".")}
	o.Description = v.text.html(op.Spec.Description, op.ID)
	var err error
	if o.Evidence, err = evidence(op.Spec.Extensions["x-evidence"]); err != nil {
		return nil, err
	}
	rule, err := parseRepeat(op.Spec.Extensions["x-repeat"])
	if err != nil {
		return nil, err
	}
	o.Repeat = rule.label()
	if raw := op.Spec.Extensions["x-raw"]; raw != nil {
		var ok bool
		if o.Raw, ok = raw.(string); !ok {
			return nil, fmt.Errorf("x-raw is %v and no sentence", raw)
		}
	}
	o.text = op.Spec.Description
	o.readCredentials(v, op)
	if o.call, err = calls.call(op); err != nil {
		return nil, err
	}
	o.Pages, o.Stream = o.call.Pages, o.call.Stream
	o.Go, o.Imports = highlight("go", o.call.Statements), highlight("go", o.call.importBlock())
	o.Curl = highlight("curl", curl(v, op))
	for _, p := range v.Programs {
		preferred := slices.ContainsFunc(clientMethod.FindAllStringSubmatch(o.Raw, -1), func(m []string) bool { return p.calls[m[1]] })
		if p.calls[o.call.Method] || preferred {
			o.Programs = append(o.Programs, p)
		}
	}
	if err := o.readRequest(v, op); err != nil {
		return nil, err
	}
	if err := o.readAnswers(v, op, cells); err != nil {
		return nil, err
	}
	o.Tapes = tapes(o.covered, len(o.Answers)+len(o.Refusals))
	o.TapeKinds = tapeKinds(onTape[op.ID])
	return o, nil
}

// clientMethod finds a method of the vendor's client that a sentence names.
var clientMethod = regexp.MustCompile(`\bClient\.([A-Z]\w*)`)

// tapeKinds says how an operation's tapes were made.
func tapeKinds(kinds map[string]int) string {
	var said []string
	for _, kind := range names(nil, kinds) {
		said = append(said, plural(kinds[kind], kind+" tape"))
	}
	return strings.Join(said, " and ")
}

func (o *operation) readCredentials(v *vendor, op *oas.Operation) {
	required := op.Security()
	o.Anonymous = len(required) == 0
	for _, alternative := range required {
		if len(alternative) == 0 {
			o.Anonymous = true
			continue
		}
		var together []scheme
		for _, name := range names(nil, alternative) {
			for _, s := range v.Schemes {
				if s.Name == name {
					together = append(together, s)
				}
			}
		}
		o.Credentials = append(o.Credentials, together)
	}
}

func (o *operation) readRequest(v *vendor, op *oas.Operation) error {
	for _, in := range []string{"path", "query", "header", "cookie"} {
		g := parameterGroup{In: in}
		for _, p := range op.Parameters(in) {
			f, err := v.parameter(p)
			if err != nil {
				return fmt.Errorf("parameter %s: %w", p.Name, err)
			}
			g.Fields = append(g.Fields, f)
			o.words = append(o.words, p.Name)
		}
		slices.SortStableFunc(g.Fields, requiredFirst)
		if len(g.Fields) > 0 {
			o.Parameters = append(o.Parameters, g)
		}
	}
	if op.Spec.RequestBody == nil {
		return nil
	}
	b := op.Spec.RequestBody.Value
	o.Body = &body{Description: v.text.inline(b.Description), Required: b.Required}
	for _, mediaType := range names(v.order, b.Content) {
		m, err := v.media(mediaType, b.Content[mediaType])
		if err != nil {
			return fmt.Errorf("body: %w", err)
		}
		o.Body.Media = append(o.Body.Media, m)
		for _, f := range m.Schema.Fields {
			o.words = append(o.words, f.Name)
		}
	}
	return nil
}

func (v *vendor) media(mediaType string, m *openapi3.MediaType) (media, error) {
	found := media{Type: mediaType}
	var err error
	if m.Schema != nil {
		if found.Schema, err = v.shape(m.Schema, nil); err != nil {
			return found, err
		}
	}
	for _, e := range mediaExamples(v.order, mediaType, m) {
		language, code := v.body(mediaType, e.Value)
		found.Examples = append(found.Examples, shownExample{e.Summary, highlight(language, code)})
	}
	return found, nil
}
