package speccheck

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// What the templates and package rest can do is listed here, object by object of
// OpenAPI 3.0. What is not listed is refused: a field that nobody reads would be
// left out of the client in silence.

// kind is an object of OpenAPI: the fields that are read, and for those that are
// not what to do instead.
type kind struct {
	name    string
	read    []string
	refused map[string]string
}

var (
	documentKind = kind{"document", strings.Fields("openapi info servers tags paths components externalDocs security"), map[string]string{
		"webhooks": "describe what the vendor sends by itself in the description",
	}}
	pathKind = kind{"path", append(strings.Fields("parameters summary description"), methods...), map[string]string{
		"servers": "a client has one server: make the operations of another one a specification of their own",
		"$ref":    "write the operations here",
	}}
	operationKind = kind{"operation", strings.Fields("operationId tags summary description externalDocs parameters requestBody responses deprecated security"), map[string]string{
		"servers":   "a client has one server: make the operations of another one a specification of their own",
		"callbacks": "describe what the vendor sends by itself in the description",
	}}
	parameterKind = kind{"parameter", strings.Fields("name in description required schema content style explode allowReserved example examples"), map[string]string{
		"allowEmptyValue": "leave it out, or give the value true a schema",
		"deprecated":      "say it in the description",
	}}
	bodyKind  = kind{"requestBody", strings.Fields("description required content"), nil}
	mediaKind = kind{"media type", strings.Fields("schema example examples"), map[string]string{
		"encoding": "fields of a form are sent as text; leave it out",
	}}
	responseKind = kind{"answer", strings.Fields("description headers content links"), nil}
	headerKind   = kind{"header", strings.Fields("description required schema example examples"), map[string]string{
		"content":    "make the schema a string, whose text the caller decodes",
		"deprecated": "say it in the description",
	}}
	schemeKind = kind{"security scheme", strings.Fields("type description name in scheme bearerFormat flows openIdConnectUrl"), nil}
)

// extensions are the names with x- that something reads.
var extensions = strings.Fields(`x-absent x-differs x-enum-varnames x-evidence x-final x-from-client x-go-name x-go-type
	x-go-type-skip-optional-pointer x-oapi-codegen-extra-tags x-outcome x-page x-published x-raw x-repeat x-resource-uri x-result x-sensitive x-stream x-whole`)

// fields reports what nobody reads of an object.
func (c *checker) fields(node *yaml.Node, k kind, where, of string) {
	if of != "" {
		of += ": "
	}
	for key := range entries(node) {
		advice, known := k.refused[key.Value]
		switch {
		case known:
			c.report(key, where, "%s%s is not supported: %s", of, key.Value, advice)
		case strings.HasPrefix(key.Value, "x-"):
			if !slices.Contains(extensions, key.Value) {
				c.report(key, where, "%snothing reads %s: correct the name, or take it out", of, key.Value)
			}
		case !slices.Contains(k.read, key.Value):
			c.report(key, where, "%s%s is no field that is read of a %s in OpenAPI 3.0: correct the name, or say it in the description", of, key.Value, k.name)
		}
	}
}

// supported refuses whatever the templates cannot do.
func (c *checker) supported() {
	c.fields(c.root, documentKind, "", "")
	if version := get(c.root, "openapi"); version != nil && !strings.HasPrefix(version.Value, "3.0.") {
		c.report(version, "", "openapi %s is not supported: write the document in 3.0.3", version.Value)
	}
	for path, item := range entries(get(c.root, "paths")) {
		c.fields(item, pathKind, path.Value, "")
		for method, operation := range entries(item) {
			if !slices.Contains(methods, method.Value) {
				continue
			}
			where := method.Value + " " + path.Value
			if id := text(operation, "operationId"); id != "" {
				where = id
			}
			c.supportedOperation(operation, where)
			for _, p := range content(get(item, "parameters")) {
				c.parameter(c.resolve(p), where)
			}
		}
	}
	components := get(c.root, "components")
	for name, schema := range entries(get(components, "schemas")) {
		c.schema(schema, "schemas "+name.Value, "")
	}
	for name, scheme := range entries(get(components, "securitySchemes")) {
		c.scheme(scheme, "securitySchemes "+name.Value)
	}
}

func (c *checker) supportedOperation(operation *yaml.Node, where string) {
	c.fields(operation, operationKind, where, "")
	for _, p := range content(get(operation, "parameters")) {
		c.parameter(c.resolve(p), where)
	}
	if body := c.resolve(get(operation, "requestBody")); body != nil {
		c.body(body, where)
	}
	c.answers(get(operation, "responses"), where)
	c.pages(operation, where)
}

// dialogues are HTTP schemes that answer a challenge of the server's.
var dialogues = []string{"digest", "negotiate", "ntlm", "mutual", "scram-sha-1", "scram-sha-256"}

// scheme checks that package transport can send such a credential.
func (c *checker) scheme(scheme *yaml.Node, where string) {
	c.fields(scheme, schemeKind, where, "")
	kind := text(scheme, "type")
	switch {
	case kind == "http":
		if slices.Contains(dialogues, strings.ToLower(text(scheme, "scheme"))) {
			c.report(scheme, where, "the HTTP scheme %s is not supported, because it answers a challenge: basic, bearer and every scheme that sends one text are", text(scheme, "scheme"))
		}
	case kind == "apiKey" && !slices.Contains([]string{"header", "query", "cookie"}, text(scheme, "in")):
		c.report(scheme, where, "an API key in: %s is not one of OpenAPI 3.0: header, query or cookie", text(scheme, "in"))
	case kind != "apiKey" && kind != "oauth2" && kind != "openIdConnect":
		c.report(scheme, where, "type %s is no security scheme of OpenAPI 3.0", kind)
	}
}

// resolve follows references. It is nil for one that leads nowhere.
func (c *checker) resolve(node *yaml.Node) *yaml.Node {
	for range 10 { // references in a circle end here
		ref := get(node, "$ref")
		if ref == nil {
			return node
		}
		node = c.target(ref.Value)
	}
	return nil
}
