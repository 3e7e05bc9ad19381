package speccheck_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/speccheck"
	"github.com/boxoffice-go/boxoffice/specs"
)

const good = `openapi: 3.0.3
paths:
  /orders:
    get:
      operationId: listOrders
      security: [{key: []}]
      x-evidence: documented
      x-repeat: {delivered: true, statuses: []}
      parameters:
        - name: from
          in: query
          schema: {type: string}
      responses:
        "200":
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Order"}
components:
  securitySchemes:
    key: {type: http, scheme: bearer}
  schemas:
    Order:
      type: object
      properties:
        note: {type: string, nullable: true, description: A note.}
        total_price: {type: number, x-go-type: boxoffice.Decimal, description: The price.}
        description: {type: string, description: What a property may be called.}
`

func TestEverySpecificationPasses(t *testing.T) {
	for _, d := range specs.All() {
		text, err := d.YAML()
		require.NoError(t, err)
		assert.Empty(t, speccheck.Check("specs/"+d.Name+".yaml", text))
	}
}

// A whole number in a header counts something: elements of a list, or calls that are left.
func TestAWholeNumberInAHeaderIsNoAmount(t *testing.T) {
	counted := strings.Replace(good, "        \"200\":\n", "        \"200\":\n          headers: {X-Total: {schema: {type: integer}}, X-Rate-Limit: {schema: {type: integer}}}\n", 1)
	require.NotEqual(t, good, counted)
	assert.Empty(t, speccheck.Check("good.yaml", []byte(counted)))
}

func TestAGoodDocumentHasNoProblem(t *testing.T) {
	assert.Empty(t, speccheck.Check("good.yaml", []byte(good)))
}

// An alias of YAML stands for what its anchor is at.
func TestAnAliasIsWhatItStandsFor(t *testing.T) {
	anchored := strings.Replace(good, "          schema: {type: string}\n", "          schema: &text {type: string}\n        - name: to\n          in: query\n          schema: *text\n", 1)
	require.NotEqual(t, good, anchored)
	assert.Empty(t, speccheck.Check("good.yaml", []byte(anchored)))
}

// Each of these is refused with the file, the line and the operation or the
// component.
func TestABadDocumentIsRefusedByFileLineAndOperation(t *testing.T) {
	for name, bad := range map[string]struct{ old, new, want string }{
		"security is missing":           {"      security: [{key: []}]\n", "", "bad.yaml:4: listOrders: security is missing"},
		"an unknown credential":         {"{key: []}", "{password: []}", "bad.yaml:6: listOrders: security scheme password is not declared"},
		"no operation id":               {"      operationId: listOrders\n", "", "bad.yaml:4: get /orders: operationId is missing"},
		"no repeat rule":                {"      x-repeat: {delivered: true, statuses: []}\n", "", "bad.yaml:4: listOrders: x-repeat is missing"},
		"a broken reference":            {"#/components/schemas/Order", "#/components/schemas/Oder", "bad.yaml:17: listOrders: $ref #/components/schemas/Oder leads nowhere"},
		"a broken reference in default": {"        \"200\":\n", "        default: {$ref: \"#/components/responses/Refusal\"}\n        \"200\":\n", "bad.yaml:14: listOrders: $ref #/components/responses/Refusal leads nowhere"},
		"a broken reference in x-left":  {"        \"200\":\n", "        \"200\":\n          headers: {x-left: {$ref: \"#/components/headers/Left\"}}\n", "bad.yaml:15: listOrders: $ref #/components/headers/Left leads nowhere"},
		"a reference to another file":   {"#/components/schemas/Order", "other.yaml#/Order", "bad.yaml:17: listOrders: $ref other.yaml#/Order leads nowhere"},
		"something beside a reference":  {`schema: {$ref: "#/components/schemas/Order"}`, `schema: {$ref: "#/components/schemas/Order", nullable: true}`, "bad.yaml:17: listOrders: nullable stands beside a $ref"},
		"nullable without a type":       {"{type: string, nullable: true, description: A note.}", "{nullable: true, description: A note.}", "bad.yaml:25: schemas Order.note: nullable without a type"},
		"no description":                {", description: A note.", "", "bad.yaml:25: schemas Order: property note has no description"},
		"what is required is missing":   {"    Order:\n      type: object\n", "    Order:\n      type: object\n      required: [note, name]\n", "bad.yaml:24: schemas Order: name is required and no property"},
		"nothing refers to it":          {"    Order:\n", "    Left: {type: string}\n    Order:\n", "bad.yaml:22: schemas Left: nothing refers to it"},
		"a binary price":                {"x-go-type: boxoffice.Decimal", "format: double", "bad.yaml:26: schemas Order: total_price is an amount by its name"},
		"a whole price":                 {"{type: number, x-go-type: boxoffice.Decimal", "{type: integer, format: int64", "bad.yaml:26: schemas Order: total_price is an amount"},
		"a price of no kind":            {"{type: number, x-go-type: boxoffice.Decimal", "{type: integer, format: int64, x-whole: Euros", `bad.yaml:26: schemas Order: property total_price: x-whole says of an integer what it counts or numbers, such as "x-whole: the number of a tax rule."`},
		"a binary rate in the query":    {"name: from\n          in: query\n          schema: {type: string}", "name: vatRate\n          in: query\n          schema: {type: number}", "bad.yaml:12: listOrders: vatRate is an amount"},
		"a secret in the query":         {"name: from\n          in: query\n          schema: {type: string}", "name: from\n          in: query\n          schema: {type: string, format: password}", "bad.yaml:10: listOrders: query parameter from is a secret: give the operation x-sensitive"},
		"sensitive without a reason":    {"      x-evidence: documented\n", "      x-evidence: documented\n      x-sensitive: true\n", "bad.yaml:8: listOrders: x-sensitive is a sentence"},
		"sensitive without a secret":    {"      x-evidence: documented\n", "      x-evidence: documented\n      x-sensitive: The address is secret.\n", "bad.yaml:8: listOrders: x-sensitive, and nothing in the request is format: password"},
		"no YAML":                       {"paths:\n", "paths: [\n", "bad.yaml:"},
		"a difference without a reason": {"      x-evidence: documented\n", "      x-evidence: documented\n      x-differs: {added header x-app: because}\n", "bad.yaml:8: listOrders: x-differs gives a reason as a sentence"},
		"a difference of no kind":       {"      x-evidence: documented\n", "      x-evidence: documented\n      x-differs: {header x-app: The guide asks for it.}\n", `bad.yaml:8: listOrders: x-differs: "header x-app" names no difference`},
		"an address that is none":       {"openapi: 3.0.3\n", "openapi: 3.0.3\nx-published: published.json\n", "bad.yaml:2: x-published is the https address"},
		"prices in a list":              {`{type: string, nullable: true, description: A note.}`, "{type: string, nullable: true, description: A note.}\n        fees: {type: array, items: {type: number, format: double}, description: X.}", `bad.yaml:26: schemas Order: fees is an amount`},
		"prices in a map":               {`{type: string, nullable: true, description: A note.}`, "{type: string, nullable: true, description: A note.}\n        taxes: {type: object, additionalProperties: {type: integer}, description: X.}", `bad.yaml:26: schemas Order: taxes is an amount`},
		"a price in one word":           {`{type: string, nullable: true, description: A note.}`, "{type: string, nullable: true, description: A note.}\n        unitprice: {type: number, description: X.}", `bad.yaml:26: schemas Order: unitprice is an amount`},
		"a price with a digit":          {`{type: string, nullable: true, description: A note.}`, "{type: string, nullable: true, description: A note.}\n        price2: {type: number, description: X.}", `bad.yaml:26: schemas Order: price2 is an amount`},
		"a price in another language":   {`{type: string, nullable: true, description: A note.}`, "{type: string, nullable: true, description: A note.}\n        prezzo: {type: number, description: X.}", `bad.yaml:26: schemas Order: prezzo is an amount`},
		"a price of a component":        {"    Order:\n", "    Price: {type: number, description: X.}\n    Order:\n", `bad.yaml:22: schemas Price: Price is an amount`},
		"a price that is referred to":   {"        description: {type: string, description: What a property may be called.}\n", "        price: {$ref: \"#/components/schemas/Number\"}\n    Number: {type: number, description: X.}\n", "bad.yaml:27: schemas Order: price is an amount"},
		"a price in a header":           {"        \"200\":\n", "        \"200\":\n          headers: {X-Price: {schema: {type: number}}}\n", `bad.yaml:15: listOrders: X-Price is an amount`},
		"a price in JSON in the query":  {"name: from\n          in: query\n          schema: {type: string}", "name: price\n          in: query\n          content: {application/json: {schema: {type: number}}}", `bad.yaml:12: listOrders: price is an amount`},
		"a blank description":           {`description: A note.`, `description: " "`, `bad.yaml:25: schemas Order: property note has no description`},
		"two that need each other":      {"    Order:\n", "    A: {type: object, properties: {b: {$ref: \"#/components/schemas/B\"}}}\n    B: {type: object, properties: {a: {$ref: \"#/components/schemas/A\"}}}\n    Order:\n", `bad.yaml:22: schemas A: nothing refers to it`},
		"a reference to an example":     {`schema: {$ref: "#/components/schemas/Order"}`, `examples: {one: {$ref: "#/components/examples/One"}}`, `bad.yaml:17: listOrders: $ref #/components/examples/One leads nowhere`},
		"a reference to another kind":   {`#/components/schemas/Order`, `#/components/securitySchemes/key`, `bad.yaml:17: listOrders: $ref #/components/securitySchemes/key leads to no component of components.schemas`},
		"a reference into a component":  {`#/components/schemas/Order`, `#/components/schemas/Order/properties/note`, `bad.yaml:17: listOrders: $ref #/components/schemas/Order/properties/note leads to no component`},
		"security of nothing":           {`security: [{key: []}]`, `security:`, `bad.yaml:6: listOrders: security is a list`},
		"security by name alone":        {`security: [{key: []}]`, `security: [key]`, `bad.yaml:6: listOrders: security: key is no alternative: write {key: []}`},
		"a default of another type":     {`{type: string, nullable: true, description: A note.}`, `{type: string, default: 3, description: A note.}`, `bad.yaml:25: schemas Order: property note: default 3 is no value of type string`},
		"a default beside the enum":     {`{type: string, nullable: true, description: A note.}`, `{type: string, enum: [a, b], default: c, description: A note.}`, `bad.yaml:25: schemas Order: property note: default c is none of the enum's values: a, b`},
		"another document":              {"paths:\n", "ways:\n", "bad.yaml:1: this is no OpenAPI document"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, good, bad.old)
			problems := speccheck.Check("bad.yaml", []byte(strings.Replace(good, bad.old, bad.new, 1)))
			var lines []string
			for _, p := range problems {
				lines = append(lines, p.String())
			}
			assert.Contains(t, strings.Join(lines, "\n"), bad.want)
		})
	}
}

// The two faults that the generator could not explain, in the real documents.
func TestASeededFaultInARealDocumentNamesItsOperation(t *testing.T) {
	text, err := specs.VenueManager.YAML()
	require.NoError(t, err)
	for name, fault := range map[string]struct{ after, old, new, want string }{
		"no security":      {"operationId: createOrder", "      security:\n        - customerToken: []\n", "", "createOrder: security is missing"},
		"broken reference": {"operationId: payOrder", "schemas/PayOrderRequest", "schemas/PayOrder", "payOrder: $ref #/components/schemas/PayOrder leads nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			before, after, found := strings.Cut(string(text), fault.after)
			require.True(t, found)
			problems := speccheck.Check("specs/venuemanager.yaml", []byte(before+fault.after+strings.Replace(after, fault.old, fault.new, 1)))
			require.NotEmpty(t, problems)
			assert.Regexp(t, `^specs/venuemanager\.yaml:\d+: `, problems[0].String())
			joined := ""
			for _, p := range problems {
				joined += p.String() + "\n"
			}
			assert.Contains(t, joined, fault.want)
		})
	}
}
