package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// call is one documented answer of one operation, called as its examples show.
type call struct {
	Operation, Method, Name string
	Path                    string // with the base path, and {templates}
	Status                  int
	First                   bool     // the plain success
	With                    string   // the credential
	Takes                   []string // the schemes that its operation takes
	Args                    string   // after the context
	Value                   string   // the expression of what was decoded, "" for none
	Want                    string   // it as JSON
	Code, Message           string   // of a refusal
	RetryAfter              int      // in seconds, of a refusal that has it as a header
	Download                string   // the media type of a success that is a file, whose content is Want
	Header                  string   // documented headers of the answer that nothing else reads, as a map's elements in Go
	Shared                  string   // the variable of a refusal that several operations have
	Kind                    string   // get, post
	Refusal                 bool
	Body                    bool              // the arguments have a decoded body
	Two                     bool              // the method returns a value and an error
	Try                     map[string]string // the required parameters, as in a URL
}

// contract makes a case of every documented answer whose operation can be called
// with what the examples show.
func (l *layout) contract() {
	base, err := l.client.spec.Servers.BasePath()
	if err != nil {
		l.err = err
		return
	}
	for _, path := range l.client.spec.Paths.InMatchingOrder() {
		item := l.client.spec.Paths.Value(path)
		for _, method := range slices.Sorted(maps.Keys(item.Operations())) {
			l.operation(method, strings.TrimSuffix(base, "/")+path, item.Operations()[method])
		}
	}
	slices.SortStableFunc(l.cases, func(a, b call) int { return cmp.Compare(a.Operation, b.Operation) })
}

func (l *layout) operation(method, path string, op *openapi3.Operation) {
	made := l.client.methods[strings.ToLower(op.OperationID)]
	if made == nil {
		l.left = append(l.left, op.OperationID+": the generated method was not found")
		return
	}
	args, err := l.arguments(made, op)
	if err != nil {
		l.left = append(l.left, op.OperationID+": "+err.Error())
		return
	}
	try := map[string]string{}
	for _, p := range op.Parameters {
		if p.Value.Required {
			try[p.Value.Name] = fmt.Sprint(p.Value.Example)
		}
	}
	var statuses []int
	for _, status := range slices.Sorted(maps.Keys(op.Responses.Map())) {
		code, err := strconv.Atoi(status)
		if err != nil {
			l.left = append(l.left, op.OperationID+": the answer "+status+" stands for several statuses: write a case for each that there is")
			continue
		}
		statuses = append(statuses, code)
	}
	slices.SortFunc(statuses, func(a, b int) int { return rank(a) - rank(b) })
	takes, _ := alternatives(op)
	for i, status := range statuses {
		answer := op.Responses.Value(strconv.Itoa(status)).Value
		c := call{Operation: op.OperationID, Method: made.Name.Name, Path: path, Status: status, First: i == 0, With: l.credential(op), Takes: takes, Args: args, Kind: method,
			Refusal: status >= 300, Body: strings.Contains(args, "contract.Sample["), Try: try}
		if !c.First {
			c.Name = slug(status)
		}
		l.expect(&c, made, answer, statuses)
		l.cases = append(l.cases, c)
	}
}

func rank(status int) int {
	if status/100 == 2 {
		return status - 1000
	}
	return status
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slug names the case of a status: "not-found".
func slug(status int) string {
	name := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(http.StatusText(status)), "-"), "-")
	return orElse(name, "status-"+strconv.Itoa(status))
}

// credential is the first one that the operation takes.
func (l *layout) credential(op *openapi3.Operation) string {
	names, _ := alternatives(op)
	for _, name := range names {
		for _, c := range l.credentials {
			if c.Name == name {
				return c.Go
			}
		}
	}
	return l.credentials[len(l.credentials)-1].Go
}

// arguments are those of a method, after the context and before the options.
func (l *layout) arguments(made *ast.FuncDecl, op *openapi3.Operation) (string, error) {
	var args []string
	parameters := slices.Clone(op.Parameters)
	for _, field := range made.Type.Params.List[1:] {
		if _, options := field.Type.(*ast.Ellipsis); options {
			continue
		}
		goType := l.goType(field.Type)
		for _, name := range field.Names {
			arg, err := l.argument(name.Name, goType, field.Type, op, parameters)
			if err != nil {
				return "", err
			}
			args = append(args, arg)
		}
	}
	if len(args) == 0 {
		return "", nil
	}
	return ", " + strings.Join(args, ", "), nil
}

func (l *layout) argument(name, goType string, written ast.Expr, op *openapi3.Operation, parameters openapi3.Parameters) (string, error) {
	switch {
	case name == "params" && strings.HasPrefix(goType, "*"):
		return "nil", nil
	case name == "params":
		return l.params(goType, parameters)
	case name == "body":
		media := op.RequestBody.Value.Content.Get("application/json")
		if media == nil || media.Example == nil {
			return "", fmt.Errorf("its request is not shown as JSON")
		}
		sample := fmt.Sprintf("contract.Sample[%s](`%s`)", strings.TrimPrefix(goType, "*"), strings.ReplaceAll(asJSON(media.Example), "`", "'"))
		if strings.HasPrefix(goType, "*") {
			sample = "boxoffice.Ptr(" + sample + ")"
		}
		return sample, nil
	}
	return literal(types.ExprString(written), example(parameters, "path", name))
}

// params are the required parameters of an operation.
func (l *layout) params(goType string, parameters openapi3.Parameters) (string, error) {
	made := l.client.structs[strings.TrimPrefix(goType, l.name+"api.")]
	if made == nil {
		return "", fmt.Errorf("%s was not found", goType)
	}
	var fields []string
	for _, field := range made.Fields.List {
		t := types.ExprString(field.Type)
		if strings.HasPrefix(t, "*") {
			continue
		}
		for _, name := range field.Names {
			found := example(parameters, "", name.Name)
			if found == nil || strings.HasPrefix(t, "[]") && !required(parameters, name.Name) {
				continue
			}
			value, err := literal(t, found)
			if err != nil {
				return "", fmt.Errorf("parameter %s: %w", name.Name, err)
			}
			fields = append(fields, name.Name+": "+value)
		}
	}
	return goType + "{" + strings.Join(fields, ", ") + "}", nil
}

func same(a, b string) bool {
	return strings.Join(words(a), "") == strings.Join(words(b), "")
}

// example is that of the parameter with a Go name.
func example(parameters openapi3.Parameters, in, name string) any {
	for _, p := range parameters {
		if same(p.Value.Name, name) && (in == "" || p.Value.In == in) {
			return p.Value.Example
		}
	}
	return nil
}

func required(parameters openapi3.Parameters, name string) bool {
	for _, p := range parameters {
		if same(p.Value.Name, name) {
			return p.Value.Required
		}
	}
	return false
}

// literal is a value of an example in Go.
func literal(goType string, value any) (string, error) {
	switch value := value.(type) {
	case string:
		return strconv.Quote(value), nil
	case float64:
		if strings.HasSuffix(goType, "Decimal") {
			return strconv.Quote(strconv.FormatFloat(value, 'f', -1, 64)), nil
		}
		return strconv.FormatFloat(value, 'f', -1, 64), nil
	case bool:
		return strconv.FormatBool(value), nil
	}
	return "", fmt.Errorf("its examples do not say how to call it")
}

// sample is the call that examples and demonstrations show: one that reads.
func (l *layout) sample() call {
	best, points := l.cases[0], -1
	for _, c := range l.cases {
		p := 0
		if c.First && !c.Refusal {
			p += 8
		}
		if c.Kind == http.MethodGet {
			p += 4
		}
		if c.With != "Anonymous" {
			p += 2
		}
		if c.Value != "" {
			p++
		}
		if p > points {
			best, points = c, p
		}
	}
	return best
}

// sampled are the Go names of a few operations.
func (l *layout) sampled() []string {
	names := []string{l.sample().Method}
	for _, c := range l.cases {
		if len(names) < 3 && !slices.Contains(names, c.Method) {
			names = append(names, c.Method)
		}
	}
	return names
}
