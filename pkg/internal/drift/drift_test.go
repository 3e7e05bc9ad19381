package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/specs"
)

// The made-up vendor's description, and what we wrote from it.
const ours = `openapi: 3.0.3
info: {title: Toy, version: "1"}
x-differs:
  missing operation * /internal*: For the vendor's own staff.
paths:
  /orders:
    get:
      operationId: listOrders
      x-differs:
        added header x-app: The guide asks for it.
      parameters:
        - {name: X-App, in: header, schema: {type: string}}
        - {name: state, in: query, schema: {type: string, enum: [open, paid]}}
        - {name: "ids[]", in: query, schema: {type: array, items: {type: integer}}}
      responses:
        "200":
          description: The orders.
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Order"}}
    post:
      operationId: createOrder
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Order"}
      responses:
        "201": {description: Created.}
  /orders/{order_id}:
    get:
      operationId: getOrder
      parameters:
        - {name: order_id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: The order.
          headers: {ETag: {schema: {type: string}}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Order"}
        "404": {description: None.}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: integer}
        total: {type: number}
        labels: {type: object, additionalProperties: {type: object, properties: {text: {type: string}}}}
        buyer: {$ref: "#/components/schemas/Buyer"}
        lines: {type: array, items: {type: object, properties: {sku: {type: string}}}}
    Buyer:
      type: object
      properties:
        kind: {type: string, enum: [person, company]}
`

// The same in the words of a vendor: other names of schemas and of values in a
// path, schemas in place, an allOf, a reference that may be null.
const theirs = `openapi: 3.0.0
info: {title: Toy, version: "1"}
paths:
  /internal/staff:
    get: {responses: {"200": {description: Staff.}}}
  /orders:
    get:
      parameters:
        - {name: state, in: query, schema: {type: string, enum: [paid, open]}}
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
      responses:
        "200":
          description: The orders.
          content:
            "*/*":
              schema: {type: array, items: {$ref: "#/components/schemas/OrderModel"}}
    post:
      requestBody:
        required: true
        content:
          application/json; charset=utf-8:
            schema: {$ref: "#/components/schemas/OrderModel"}
      responses:
        "201": {description: Created.}
  /orders/{id}/:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: The order.
          headers: {etag: {schema: {type: string}}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/OrderModel"}
        "404": {description: None.}
components:
  schemas:
    OrderModel:
      allOf:
        - {type: object, required: [id], properties: {id: {type: integer}}}
        - type: object
          properties:
            total: {type: number}
            labels: {type: object, additionalProperties: {type: object, properties: {text: {type: string}}}}
            buyer: {nullable: true, oneOf: [{type: object, properties: {kind: {type: string, enum: [company, person]}}}]}
            lines: {type: array, items: {type: object, properties: {sku: {type: string}}}}
`

// compared is the report and what has no reason in it.
func compared(t *testing.T, here, there string) (report string, open []string) {
	t.Helper()
	own, err := parse([]byte(here))
	require.NoError(t, err)
	other, err := parse([]byte(there))
	require.NoError(t, err)
	found := compare(own, other)
	for _, d := range found.open {
		open = append(open, d.String())
	}
	var out bytes.Buffer
	found.print(&out)
	return out.String(), open
}

func TestTheSameInOtherWordsIsNoDifference(t *testing.T) {
	report, open := compared(t, ours, theirs)
	assert.Empty(t, open)
	assert.Contains(t, report, "listOrders: added header x-app: the vendor does not publish it\n  because: The guide asks for it.")
	assert.Contains(t, report, "the document: missing operation GET /internal/staff: the vendor publishes it\n  because: For the vendor's own staff.")
	assert.Contains(t, report, "2 differences are explained, 0 are not; 0 reasons are of no use.")
}

func TestASeededDifferenceIsFound(t *testing.T) {
	for name, seed := range map[string]struct{ old, new, want string }{
		"an operation came":             {"  /orders/{id}/:\n", "  /refunds:\n    post: {responses: {}}\n  /orders/{id}/:\n", "the document: missing operation POST /refunds: the vendor publishes it"},
		"an operation went":             {"    post:\n", "    put:\n", "createOrder: added operation: POST /orders is not published"},
		"a parameter came":              {"        - {name: ids,", "        - {name: page, in: query, schema: {type: integer}}\n        - {name: ids,", "listOrders: missing query page: the vendor publishes it"},
		"a parameter went":              {"        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}\n", "", "listOrders: added query ids: the vendor does not publish it"},
		"a parameter moved":             {"{name: ids, in: query", "{name: ids, in: header", "listOrders: missing header ids: the vendor publishes it"},
		"a parameter is required":       {"{name: ids, in: query", "{name: ids, required: true, in: query", "listOrders: required query ids: optional here, required as published"},
		"a parameter's type":            {"items: {type: integer}}}", "items: {type: string}}}", "listOrders: type query ids[]: integer here, string as published"},
		"a value came":                  {"enum: [paid, open]", "enum: [paid, open, void]", "listOrders: values query state: only published void"},
		"a value went":                  {"enum: [paid, open]", "enum: [paid]", "listOrders: values query state: only here open"},
		"a body is optional":            {"      requestBody:\n        required: true\n", "      requestBody:\n", "createOrder: required body: required here, optional as published"},
		"a media type of a body":        {"application/json; charset=utf-8", "application/xml", "createOrder: missing body application/xml: the vendor publishes the media type"},
		"an answer came":                {`"201": {description: Created.}`, `"201": {description: Created.}, "409": {description: Taken.}`, ""},
		"an answer went":                {"        \"404\": {description: None.}\n", "", "getOrder: added answer 404: the vendor does not publish it"},
		"a header of an answer went":    {"          headers: {etag: {schema: {type: string}}}\n", "", "getOrder: added answer 200 header etag: the vendor does not publish it"},
		"a field came":                  {"            total: {type: number}\n", "            total: {type: number}\n            note: {type: string}\n", "Order: missing field note: the vendor publishes it"},
		"a field went":                  {"            total: {type: number}\n", "", "Order: added field total: the vendor does not publish it"},
		"a field's type":                {"total: {type: number}", "total: {type: string}", "Order: type field total: number here, string as published"},
		"a field is optional":           {"required: [id], ", "", "Order: required field id: required here, optional as published"},
		"a field inside a list":         {"sku: {type: string}", "code: {type: string}", "Order: added field lines[].sku: the vendor does not publish it"},
		"a field inside a map":          {"properties: {text: {type: string}}", "properties: {text: {type: integer}}", "Order: type field labels{}.text: string here, integer as published"},
		"a value of a field":            {"enum: [company, person]", "enum: [company, person, club]", "Buyer: values field kind: only published club"},
		"an answer is a list no more":   {"schema: {type: array, items: {$ref: \"#/components/schemas/OrderModel\"}}", "schema: {$ref: \"#/components/schemas/OrderModel\"}", "listOrders: type answer 200: array here, object as published"},
		"a reference is one of several": {"oneOf: [{type: object", "oneOf: [{type: object, properties: {vat: {type: string}}}, {type: object", "Order: type field buyer: object here, object (one of several) as published"},
	} {
		t.Run(name, func(t *testing.T) {
			if seed.want == "" {
				seed.new, seed.want = "\"201\": {description: Created.}\n        \"409\": {description: Taken.}", "createOrder: missing answer 409: the vendor publishes it"
			}
			require.Contains(t, theirs, seed.old)
			_, open := compared(t, ours, strings.Replace(theirs, seed.old, seed.new, 1))
			assert.Contains(t, open, seed.want)
		})
	}
}

func TestAReasonThatExplainsNothingIsReported(t *testing.T) {
	report, open := compared(t, strings.Replace(ours, "      operationId: createOrder\n", "      operationId: createOrder\n      x-differs: The guide has it.\n", 1),
		strings.Replace(theirs, "  /internal/staff:\n    get: {responses: {\"200\": {description: Staff.}}}\n", "", 1))
	assert.Empty(t, open)
	assert.Contains(t, report, "explain no difference any more (2)\n\n- createOrder\n- the document: missing operation * /internal*\n")
}

func TestAReasonExplainsItsOwnDifferenceAlone(t *testing.T) {
	_, open := compared(t, strings.Replace(ours, "added header x-app", "added header x-other", 1), theirs)
	assert.Equal(t, []string{"listOrders: added header x-app: the vendor does not publish it"}, open)
	_, open = compared(t, strings.Replace(ours, "total: {type: number}", "total: {type: number, x-differs: The samples have a number.}", 1),
		strings.Replace(theirs, "total: {type: number}", "total: {type: string}", 1))
	assert.Empty(t, open, "a sentence explains whatever differs about its own part")
}

func TestSwaggerTwoIsReadToo(t *testing.T) {
	_, open := compared(t, ours, `swagger: "2.0"
info: {title: Toy, version: "1"}
produces: [application/json]
paths:
  /orders:
    get:
      parameters:
        - {name: state, in: query, type: string, enum: [open, paid, void]}
      responses:
        "200": {description: The orders., schema: {type: array, items: {$ref: "#/definitions/Order"}}}
definitions:
  Order: {type: object, required: [id], properties: {id: {type: string}}}
`)
	assert.Contains(t, open, "listOrders: values query state: only published void")
	assert.Contains(t, open, "Order: type field id: integer here, string as published")
	assert.Contains(t, open, "Order: added field total: the vendor does not publish it")
	assert.Contains(t, open, "getOrder: added operation: GET /orders/{} is not published")
}

// A specification that is published as it stands has no difference, and every one
// of its reasons is of no use.
func TestEverySpecificationEqualsItself(t *testing.T) {
	race.Skip(t)
	for _, doc := range specs.All() {
		t.Run(doc.Name, func(t *testing.T) {
			text, err := doc.YAML()
			require.NoError(t, err)
			file := filepath.Join(t.TempDir(), "published.yaml")
			require.NoError(t, os.WriteFile(file, text, 0o600))
			var out bytes.Buffer
			require.NoError(t, run(doc.Name, file, &out))
			assert.Contains(t, out.String(), "0 differences are explained, 0 are not;")
			changed := strings.Replace(string(text), "\npaths:\n", "\npaths:\n  /seeded:\n    get: {operationId: getSeeded, responses: {\"204\": {description: Seeded.}}}\n", 1)
			require.NoError(t, os.WriteFile(file, []byte(changed), 0o600))
			out.Reset()
			require.ErrorIs(t, run(doc.Name, file, &out), errDrift)
			assert.Contains(t, out.String(), "the document: missing operation GET /seeded: the vendor publishes it")
		})
	}
}

func TestWhatCannotBeComparedSaysWhy(t *testing.T) {
	var out bytes.Buffer
	require.ErrorContains(t, run("nobody", "published.json", &out), `there is no vendor "nobody" in specs.All`)
	file := filepath.Join(t.TempDir(), "published.json")
	require.ErrorIs(t, run("musement", file, &out), os.ErrNotExist)
	require.NoError(t, os.WriteFile(file, []byte(`{"info": {}}`), 0o600))
	require.ErrorContains(t, run("musement", file, &out), "neither OpenAPI 3 nor Swagger 2.0")
}
