package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

func TestWhatACaseExpectsIsAsTheTapeHasIt(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(`openapi: 3.0.3
info: {title: Toy API, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        '200':
          description: Orders.
          headers: {X-Left: {x-result: true, schema: {type: integer}, example: 3}, X-Other: {schema: {type: integer}, example: 4}}
          content:
            application/json:
              schema: {type: object, properties: {orders: {type: array, items: {allOf: [{$ref: '#/components/schemas/Order'}]}}}}
              examples:
                second: {value: {orders: []}}
                first: {value: {orders: [{code: ABC, secret: example-secret}]}}
        '429': {description: Too many., headers: {Retry-After: {schema: {type: integer}, example: 7}, X-Key: {schema: {type: string, format: password}, example: k}}}
components:
  schemas:
    Order: {type: object, properties: {code: {type: string}, secret: {type: string, format: password}}}
`))
	require.NoError(t, err)
	answer := doc.Paths.Value("/orders").Get.Responses.Value("200").Value
	require.JSONEq(t, `{"X-Left": 3, "orders": [{"code": "ABC", "secret": "redacted-secret"}]}`, asJSON(expected(answer)))
	require.Zero(t, retryAfter(answer))
	require.Equal(t, `"X-Other": "4"`, headersOf(answer, false), "the result has the other one")
	tooMany := doc.Paths.Value("/orders").Get.Responses.Value("429").Value
	require.Equal(t, 7, retryAfter(tooMany))
	require.Equal(t, `"X-Key": "redacted-X-Key"`, headersOf(tooMany, true))
}

// A specification that is written by hand may have such answers.
func TestAnAnswerOfSeveralStatusesIsLeftToTheAuthor(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(`openapi: 3.0.3
info: {title: Toy API, version: 1.0.0}
paths:
  /orders:
    delete:
      operationId: deleteOrders
      responses: {'204': {description: Gone.}, '4XX': {description: Refused.}, default: {description: Anything else.}}
`))
	require.NoError(t, err)
	file, err := parser.ParseFile(token.NewFileSet(), "toy.go", "package toy\nfunc (c *Client) DeleteOrders(ctx context.Context) error { return nil }", 0)
	require.NoError(t, err)
	made, _ := file.Decls[0].(*ast.FuncDecl)
	l := layout{name: "toy", client: client{methods: map[string]*ast.FuncDecl{"deleteorders": made}}, credentials: []credential{{Go: "Anonymous"}}}
	l.operation("DELETE", "/orders", doc.Paths.Value("/orders").Delete)
	require.Len(t, l.cases, 1)
	require.Equal(t, 204, l.cases[0].Status)
	require.Equal(t, []string{
		"deleteOrders: the answer 4XX stands for several statuses: write a case for each that there is",
		"deleteOrders: the answer default stands for several statuses: write a case for each that there is",
	}, l.left)
}

func TestNoAnswerIsLeftOutWithoutAWord(t *testing.T) {
	doc, _, notes := converts(t, `openapi: 3.0.3
info: {title: Toy, version: "1"}
servers: [{url: "https://toy.example.com"}]
paths:
  /orders:
    delete:
      operationId: deleteOrders
      responses:
        '102': {description: Wait.}
        '204': {description: Gone.}
        '400': {description: Wrong.}
        '4XX': {description: Refused.}
        '409': {$ref: '#/components/responses/Nowhere'}
`)
	require.Equal(t, 2, doc.Paths.Value("/orders").Delete.Responses.Len())
	require.Subset(t, notes, []string{
		"deleteOrders: the answer 102 is left out: no caller sees it",
		"deleteOrders: the answer 4XX is left out: there is another for 400",
		"deleteOrders: the answer 409 is a reference that leads nowhere: it is left out",
	})
}
