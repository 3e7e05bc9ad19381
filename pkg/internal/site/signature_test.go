package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// An invented vendor whose methods have every shape that a signature may take.
const (
	acmeAPI = `package acmeapi

import "github.com/boxoffice-go/boxoffice/pkg/boxoffice"

type Thing struct { ID int64 ` + "`json:\"id\"`" + `; Color *Color ` + "`json:\"color,omitempty\"`" + `
	Weight boxoffice.Nullable[int64] ` + "`json:\"weight,omitzero\"`" + `; Width boxoffice.Nullable[string] ` + "`json:\"width,omitzero\"`" + ` }
type Color string
const ColorRed Color = "red"
type ListThingsParams struct { Limit *int64; SortBy string }
type Option func()
type Headers struct { Location string }
`
	acme = `package acme

import (
	"context"
	"github.com/boxoffice-go/boxoffice/gen/acmeapi"
	"iter"
)

type Client struct{ Raw Raw }
type Raw struct{}

func (*Client) DeleteThing(ctx context.Context, thingID string) error { return nil }
func (*Client) ListThings(ctx context.Context, params acmeapi.ListThingsParams, opts ...acmeapi.Option) ([]acmeapi.Thing, error) { return nil, nil }
func (*Client) ListThingsSeq(ctx context.Context, params acmeapi.ListThingsParams) iter.Seq2[acmeapi.Thing, error] { return nil }
func (*Raw) Things(ctx context.Context, params *acmeapi.ListThingsParams) iter.Seq2[acmeapi.Thing, error] { return nil }
func (*Client) CreateThing(ctx context.Context, body *acmeapi.Thing, opts ...acmeapi.Option) (*acmeapi.Thing, acmeapi.Headers, error) { return nil, acmeapi.Headers{}, nil }
func (*Raw) ReplaceThings(ctx context.Context, body []acmeapi.Thing) (*[]acmeapi.Thing, error) { return nil, nil }
`
	acmeSpec = `{"openapi": "3.0.3", "info": {"title": "Acme", "version": "1"}, "paths": {
	"/things": {
		"get": {"operationId": "listThings", "x-page": {"by": "offset"}, "x-repeat": {"delivered": true, "statuses": []}, "responses": {}, "parameters": [
			{"name": "limit", "in": "query", "schema": {"type": "integer"}, "example": 10},
			{"name": "sort_by", "in": "query", "required": true, "schema": {"type": "string"}, "example": "id"}]},
		"post": {"operationId": "createThing", "x-repeat": {"delivered": false, "statuses": []}, "responses": {}, "requestBody": {"content":
			{"application/json": {"schema": {"type": "object"}, "example": {"id": 3, "color": "red", "weight": 4, "width": null}}}}},
		"put": {"operationId": "replaceThings", "x-repeat": {"delivered": true, "statuses": []}, "responses": {}, "requestBody": {"content":
			{"application/json": {"schema": {"type": "array", "items": {"type": "object"}}, "example": [{"id": 3}, {"id": 4, "color": "blue"}]}}}}
	},
	"/things/{thing_id}": {
		"delete": {"operationId": "deleteThing", "x-repeat": {"delivered": true, "statuses": []}, "responses": {}, "parameters": [
			{"name": "thing_id", "in": "path", "required": true, "schema": {"type": "string"}, "example": "a\"b"}]}
	}}}`
)

// acmeCaller is the caller of the invented vendor.
func acmeCaller(t *testing.T) *caller {
	t.Helper()
	t.Chdir("../../..")
	vendors, err := loadOnce()
	require.NoError(t, err)
	all := maps.Clone(vendors)
	for _, p := range []struct{ path, source string }{{module + "/gen/acmeapi", acmeAPI}, {module + "/pkg/acme", acme}} {
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, p.path, p.source, 0)
		require.NoError(t, err)
		checked, err := (&types.Config{Importer: all}).Check(p.path, files, []*ast.File{file}, nil)
		require.NoError(t, err)
		all[p.path] = &packages.Package{PkgPath: p.path, Types: checked}
	}
	c, err := newCaller("acme", all, nil)
	require.NoError(t, err)
	return c
}

func TestACallFollowsTheSignatureOfItsMethod(t *testing.T) {
	c := acmeCaller(t)
	doc, err := oas.Parse("acme", []byte(acmeSpec))
	require.NoError(t, err)
	var all []goCall
	for operation, statements := range map[string]string{
		"deleteThing": `err := client.DeleteThing(ctx, "a\"b")
if err != nil {
	return err
}`,
		"listThings": `things, err := client.ListThings(ctx, acmeapi.ListThingsParams{
	Limit:  boxoffice.Ptr(int64(10)),
	SortBy: "id",
})
if err != nil {
	return err
}
fmt.Println(len(things))`,
		"createThing": `thing, thing2, err := client.CreateThing(ctx, &acmeapi.Thing{
	ID:     3,
	Color:  boxoffice.Ptr(acmeapi.ColorRed),
	Weight: boxoffice.Set(int64(4)),
	Width:  boxoffice.Null[string](),
})
if errors.Is(err, boxoffice.ErrOutcomeUnknown) {
	log.Print("createThing may have been done: find out before you call again")
}
if err != nil {
	return err
}
fmt.Println(thing.ID)
fmt.Println(thing2.Location)`,
		"replaceThings": `things, err := client.Raw.ReplaceThings(ctx, []acmeapi.Thing{
	{ID: 3},
	{
		ID:    4,
		Color: boxoffice.Ptr(acmeapi.Color("blue")),
	},
})
if err != nil {
	return err
}
fmt.Println(len(*things))`,
	} {
		call, err := c.call(doc.Operation(operation))
		require.NoError(t, err)
		require.Equal(t, statements, call.Statements)
		if operation == "listThings" {
			require.Equal(t, "client.Raw.Things", call.Pages)
			require.Equal(t, "client.ListThingsSeq", call.Stream)
		} else {
			require.Empty(t, call.Pages+call.Stream)
		}
		all = append(all, call)
	}
	require.NoError(t, c.compile(all))
}

func TestAPageSaysWhatItsCallImports(t *testing.T) {
	c := acmeCaller(t)
	doc, err := oas.Parse("acme", []byte(acmeSpec))
	require.NoError(t, err)
	call, err := c.call(doc.Operation("listThings"))
	require.NoError(t, err)
	require.Equal(t, `import (
	"context"
	"fmt"

	"github.com/boxoffice-go/boxoffice/gen/acmeapi"
	"github.com/boxoffice-go/boxoffice/pkg/acme"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)`, call.importBlock())
}

func TestAnExampleThatDoesNotFitItsTypeIsAnErrorThatSaysWhere(t *testing.T) {
	c := acmeCaller(t)
	for example, says := range map[string]string{
		`{"id": "three"}`:         "acme: the Go call of createThing: the parameter body: id: three is no int64",
		`{"id": 3.5}`:             "id: 3.5 is no int64",
		`{"id": 3, "depth": 1}`:   "has no field for depth",
		`{"id": 3, "color": [1]}`: "color: [1] is no ",
	} {
		doc, err := oas.Parse("acme", []byte(`{"openapi": "3.0.3", "info": {"title": "Acme", "version": "1"}, "paths": {"/things": {
			"post": {"operationId": "createThing", "x-repeat": {"delivered": false, "statuses": []}, "responses": {}, "requestBody": {"content":
				{"application/json": {"schema": {"type": "object"}, "example": `+example+`}}}}}}}`))
		require.NoError(t, err)
		_, err = c.call(doc.Operation("createThing"))
		require.ErrorContains(t, err, says)
	}
}
