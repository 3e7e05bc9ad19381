package main

import (
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/speccheck"
)

// A published description with what real ones have and the house form does not.
const published = `openapi: 3.1.0
info: {title: Toy API, version: 2.0.0}
servers: [{url: "http://api.toy.example.com/v2/"}]
security: [{token: []}]
webhooks: {sold: {post: {}}}
paths:
  /v2/orders:
    parameters: [{$ref: '#/components/parameters/Shop'}]
    get:
      summary: All orders.
      parameters:
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {state: {type: string}}}}
        - {name: states, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: Authorization, in: header, schema: {type: string}}
      responses:
        default: {description: Whatever.}
        '200':
          description: Orders.
          headers: {Content-Type: {schema: {type: string}}, X-Total: {schema: {type: integer}}, X-Shops: {schema: {type: array, items: {type: string}}}, X-Bare: {description: Without a schema.}}
          content:
            '*/*':
              schema:
                type: object
                properties:
                  next: {type: [string, 'null']}
                  data:
                    type: array
                    items:
                      allOf:
                        - $ref: '#/components/schemas/base.order'
                        - type: object
                          required: [lines]
                          properties:
                            lines: {type: array, items: {type: object, properties: {sku: {type: string}, price: {type: integer}}}}
                            buyer: {anyOf: [{$ref: '#/components/schemas/person'}, {type: 'null'}]}
                            payment: {oneOf: [{type: object, properties: {card: {type: string}}}, {type: object, properties: {iban: {type: string}}}]}
                            extra: {type: object, additionalProperties: true}
                            seat: {oneOf: [{$ref: '#/components/schemas/standing'}, {$ref: '#/components/schemas/numbered.seat'}, {type: 'null'}], discriminator: {propertyName: kind, mapping: {free: standing, numbered: '#/components/schemas/numbered.seat'}}}
                            animal: {$ref: '#/components/schemas/animal'}
                            titles: {type: object, additionalProperties: {type: string}}
    post:
      operationId: orders_create
      security: []
      requestBody: {$ref: '#/components/requestBodies/Order'}
      responses:
        '201': {description: Made., content: {application/json: {schema: {$ref: '#/components/schemas/base.order'}}}}
        4XX: {description: No., content: {application/problem+json: {schema: {type: object, properties: {detail: {type: string}}}}}}
  /v2/orders/{id}.pdf:
    get: {operationId: getPDF, responses: {'200': {description: A document.}}}
  /v2/keyed:
    get:
      operationId: getKeyed
      security: [{query: []}]
      responses: {'200': {description: Fine., content: {application/json: {schema: {type: string, const: on}}}}}
components:
  securitySchemes:
    token: {type: oauth2, flows: {}}
    query: {type: apiKey, in: query, name: apikey}
  parameters:
    Shop: {name: shop, in: query, required: true, schema: {type: integer, exclusiveMinimum: 0}}
  requestBodies:
    Order: {required: true, content: {application/json: {schema: {type: object, required: [id, name], properties: {id: {type: string, readOnly: true}, name: {type: string}, api_key: {type: string}}}}}}
  schemas:
    base.order: {type: object, properties: {id: {type: integer}, total_price: {type: number}, kind: {enum: [a+, a-]}}}
    person: {type: object, properties: {name: {type: string}, born: {type: string, format: date-time, example: '31.1.2026'}}}
    standing: {type: object, properties: {kind: {type: string}, area: {type: string}}}
    numbered.seat: {allOf: [{type: object, properties: {kind: {type: string, description: What it is.}}}, {type: object, required: [row], properties: {row: {type: string}}}]}
    animal: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: petType}}
    Cat: {type: object, properties: {lives: {type: integer}}}
    Dog: {type: object, required: [petType], properties: {petType: {type: string}, tricks: {type: integer}}}
    nobody: {type: object, properties: {name: {type: string}}}
`

func converts(t *testing.T, text string) (*openapi3.T, string, []string) {
	t.Helper()
	c, out, err := convert("toy", "toy.yaml", []byte(text), strings.Fields("list get create update delete replace"))
	require.NoError(t, err)
	var notes []string
	line := 0
	for _, n := range c.notes {
		notes = append(notes, n.where+": "+n.what)
		require.GreaterOrEqual(t, n.line, line, "the decisions are in the order of the file: %s", n)
		line = n.line
	}
	doc, err := openapi3.NewLoader().LoadFromData(out)
	require.NoError(t, err, string(out))
	return doc, string(out), notes
}

func TestAPublishedFilePassesTheHouseRulesThatTheGeneratorNeeds(t *testing.T) {
	doc, out, _ := converts(t, published)
	require.NoError(t, doc.Validate(t.Context()), out)
	var problems []string
	for _, p := range speccheck.Check("toy.yaml", []byte(out)) {
		problems = append(problems, p.String())
	}
	assert.Empty(t, problems, out)
}

func TestWhatRealFilesHaveIsBroughtIntoTheHouseForm(t *testing.T) {
	doc, out, notes := converts(t, published)
	assert.Equal(t, "3.0.3", doc.OpenAPI)
	assert.Equal(t, "https://api.toy.example.com/v2", doc.Servers[0].URL)

	orders := doc.Paths.Value("/v2/orders")
	require.NotNil(t, orders, out)
	all := orders.Get
	assert.Equal(t, "listOrders", all.OperationID, "a missing operationId is proposed")
	assert.Equal(t, "public", all.Extensions["x-evidence"])
	assert.Contains(t, (*all.Security)[0], "token", "global security is pushed down")
	assert.Equal(t, "bearer", doc.Components.SecuritySchemes["token"].Value.Scheme)
	require.Len(t, all.Parameters, 2, out)
	assert.Equal(t, "shop", all.Parameters[0].Value.Name)
	assert.True(t, all.Parameters[1].Value.Schema.Value.Type.Is("string"), "a delimited list is the text that the caller joins")
	assert.Len(t, all.Responses.Value("200").Value.Headers, 1, "X-Total")
	answer := all.Responses.Value("200").Value.Content["application/json"]
	require.NotNil(t, answer, "*/* is taken for JSON")
	assert.Equal(t, "#/components/schemas/ListOrdersAnswer", answer.Schema.Ref, "a schema in place has a name")
	assert.NotNil(t, answer.Example)
	page := answer.Schema.Value
	assert.True(t, page.Properties["next"].Value.Nullable)
	order := page.Properties["data"].Value.Items.Value
	assert.Equal(t, []string{"lines"}, order.Required)
	assert.Equal(t, "int64", order.Properties["id"].Value.Format, "allOf is flattened")
	assert.Equal(t, "boxoffice.Decimal", order.Properties["total_price"].Value.Extensions["x-go-type"])
	assert.Equal(t, "boxoffice.Decimal", order.Properties["lines"].Value.Items.Value.Properties["price"].Value.Extensions["x-go-type"])
	assert.True(t, order.Properties["buyer"].Value.Nullable, "a reference that may be null")
	assert.NotNil(t, order.Properties["payment"].Value.Properties["card"], "one of several objects has the fields of all")
	assert.NotNil(t, order.Properties["payment"].Value.Properties["iban"])
	assert.True(t, order.Properties["extra"].Value.IsEmpty(), "JSON of no documented form")
	seat := order.Properties["seat"].Value
	assert.True(t, seat.Nullable)
	require.Len(t, seat.AllOf, 1)
	require.NotNil(t, seat.AllOf[0].Value.Discriminator, "what a property tells apart stays so")
	assert.Equal(t, "#/components/schemas/NumberedSeat", seat.AllOf[0].Value.Discriminator.Mapping["numbered"].Ref)
	numbered := doc.Components.Schemas["NumberedSeat"].Value
	assert.Equal(t, []any{"numbered"}, numbered.Properties["kind"].Value.Enum)
	assert.Equal(t, []string{"row", "kind"}, numbered.Required)
	assert.Equal(t, []any{"Cat"}, doc.Components.Schemas["Cat"].Value.Properties["petType"].Value.Enum)
	assert.Len(t, order.Properties["animal"].Value.OneOf, 2)
	assert.True(t, order.Properties["titles"].Value.AdditionalProperties.Schema.Value.Type.Is("string"), "a map stays one")
	assert.NotNil(t, order.Properties["kind"].Value.Extensions["x-enum-varnames"], "two values of one name")

	made := orders.Post
	assert.Equal(t, "createOrder", made.OperationID, "orders_create does not begin with a verb")
	assert.Empty(t, *made.Security)
	body := made.RequestBody.Value.Content["application/json"].Schema.Value
	assert.Equal(t, []string{"name"}, body.Required, "what is only answered cannot be required of a request")
	assert.Equal(t, "password", body.Properties["api_key"].Value.Format)
	assert.NotNil(t, made.Responses.Value("400"))
	assert.Nil(t, doc.Paths.Value("/v2/orders/{id}.pdf"))
	assert.Nil(t, doc.Components.Schemas["Nobody"], "nothing is declared that nobody uses")
	require.NotNil(t, doc.Paths.Value("/v2/keyed"), out+strings.Join(notes, "\n"))
	assert.Contains(t, (*doc.Paths.Value("/v2/keyed").Get.Security)[0], "query")

	for _, want := range []string{
		"listOrders: GET /v2/orders has no operationId: this one is proposed",
		"listOrders: parameter filter is an object and left out: write one parameter for each of its properties",
		"listOrders: the list states is a text, whose elements the caller joins",
		"listOrders: the cookie session is left out: a client sends none of its own",
		"listOrders: answer 200: */* is taken for application/json",
		"listOrders: the header X-Shops of answer 200 is left out: it is no text, integer or boolean",
		"listOrders: the header X-Bare of answer 200 is left out: it is no text, integer or boolean",
		`listOrders: the answer "default" is left out: name the statuses that the vendor documents`,
		"GET /v2/orders/{id}.pdf: left out: a path value that is not a whole segment is not supported",
		"CreateOrderRequest: id is only sent or only answered and required: it is optional here; make two schemas if it matters",
		"CreateOrderRequest: api_key is a secret by its name: its value is not printed",
	} {
		assert.Contains(t, notes, want)
	}
	assert.Contains(t, out, "#   - what the vendor sends by itself (webhooks)\n#   - GET /v2/orders/{id}.pdf: a path value")
	assert.Contains(t, out, "# proposed", "what is made up is marked")
}

func TestSwaggerTwoIsConvertedFirst(t *testing.T) {
	doc, out, _ := converts(t, `swagger: "2.0"
info: {title: Old, version: "1"}
host: old.example.com
basePath: /api
schemes: [https]
produces: [application/json]
consumes: [application/json]
securityDefinitions: {key: {type: apiKey, in: header, name: X-Key}}
security: [{key: []}]
paths:
  /events:
    get:
      parameters: [{name: size, in: query, type: integer}]
      responses: {200: {description: Events., schema: {type: array, items: {$ref: '#/definitions/event'}}}}
    post:
      parameters: [{name: event, in: body, required: true, schema: {$ref: '#/definitions/event'}}]
      responses: {201: {description: Made.}}
definitions:
  event: {type: object, properties: {parent: {$ref: '#/definitions/event'}, name: {type: string}}}
`)
	assert.Equal(t, "https://old.example.com/api", doc.Servers[0].URL)
	events := doc.Paths.Value("/events")
	assert.Equal(t, "listEvents", events.Get.OperationID)
	assert.Equal(t, "createEvent", events.Post.OperationID)
	assert.Equal(t, "#/components/schemas/Event", events.Post.RequestBody.Value.Content["application/json"].Schema.Ref)
	assert.Empty(t, speccheck.Check("old.yaml", []byte(out)), out)
}

func TestWhatIsNoDescriptionSaysSo(t *testing.T) {
	for text, want := range map[string]string{
		`{"info": {}}`:         "neither OpenAPI 3 nor Swagger 2.0",
		`{"openapi": "3.0.0"}`: "has no paths",
		`[1]`:                  "this is no object",
		"a: b: c":              "yaml",
	} {
		_, _, err := convert("toy", "toy.yaml", []byte(text), nil)
		require.ErrorContains(t, err, want)
	}
}
