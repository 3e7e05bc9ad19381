package wire

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Golden compares what every operation puts on the wire with testdata/wire.golden, which
// no recording changes: called with nothing but what it must have, and with everything.
// clients makes the clients to call, of which the first that may call the operation is used.
// Of a call with everything the body is left out. What is random, an idempotency key and
// what separates the parts of a form, is the same in every file.
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
					sent = Sent(t, func(client *http.Client) { call(clients(client)[n], name, everything, mediaType(each)) })
				}
			}
			for _, request := range sent {
				request = steady(request)
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

var (
	randomKey = regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b`)
	separator = regexp.MustCompile(`(?m)^Content-Type: multipart/[^;]+; boundary=([0-9a-f]{20,})$`)
)

// steady is a request without what is random in it.
func steady(request string) string {
	if found := separator.FindStringSubmatch(request); found != nil {
		request = strings.ReplaceAll(request, found[1], "separator")
	}
	return randomKey.ReplaceAllString(request, "random-key")
}

// mediaType is the first of those that the operation's body may have, "" for none. One that
// stands for several is left to what a file of it could be.
func mediaType(op *oas.Operation) string {
	if op.Spec.RequestBody == nil {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(op.Spec.RequestBody.Value.Content)) {
		return strings.Replace(strings.Replace(name, "*/", "application/", 1), "*", "octet-stream", 1)
	}
	return ""
}

// call calls a client's method, if it has it. The rest of the arguments are empty where
// they can be. A file that is the whole body has the media type.
func call(client any, name string, everything bool, mediaType string) {
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
		switch file := arg.Addr().Interface().(type) {
		case *boxoffice.File:
			*file = boxoffice.File{Content: strings.NewReader("a"), MediaType: mediaType}
		case **boxoffice.File:
			if everything {
				*file = &boxoffice.File{Content: strings.NewReader("a"), MediaType: mediaType}
			}
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
		case *boxoffice.File:
			*to = boxoffice.File{Content: strings.NewReader("a"), MediaType: "application/octet-stream", Name: "a"}
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
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		held := reflect.New(v.Type().Elem()).Elem()
		fill(held, depth+1)
		v.SetMapIndex(reflect.ValueOf("a").Convert(v.Type().Key()), held)
	case reflect.Interface:
		if readerType.AssignableTo(v.Type()) {
			v.Set(reflect.ValueOf(strings.NewReader("a")))
		}
	case reflect.Struct:
		fillStruct(v, depth)
	default:
	}
}

// oneOf is a type with one of several objects.
type oneOf interface{ Variants() rest.Variants }

// fillStruct fills the fields, of a Nullable what it holds, and of one of several objects
// the first.
func fillStruct(v reflect.Value, depth int) {
	if one, ok := reflect.TypeAssert[oneOf](v); ok && v.CanAddr() {
		variants := one.Variants()
		for _, kind := range slices.Sorted(maps.Keys(variants.Types)) {
			held := reflect.New(reflect.TypeOf(variants.Types[kind])).Elem()
			fill(held, depth+1)
			read(v, held, func(object map[string]any) { object[variants.Property] = kind })
			return
		}
	}
	if get := v.MethodByName("Get"); get.IsValid() && get.Type().NumOut() == 2 && v.CanAddr() {
		held := reflect.New(get.Type().Out(0)).Elem()
		fill(held, depth+1)
		read(v, held, nil)
		return
	}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			fill(v.Field(i), depth+1)
		}
	}
}

// read lets a value read another's JSON. change, if there is one, changes it before.
func read(to, from reflect.Value, change func(map[string]any)) {
	text, err := json.Marshal(from.Interface())
	if object := map[string]any{}; err == nil && change != nil && json.Unmarshal(text, &object) == nil {
		change(object)
		text, err = json.Marshal(object)
	}
	if err == nil {
		_ = json.Unmarshal(text, to.Addr().Interface())
	}
}
