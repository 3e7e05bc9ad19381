package main

// The seeds of what vendors really do to a published description, some of several
// edits at once, and of what only an editor changes.

import "strings"

// vendorSeed is one change of a specification: edits in pairs of old and new text, each
// at its first place after a text. After "*" every place is changed.
type vendorSeed struct {
	name, vendor string
	wire, goAPI  string
	edits        []at
}

type at struct{ after, old, new string }

func (s vendorSeed) apply(text string) (string, bool) {
	for _, e := range s.edits {
		if e.after == "*" {
			if !strings.Contains(text, e.old) {
				return "", false
			}
			text = strings.ReplaceAll(text, e.old, e.new)
			continue
		}
		var found bool
		if text, found = (seed{after: e.after, old: e.old, new: e.new}).apply(text); !found {
			return "", false
		}
	}
	return text, true
}

func one(after, old, with string) []at { return []at{{after, old, with}} }

const (
	errorBody = "          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/ErrorResponse'}\n"
	noOrder   = "              example: {name: Not Found, message: No order with this number., code: 0, status: 404}\n"
	orderID   = "          schema: {type: integer, format: int64, minimum: 1}\n"
	stamp     = "          headers:\n            X-Environment: {$ref: '#/components/headers/XEnvironment'}\n"
)

var vendorSeeds = []vendorSeed{
	// Limits.
	{"another default size of a page", "hlconnect", breaks, none, one("operationId: listAssets", "default: 20", "default: 50")},
	{"a default is no longer stated", "hlconnect", breaks, none, one("operationId: listAssets", ", default: 20", "")},
	{"a default is stated", "hlconnect", adds, none, one("operationId: listAssets", "minimum: 0}", "minimum: 0, default: 0}")},
	{"a page has a largest size", "hlconnect", breaks, none, one("operationId: listAssets", "default: 20", "default: 20, maximum: 100")},
	{"a page may be larger", "musement", adds, none, one("operationId: listPickups", "maximum: 50", "maximum: 100")},
	{"pages of many lists are smaller", "musement", breaks, none, one("    Limit:\n", "maximum: 100", "maximum: 50")},
	{"pages have no largest size", "musement", adds, none, one("    Limit:\n", ", maximum: 100", "")},
	{"a password is longer", "musement", breaks, none, one("    RegisterSupplierRequest:", "minLength: 8", "minLength: 12")},
	{"a password may be longer", "musement", adds, none, one("    RegisterSupplierRequest:", "maxLength: 50", "maxLength: 128")},
	{"a text of a request has a longest form", "hlconnect", breaks, none, one("    PurchaseRegisterRequest:", "          description: The customer's name; it", "          maxLength: 100\n          description: The customer's name; it")},
	{"a text of a request has a pattern", "hlconnect", breaks, none, one("    PurchaseValidateBeforePaymentRequest:", "          description: The customer's public", "          pattern: '^[0-9.]+$'\n          description: The customer's public")},
	{"a value in the path has a pattern", "ticketing", breaks, none, one("    AccountNumber:", "        type: string\n", "        type: string\n        pattern: '^[A-Z]{2}-[0-9]{8}$'\n")},
	{"a text of an answer has a pattern", "hlconnect", adds, none, one("    OrderItem:", "          description: The country of", "          pattern: '^[A-Z]{2}$'\n          description: The country of")},
	{"a list of a request has a longest form", "hlconnect", breaks, none, one("    PurchaseRegisterRequest:", "          description: The parts", "          maxItems: 50\n          description: The parts")},
	{"a list of a request must not be empty", "venuemanager", breaks, none, one("    UpdateCustomerRequest:", "          description: The fields", "          minItems: 1\n          description: The fields")},
	{"a list of an answer has a longest form", "hlconnect", adds, none, one("    AssetItem:", "          description: Composers,", "          maxItems: 50\n          description: Composers,")},
	{"entries of a request must differ", "venuemanager", breaks, none, one("    UpdateCustomerRequest:", "          description: The fields", "          uniqueItems: true\n          description: The fields")},
	{"entries of an answer differ", "hlconnect", adds, none, one("    AssetItem:", "          description: Composers,", "          uniqueItems: true\n          description: Composers,")},
	{"a smallest value is excluded", "hlconnect", breaks, none, one("    PurchaseValidateBeforePaymentRequest:", "          minimum: 1\n", "          minimum: 1\n          exclusiveMinimum: true\n")},
	{"a number of a request comes in steps", "hlconnect", breaks, none, one("    PurchaseValidateBeforePaymentRequest:", "          minimum: 1\n", "          minimum: 1\n          multipleOf: 5\n")},

	// Enums.
	{"the values of an answer are listed", "hlconnect", adds, breaks, one("    OrderItem:", "        status:\n          type: string\n", "        status:\n          type: string\n          enum: [PROCESSING, COMPLETED, FAILED, CANCELED]\n")},
	{"the values of a request are listed", "venuemanager", breaks, breaks, one("operationId: getAddressConfiguration", "{type: string, default: billing}", "{type: string, enum: [billing, delivery], default: billing}")},
	{"the values of a request are no longer listed", "musement", adds, breaks, one("operationId: getSchedule", "{type: string, enum: ['YES', 'NO']}", "{type: string}")},
	{"a value of a request is gone", "ticketing", breaks, breaks, one("    EventSort:", "published, popularity,", "published,")},
	{"a value of a request is renamed", "ticketing", breaks, breaks, one("    EventSort:", "popularity", "popular")},
	{"a value of a request is added", "ticketing", adds, adds, one("    SortOrder:", "[asc, desc]", "[asc, desc, random]")},
	{"a value of a refusal is gone", "venuemanager", adds, breaks, []at{{"    LoyaltyErrorCode:", `, "1002"]`, "]"}, {"    LoyaltyErrorCode:", ", Used]", "]"}}},
	{"a value of a refusal is added", "venuemanager", adds, adds, []at{{"    LoyaltyErrorCode:", `, "1002"]`, `, "1002", "1003"]`}, {"    LoyaltyErrorCode:", ", Used]", ", Used, Blocked]"}}},
	{"the values are in another order", "ticketing", none, none, one("    EventSort:", "[alphabetical, published, popularity, start]", "[start, alphabetical, published, popularity]")},

	// Null and requiredness.
	{"a value of an answer is never null", "hlconnect", adds, none, one("    AssetItem:", "          nullable: true\n", "")},
	{"a value of a request may be null", "hlconnect", adds, breaks, one("    PurchaseRegisterRequest:", "        customer:\n          type: string\n", "        customer:\n          type: string\n          nullable: true\n")},
	{"a value of a request must not be null", "hlconnect", breaks, breaks, one("    PurchaseValidateBeforePaymentRequest:", "          nullable: true\n          minimum", "          minimum")},
	{"a value of an answer may be left out", "hlconnect", breaks, none, one("    ValidationToken:", "[token, exp_date]", "[token]")},
	{"a value of an answer is always there", "hlconnect", adds, none, one("    OrderItem:", "      properties:\n", "      required: [order_id]\n      properties:\n")},
	{"an amount of an answer may be null", "hlconnect", breaks, none, one("    PriceItem:", "schemas/Decimal", "schemas/NullableDecimal")},
	{"an amount of an answer is never null", "hlconnect", adds, none, one("        retail_price: {", "NullableDecimal", "Decimal")},
	{"an optional property of a request is gone", "hlconnect", breaks, breaks, []at{{"    PurchaseRegisterRequest:", "        parts:\n          type: array\n          nullable: true\n          description: The parts of an ensemble that are bought, when it is not bought whole.\n          items: {$ref: '#/components/schemas/AssetPartForm'}\n", ""}, {"    AssetPartForm:", "    AssetPartForm:\n      type: object\n      x-evidence: public\n      description: One part of an ensemble that is bought by itself.\n      required: [asset_id, order_line_id]\n      properties:\n        asset_id:\n          type: integer\n          format: int64\n          description: Hal Leonard's id of the part.\n        order_line_id:\n          type: integer\n          format: int64\n          description: The line of the shop's order that stands for this part.\n\n", ""}}},
	{"an optional parameter is gone", "venuemanager", breaks, breaks, one("operationId: listProducts", "        - name: productType\n          in: query\n          required: false\n          description: Only products of this type. The types are not listed; the vendor's sample shows a season card.\n          schema: {type: string}\n          example: seasoncard\n", "")},
	{"a header that the client fills in is required", "musement", breaks, none, one("    AcceptLanguage:", "      in: header\n", "      in: header\n      required: true\n")},

	// Types and formats.
	{"a day of an answer becomes a moment", "ticketing", breaks, breaks, one("        dateOfBirth:\n", "format: date\n", "format: date-time\n")},
	{"a moment becomes a text", "ticketing", breaks, breaks, one("components:", "          format: date-time\n", "")},
	{"an e-mail address of a request is any text", "musement", adds, none, one("    RegisterSupplierRequest:", "          format: email\n", "")},
	{"a whole number of an answer becomes a decimal one", "hlconnect", breaks, breaks, one("    OrderItem:", "        quantity:\n          type: integer\n          format: int64\n", "        quantity:\n          type: number\n          format: double\n")},
	{"an amount of an answer becomes a text", "hlconnect", breaks, breaks, one("    PriceItem:", "        price: {$ref: '#/components/schemas/Decimal'}", "        price: {type: string, description: The price.}")},
	{"an amount of a request becomes a text", "hlconnect", breaks, breaks, one("    PurchaseRegisterRequest:", "        unit_price: {$ref: '#/components/schemas/Decimal'}", "        unit_price: {type: string, description: The price.}")},
	{"a list of texts becomes one of objects", "hlconnect", breaks, breaks, one("        categories:", "items: {type: string}", "items: {$ref: '#/components/schemas/ImageItem'}")},
	{"an object becomes its id", "hlconnect", breaks, breaks, []at{{"        medley_assets:", "items: {$ref: '#/components/schemas/MedleyAssetItem'}", "items: {type: string}"}, {"    MedleyAssetItem:", "    MedleyAssetItem:\n      type: object\n      x-evidence: public\n      description: One song of a medley.\n      properties:\n        name:\n          type: string\n          description: The name of the song.\n        song_catalog_id:\n          type: string\n          nullable: true\n          description: The id in the song catalogue.\n        hl_song_id:\n          type: string\n          nullable: true\n          description: Hal Leonard's id of the song.\n        sequence:\n          type: integer\n          format: int64\n          nullable: true\n          description: The sequence number.\n\n", ""}}},

	// Answers.
	{"a success has another status", "hlconnect", breaks, none, one("operationId: registerPurchase", "        '201':\n", "        '200':\n")},
	{"a refusal has another status", "hlconnect", breaks, none, one("operationId: getPurchaseInfo", "        '404':\n", "        '410':\n")},
	{"a refusal is no longer documented", "hlconnect", breaks, none, one("operationId: getPurchaseInfo", "        '404':\n          description: There is no order with this number.\n"+errorBody+noOrder, "")},
	{"a refusal has another body", "hlconnect", breaks, none, one("        '404':\n          description: There is no order", "schemas/ErrorResponse'", "schemas/OrderProcessingFailedResponse'")},
	{"a refusal has no body any more", "hlconnect", breaks, none, one("        '404':\n          description: There is no order", errorBody+noOrder, "")},
	{"a refusal has a body", "ticketing", adds, none, one("    BodyTooLarge:", "      x-evidence: public\n", "      x-evidence: public\n      content:\n        application/json:\n          schema:\n            $ref: '#/components/schemas/Refusal'\n          example:\n            error: Too large.\n")},
	{"the body of all refusals has one property less", "hlconnect", breaks, breaks, one("    ErrorResponse:", "        code:\n          type: integer\n          format: int64\n          description: A code of the error. Hal Leonard types it as a number; taken as an integer, as codes are.\n", "")},
	{"a success has a body", "hlconnect", adds, breaks, one("operationId: cancelPurchase", stamp, stamp+"          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/PurchaseInProcessingResponse'}\n              example: {status: CANCELED}\n")},
	{"a header of an answer is no longer sent", "hlconnect", breaks, none, one("operationId: cancelPurchase", stamp, "")},
	{"a header of an answer is always sent", "hlconnect", adds, none, one("    XEnvironment:", "required: false", "required: true")},
	{"an answer comes as XML as well", "venuemanager", adds, refused, one("operationId: listProducts", "            application/json:\n", "            application/xml: {schema: {type: string}}\n            application/json:\n")},
	{"a request may be a form as well", "hlconnect", adds, none, one("operationId: validatePurchase", "            example: {asset_id: 1499, customer_ip: 203.0.113.1, quantity: 3}\n", "            example: {asset_id: 1499, customer_ip: 203.0.113.1, quantity: 3}\n          application/x-www-form-urlencoded:\n            schema: {$ref: '#/components/schemas/PurchaseValidateBeforePaymentRequest'}\n")},

	// Secrets.
	{"a call is no longer sensitive", "musement", breaks, none, one("operationId: loginPost", "      x-sensitive: The body holds the password and the client secret.\n", "")},
	{"a call is sensitive", "ticketing", adds, none, one("operationId: startSession", "      x-evidence: public\n", "      x-evidence: public\n      x-sensitive: The body holds the password.\n")},
	{"another reason for being sensitive", "musement", none, none, one("operationId: loginPost", "x-sensitive: The body holds", "x-sensitive: The body has")},

	// Credentials and servers.
	{"a credential has another name", "hlconnect", none, none, []at{{"*", "accessToken", "shopToken"}}},
	{"a token is said to be of another form", "venuemanager", none, none, one("securitySchemes:", "bearerFormat: JWT", "bearerFormat: opaque")},
	{"a server has another description", "hlconnect", none, breaks, one("servers:", "description: Production", "description: Live")},
	{"the servers are in another order", "musement", none, none, one("servers:", "  - url: https://api.musement.com/api/v3\n    description: Production\n  - url: https://sandbox.musement.com/api/v3\n    description: Sandbox\n", "  - url: https://sandbox.musement.com/api/v3\n    description: Sandbox\n  - url: https://api.musement.com/api/v3\n    description: Production\n")},
	{"the servers have swapped their hosts", "musement", breaks, breaks, []at{{"servers:", "https://api.musement.com", "https://x.musement.com"}, {"servers:", "https://sandbox.musement.com", "https://api.musement.com"}, {"servers:", "https://x.musement.com", "https://sandbox.musement.com"}}},
	{"a variable of a server has another name", "venuemanager", breaks, breaks, []at{{"servers:", "{customer}", "{shop}"}, {"servers:", "      customer:\n", "      shop:\n"}}},
	{"a variable of a server is added", "venuemanager", breaks, breaks, []at{{"servers:", "{customer}.admin", "{customer}.{region}"}, {"servers:", "      customer:\n", "      region:\n        default: admin\n        description: The region.\n      customer:\n"}}},

	// Repeat rules.
	{"the statuses worth repeating are in another order", "hlconnect", none, none, one("operationId: getDownloadURL", "[429, 500, 502, 503, 504]", "[500, 429, 502, 503, 504]")},
	{"the repeat rule is written on several lines", "hlconnect", none, none, one("operationId: getPurchaseInfo", "x-repeat: {delivered: true, statuses: [429, 500, 503, 504]}", "x-repeat:\n        statuses: [429, 500, 503, 504]\n        delivered: true")},

	// Operations.
	{"a value in the path has another name", "venuemanager", none, none, []at{{"paths:", "savedcard/{cardId}", "savedcard/{id}"}, {"operationId: payWithSavedCard", "name: cardId", "name: id"}}},
	{"several operations have another path", "venuemanager", breaks, none, one("paths:", "  /customer/{customerId}:", "  /customers/{customerId}:")},
	{"an operation has another path and name", "hlconnect", breaks, breaks, []at{{"paths:", "  /health:", "  /ready:"}, {"paths:", "operationId: getHealth", "operationId: getReadiness"}}},
	{"an operation has another path, and its value another name", "venuemanager", breaks, none, []at{{"paths:", "savedcard/{cardId}", "card/{id}"}, {"operationId: payWithSavedCard", "name: cardId", "name: id"}}},
	{"the values of a path are swapped", "musement", breaks, breaks, one("paths:", "/activities/{activityUuid}/contents/{localeCode}:", "/contents/{localeCode}/activities/{activityUuid}:")},
	{"an operation has another tag", "hlconnect", none, none, one("operationId: cancelPurchase", "tags: [Purchase]", "tags: [Assets]")},
	{"an operation is deprecated", "venuemanager", adds, adds, one("operationId: getVoucherCode", "      x-evidence:", "      deprecated: true\n      x-evidence:")},
	{"a property is deprecated", "hlconnect", adds, adds, one("    OrderItem:", "          description: The customer's name", "          deprecated: true\n          description: The customer's name")},
	{"a parameter is deprecated", "hlconnect", adds, refused, one("operationId: listAssets", "          required: false\n", "          required: false\n          deprecated: true\n")},
	{"a property is deprecated no more", "musement", adds, adds, one("description: Replaced by", "          deprecated: true\n", "")},

	// The same in other words.
	{"a component is renamed", "hlconnect", none, breaks, []at{{"*", "schemas/OrderItem'", "schemas/OrderLine'"}, {"    OrderItem:\n", "    OrderItem:\n", "    OrderLine:\n"}}},
	{"a component that has components is renamed", "hlconnect", none, breaks, []at{{"*", "schemas/UsergenItem'", "schemas/UserContent'"}, {"    UsergenItem:\n", "    UsergenItem:\n", "    UserContent:\n"}, {"*", "schemas/MedleyAssetItem'", "schemas/MedleySong'"}, {"    MedleyAssetItem:\n", "    MedleyAssetItem:\n", "    MedleySong:\n"}}},
	{"a component is renamed and changed", "hlconnect", breaks, breaks, []at{{"*", "schemas/OrderItem'", "schemas/OrderLine'"}, {"    OrderItem:\n", "    OrderItem:\n", "    OrderLine:\n"}, {"    OrderLine:\n", "        customer:\n", "        buyer:\n"}}},
	{"an inline schema becomes a component", "hlconnect", none, none, []at{{"operationId: getPurchaseInfo", "              schema:\n                type: array\n                items: {$ref: '#/components/schemas/OrderItem'}\n", "              schema: {$ref: '#/components/schemas/OrderItems'}\n"}, {"    OrderItem:\n", "    OrderItem:\n", "    OrderItems:\n      type: array\n      description: The lines.\n      items: {$ref: '#/components/schemas/OrderItem'}\n    OrderItem:\n"}}},
	{"a component becomes an inline schema", "hlconnect", none, refused, []at{{"operationId: getDownloadURL", "{$ref: '#/components/schemas/DownloadURL'}", "{type: object, required: [url], properties: {url: {type: string, format: password, description: The link.}}}"}}},
	{"a parameter becomes a component", "hlconnect", none, none, []at{{"operationId: getPurchaseInfo", "        - name: order_id\n          in: query\n          required: true\n          description: The shop's own number of the order, given to it by the shop when placing it.\n          # The lower bound is public: hlconnect-python, hlconnect_client/api/purchase_api.py.\n" + orderID + "          example: 12345\n", "        - $ref: '#/components/parameters/OrderID'\n"}, {"components:\n", "components:\n", "components:\n  parameters:\n    OrderID:\n      name: order_id\n      in: query\n      required: true\n      description: The number.\n      schema: {type: integer, format: int64, minimum: 1}\n      example: 12345\n"}}},
	{"a parameter becomes a component and is changed", "hlconnect", breaks, none, []at{{"operationId: getPurchaseInfo", "        - name: order_id\n          in: query\n          required: true\n          description: The shop's own number of the order, given to it by the shop when placing it.\n          # The lower bound is public: hlconnect-python, hlconnect_client/api/purchase_api.py.\n" + orderID + "          example: 12345\n", "        - $ref: '#/components/parameters/OrderID'\n"}, {"components:\n", "components:\n", "components:\n  parameters:\n    OrderID:\n      name: order_id\n      in: query\n      required: true\n      description: The number.\n      schema: {type: integer, format: int64, minimum: 10}\n      example: 12345\n"}}},
	{"an answer becomes a component", "hlconnect", none, none, []at{{"operationId: getPurchaseInfo", "        '404':\n          description: There is no order with this number.\n" + errorBody + noOrder, "        '404': {$ref: '#/components/responses/NoOrder'}\n"}, {"components:\n", "components:\n", "components:\n  responses:\n    NoOrder:\n      description: There is none.\n      content:\n        application/json:\n          schema: {$ref: '#/components/schemas/ErrorResponse'}\n          example: {name: Not Found}\n"}}},
	{"a header of an answer is written inline", "hlconnect", none, none, one("operationId: cancelPurchase", "X-Environment: {$ref: '#/components/headers/XEnvironment'}", "X-Environment: {description: The environment., schema: {type: string}, example: SANDBOX}")},
	{"a body of a request becomes a component", "hlconnect", none, none, []at{{"operationId: validatePurchase", "      requestBody:\n        required: true\n        description: The intended sale - asset, the customer's IP address and the quantity.\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/PurchaseValidateBeforePaymentRequest'}\n            example: {asset_id: 1499, customer_ip: 203.0.113.1, quantity: 3}\n", "      requestBody: {$ref: '#/components/requestBodies/Sale'}\n"}, {"components:\n", "components:\n", "components:\n  requestBodies:\n    Sale:\n      required: true\n      description: The sale.\n      content:\n        application/json:\n          schema: {$ref: '#/components/schemas/PurchaseValidateBeforePaymentRequest'}\n          example: {asset_id: 1499, customer_ip: 203.0.113.1, quantity: 3}\n"}}},
	{"the parameters of an operation are those of its path", "hlconnect", none, none, []at{{"  /purchase/info:\n", "    get:\n", "    parameters:\n        - {name: order_id, in: query, required: true, description: The number., schema: {type: integer, format: int64, minimum: 1}, example: 12345}\n    get:\n"}, {"operationId: getPurchaseInfo", "      parameters:\n        - name: order_id\n          in: query\n          required: true\n          description: The shop's own number of the order, given to it by the shop when placing it.\n          # The lower bound is public: hlconnect-python, hlconnect_client/api/purchase_api.py.\n" + orderID + "          example: 12345\n", ""}}},
	{"the parameters are in another order", "venuemanager", none, none, []at{{"operationId: listProducts", "name: languageCode", "name: xxx"}, {"operationId: listProducts", "name: productType", "name: languageCode"}, {"operationId: listProducts", "name: xxx", "name: productType"}}},
	{"a reference has a description", "hlconnect", none, none, one("    PriceItem:", "price: {$ref: '#/components/schemas/Decimal'}", "price: {description: The price., allOf: [{$ref: '#/components/schemas/Decimal'}]}")},
	{"a header has other capital letters", "hlconnect", none, none, []at{{"*", "X-Environment:", "x-environment:"}}},
	{"a header of a request has other capital letters", "ticketing", none, none, one("    ClientVersionHeader:", "X-Client-Version", "x-client-version")},
	{"another version of the document", "musement", none, none, one("info:", "version: 3.4.0", "version: 3.5.0")},
	{"other quotes", "hlconnect", none, none, []at{{"*", "'200':", `"200":`}}},
	{"a number has a decimal point", "hlconnect", none, none, one("operationId: listAssets", "minimum: 1,", "minimum: 1.0,")},
	{"an anchor stands for a schema", "hlconnect", none, none, []at{{"operationId: cancelPurchase", "          schema: {type: integer", "          schema: &id {type: integer"}, {"operationId: getDownloadURL", "schema: {type: integer, format: int64, minimum: 1}", "schema: *id"}}},
	{"two edits that cancel out", "hlconnect", none, none, []at{{"    OrderItem:", "        customer:\n", "        buyer:\n"}, {"    OrderItem:", "        buyer:\n", "        customer:\n"}}},

	// One component becomes two, one for requests and one for answers.
	{"a request refers to a copy of the component", "musement", none, breaks, []at{{"    CreateItineraryRequest:", "schemas/ActivityPoiRequest'", "schemas/ActivityPoiAsked'"}, {"    ActivityPoiRequest:\n", "    ActivityPoiRequest:\n", "    ActivityPoiAsked:\n"}}},
	{"a refusal refers to a smaller component", "hlconnect", breaks, none, one("operationId: getHealth", "schemas/ErrorResponse'", "schemas/OrderProcessingFailedResponse'")},
	{"an answer refers to an equal component", "hlconnect", none, adds, []at{{"operationId: getHealth", "schemas/ErrorResponse'", "schemas/HealthError'"}, {"    ErrorResponse:\n", "    ErrorResponse:\n", "    HealthError:\n      type: object\n      description: A refusal.\n      properties:\n        name: {type: string, description: The name.}\n        message: {type: string, description: What went wrong.}\n        code: {type: integer, format: int64, description: A code.}\n        status: {type: integer, format: int64, description: The status.}\n\n    ErrorResponse:\n"}}},

	// Several at once.
	{"a break among texts and additions", "hlconnect", breaks, adds, []at{{"operationId: getHealth", "Returns one entry", "Gives one entry"}, {"    OrderItem:", "      properties:\n", "      properties:\n        note: {type: string, description: A note.}\n"}, {"    ValidationToken:", "[token, exp_date]", "[token]"}}},
	{"a new list of the same operation under another property", "hlconnect", breaks, refused, []at{{"    AssetsListResponse:", "[assets, last_id, next_page]", "[items, last_id, next_page]"}, {"    AssetsListResponse:", "        assets:\n", "        items:\n"}}},
	{"a parameter moves into the header under the name of before", "hlconnect", breaks, none, one("operationId: getPurchaseInfo", "in: query", "in: header")},
}
