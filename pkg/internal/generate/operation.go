package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// operation is what the templates are told of an operation.
type operation struct {
	codegen.OperationDefinition
	Receiver string // the type that has the method
	Comment  string
	Args     string // the method's arguments after the context
	Result   string // the method's results, as they are written
	Send     string // the call of package rest that sends and decodes

	ParamsType     string // "" without parameters of the caller's
	ParamsOptional bool
	Query, Headers []codegen.ParameterDefinition
	Values         string // the variable with what the client fills in, or ""

	BodyType     string // "" without a body
	BodyOptional bool
	Form         bool
	Fills        []fill // body fields that the client fills in

	Credentials []string
	Optional    bool
	Repeatable  bool
	Retried     []any
	Final       string // the statuses that are the vendor's word that it did nothing
	Accept      string

	Successes []success
	Element   string // of a list answer, "" otherwise
	XMLRoot   string // of a list answer that may come as XML, "" otherwise
	XMLChild  string
	Stream    bool // there is a method that reads the list as a stream
}

// fill is a body field that is the client's.
type fill struct {
	Field, Value string
	Optional     bool
}

// success is one documented success status.
type success struct {
	Status  string
	Name    string // of the result's field, "" for the only success
	Type    string // of the body, "" without one
	List    bool
	Headers []header
}

// Object reports whether the success is a struct of its own in the result.
func (s success) Object() bool { return s.Type != "" && !s.List }

// header is a response header that is part of the result.
type header struct {
	Name, Field, Type string
	Required          bool
	URL               bool   // it is an address, which may be relative
	Place             string // where it is decoded to
}

// headerOf is a header that is decoded to a place.
func headerOf(h header, place string) header {
	h.Place = place
	return h
}

func (v *view) operation(d codegen.OperationDefinition) (*operation, error) {
	op := &operation{OperationDefinition: d, Receiver: "Client"}
	if d.Spec.Extensions["x-raw"] != nil {
		op.Receiver = "Raw"
	}
	v.parameters(op)
	v.body(op)
	op.security()
	op.repetition()
	op.final()
	if err := v.successes(op); err != nil {
		return nil, fmt.Errorf("%s: %w", d.SpecOperationId, err)
	}
	op.Comment = v.operationComment(op)
	return op, nil
}

// opaque reports whether the answer has a body of no documented form.
func (op *operation) opaque() bool {
	return len(op.Successes) == 1 && op.Successes[0].Type == "boxoffice.RawJSON"
}

func (v *view) operationComment(op *operation) string {
	d := op.OperationDefinition
	text := d.OperationId + " " + codegen.LowercaseFirstCharacter(strings.TrimSpace(d.Spec.Description))
	if raw, ok := d.Spec.Extensions["x-raw"].(string); ok {
		text += "\n\n" + raw
	}
	if op.opaque() {
		text += "\n\nThe vendor does not document the answer's body; boxoffice.WithResponse has it."
	}
	text += fmt.Sprintf("\n\n%s %s, evidence: %v.", d.Method, d.Path, d.Spec.Extensions["x-evidence"])
	if d.Spec.Deprecated {
		text += "\n\nDeprecated: by the vendor."
	}
	return comment(text)
}

// parameters sorts the parameters into the caller's and the client's.
func (v *view) parameters(op *operation) {
	var args strings.Builder
	for _, p := range op.PathParams {
		args.WriteString(", " + p.GoVariableName() + " " + v.resolve(p.TypeDef()))
	}
	required := false
	own := func(all []codegen.ParameterDefinition) (mine []codegen.ParameterDefinition) {
		for _, p := range all {
			if p.Spec.Extensions["x-from-client"] == nil {
				mine = append(mine, p)
				required = required || p.Required
			}
		}
		return mine
	}
	op.Query, op.Headers = own(op.QueryParams), own(op.HeaderParams)
	if len(op.Query)+len(op.Headers) > 0 {
		op.ParamsType, op.ParamsOptional = op.OperationId+"Params", !required
		args.WriteString(", params " + pointerIf(op.ParamsOptional) + op.ParamsType)
	}
	op.Values = v.valuesName(valuesOf(op.OperationDefinition))
	op.Args = args.String()
}

func pointerIf(yes bool) string {
	if yes {
		return "*"
	}
	return ""
}

func (v *view) body(op *operation) {
	for _, b := range op.Bodies {
		if op.BodyType == "" && (b.IsJSON() || b.NameTag == "Formdata") {
			op.BodyType, op.Form = v.resolve(b.Schema.TypeDecl()), !b.IsJSON()
		}
	}
	if op.BodyType == "" {
		return
	}
	op.BodyOptional = !op.BodyRequired
	op.Args += ", body " + pointerIf(op.BodyOptional) + op.BodyType
	for _, media := range op.Spec.RequestBody.Value.Content {
		for _, name := range sorted(media.Schema.Value.Properties) {
			p := media.Schema.Value.Properties[name].Value
			if value, ok := p.Extensions["x-from-client"].(string); ok {
				op.Fills = append(op.Fills, fill{codegen.SchemaNameToTypeName(name), value, !slices.Contains(media.Schema.Value.Required, name)})
			}
		}
		break // all media types of a body have the same schema
	}
}

func (op *operation) security() {
	if op.Spec.Security == nil {
		return
	}
	for _, requirement := range *op.Spec.Security {
		if len(requirement) == 0 {
			op.Optional = true
		}
		op.Credentials = append(op.Credentials, sorted(requirement)...)
	}
	op.Optional = op.Optional && len(op.Credentials) > 0
}

func (op *operation) repetition() {
	rule, _ := op.Spec.Extensions["x-repeat"].(map[string]any)
	if op.Repeatable, _ = rule["delivered"].(bool); op.Repeatable {
		op.Retried, _ = rule["statuses"].([]any)
	}
}

// final finds the documented 5xx that say that nothing was done.
func (op *operation) final() {
	var statuses []string
	for _, status := range sorted(op.Spec.Responses.Map()) {
		if op.Spec.Responses.Value(status).Value.Extensions["x-final"] != nil {
			statuses = append(statuses, status)
		}
	}
	op.Final = strings.Join(statuses, ", ")
}

// successes finds what a call returns.
func (v *view) successes(op *operation) error {
	accept := map[string]bool{}
	for _, status := range sorted(op.Spec.Responses.Map()) {
		if status[0] != '2' {
			continue
		}
		response := op.Spec.Responses.Value(status).Value
		s := success{Status: status}
		s.Name, _ = response.Extensions["x-outcome"].(string)
		for _, mediaType := range sorted(response.Content) {
			accept[mediaType] = true
			if err := v.content(op, &s, mediaType, response.Content[mediaType].Schema); err != nil {
				return fmt.Errorf("%s %s: %w", status, mediaType, err)
			}
		}
		for _, name := range sorted(response.Headers) {
			h := response.Headers[name].Value
			if yes, _ := h.Extensions["x-result"].(bool); yes {
				decl, ok := h.Schema.Value.Extensions["x-go-type"].(string)
				if !ok {
					decl = "string"
				}
				s.Headers = append(s.Headers, header{
					Name: name, Field: codegen.SchemaNameToTypeName(name), Type: decl,
					Required: h.Required, URL: h.Schema.Value.Format == "uri",
				})
			}
		}
		op.Successes = append(op.Successes, s)
	}
	types := sorted(accept)
	if !accept["application/json"] {
		types = append(types, "application/json") // refusals are JSON
	}
	op.Accept = strings.Join(types, ", ")
	return op.result()
}

// content reads the schema of one media type of a success.
func (v *view) content(op *operation, s *success, mediaType string, schema *openapi3.SchemaRef) error {
	if strings.HasSuffix(mediaType, "xml") {
		if !isXMLList(schema.Value) {
			return fmt.Errorf("an answer in XML must be a list: an object with xml.name and one array")
		}
		op.XMLRoot = schema.Value.XML.Name
		for _, p := range schema.Value.Properties {
			op.XMLChild = xmlName(p)
		}
		return nil
	}
	goSchema, err := codegen.GenerateGoSchema(schema, []string{op.OperationId})
	if err != nil {
		return err
	}
	s.Type = v.resolve(goSchema.TypeDecl())
	s.List = strings.HasPrefix(s.Type, "[]")
	return nil
}

func xmlName(p *openapi3.SchemaRef) string {
	extra, _ := p.Value.Extensions["x-oapi-codegen-extra-tags"].(map[string]any)
	name, _ := extra["xml"].(string)
	return name
}

// result decides what the method returns. One success that is all in its body
// is returned as it is; everything else has a type with a field per outcome.
func (op *operation) result() error {
	var first success // none is documented: a success is not expected
	if len(op.Successes) > 0 {
		first = op.Successes[0]
	}
	op.Stream, _ = op.Spec.Extensions["x-stream"].(bool)
	switch {
	case len(op.Successes) > 1:
		for _, s := range op.Successes {
			if s.Name == "" {
				return fmt.Errorf("there are several successes; name what each means with x-outcome, such as \"x-outcome: PaymentPage\"")
			}
		}
		op.named()
	case len(first.Headers) > 0:
		op.named()
	case first.Type == "", first.Type == "boxoffice.RawJSON": // no body, or one whose form nobody documents
		op.Result, op.Send = "error", "rest.Send(ctx, req)"
	case first.List:
		op.Element = strings.TrimPrefix(first.Type, "[]")
		op.Result, op.Send = "("+first.Type+", error)", "rest.List["+op.Element+"](ctx, req)"
	case isScalar(first.Type):
		op.Result, op.Send = "("+first.Type+", error)", "rest.Value["+first.Type+"](ctx, req)"
	default:
		op.Result, op.Send = "(*"+first.Type+", error)", "rest.Object["+first.Type+"](ctx, req)"
	}
	return nil
}

func (op *operation) named() {
	op.Result = "(*" + op.OperationId + "Result, error)"
	op.Send = "rest.Decode(ctx, req, decode" + op.OperationId + ")"
}

// Named reports whether the result is a type of its own.
func (op *operation) Named() bool {
	return strings.HasSuffix(op.Result, op.OperationId+"Result, error)")
}

// Secret reports whether the result can hold a secret.
func (op *operation) Secret() bool {
	seen := map[*openapi3.Schema]bool{}
	for _, s := range op.Successes {
		for _, h := range s.Headers {
			if h.Type != "string" {
				return true
			}
		}
		for _, media := range op.Spec.Responses.Value(s.Status).Value.Content {
			if holdsSecret(media.Schema.Value, seen) {
				return true
			}
		}
	}
	return false
}

// Codes are the success statuses.
func (op *operation) Codes() string {
	codes := make([]string, len(op.Successes))
	for i, s := range op.Successes {
		codes[i] = s.Status
	}
	return strings.Join(codes, ", ")
}

func isScalar(decl string) bool {
	switch decl {
	case "string", "int64", "int32", "int", "bool", "float64", "float32", "boxoffice.RawJSON", "boxoffice.Decimal":
		return true
	}
	return false
}
