package main

// The seeds: edits of the four specifications, one at a time, and the verdicts
// each must get. A gate that a seed passes unnoticed is no gate.

import "strings"

// seed is one edit of a specification.
type seed struct {
	name        string
	vendor      string
	after       string // where the text to replace is looked for, usually an operation id
	old, new    string
	wire, goAPI string
	repeat      bool // a repeat rule changes
}

// apply makes the edit; false when the specification has no such text.
func (s seed) apply(text string) (string, bool) {
	start := strings.Index(text, s.after)
	if start < 0 {
		return "", false
	}
	at := strings.Index(text[start:], s.old)
	if at < 0 {
		return "", false
	}
	at += start
	return text[:at] + s.new + text[at+len(s.old):], true
}

const (
	breaks = "breaking"
	adds   = "compatible"
	none   = "none"
	// refused is what the generator does not take: there is no Go to judge.
	refused = "refused"
)

var seeds = []seed{
	// Repeat rules.
	{name: "a purchase may be sent twice", vendor: "hlconnect", after: "operationId: registerPurchase", old: "{delivered: false, statuses: []}", new: "{delivered: true, statuses: [502]}", wire: breaks, goAPI: none, repeat: true},
	{name: "an order may be sent twice", vendor: "venuemanager", after: "operationId: createOrder", old: "{delivered: false, statuses: []}", new: "{delivered: true, statuses: []}", wire: breaks, repeat: true},
	{name: "a read is no longer repeated", vendor: "hlconnect", after: "operationId: getPurchaseInfo", old: "{delivered: true, statuses: [429, 500, 503, 504]}", new: "{delivered: false, statuses: []}", wire: adds, goAPI: none, repeat: true},
	{name: "another status is worth repeating", vendor: "ticketing", after: "operationId: startSession", old: "[429, 502, 503, 504]", new: "[429, 500, 502, 503, 504]", wire: adds, repeat: true},
	{name: "the repeat rule is gone", vendor: "venuemanager", after: "operationId: getTestString", old: "      x-repeat: {delivered: true, statuses: [429, 500, 502, 503, 504]}\n", new: "", wire: adds, repeat: true},

	{name: "another reason for repeating", vendor: "ticketing", after: "paths:", old: "reason: ", new: "reason: In short, ", wire: none},

	// What a 5xx says.
	{name: "a 5xx now says that nothing was done", vendor: "hlconnect", after: "operationId: getPurchaseInfo", old: "          description: The request could not be processed.\n", new: "          description: The request could not be processed.\n          x-final: It says that nothing was done.\n", wire: breaks},
	{name: "a 5xx no longer says that nothing was done", vendor: "hlconnect", after: "operationId: getHealth", old: "          x-final: To this question, \"the check failed\" is the answer.\n", new: "", wire: adds},

	// Servers and credentials.
	{name: "another host", vendor: "hlconnect", after: "servers:", old: "https://hlconnect-api.mu.se", new: "https://api.example.com", wire: breaks, goAPI: breaks},
	{name: "another base path", vendor: "musement", after: "servers:", old: "/api/v3", new: "/api/v4", wire: breaks},
	{name: "a server is gone", vendor: "musement", after: "servers:", old: "  - url: https://sandbox.musement.com/api/v3\n    description: Sandbox\n", new: "", wire: breaks, goAPI: breaks},
	{name: "a server is added", vendor: "hlconnect", after: "servers:", old: "    description: Production\n", new: "    description: Production\n  - url: https://sandbox.example.com\n    description: Sandbox\n", wire: adds, goAPI: adds},
	{name: "another default of a server's variable", vendor: "venuemanager", after: "servers:", old: "default: customer", new: "default: demo", wire: breaks},
	{name: "another header for the key", vendor: "ticketing", after: "securitySchemes:", old: "X-API-Key", new: "X-Key", wire: breaks},
	{name: "the key in the query", vendor: "ticketing", after: "securitySchemes:", old: "in: header", new: "in: query", wire: breaks},
	{name: "bearer becomes basic", vendor: "hlconnect", after: "securitySchemes:", old: "scheme: bearer", new: "scheme: basic", wire: breaks},
	{name: "basic becomes bearer", vendor: "venuemanager", after: "apiUser:", old: "scheme: basic", new: "scheme: bearer", wire: breaks},
	{name: "anonymous no more", vendor: "hlconnect", after: "operationId: getHealth", old: "security: []", new: "security: [{accessToken: []}]", wire: breaks, goAPI: none},
	{name: "the credential is no longer optional", vendor: "musement", after: "paths:", old: "security: [{}, {supplierToken: []}]", new: "security: [{supplierToken: []}]", wire: breaks},
	{name: "the credential becomes optional", vendor: "musement", after: "operationId: listActivities", old: "security: [{supplierToken: []}]", new: "security: [{}, {supplierToken: []}]", wire: adds},
	{name: "another credential", vendor: "venuemanager", after: "operationId: createOrder", old: "- customerToken: []", new: "- apiUser: []", wire: breaks},

	// Requests.
	{name: "a parameter becomes required", vendor: "venuemanager", after: "name: addressType", old: "required: false", new: "required: true", wire: breaks},
	{name: "a parameter is renamed", vendor: "hlconnect", after: "operationId: getPurchaseInfo", old: "name: order_id", new: "name: order", wire: breaks},
	{name: "an optional parameter is added", vendor: "hlconnect", after: "operationId: getPurchaseInfo", old: "      parameters:\n", new: "      parameters:\n        - name: verbose\n          in: query\n          description: More.\n          schema: {type: boolean}\n          example: true\n", wire: adds},
	{name: "a required parameter is added", vendor: "hlconnect", after: "operationId: getDownloadURL", old: "      parameters:\n", new: "      parameters:\n        - name: format\n          in: query\n          required: true\n          description: Which.\n          schema: {type: string}\n          example: pdf\n", wire: breaks, goAPI: adds},
	{name: "a parameter moves into the header", vendor: "venuemanager", after: "name: addressType", old: "in: query", new: "in: header", wire: breaks},
	{name: "a parameter is of another type", vendor: "venuemanager", after: "name: cardId", old: "{type: integer, format: int64}", new: "{type: string}", wire: adds},
	{name: "a list is exploded", vendor: "musement", after: "name: id_in", old: "explode: false", new: "explode: true", wire: breaks},
	{name: "a list is in another style", vendor: "musement", after: "name: uuid_in", old: "style: form", new: "style: pipeDelimited", wire: breaks},
	{name: "a default is written out", vendor: "venuemanager", after: "name: addressType", old: "required: false\n", new: "required: false\n          style: form\n          explode: true\n", wire: none},
	{name: "another default of a parameter", vendor: "venuemanager", after: "name: addressType", old: "default: billing", new: "default: delivery", wire: breaks},
	{name: "a smaller minimum", vendor: "hlconnect", after: "operationId: getPurchaseInfo", old: "minimum: 1", new: "minimum: 0", wire: adds, goAPI: none},
	{name: "a larger minimum", vendor: "hlconnect", after: "operationId: getPurchaseInfo", old: "minimum: 1", new: "minimum: 10", wire: breaks, goAPI: none},
	{name: "a form instead of JSON", vendor: "hlconnect", after: "operationId: registerPurchase", old: "application/json:", new: "application/x-www-form-urlencoded:", wire: breaks},
	{name: "a body becomes optional", vendor: "venuemanager", after: "operationId: payOrder", old: "        required: true\n", new: "        required: false\n", wire: adds},
	{name: "a property becomes required", vendor: "hlconnect", after: "    PurchaseRegisterRequest:", old: "unit_price, customer]", new: "unit_price, customer, parts]", wire: breaks, goAPI: none},
	{name: "a property is no longer required", vendor: "ticketing", after: "    CreateIntegrationRequest:", old: "required: [name, access]", new: "required: [name]", wire: adds},
	{name: "a version is no longer filled in", vendor: "ticketing", after: "components:", old: "x-from-client: ", new: "x-from-user: ", wire: breaks},

	// Answers.
	{name: "a status is gone", vendor: "hlconnect", after: "operationId: getPurchaseInfo", old: "        '202':\n", new: "        '203':\n", wire: breaks, goAPI: none},
	{name: "a refusal is added", vendor: "hlconnect", after: "operationId: cancelPurchase", old: "        '404':\n", new: "        '409':\n          description: Too late.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/ErrorResponse'}\n              example: {name: Conflict, message: Too late., code: 0, status: 409}\n        '404':\n", wire: adds},
	{name: "another media type of an answer", vendor: "hlconnect", after: "operationId: getHealth", old: "application/json:", new: "application/xml:", wire: breaks},
	{name: "a property of an answer is renamed", vendor: "ticketing", after: "    Session:", old: "        started:\n", new: "        begun:\n", wire: breaks},
	{name: "a property of an answer is gone", vendor: "ticketing", after: "    Session:", old: "        open:\n          type: boolean\n          description: Whether the session is active.\n", new: "", wire: breaks, goAPI: breaks},
	{name: "a property of an answer is added", vendor: "ticketing", after: "    Session:", old: "        open:\n", new: "        note:\n          type: string\n          description: A note.\n        open:\n", wire: adds},
	{name: "a property of an answer has another type", vendor: "ticketing", after: "    Session:", old: "type: boolean", new: "type: string", wire: breaks},
	{name: "an answer may be null", vendor: "hlconnect", after: "    AssetItem:", old: "          format: int64\n", new: "          format: int64\n          nullable: true\n", wire: breaks},
	{name: "a list becomes one", vendor: "venuemanager", after: "operationId: getTestIntegerArray", old: "                type: array\n                items: {type: integer, format: int64}\n", new: "                type: integer\n                format: int64\n", wire: breaks},
	{name: "a secret is no longer one", vendor: "ticketing", after: "    Session:", old: "          format: password\n", new: "", wire: breaks, goAPI: breaks},
	{name: "a text becomes a secret", vendor: "ticketing", after: "    Session:", old: "        started:\n          type: string\n", new: "        started:\n          type: string\n          format: password\n", wire: adds},
	{name: "a value of an enum is gone", vendor: "ticketing", after: "    IntegrationAccess:", old: "[public, customer, support, host, administrator]", new: "[public, customer, support, host]", wire: breaks},
	{name: "a value of an enum is added", vendor: "ticketing", after: "    IntegrationAccess:", old: "[public, customer,", new: "[public, guest, customer,", wire: adds, goAPI: adds},

	// XML.
	{name: "another root in XML", vendor: "venuemanager", after: "components:", old: "xml: {name: invoices}", new: "xml: {name: list}", wire: breaks},
	{name: "wrapped no more", vendor: "venuemanager", after: "components:", old: "          xml: {wrapped: true}\n", new: "", wire: breaks},
	{name: "another name in XML", vendor: "venuemanager", after: "components:", old: `{xml: "number"}`, new: `{xml: "no"}`, wire: breaks},

	// Operations.
	{name: "another path", vendor: "hlconnect", after: "paths:", old: "  /health:", new: "  /healthz:", wire: breaks, goAPI: none},
	{name: "another method", vendor: "hlconnect", after: "  /purchase/cancel:", old: "    delete:", new: "    put:", wire: breaks, goAPI: none},
	{name: "another operation id", vendor: "hlconnect", after: "paths:", old: "operationId: getHealth", new: "operationId: checkHealth", wire: none, goAPI: breaks},
	{name: "an operation is added", vendor: "hlconnect", after: "paths:", old: "  /health:\n", new: "  /ready:\n    get:\n      operationId: getReady\n      tags: [Health]\n      summary: Ready\n      description: Whether it is ready.\n      x-evidence: public\n      x-repeat: {delivered: true, statuses: []}\n      security: []\n      responses:\n        '204':\n          description: It is.\n  /health:\n", wire: adds, goAPI: adds},
	{name: "an operation is gone", vendor: "venuemanager", after: "paths:", old: "  /test/noContent:\n    get:\n      operationId: getTestNoContent\n      x-raw: It only shows how the vendor answers; no program needs it.\n      summary: Get an answer without a body\n      description: Answers 204 and nothing else. Meant for trying out a client; no refusal is documented.\n      tags: [demo]\n      security: []\n      x-evidence: documented\n      x-repeat: {delivered: true, statuses: [429, 500, 502, 503, 504]}\n      responses:\n        \"204\":\n          description: Reached; there is nothing to say.\n", new: "", wire: breaks, goAPI: breaks},

	// For readers only.
	{name: "another description", vendor: "hlconnect", after: "operationId: getHealth", old: "Returns one entry", new: "Gives one entry", wire: none, goAPI: none},
	{name: "another summary", vendor: "musement", after: "operationId: registerSupplier", old: "Register a supplier", new: "Register a new supplier", wire: none},
	{name: "another example", vendor: "hlconnect", after: "operationId: getDownloadURL", old: "example: 12345", new: "example: 12346", wire: none, goAPI: none},
	{name: "another comment", vendor: "hlconnect", after: "paths:", old: "# A second sending", new: "# Another sending", wire: none, goAPI: none},
	{name: "other evidence", vendor: "hlconnect", after: "operationId: getHealth", old: "x-evidence: public", new: "x-evidence: documented", wire: none, goAPI: none},
	{name: "another type in Go", vendor: "musement", after: "x-go-type: boxoffice.DateTime", old: "x-go-type: boxoffice.DateTime", new: "x-go-type: string", wire: none, goAPI: breaks},
	{name: "amounts are texts in Go", vendor: "hlconnect", after: "    Decimal:", old: "x-go-type: boxoffice.Decimal", new: "x-go-type: string", wire: none, goAPI: refused},
	{name: "an extension that nobody knows", vendor: "hlconnect", after: "operationId: getHealth", old: "x-evidence: public", new: "x-evidence: public\n      x-signed: true", wire: breaks},
}
