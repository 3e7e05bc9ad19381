package main

import (
	"errors"
	"fmt"
	"go/format"
	"go/types"
	"maps"
	"slices"
	"strings"

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
	Pages      string   // the method that reads the whole list page by page, "" when there is none
	Stream     string   // the method that reads the list element by element, "" when there is none
	imports    []string // what a function with the statements names, the standard library first
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
	if call.Pages, call.Stream, err = c.iterators(op); err != nil {
		return goCall{}, err
	}
	w.use("context")
	w.use(c.client.Obj().Pkg().Path())
	call.imports = slices.SortedFunc(maps.Keys(w.imports), func(a, b string) int {
		if ours := strings.HasPrefix(a, module); ours != strings.HasPrefix(b, module) {
			return map[bool]int{false: -1, true: 1}[ours]
		}
		return strings.Compare(a, b)
	})
	return call, nil
}

// importBlock is the declaration of the imports as gofmt writes it.
func (call goCall) importBlock() string {
	var b strings.Builder
	b.WriteString("import (\n")
	for i, path := range call.imports {
		if i > 0 && strings.HasPrefix(path, module) && !strings.HasPrefix(call.imports[i-1], module) {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "\t%q\n", path)
	}
	return b.String() + ")"
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

// longLine is the length from which a call of several arguments has a line for
// each.
const longLine = 72
