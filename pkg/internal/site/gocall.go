package main

import (
	"errors"
	"fmt"
	"go/format"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// caller writes the Go calls of one vendor's operations. What it writes follows
// from the specification's examples and from the signature of the method that a
// program calls, so that it changes when they do.
type caller struct {
	vendor   string
	packages loaded
	order    order
	client   *types.Named // the vendor's client, that of pkg/<vendor>
	api      *types.Package
}

// goCall is the Go source of one call.
type goCall struct {
	Method     string   // the method's name
	Statements string   // what the page shows
	imports    []string // what the statements name
}

func newCaller(vendor string, packages loaded, order order) (*caller, error) {
	object := packages.lookup("pkg/"+vendor, "Client")
	if object == nil {
		return nil, fmt.Errorf("pkg/%s has no type Client", vendor)
	}
	client, ok := types.Unalias(object.Type()).(*types.Named)
	if !ok {
		return nil, fmt.Errorf("pkg/%s: Client is no named type", vendor)
	}
	api := packages[module+"/gen/"+vendor+"api"]
	if api == nil {
		return nil, fmt.Errorf("gen/%sapi is not loaded", vendor)
	}
	return &caller{vendor, packages, order, client, api.Types}, nil
}

// method is the method for an operation, and what it is called on: the client,
// or one of its fields, such as that with the operations that the vendor's
// package wraps in safer methods.
func (c *caller) method(operation string) (receiver string, method *types.Func, err error) {
	if f := methodOf(c.client, operation); f != nil {
		return "client", f, nil
	}
	for _, field := range fieldsOf(c.client) {
		if f := methodOf(field.Type(), operation); f != nil {
			return "client." + field.Name(), f, nil
		}
	}
	return "", nil, fmt.Errorf("%s.Client has no method for %s, nor has one of its fields", c.vendor, operation)
}

// methodOf is the exported method of t or its pointer that has the operation's
// name, nil when there is none.
func methodOf(t types.Type, operation string) *types.Func {
	for method := range types.NewMethodSet(types.NewPointer(dereferenced(t))).Methods() {
		if f, ok := method.Obj().(*types.Func); ok && f.Exported() && strings.EqualFold(f.Name(), operation) {
			return f
		}
	}
	return nil
}

// fieldsOf are the exported fields of a struct and of those embedded in it.
func fieldsOf(t types.Type) []*types.Var {
	u, ok := dereferenced(t).Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var all []*types.Var
	for f := range u.Fields() {
		switch {
		case f.Embedded():
			all = append(all, fieldsOf(f.Type())...)
		case f.Exported():
			all = append(all, f)
		}
	}
	return all
}

// call writes the call of an operation.
func (c *caller) call(op *oas.Operation) (goCall, error) {
	call, err := c.write(op)
	if err != nil {
		return goCall{}, fmt.Errorf("%s: the Go call of %s: %w", c.vendor, op.ID, err)
	}
	return call, nil
}

func (c *caller) write(op *oas.Operation) (goCall, error) {
	receiver, method, err := c.method(op.ID)
	if err != nil {
		return goCall{}, err
	}
	w := &writer{caller: c, imports: map[string]bool{}}
	arguments, err := c.arguments(w, op, method.Signature())
	if err != nil {
		return goCall{}, err
	}
	mark, err := parseRepeat(op.Spec.Extensions["x-repeat"])
	if err != nil {
		return goCall{}, err
	}
	statements, err := c.statements(w, op, receiver, method, arguments, !*mark.Delivered)
	if err != nil {
		return goCall{}, err
	}
	formatted, err := format.Source([]byte(statements))
	if err != nil {
		return goCall{}, fmt.Errorf("%w in:\n%s", err, statements)
	}
	call := goCall{Method: method.Name(), Statements: strings.TrimSpace(string(formatted))}
	for path := range w.imports {
		call.imports = append(call.imports, path)
	}
	slices.Sort(call.imports)
	return call, nil
}

// arguments writes a value for every parameter of the method.
func (c *caller) arguments(w *writer, op *oas.Operation, signature *types.Signature) ([]string, error) {
	var arguments []string
	paths := op.Parameters("path")
	for i := range signature.Params().Len() {
		p := signature.Params().At(i)
		if signature.Variadic() && i == signature.Params().Len()-1 {
			break // options of the call
		}
		if isContext(p.Type()) {
			arguments = append(arguments, "ctx")
			continue
		}
		if at := slices.IndexFunc(paths, func(path *parameter) bool { return same(path.Name, p.Name()) }); at >= 0 {
			value, ok := exampleOf(paths[at])
			if !ok {
				return nil, fmt.Errorf("the parameter %s has no example", paths[at].Name)
			}
			text, err := w.value(p.Type(), value)
			if err != nil {
				return nil, fmt.Errorf("the parameter %s: %w", p.Name(), err)
			}
			arguments = append(arguments, text)
			continue
		}
		text, err := c.structured(w, op, p)
		if err != nil {
			return nil, fmt.Errorf("the parameter %s: %w", p.Name(), err)
		}
		arguments = append(arguments, text)
	}
	return arguments, nil
}

// structured writes the struct of the query and header parameters, or the body.
func (c *caller) structured(w *writer, op *oas.Operation, p *types.Var) (string, error) {
	if named, ok := types.Unalias(dereferenced(p.Type())).(*types.Named); ok && strings.HasSuffix(named.Obj().Name(), "Params") {
		return w.params(p.Type(), shownParameters(op))
	}
	body := requestExample(op)
	if body == nil {
		return "", errors.New("it is no parameter of the specification, and the body has no example")
	}
	w.outermost, w.fromClient = true, clientFields(op)
	return w.value(p.Type(), body.Value)
}

// statements are the call and what is done with its results.
func (c *caller) statements(w *writer, op *oas.Operation, receiver string, method *types.Func, arguments []string, once bool) (string, error) {
	results := method.Signature().Results()
	if results.Len() == 0 || !types.Identical(results.At(results.Len()-1).Type(), types.Universe.Lookup("error").Type()) {
		return "", errors.New("the method's last result is no error")
	}
	var variables []string
	for i := range results.Len() - 1 {
		name := variable(op.ID)
		if i > 0 {
			name = fmt.Sprintf("%s%d", name, i+1)
		}
		variables = append(variables, name)
	}
	var b strings.Builder
	call := strings.Join(append(variables, "err"), ", ") + " := " + receiver + "." + method.Name() + "("
	if first, _, _ := strings.Cut(strings.Join(arguments, ", "), "\n"); len(call)+len(first) > longLine && len(arguments) > 2 {
		call += "\n" + strings.Join(arguments, ",\n") + ",\n"
	} else {
		call += strings.Join(arguments, ", ")
	}
	b.WriteString(call + ")\n")
	if once && c.packages.lookup("pkg/boxoffice", "ErrOutcomeUnknown") != nil {
		w.use("errors")
		w.use("log")
		w.use(module + "/pkg/boxoffice")
		fmt.Fprintf(&b, "if errors.Is(err, boxoffice.ErrOutcomeUnknown) {\nlog.Print(%q)\n}\n", op.ID+" may have been done: find out before you call again")
	}
	b.WriteString("if err != nil {\nreturn err\n}\n")
	for i, name := range variables {
		w.use("fmt")
		fmt.Fprintf(&b, "fmt.Println(%s)\n", shown(results.At(i).Type(), name))
	}
	return b.String(), nil
}

// shown are the arguments with which an example prints an answer: the length of
// a list, a few plain fields of a struct, the value itself otherwise.
func shown(t types.Type, name string) string {
	pointer, isPointer := types.Unalias(t).Underlying().(*types.Pointer)
	inner := t
	if isPointer {
		inner = pointer.Elem()
	}
	switch u := inner.Underlying().(type) {
	case *types.Slice, *types.Map:
		if isPointer {
			return "len(*" + name + ")"
		}
		return "len(" + name + ")"
	case *types.Struct:
		var fields []string
		for i := 0; i < u.NumFields() && len(fields) < 3; i++ {
			switch f := u.Field(i); {
			case f.Exported() && printable(f.Type()):
				fields = append(fields, name+"."+f.Name())
			case f.Embedded():
				if object, _, _ := types.LookupFieldOrMethod(t, true, nil, "StatusCode"); object != nil {
					fields = append(fields, name+".StatusCode")
				}
			}
		}
		if len(fields) > 0 {
			return strings.Join(fields, ", ")
		}
	}
	return name
}

// printable reports whether a field says something when it is printed: text, a
// number or a yes or no, which is no secret.
func printable(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok || basic.Info()&(types.IsString|types.IsNumeric|types.IsBoolean) == 0 {
		return false
	}
	formatter, _, _ := types.LookupFieldOrMethod(t, true, nil, "Format")
	return formatter == nil
}

// longLine is the length from which a call of several arguments has a line for
// each.
const longLine = 72

// variable is a name for an operation's answer: createOrder gives order.
func variable(operation string) string {
	at := strings.IndexFunc(operation, unicode.IsUpper)
	if at < 0 {
		return "answer"
	}
	runes := []rune(operation[at:])
	for i := range runes {
		if !unicode.IsUpper(runes[i]) || i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
			break
		}
		runes[i] = unicode.ToLower(runes[i])
	}
	return string(runes) + taken[string(runes)]
}

// taken are names that an answer's variable would hide, with what is added.
var taken = map[string]string{"client": "Answer", "default": "Answer", "range": "Answer", "type": "Answer", "len": "Answer"}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context" && named.Obj().Name() == "Context"
}

func dereferenced(t types.Type) types.Type {
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		return pointer.Elem()
	}
	return t
}

// same reports whether a name of the specification and one of Go are the same
// but for case and separators.
func same(specification, golang string) bool { return folded(specification) == folded(golang) }

func folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
