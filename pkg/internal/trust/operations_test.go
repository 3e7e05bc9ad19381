package trust_test

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// operation is a method of a vendor's client that sends something: a generated
// one, or one of the adapter's flows.
type operation struct {
	name   string
	method reflect.Value
	kind   reflect.Type
}

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
	optionType  = reflect.TypeFor[boxoffice.CallOption]()
)

// operations are those of a client: every exported method that takes a context
// first, and those of its Raw.
func operations(client any) []operation {
	v := reflect.ValueOf(client)
	all := methods(v)
	if v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Struct {
		if raw := v.Elem().FieldByName("Raw"); raw.IsValid() {
			all = append(all, methods(raw.Addr())...)
		}
	}
	return all
}

func methods(v reflect.Value) (all []operation) {
	for i := range v.NumMethod() {
		m := v.Method(i)
		if m.Type().NumIn() == 0 || m.Type().In(0) != contextType {
			continue
		}
		all = append(all, operation{v.Type().Method(i).Name, m, m.Type()})
	}
	return all
}

// generated reports whether the operation is one of a specification.
func (o operation) generated() bool { return documented()[o.name] != nil }

// documented are the operations of all specifications by the names of their
// methods.
var documented = sync.OnceValue(func() map[string]*openapi3.Operation {
	all := map[string]*openapi3.Operation{}
	for _, d := range specs.All() {
		doc, err := oas.Load(d)
		if err != nil {
			panic(err)
		}
		for _, item := range doc.T.Paths.Map() {
			for _, op := range item.Operations() {
				all[strings.ToUpper(op.OperationID[:1])+op.OperationID[1:]] = op
			}
		}
	}
	return all
})

// body is a value of what the first documented success has in its body.
func (o operation) body(f filler) any {
	t := o.kind.Out(0)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == o.name+"Result" { // a field per outcome, or the body and its headers
		t = t.Field(0).Type
	}
	return f.value(t, o.name+" answer").Interface()
}

// crash is what is left of a call that panicked.
type crash struct{ text string }

// call calls the operation with canaries wherever they fit. It returns what came
// back and the error; ranges are walked to their end. After a panic it returns
// a crash.
func (o operation) call(ctx context.Context, f filler, options ...boxoffice.CallOption) (results []any, err error) {
	defer func() {
		if p := recover(); p != nil {
			results, err = []any{crash{fmt.Sprintf("%v\n%s", p, debug.Stack())}}, nil
		}
	}()
	args := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < o.kind.NumIn(); i++ {
		t := o.kind.In(i)
		switch {
		case o.kind.IsVariadic() && i == o.kind.NumIn()-1 && (t.Elem().Kind() == reflect.Func || t.Elem().Kind() == reflect.Interface):
		case o.kind.IsVariadic() && i == o.kind.NumIn()-1:
			args = append(args, f.value(t.Elem(), o.name+" argument"))
		default:
			args = append(args, f.value(t, o.name+" "+strings.TrimPrefix(t.String(), "*")))
		}
	}
	if o.kind.IsVariadic() && o.kind.In(o.kind.NumIn()-1).Elem() == optionType {
		for _, option := range options {
			args = append(args, reflect.ValueOf(option))
		}
	}
	for _, out := range o.method.Call(args) {
		switch {
		case out.Type() == errorType:
			err, _ = reflect.TypeAssert[error](out)
		case out.Type().CanSeq2() && strings.HasPrefix(out.Type().String(), "iter.Seq2"):
			elements, last := walked(out.Seq2())
			results, err = append(results, elements...), last
		default:
			results = append(results, out.Interface())
		}
	}
	return results, err
}

// ample is a limit that nothing reaches unless it hangs, on a slow machine either.
const ample = 5 * time.Minute

// errorOf is the error of a call.
func (o operation) errorOf(t *testing.T, f filler) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), ample)
	defer cancel()
	_, err := o.call(ctx, f)
	return err
}

// longest is how many elements of a list are asked for.
const longest = 3

func walked(list iter.Seq2[reflect.Value, reflect.Value]) (elements []any, err error) {
	for element, problem := range list {
		if err, _ = reflect.TypeAssert[error](problem); err != nil {
			return elements, err
		}
		if elements = append(elements, element.Interface()); len(elements) == longest {
			break
		}
	}
	return elements, nil
}
