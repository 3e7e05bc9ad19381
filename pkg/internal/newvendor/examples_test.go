package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAMadeUpExampleHasAsManyElementsAsItsSchemaWants(t *testing.T) {
	doc, out, _ := converts(t, `openapi: 3.0.3
info: {title: Tours, version: "1"}
servers: [{url: https://api.example.com}]
paths:
  /tours:
    get:
      operationId: listTours
      security: []
      responses: {200: {description: Tours., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Tour'}}}}}}
components:
  schemas:
    Tour: {type: object, required: [options], properties: {options: {type: array, items: {$ref: '#/components/schemas/Option'}}}}
    Option: {type: object, required: [times], properties: {times: {type: array, minItems: 2, items: {type: string}}}}
`)
	media := doc.Paths.Value("/tours").Get.Responses.Value("200").Value.Content["application/json"]
	require.NoError(t, media.Schema.Value.VisitJSON(media.Example), out)
}
