package trust_test

import (
	"context"
	"fmt"
	"iter"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/rest"
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
	optionType  = reflect.TypeFor[rest.CallOption]()
)

// operations are those of a client: every exported method that takes a context
// first.
func operations(client any) []operation {
	var all []operation
	v := reflect.ValueOf(client)
	for i := range v.NumMethod() {
		m := v.Method(i)
		if m.Type().NumIn() == 0 || m.Type().In(0) != contextType {
			continue
		}
		all = append(all, operation{v.Type().Method(i).Name, m, m.Type()})
	}
	return all
}

// generated reports whether the operation is one of the specification: its
// result is named after it.
func (o operation) generated() bool { return o.result() != nil }

// result is the type of a generated operation's result.
func (o operation) result() reflect.Type {
	if o.kind.NumOut() != 2 || o.kind.Out(0).Kind() != reflect.Pointer || o.kind.Out(0).Elem().Name() != o.name+"Result" {
		return nil
	}
	return o.kind.Out(0).Elem()
}

// crash is what is left of a call that panicked.
type crash struct{ text string }

// call calls the operation with canaries wherever they fit. It returns what came
// back and the error; ranges are walked to their end. After a panic it returns
// a crash.
func (o operation) call(ctx context.Context, f filler, options ...rest.CallOption) (results []any, err error) {
	defer func() {
		if p := recover(); p != nil {
			results, err = []any{crash{fmt.Sprintf("%v\n%s", p, debug.Stack())}}, nil
		}
	}()
	args := []reflect.Value{reflect.ValueOf(ctx)}
	for i := 1; i < o.kind.NumIn(); i++ {
		t := o.kind.In(i)
		switch {
		case o.kind.IsVariadic() && i == o.kind.NumIn()-1 && t.Elem().Kind() == reflect.Func:
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

// callFor is call, with a limit and for its error alone.
func (o operation) callFor(t *testing.T, limit time.Duration, f filler) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
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
