package main

import (
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

func TestAFileStaysAFile(t *testing.T) {
	doc, out, notes := converts(t, `openapi: 3.1.0
info: {title: Files, version: "1"}
servers: [{url: "https://files.example.com"}]
paths:
  /invoice:
    get:
      operationId: getInvoice
      responses: {'200': {description: A document., content: {application/pdf: {}}}}
    put:
      operationId: replaceInvoice
      requestBody: {content: {application/pdf: {schema: {$ref: '#/components/schemas/File'}}}}
      responses: {'204': {description: Replaced.}}
  /rows:
    get:
      operationId: listRows
      responses: {'200': {description: A table., content: {text/csv: {schema: {type: string}}}}}
components: {schemas: {File: {type: string, format: binary}}}
`)
	format := func(content openapi3.Content, mediaType string) string {
		require.NotNil(t, content[mediaType], out)
		return content[mediaType].Schema.Value.Format
	}
	invoice := doc.Paths.Value("/invoice")
	require.Equal(t, "binary", format(invoice.Get.Responses.Value("200").Value.Content, "application/pdf"))
	require.Equal(t, "binary", format(invoice.Put.RequestBody.Value.Content, "application/pdf"))
	require.Empty(t, format(doc.Paths.Value("/rows").Get.Responses.Value("200").Value.Content, "text/csv"), "text is read whole")
	require.Contains(t, notes, "getInvoice: the body of answer 200 (application/pdf) has no schema: it is taken for a file")
}

func TestTheFileOfAFormStaysAFile(t *testing.T) {
	const form = `openapi: 3.0.3
info: {title: Files, version: "1"}
servers: [{url: "https://files.example.com"}]
paths:
  /photos:
    post:
      operationId: createPhoto
      requestBody: {content: {multipart/form-data: {schema: SCHEMA}}}
      responses: {'204': {description: Kept.}}
components: {schemas: {Photo: {type: object, properties: {photo: {type: string, format: binary}, title: {type: string}}}}}
`
	for _, schema := range []string{"{$ref: '#/components/schemas/Photo'}", "{type: object, properties: {photo: {type: string, format: binary}, title: {type: string}}}"} {
		doc, out, _ := converts(t, strings.Replace(form, "SCHEMA", schema, 1))
		made := doc.Paths.Value("/photos").Post.RequestBody.Value.Content["multipart/form-data"]
		require.NotNil(t, made, out)
		require.Equal(t, "binary", made.Schema.Value.Properties["photo"].Value.Format, out)
		require.Empty(t, made.Schema.Value.Properties["title"].Value.Format)
	}
}

func TestBytesInsideOfJSONAreATextAndTheAuthorIsTold(t *testing.T) {
	doc, _, notes := converts(t, `openapi: 3.0.3
info: {title: Files, version: "1"}
servers: [{url: "https://files.example.com"}]
paths:
  /photos:
    post:
      operationId: createPhoto
      requestBody: {content: {application/json: {schema: {type: object, properties: {photo: {type: string, format: binary}}}}}}
      responses: {'204': {description: Kept.}}
`)
	require.Empty(t, doc.Components.Schemas["CreatePhotoRequest"].Value.Properties["photo"].Value.Format)
	require.Contains(t, notes, "CreatePhotoRequest: bytes inside of JSON or of a plain form are a text: say how they are written")
}
