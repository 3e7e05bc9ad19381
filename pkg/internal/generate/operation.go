package main

import (
	"fmt"
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

	ParamsType         string // "" without parameters of the caller's
	ParamsOptional     bool
	SetPath, SetParams []string // the calls that send them
	Values             string   // the variable with what the client fills in, or ""

	BodyType     string // "" without a body
	BodyOptional bool
	SetBody      string // the call that sends it, of the argument named body
	Fills        []fill // body fields that the client fills in

	Credentials []string
	keys        []*openapi3.SecurityScheme // API keys
	Optional    bool
	Repeatable  bool
	KeyHeader   string // of the idempotency key, "" for none
	Retried     []any
	Final       string // the statuses that are the vendor's word that it did nothing
	Accept      string

	Successes []success
	Refusals  []refusal
	Element   string // of a list answer, "" otherwise
	XMLRoot   string // of a list answer that may come as XML, "" otherwise
	XMLChild  string
	Stream    bool   // there is a method that reads the list as a stream
	Pages     *pages // the method that reads it page by page, nil for none
}

func (v *view) operation(d codegen.OperationDefinition) (*operation, error) {
	op := &operation{OperationDefinition: d, Receiver: "Client"}
	if d.Spec.Extensions["x-raw"] != nil {
		op.Receiver = "Raw"
	}
	op.repetition()
	v.parameters(op)
	v.body(op)
	v.security(op)
	op.final()
	if err := v.successes(op); err != nil {
		return nil, fmt.Errorf("%s: %w", d.SpecOperationId, err)
	}
	if err := v.refusals(op); err != nil {
		return nil, fmt.Errorf("%s: %w", d.SpecOperationId, err)
	}
	if err := v.pages(op); err != nil {
		return nil, fmt.Errorf("%s: %w", d.SpecOperationId, err)
	}
	op.Comment = v.operationComment(op)
	return op, nil
}

// opaque reports whether the answer has a body of no documented form.
func (op *operation) opaque() bool {
	return len(op.Successes) == 1 && op.Successes[0].Type == rawJSON
}

// sentence makes a description the comment of a method: "Returns the order." becomes
// "GetOrder returns the order.", and "The order." becomes "GetOrder: The order."
func sentence(name, description string) string {
	verb, _, _ := strings.Cut(description, " ")
	if !strings.HasSuffix(strings.TrimRight(verb, ",:"), "s") {
		return name + ": " + description
	}
	return name + " " + codegen.LowercaseFirstCharacter(description)
}

func (v *view) operationComment(op *operation) string {
	d := op.OperationDefinition
	text := sentence(d.OperationId, strings.TrimSpace(d.Spec.Description))
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
		op.SetPath = append(op.SetPath, sending(p, p.GoVariableName()))
	}
	required := false
	for _, all := range [][]codegen.ParameterDefinition{op.QueryParams, op.HeaderParams, op.CookieParams} {
		for _, p := range all {
			if p.Spec.Extensions["x-from-client"] == nil && !op.isKey(p) {
				op.SetParams = append(op.SetParams, sending(p, "params."+p.GoName()))
				required = required || p.Required
			}
		}
	}
	if len(op.SetParams) > 0 {
		op.ParamsType, op.ParamsOptional = op.OperationId+"Params", !required
		args.WriteString(", params " + pointerIf(op.ParamsOptional) + op.ParamsType)
	}
	op.Values = valuesName(valuesOf(op.OperationDefinition))
	op.Args = args.String()
}

// isKey reports whether a parameter is the idempotency key, which each call has by
// itself.
func (op *operation) isKey(p codegen.ParameterDefinition) bool {
	return p.In == openapi3.ParameterInHeader && op.IsKey(p.ParamName)
}

// IsKey is isKey by the parameter's name.
func (op *operation) IsKey(name string) bool {
	return op.KeyHeader != "" && strings.EqualFold(name, op.KeyHeader)
}

func pointerIf(yes bool) string {
	if yes {
		return "*"
	}
	return ""
}

// security finds the credentials. Those that are required together are one, whose name
// is all of theirs.
func (v *view) security(op *operation) {
	if op.Spec.Security == nil {
		return
	}
	for _, requirement := range *op.Spec.Security {
		names := sorted(requirement)
		if len(names) == 0 {
			op.Optional = true
			continue
		}
		op.Credentials = append(op.Credentials, strings.Join(names, "+"))
		for _, name := range names {
			if scheme := v.doc.Components.SecuritySchemes[name].Value; scheme.Type == "apiKey" {
				op.keys = append(op.keys, scheme)
			}
		}
	}
	op.Optional = op.Optional && len(op.Credentials) > 0
}

func (op *operation) repetition() {
	rule, _ := op.Spec.Extensions["x-repeat"].(map[string]any)
	if op.Repeatable, _ = rule["delivered"].(bool); op.Repeatable {
		op.Retried, _ = rule["statuses"].([]any)
		op.KeyHeader, _ = rule["key"].(string)
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
