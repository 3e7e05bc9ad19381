package main

// The seeds of what none of the four specifications has, on that of the made-up
// vendor in pkg/internal/probe.

// probeSeed is one edit of probe.yaml.
type probeSeed struct{ name, after, old, new, wire string }

const (
	card    = `          card: "#/components/schemas/CardPayment"` + "\n"
	variant = `        - {$ref: "#/components/schemas/SplitPayment"}` + "\n      discriminator:"
	paging  = "operationId: listNumbered"
)

var probeSeeds = []probeSeed{
	// One of several objects. An unknown variant is decoded as boxoffice.UnknownVariant.
	{"a variant is gone", "    Payment:\n", `        - {$ref: "#/components/schemas/VoucherPayment"}` + "\n", "", breaks},
	{"the first variant of an answer is gone", "    Pet:\n", `{$ref: "#/components/schemas/Cat"}, `, "", breaks},
	{"a variant is added", "    Pet:\n", `{$ref: "#/components/schemas/Dog"}]`, `{$ref: "#/components/schemas/Dog"}, {$ref: "#/components/schemas/Named"}]`, adds},
	{"a variant is added before the others", "    Pet:\n", `[{$ref: "#/components/schemas/Cat"}`, `[{$ref: "#/components/schemas/Named"}, {$ref: "#/components/schemas/Cat"}`, adds},
	{"the variants are in another order", "    Pet:\n", `[{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]`, `[{$ref: "#/components/schemas/Dog"}, {$ref: "#/components/schemas/Cat"}]`, none},
	{"a variant is another schema", "    Pet:\n", `{$ref: "#/components/schemas/Dog"}]`, `{$ref: "#/components/schemas/Thing"}]`, breaks},
	{"a value of the mapping is renamed", "      discriminator:", "          gift: Vou", "          present: Vou", breaks},
	{"a value of the mapping is gone", "      discriminator:", "          gift: VoucherPayment\n", "", breaks},
	{"a value of the mapping is added", "      discriminator:", card, card + `          debit: "#/components/schemas/CardPayment"` + "\n", adds},
	{"a value of the mapping leads elsewhere", "      discriminator:", "gift: VoucherPayment", "gift: CardPayment", breaks},
	{"a mapping is written in another way", "      discriminator:", "gift: VoucherPayment", `gift: "#/components/schemas/VoucherPayment"`, none},
	{"the names of the schemas become a mapping", "    Pet:\n", "{propertyName: kind}", "{propertyName: kind, mapping: {Cat: Cat, Dog: Dog}}", none},
	{"a mapping in place of the names of the schemas", "    Pet:\n", "{propertyName: kind}", "{propertyName: kind, mapping: {cat: Cat, dog: Dog}}", breaks},
	{"the discriminator is renamed", "      discriminator:", "propertyName: method", "propertyName: type", breaks},
	{"the discriminator is gone", "    Pet:\n", "      discriminator: {propertyName: kind}\n", "", breaks},
	{"a variant has a new optional property", "    Cat:\n", "        lives:", "        name: {type: string, description: Its name.}\n        lives:", adds},
	{"a variant requires more", "    Cat:\n", "required: [kind]", "required: [kind, lives]", breaks},

	// Composed objects.
	{"an optional part of an object is added", "    SpecialThing:\n", "        - {required: [size]}\n", "        - {required: [size]}\n        - {$ref: \"#/components/schemas/Refusal\"}\n", adds},
	{"a part with a required property is added", "    SpecialThing:\n", "        - {required: [size]}\n", "        - {required: [size]}\n        - {$ref: \"#/components/schemas/Dog\"}\n", breaks},
	{"a part of an object is gone", "    SpecialThing:\n", "        - {$ref: \"#/components/schemas/Named\"}\n", "", breaks},
	{"a part of an object is another schema", "    SpecialThing:\n", "        - {$ref: \"#/components/schemas/Named\"}\n", "        - {$ref: \"#/components/schemas/Refusal\"}\n", breaks},
	{"the parts of an object are in another order", "    SpecialThing:\n", "        - {$ref: \"#/components/schemas/Named\"}\n        - type: object\n          properties:\n            colour: {type: string, description: The colour.}\n            name: {type: string, description: The name.}\n", "        - type: object\n          properties:\n            colour: {type: string, description: The colour.}\n            name: {type: string, description: The name.}\n        - {$ref: \"#/components/schemas/Named\"}\n", none},
	{"a part no longer requires its property", "    SpecialThing:\n", "        - {required: [size]}\n", "", breaks}, // an answer may lack it
	{"an object requires another property of a part", "    Named:\n", "required: [name]", "required: [name, note]", breaks},
	{"a property of a part has another type", "    SplitPayment:\n", "{type: array, items: {$ref: \"#/components/schemas/Payment\"}", "{type: array, items: {$ref: \"#/components/schemas/Named\"}", breaks},

	// References that may be null.
	{"a reference in an answer is never null", "    Catalogue:\n", "main: {description: The main text., nullable: true,", "main: {description: The main text.,", adds},
	{"a reference in an answer may be null", "    Catalogue:\n", `special: {$ref: "#/components/schemas/SpecialThing"}`, `special: {nullable: true, allOf: [{$ref: "#/components/schemas/SpecialThing"}]}`, breaks},
	{"a reference in a request must not be null", "    CataloguePatch:\n", "type: object, nullable: true, allOf", "type: object, allOf", breaks},
	{"a reference in a request may be null", "    CataloguePatch:\n", "second: {description: The second text., allOf", "second: {description: The second text., nullable: true, allOf", adds},

	// Maps and JSON of any form.
	{"a map has values of another type", "    Catalogue:\n", "additionalProperties: {type: string, nullable: true}", "additionalProperties: {type: boolean, nullable: true}", breaks},
	{"a map has values of another object", "    Catalogue:\n", `additionalProperties: {$ref: "#/components/schemas/LocalText"}}`, `additionalProperties: {$ref: "#/components/schemas/Dog"}}`, breaks},
	{"a value of a map may be null", "    Translations:", "additionalProperties: {type: string}", "additionalProperties: {type: string, nullable: true}", breaks},
	{"a value of a map is never null", "    Catalogue:\n", "additionalProperties: {type: string, nullable: true}", "additionalProperties: {type: string}", adds},
	{"a map is no object of its own any more", "    Translations:", "{type: object, description: A text by language., additionalProperties: {type: string}}", "{type: string, description: A text.}", breaks},
	{"JSON of any form becomes a map", "    Catalogue:\n", "extra: {type: object, description: An object of no documented form.}", "extra: {type: object, description: A map., additionalProperties: {type: string}}", breaks},
	{"a map becomes JSON of any form", "    CataloguePatch:\n", "description: Words by language., additionalProperties: {type: string}}", "description: Words by language.}", breaks},
	{"a value of any form becomes a text", "    Catalogue:\n", "any: {description: A value of no documented form.}", "any: {type: string, description: A text.}", adds}, // breaks Go programs
	{"any object, in other words", "    Catalogue:\n", "description: Another one., additionalProperties: true}", "description: Another one.}", none},

	// Parameters.
	{"an object in the query is in another style", "operationId: listByStyle", "style: deepObject", "style: form", breaks},
	{"an object in the query is no longer exploded", "operationId: listByStyle", "name: attr, description: One., in: query,", "name: attr, description: One., in: query, explode: false,", breaks},
	{"an object in the query is exploded", "operationId: listByStyle", "name: flat, description: One., in: query, explode: false,", "name: flat, description: One., in: query,", breaks},
	{"the style of an object is written out", "operationId: listByStyle", "name: attr, description: One., in: query,", "name: attr, description: One., in: query, style: form, explode: true,", none},
	{"a parameter in the path is in another style", "operationId: getByPath", "style: label", "style: matrix", breaks},
	{"a list in a header is exploded", "operationId: getByHeader", "in: header, explode: true,", "in: header,", breaks},
	{"a parameter takes reserved characters no more", "operationId: listByStyle", "allowReserved: true, ", "", breaks},
	{"a document in a parameter has another media type", "operationId: listByStyle", "content: {application/json:", "content: {application/hal+json:", breaks},
	{"a document in a parameter becomes an object", "operationId: listByStyle", `content: {application/json: {schema: {$ref: "#/components/schemas/Filter"}}}`, `schema: {$ref: "#/components/schemas/Filter"}`, breaks},
	{"an object in a parameter becomes a document", "operationId: listByStyle", `name: flat, description: One., in: query, explode: false, schema: {$ref: "#/components/schemas/Filter"}`, `name: flat, description: One., in: query, content: {application/json: {schema: {$ref: "#/components/schemas/Filter"}}}`, breaks},
	{"an object in parameters has a new optional property", "    Filter:\n", "        size:", "        weight: {type: string, description: A weight.}\n        size:", adds},
	{"an object in parameters requires more", "    Filter:\n", "required: [color]", "required: [color, size]", breaks},
	{"a parameter moves from the cookie into the header", "operationId: getByHeader", "name: session, description: One., in: cookie", "name: session, description: One., in: header", breaks},
	{"a parameter in a cookie is added", "operationId: getByHeader", "        - {name: session,", "        - {name: theme, description: One., in: cookie, schema: {type: string}}\n        - {name: session,", adds},

	// Credentials.
	{"a second credential is required", "operationId: login", "security: [{basic: []}]", "security: [{basic: [], shop: []}]", breaks},
	{"a second credential is required no more", "operationId: getWithBoth", "security: [{shop: [], user: []}]", "security: [{shop: []}]", breaks}, // transport.Together no longer fits
	{"either of two credentials is enough", "operationId: getWithBoth", "security: [{shop: [], user: []}]", "security: [{shop: [], user: []}, {user: []}]", adds},
	{"the order of two credentials", "operationId: getWithBoth", "security: [{shop: [], user: []}]", "security: [{user: [], shop: []}]", none},
	{"the inherited credential is written out", "operationId: getInherited", "      x-repeat:", "      security: [{shop: []}]\n      x-repeat:", none},
	{"an operation no longer inherits the credential", "operationId: getInherited", "      x-repeat:", "      security: []\n      x-repeat:", breaks},
	{"the document has another credential", "servers:", "security: [{shop: []}]", "security: [{token: []}]", breaks},
	{"the document has another credential as well", "servers:", "security: [{shop: []}]", "security: [{shop: []}, {token: []}]", adds},
	{"a key moves from the header into the query", "securitySchemes:", "header: {type: apiKey, in: header", "header: {type: apiKey, in: query", breaks},
	{"a key moves from the cookie into the header", "securitySchemes:", "user: {type: apiKey, in: cookie", "user: {type: apiKey, in: header", breaks},
	{"a key in the query has another name", "securitySchemes:", "in: query, name: key", "in: query, name: api_key", breaks},
	{"another scheme before the token", "securitySchemes:", "scheme: Token", "scheme: bearer", breaks},
	{"the scheme in other letters", "securitySchemes:", "scheme: Token", "scheme: token", breaks}, // it is sent as it is written
	{"a credential is offered", "securitySchemes:", "    shop:", "    other: {type: http, scheme: bearer, description: A token.}\n    shop:", adds},

	// Idempotency keys.
	{"the idempotency key is gone", "operationId: payOnce", ", key: Idempotency-Key}", "}", breaks},
	{"a payment with an idempotency key is repeated no more", "operationId: payOnce", "{delivered: true, statuses: [409, 503], key: Idempotency-Key}", "{delivered: false, statuses: []}", adds},
	{"a call that is not repeated has an idempotency key", "operationId: importTable", "{delivered: false, statuses: []}", "{delivered: true, statuses: [], key: Idempotency-Key}", breaks},
	{"the idempotency key has another header", "operationId: payOnce", "key: Idempotency-Key}", "key: X-Key}", breaks},
	{"409 is not worth repeating", "operationId: payOnce", "[409, 503]", "[503]", adds},

	// Conditional requests.
	{"304 is gone", "operationId: getConditional", "        \"304\": {description: It is the one that the caller has.}\n", "", breaks},
	{"304 is documented", "operationId: getByDefault", "        default:", "        \"304\": {description: The same.}\n        default:", adds},
	{"the condition is gone", "operationId: getConditional", "        - {name: If-Modified-Since, description: When the caller got it., in: header, schema: {type: string}}\n", "", breaks},
	{"a tag is no longer returned", "operationId: getConditional", "x-result: true, ", "", none}, // breaks Go programs
	{"a header is returned", "operationId: listByHeader", "Link: {description:", "Link: {x-result: true, description:", none},
	{"a header of an answer is gone", "operationId: getStamped", "            X-Left: {description: How many are left., x-result: true, schema: {type: integer, format: int64}}\n", "", breaks},
	{"a header of an answer has another type", "operationId: getStamped", "schema: {type: integer, format: int64}", "schema: {type: string}", breaks},

	// Answers by range, default, and several outcomes.
	{"a range of successes becomes a status", "operationId: getByRange", "2XX:", "\"200\":", breaks},
	{"a range of refusals becomes a status", "operationId: getByRange", "4XX:", "\"404\":", breaks},
	{"a status becomes a range", "operationId: getThing", `"404":`, "4XX:", adds},
	{"a success becomes a range", "operationId: getByDefault", `"200":`, "2XX:", adds},
	{"default is gone", "operationId: getByDefault", "        default: {description: A refusal., content: {application/json: {schema: {$ref: \"#/components/schemas/Refusal\"}}}}\n", "", breaks},
	{"default is documented", "operationId: getConditional", "        \"304\":", "        default: {description: A refusal., content: {application/json: {schema: {$ref: \"#/components/schemas/Refusal\"}}}}\n        \"304\":", adds},
	{"default becomes a status", "operationId: getAnything", "default:", "\"200\":", breaks},
	{"an outcome is gone", "operationId: getReport", "        \"204\": {description: There is nothing to report., x-outcome: Nothing}\n", "", breaks},
	{"an outcome is added", "operationId: getReport", "        \"202\":", "        \"201\": {description: Made., x-outcome: Made}\n        \"202\":", adds},
	{"a status of a range has an outcome of its own", "operationId: startWork", "        2XX:", "        \"201\": {description: Made., x-outcome: Made}\n        2XX:", breaks},
	{"an outcome has another name", "operationId: getReport", "x-outcome: Pending", "x-outcome: Later", breaks},
	{"the body of a refusal has another schema", "operationId: getByRange", "#/components/schemas/Refusal", "#/components/schemas/Named", breaks},

	// Bodies that are not JSON.
	{"an optional part of a form is added", "    UploadForm:\n", "        name:", "        note: {type: string, description: A note.}\n        name:", adds},
	{"a required part of a form is added", "    UploadForm:\n", "required: [file]", "required: [file, name]", breaks},
	{"a part of a form is gone", "    UploadForm:\n", "        count: {type: integer, format: int64, description: How many.}\n", "", breaks},
	{"a part of a form is required no more", "    UploadForm:\n", "      required: [file]\n", "", adds},
	{"a file of a form becomes a text", "    UploadForm:\n", "file: {type: string, format: binary,", "file: {type: string,", breaks},
	{"a text of a form becomes a file", "    UploadForm:\n", "name: {type: string,", "name: {type: string, format: binary,", breaks},
	{"a list of files becomes a list of texts", "    UploadForm:\n", "items: {type: string, format: binary}", "items: {type: string}", breaks},
	{"a list of texts becomes one", "    UploadForm:\n", "tags: {type: array, items: {type: string},", "tags: {type: string,", breaks},
	{"a multipart form becomes a form", "operationId: uploadForm", "multipart/form-data:", "application/x-www-form-urlencoded:", breaks},
	{"a document may be of another type as well", "operationId: uploadFile", "          image/png:", "          image/gif: {schema: {type: string, format: binary}}\n          image/png:", adds},
	{"a document is no longer of a type", "operationId: uploadFile", "          image/png: {schema: {type: string, format: binary}}\n", "", breaks},
	{"a stream of a request becomes a text", "operationId: importTable", "{schema: {type: string, format: binary}}", "{schema: {type: string}}", breaks},
	{"a body that was optional is required", "operationId: importTable", "required: false", "required: true", breaks},
	{"a patch is another kind of patch", "operationId: mergeThing", "application/merge-patch+json", "application/json-patch+json", breaks},
	{"JSON of its own type becomes plain JSON", "operationId: mergeThing", "application/hal+json", "application/json", breaks},
	{"a refusal has another media type", "operationId: mergeThing", "application/problem+json", "application/json", breaks},
	{"a download is a text", "operationId: downloadDocument", "application/pdf: {schema: {type: string, format: binary}}", "application/pdf: {schema: {type: string}}", breaks},
	{"a text is a download", "operationId: putText", "\"200\": {description: Done., content: {text/plain: {schema: {type: string}}}}", "\"200\": {description: Done., content: {text/plain: {schema: {type: string, format: binary}}}}", breaks},
	{"a download may be of another type", "operationId: downloadDocument", "content: {application/pdf:", "content: {image/png: {schema: {type: string, format: binary}}, application/pdf:", adds},
	{"a download is no longer of a type", "operationId: downloadDocument", ", application/zip: {schema: {type: string, format: binary}}", "", breaks},

	// Pages.
	{"a list is read page by page", "operationId: listThings", "      x-repeat:", "      x-page: {by: number, first: 1, parameter: page}\n      x-repeat:", adds},
	{"a list is no longer read page by page", paging, "      x-page: {by: number, first: 1, parameter: page, size: per_page, items: entries, id: id, total: total, past: {status: 404, field: message}}\n", "", breaks},
	{"pages by something else", paging, "by: number, first: 1", "by: offset", breaks},
	{"another first page", paging, "first: 1", "first: 0", breaks},
	{"another parameter of the page", paging, "parameter: page", "parameter: per_page", breaks},
	{"another parameter of the size", paging, "size: per_page, ", "", breaks},
	{"another list of the page", paging, "items: entries", "items: others", breaks},
	{"another id", paging, "id: id", "id: when", breaks},
	{"another total", paging, "total: total, ", "", breaks},
	{"another end", paging, "past: {status: 404, field: message}", "past: {status: 410, field: message}", breaks},
	{"another size of the pages", "operationId: listByOffset", "most: 2", "most: 100", adds},
	{"the size of the pages is the vendor's", "operationId: listByOffset", "most: 2, ", "", adds},
	{"another parameter that does not go with pages", "operationId: listByOffset", ", instead: page", "", breaks},
	{"another next page", "operationId: listByCursor", "next: meta.next", "next: meta.more", breaks},
	{"the last page is told in another way", "operationId: listByCursor", ", more: meta.more", "", breaks},
	{"ids rise no more", "operationId: listRising", ", rising: true", "", breaks},
	{"the list of pages has another name", "operationId: listByLink", "name: everyLinkedThing", "name: linkedThings", none}, // breaks Go programs
	{"a difference from what is published has a reason", "operationId: listThings", "      x-repeat:", "      x-differs: The published file lacks it.\n      x-repeat:", none},
	{"another usual example", "operationId: getConditional", "        \"200\":", "        \"200\":\n          x-usual: other", none},
	{"a list is a stream", "operationId: listThings", "      x-repeat:", "      x-stream: true\n      x-repeat:", none},
}
