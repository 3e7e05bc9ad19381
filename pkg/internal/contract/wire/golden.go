package wire

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Golden compares what every operation puts on the wire with testdata/wire.golden, which
// no recording changes: called with nothing but what it must have, and with everything.
// clients makes the clients to call, of which the first that may call the operation is used.
// Of a call with everything the body is left out.
// With the flag -update, which package contract has, it writes the file.
func Golden(t *testing.T, source specs.Document, clients func(*http.Client) []any) {
	t.Helper()
	doc, err := oas.Load(source)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, each := range doc.Operations() {
		operation := each.ID
		name := strings.ToUpper(operation[:1]) + operation[1:]
		for _, everything := range []bool{false, true} {
			var sent []string
			for n := range clients(http.DefaultClient) { // the first that may call it
				if len(sent) == 0 {
					sent = Sent(t, func(client *http.Client) { call(clients(client)[n], name, everything) })
				}
			}
			for _, request := range sent {
				if head, _, found := strings.Cut(request, "\n\n"); everything && found {
					request = head + "\n"
				}
				b.WriteString(strings.TrimRight(request, "\n") + "\n\n")
			}
			if len(sent) == 0 {
				b.WriteString(operation + " is not sent\n\n")
			}
		}
	}
	file := filepath.Join("testdata", "wire.golden")
	if update := flag.Lookup("update"); update != nil && update.Value.String() == "true" {
		if err := os.MkdirAll("testdata", 0o755); err != nil { //nolint:gosec // committed
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil { //nolint:gosec // committed
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	is, was := strings.Split(b.String(), "\n\n"), strings.Split(string(golden), "\n\n")
	for i := 0; i < len(is) || i < len(was); i++ {
		switch {
		case i >= len(is):
			t.Fatalf("a request is not sent any more; if it should not be, run the test with -update:\n%s", was[i])
		case i >= len(was) || is[i] != was[i]:
			t.Fatalf("what is sent is not what was sent; if it should be, run the test with -update. It is:\n%s\nIt was:\n%s", is[i], strings.Join(was[min(i, len(was)):min(i+1, len(was))], ""))
		}
	}
}

// call calls a client's method, if it has it. The rest of the arguments are empty where
// they can be.
func call(client any, name string, everything bool) {
	method := reflect.ValueOf(client).MethodByName(name)
	if !method.IsValid() {
		return
	}
	kind := method.Type()
	args := []reflect.Value{reflect.ValueOf(context.Background())}
	for i := 1; i < kind.NumIn()-1; i++ {
		arg := reflect.New(kind.In(i)).Elem()
		switch arg.Kind() {
		case reflect.Struct, reflect.Pointer, reflect.Slice:
			if everything {
				fill(arg, 0)
			}
		default: // a value of the path, or the body's bytes
			fill(arg, 0)
		}
		args = append(args, arg)
	}
	method.Call(args)
}

var readerType = reflect.TypeFor[io.Reader]()

// fill gives a value, lists two.
func fill(v reflect.Value, depth int) {
	if depth > 6 {
		return
	}
	if v.CanAddr() {
		switch to := v.Addr().Interface().(type) {
		case *boxoffice.Decimal:
			*to = "1.5"
			return
		case *boxoffice.SecretText:
			*to = boxoffice.Secret("secret")
			return
		case *boxoffice.RawJSON:
			*to = boxoffice.RawJSON("{}")
			return
		}
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("a")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), depth+1)
		}
	case reflect.Interface:
		if readerType.AssignableTo(v.Type()) {
			v.Set(reflect.ValueOf(strings.NewReader("a")))
		}
	case reflect.Struct:
		fillStruct(v, depth)
	default:
	}
}

// fillStruct fills the fields, and of a Nullable what it holds.
func fillStruct(v reflect.Value, depth int) {
	if get := v.MethodByName("Get"); get.IsValid() && get.Type().NumOut() == 2 && v.CanAddr() {
		if decode, ok := reflect.TypeAssert[json.Unmarshaler](v.Addr()); ok {
			held := reflect.New(get.Type().Out(0)).Elem()
			fill(held, depth+1)
			if text, err := json.Marshal(held.Interface()); err == nil {
				_ = decode.UnmarshalJSON(text)
			}
			return
		}
	}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			fill(v.Field(i), depth+1)
		}
	}
}
