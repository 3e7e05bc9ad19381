package goapi_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/apidiff"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/goapi"
)

// written are the packages of a module: each imports only those before it.
type written []struct{ path, text string }

// loaded is what the packages of the module example.com/m export.
func loaded(t *testing.T, packages written) goapi.API {
	t.Helper()
	known := imports{}
	api := goapi.API{}
	for _, p := range packages {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, p.path+".go", p.text, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		config := types.Config{Importer: known}
		checked, err := config.Check("example.com/m/"+p.path, set, []*ast.File{file}, nil)
		require.NoError(t, err)
		known[checked.Path()] = checked
		api[p.path] = goapi.Package{Types: checked, Module: "example.com/m", Deprecated: goapi.Deprecated([]*ast.File{file})}
	}
	delete(api, "internal/in") // no program imports it
	return api
}

type imports map[string]*types.Package

func (i imports) Import(path string) (*types.Package, error) {
	if p := i[path]; p != nil {
		return p, nil
	}
	return importer.Default().Import(path)
}

const (
	breaks = "breaking"
	adds   = "compatible"
	none   = "none"
)

// Each is an edit of one package by hand: will a program that imports it still
// compile, and mean the same? apidiff is asked too; where it is wrong, its answer is
// written down.
func TestAnEditByHandGetsItsVerdict(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, old, now string
		want           string
		says           string // one of the changes
		apidiff        string // if it says something else
	}{
		{"a function is gone", "func F() {}", "", breaks, "F: removed", ""},
		{"a function is new", "", "func F() {}", adds, "F: added", ""},
		{"a method is gone", "type T struct{}; func (*T) M() {}", "type T struct{}", breaks, "T.M: removed", ""},
		{"a method takes more", "type T struct{}; func (T) M(a int) {}", "type T struct{}; func (T) M(a, b int) {}", breaks, "T.M: takes int as well", ""},
		{"a method takes options", "type T struct{}; func (T) M(a int) {}", "type T struct{}; func (T) M(a int, b ...string) {}", breaks, "T.M: takes ...string as well", ""},
		{"a method takes less", "type T struct{}; func (T) M(a int, b bool, c string) {}", "type T struct{}; func (T) M(c string) {}", breaks, "T.M: no longer takes int, bool", ""},
		{"a method takes something else", "type T struct{}; func (T) M(a int, b bool, c ...byte) {}", "type T struct{}; func (T) M(a int, b string, c ...byte) {}", breaks, "T.M: what it takes changed from bool to string", ""},
		{"a method takes parameters", "type T struct{}; func (T) M() {}", "type T struct{}; type MParams struct{}; func (T) M(MParams) {}", breaks, "T.M: takes …Params as well", ""},
		{"a method returns an error", "type T struct{}; func (T) M() {}", "type T struct{}; func (T) M() error { return nil }", breaks, "T.M: what it returns changed from nothing to error", ""},
		{"a function takes and returns something else", "func F(int) {}", "func F(string) error { return nil }", breaks, "F: changed from func(int) to func(string) error", ""},
		{"parameters have other names", "func F(a, b string) {}", "func F(c, d string) {}", none, "", ""},
		{"two parameters are swapped", "func F(from, to string) {}", "func F(to, from string) {}", breaks, "F: its parameters are (to, from), were (from, to)", none},
		{"a method needs a pointer", "type T struct{}; func (T) M() {}", "type T struct{}; func (*T) M() {}", breaks, "T.M: it needs a pointer now", ""},
		{"a method needs no pointer", "type T struct{}; func (*T) M() {}", "type T struct{}; func (T) M() {}", none, "", adds},
		{"a function becomes a variable", "func F() {}", "var F = func() {}", adds, "F: changed from func to var", ""},
		{"an error becomes a type", "var ErrGone = error(nil)", "type ErrGone struct{}; func (ErrGone) Error() string { return \"\" }", breaks, "ErrGone: changed from var to type", ""},

		{"options have another field", "type Options struct{ A int }", "type Options struct{ A, B int }", adds, "Options.B: added", ""},
		{"options lose a field", "type Options struct{ A, B int }", "type Options struct{ A int }", breaks, "Options.B: removed", ""},
		{"options have another field, in another order", "type Options struct{ A int; B string }", "type Options struct{ B string; A int }", none, "", ""},
		{"a field has another type", "type T struct{ A int }", "type T struct{ A int64 }", breaks, "T.A: changed from int to int64", ""},
		{"a field has another tag", "type T struct{ A int `json:\"a\"` }", "type T struct{ A int `json:\"b\"` }", none, "", ""},
		{"values can be compared no more", "type T struct{ A int }", "type T struct{ A int; f func() }", breaks, "T: its values can no longer be compared", ""},
		{"what nobody sees", "type T struct{ a int }; func f() {}", "type T struct{ b string }; var f int", none, "", ""},
		{"a field is in an embedded type", "type B struct{}; type T struct { B; A int }", "type B struct{ A int }; type T struct { B }", breaks, "T.A: it is a field of B now, so a literal does not set it", ""},
		{"an embedded type loses a field", "type B struct{ A int }; type T struct{ B }", "type B struct{}; type T struct{ B }", breaks, "B.A: removed", ""},
		{"a hidden embedded type loses a method", "type b struct{}; func (b) M() {}; type T struct{ b }", "type b struct{}; type T struct{ b }", breaks, "T.M: removed", ""},

		{"an interface has another method", "type I interface{ A() }", "type I interface{ A(); B() }", breaks, "I.B: added, which types that implement the interface lack", ""},
		{"a closed interface has another method", "type I interface{ A(); a() }", "type I interface{ A(); B(); a() }", adds, "I.B: added", ""},
		{"an interface loses a method", "type I interface{ A(); B() }", "type I interface{ A() }", breaks, "I.B: removed", ""},
		{"an interface is closed", "type I interface{ A() }", "type I interface{ A(); a() }", breaks, "I: other packages can no longer implement it", ""},

		{"a constant has another value", "const C = 20", "const C = 50", breaks, "C: value changed from 20 to 50", ""},
		{"a constant has a type", "const C = 20", "const C int64 = 20", breaks, "C: changed from untyped int to int64", ""},
		{"a value of an enum is gone", "type E string; const ( A E = \"a\"; B E = \"b\" )", "type E string; const A E = \"a\"", breaks, "B: removed", ""},
		{"values are in another order", "type E string; const ( A E = \"a\"; B E = \"b\" )", "type E string; const ( B E = \"b\"; A E = \"a\" )", none, "", ""},
		{"a named type becomes an alias", "type E string", "type E = string", breaks, "E: changed from string to = string", none},
		{"a variable has another value", "var V = 1", "var V = 2", none, "", ""},

		{"a field is of another declared type", "type A struct{ X int }; type B struct{ Y int }; type T struct{ F A }", "type A struct{ X int }; type B struct{ Y int }; type T struct{ F B }", breaks, "T.F: changed from A to B", ""},
		{"a type has another name", "type A struct{ X int; Next *A }; func F() A { return A{} }", "type B struct{ X int; Next *B }; func F() B { return B{} }", breaks, "A: it is called B now", ""},
		{"a type has another name and another field", "type A struct{ X int }; func F() A { return A{} }", "type B struct{ Y int }; func F() B { return B{} }", breaks, "F: what it returns changed from A to B", ""},
		{"a type has another name and its old one", "type A struct{ X int }; func F() A { return A{} }", "type B struct{ X int }; type A = B; func F() B { return B{} }", adds, "B: added", ""},
		{"two names stand for one type no more", "type A struct{}; type B = A", "type A struct{}; type B struct{}", breaks, "B: it is the type B now, was A", ""},

		{"a constraint is narrower", "func F[T any](T) {}", "func F[T comparable](T) {}", breaks, "F: its type parameters are [comparable], were [any]", ""},
		{"a constraint is wider", "func F[T comparable](T) {}", "func F[T any](T) {}", adds, "F: its type parameters are [any], were [comparable]", breaks},
		{"a constraint has other types", "func F[T ~int | ~string](T) {}", "func F[T ~int | ~bool](T) {}", breaks, "F: its type parameters are [interface{~bool | ~int}], were [interface{~int | ~string}]", none},
		{"a declared constraint has other types", "type N interface{ ~int | ~string }", "type N interface{ ~int }", breaks, "N: changed from interface ~int | ~string to interface ~int", none},
		{"a constraint of a type is narrower", "type S[T any] struct{ A T }", "type S[T comparable] struct{ A T }", breaks, "S: its type parameters are [comparable], were [any]", ""},
		{"type parameters have other names", "type S[T any] struct{ A T }; func (S[T]) M(T) {}", "type S[E any] struct{ A E }; func (S[E]) M(E) {}", none, "", ""},
		{"a type has another type argument", "type S[T any] struct{}; var V S[int]", "type S[T any] struct{}; var V S[string]", breaks, "V: changed from S[int] to S[string]", ""},

		{"deprecated", "type T struct{ A int }", "type T struct{\n// A is old.\n//\n// Deprecated: use B.\nA int }", adds, "T.A: deprecated", none},
		{"deprecated no more", "// F is old.\n//\n// Deprecated: use G.\nfunc F() {}", "// F is old.\nfunc F() {}", adds, "F: no longer deprecated", none},
		{"a method is deprecated", "type T[E any] struct{}; func (*T[E]) M() {}", "type T[E any] struct{}\n\n// M is old.\n//\n// Deprecated: use N.\nfunc (*T[E]) M() {}", adds, "T.M: deprecated", none},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			old := loaded(t, written{{"p", "package p\n\n" + c.old}})
			now := loaded(t, written{{"p", "package p\n\n" + c.now}})
			changes := goapi.Differences(old, now)
			assert.Equal(t, c.want, goapi.Verdict(changes), "%v", changes)
			if c.says != "" {
				assert.True(t, slices.ContainsFunc(changes, func(change goapi.Change) bool { return change.What == c.says }), "%q", changes)
			}
			theirs := byApidiff(old["p"], now["p"])
			if c.apidiff == "" {
				c.apidiff = c.want
			}
			assert.Equal(t, c.apidiff, goapi.Verdict(theirs), "apidiff: %v", theirs)
		})
	}
}

func byApidiff(old, now goapi.Package) []goapi.Change {
	var all []goapi.Change
	for _, c := range apidiff.Changes(old.Types, now.Types).Changes {
		all = append(all, goapi.Change{Package: "p", Breaking: !c.Compatible, What: c.Message})
	}
	return all
}

func TestATypeWithAnotherNameIsOneChange(t *testing.T) {
	t.Parallel()
	old := loaded(t, written{{"p", "package p; type A struct{ X []AItem }; func (A) M() *A { return nil }; type AItem struct{ Of *A }; type T struct{ F A }; func F(A) AItem { return AItem{} }\n\n// Deprecated: old.\nfunc (A) O() {}"}})
	now := loaded(t, written{{"p", "package p; type B struct{ X []BItem }; func (B) M() *B { return nil }; type BItem struct{ Of *B }; type T struct{ F B; G int }; func F(B) BItem { return BItem{} }\n\n// Deprecated: old.\nfunc (B) O() {}"}})
	var said []string
	for _, c := range goapi.Differences(old, now) {
		said = append(said, c.What)
	}
	assert.Equal(t, []string{"A: it is called B now", "AItem: it is called BItem now", "T.G: added"}, said)
}

// Where a type of one package is in the API of another.
func TestATypeOfAnotherPackageGetsItsVerdict(t *testing.T) {
	t.Parallel()
	const generic = "package box; type Null[T any] struct{ V T }; type Seq[T any] func(func(T) bool)"
	for _, c := range []struct {
		name     string
		old, now written
		want     string
		says     []string // all changes
		apidiff  string   // of the last package, if it says something else
	}{
		{
			"another type argument",
			written{{"box", generic}, {"p", `package p; import "example.com/m/box"; type T struct{ A box.Null[int64] }`}},
			written{{"box", generic}, {"p", `package p; import "example.com/m/box"; type T struct{ A box.Null[string] }`}},
			breaks,
			[]string{"p T.A: changed from box.Null[int64] to box.Null[string]"}, none,
		}, {
			"a list of other elements",
			written{{"box", generic}, {"p", `package p; import "example.com/m/box"; type A struct{}; type B struct{}; func F() box.Seq[A] { return nil }`}},
			written{{"box", generic}, {"p", `package p; import "example.com/m/box"; type A struct{}; type B struct{}; func F() box.Seq[B] { return nil }`}},
			breaks,
			[]string{"p F: what it returns changed from box.Seq[A] to box.Seq[B]"}, none,
		}, {
			"a type has moved, with an alias where it was",
			written{{"q", "package q"}, {"p", "package p; type T struct{ A int }; func (T) M() {}"}, {"r", `package r; import "example.com/m/p"; func F() p.T { return p.T{} }`}},
			written{{"q", "package q; type T struct{ A int }; func (T) M() {}"}, {"p", `package p; import "example.com/m/q"; type T = q.T`}, {"r", `package r; import "example.com/m/q"; func F() q.T { return q.T{} }`}},
			adds,
			[]string{"q T: added"}, breaks,
		}, {
			"a type has moved, with an alias where it was, and lost a method",
			written{{"q", "package q"}, {"p", "package p; type T struct{ A int }; func (T) M() {}"}},
			written{{"q", "package q; type T struct{ A int }"}, {"p", `package p; import "example.com/m/q"; type T = q.T`}},
			breaks,
			[]string{"p T.M: removed", "q T: added"}, "",
		}, {
			"a type has moved, and nothing is where it was",
			written{{"q", "package q"}, {"p", "package p; type T struct{ A int }"}},
			written{{"q", "package q; type T struct{ A int }"}, {"p", "package p"}},
			breaks,
			[]string{"p T: removed", "q T: added"}, "",
		}, {
			"an internal type that has an alias loses a field",
			written{{"internal/in", "package in; type T struct{ A, B int }"}, {"p", `package p; import "example.com/m/internal/in"; type T = in.T`}},
			written{{"internal/in", "package in; type T struct{ A int }"}, {"p", `package p; import "example.com/m/internal/in"; type T = in.T`}},
			breaks,
			[]string{"p T.B: removed"}, none,
		}, {
			"an internal type that a function returns loses a method",
			written{{"internal/in", "package in; type T struct{}; func (T) M() {}"}, {"p", `package p; import "example.com/m/internal/in"; func F() *in.T { return nil }`}},
			written{{"internal/in", "package in; type T struct{}"}, {"p", `package p; import "example.com/m/internal/in"; func F() *in.T { return nil }`}},
			breaks,
			[]string{"p in.T.M: removed"}, none,
		}, {
			"a client that embeds the generated one loses an operation",
			written{{"gen", "package gen; type Client struct{}; func (*Client) Get() {}"}, {"p", `package p; import "example.com/m/gen"; type Client struct{ *gen.Client }`}},
			written{{"gen", "package gen; type Client struct{}"}, {"p", `package p; import "example.com/m/gen"; type Client struct{ *gen.Client }`}},
			breaks,
			[]string{"gen Client.Get: removed"}, "",
		}, {
			"a package has another name",
			written{{"p", "package p; type T struct{}"}},
			written{{"p", "package q; type T struct{}"}},
			breaks,
			[]string{"p package p: it is called q"}, "",
		}, {
			"a package is gone, another new",
			written{{"p", "package p"}},
			written{{"q", "package q"}},
			breaks,
			[]string{"p the package is removed", "q the package is new"}, "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			changes := goapi.Differences(loaded(t, c.old), loaded(t, c.now))
			assert.Equal(t, c.want, goapi.Verdict(changes))
			var said []string
			for _, change := range changes {
				said = append(said, fmt.Sprint(change.Package, " ", change.What))
			}
			assert.Equal(t, c.says, said)
			if last := c.old[len(c.old)-1].path; c.apidiff != "" {
				assert.Equal(t, c.apidiff, goapi.Verdict(byApidiff(loaded(t, c.old)[last], loaded(t, c.now)[last])))
			}
		})
	}
}

// Where a package does not compile the others are compared, and the mistake is told
// before what it makes impossible.
func TestWhatDoesNotCompileIsToldAndTheRestIsCompared(t *testing.T) {
	t.Parallel()
	module := func(files map[string]string) string {
		dir := t.TempDir()
		files["go.mod"] = "module example.com/m\n\ngo 1.25\n"
		for name, text := range files {
			require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o750))
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		}
		return dir
	}
	before := module(map[string]string{
		"gen/a/a.go": "package a\n\nimport \"example.com/m/pkg/b\"\n\nvar V = b.B\n", "pkg/b/b.go": "package b\n\nconst B = 1\n", "pkg/c/c.go": "package c\n\nfunc C() {}\n",
		"pkg/d/go.mod": "module example.com/m/pkg/d\n\ngo 1.25\n", "pkg/d/d.go": "package d\n\nfunc D() {}\n",
	})
	after := module(map[string]string{
		"gen/a/a.go": "package a\n\nimport \"example.com/m/pkg/b\"\n\nvar V = b.B\n", "pkg/b/b.go": "package b\n\nconst B int = \"1\"\n", "pkg/c/c.go": "package c\n",
		"pkg/d/go.mod": "module example.com/m/pkg/d\n\ngo 1.25\n", "pkg/d/d.go": "package d\n",
	})
	changes, err := goapi.Compare(t.Context(), before, after, "./gen/...", "./pkg/...")
	require.Error(t, err)
	assert.Regexp(t, `^pkg/b does not compile: pkg/b/b.go:3:15: .*\ngen/a does not compile, because of b$`, err.Error())
	assert.Equal(t, []goapi.Change{{Package: "pkg/c", Breaking: true, What: "C: removed"}, {Package: "pkg/d", Breaking: true, What: "D: removed"}}, changes)
	_, err = goapi.Load(t.Context(), after, "./...")
	require.ErrorContains(t, err, "pkg/b does not compile")
}

// apidiff says that A has lost its field.
func TestAFieldOfAnotherTypeIsNoChangeOfItsFirstType(t *testing.T) {
	t.Parallel()
	old := loaded(t, written{{"p", "package p; type A struct{ X int }; type B struct{ Y int }; type C struct{ F A }"}})
	now := loaded(t, written{{"p", "package p; type A struct{ X int }; type B struct{ Y int }; type C struct{ F B }"}})
	assert.Equal(t, []goapi.Change{{Package: "p", Breaking: true, What: "C.F: changed from A to B"}}, goapi.Differences(old, now))
	now = loaded(t, written{{"p", "package p; type A struct{ X int }; type B struct{ Y int }; type C struct{ F A }; func F(B) A { return A{} }"}})
	assert.Equal(t, []goapi.Change{{Package: "p", What: "F: added"}}, goapi.Differences(old, now))
	old = loaded(t, written{{"p", "package p; type A struct{ X int }; type B struct{ Y int }; func C() A { return A{} }"}})
	now = loaded(t, written{{"p", "package p; type A struct{ X int }; type B struct{ Y int }; func C() B { return B{} }"}})
	assert.Equal(t, []goapi.Change{{Package: "p", Breaking: true, What: "C: what it returns changed from A to B"}}, goapi.Differences(old, now))
}
