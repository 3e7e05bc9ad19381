package main

import (
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
