// Subset writes the part of Venue Manager's specification that the generators of
// other clients are given to peers/shop.json: three operations with JSON bodies,
// and what these refer to. Security is left out, so that a client without
// credentials is the smallest that the generator makes.
package main

import (
	"encoding/json"
	"log"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
)

// operations are the paths and methods that stay.
var operations = map[string]string{"/customer/{customerId}": "get", "/order": "post", "/invoice": "get"}

type object = map[string]any

func main() {
	text, err := venuemanagerapi.Spec()
	if err != nil {
		log.Fatal(err)
	}
	var document object
	if err := json.Unmarshal(text, &document); err != nil {
		log.Fatal(err)
	}
	out, err := json.MarshalIndent(subset(document), "", "  ")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.MkdirAll("peers/shopoapi", 0o750); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("peers/shop.json", append(out, '\n'), 0o600); err != nil {
		log.Fatal(err)
	}
}

func subset(document object) object {
	paths, all := object{}, in(document, "paths")
	for path, method := range operations {
		paths[path] = object{method: plain(in(all, path, method))}
	}
	schemas, known := object{}, in(document, "components", "schemas")
	collect(paths, known, schemas)
	return object{
		"openapi": document["openapi"], "info": document["info"], "servers": []any{object{"url": "https://shop.example.com/api/core"}},
		"paths": paths, "components": object{"schemas": schemas},
	}
}

func in(o object, names ...string) object {
	for _, name := range names {
		o, _ = o[name].(object)
	}
	return o
}

// plain keeps the success of an operation, in JSON.
func plain(operation object) object {
	delete(operation, "security")
	responses := in(operation, "responses")
	for status := range responses {
		if !strings.HasPrefix(status, "2") {
			delete(responses, status)
			continue
		}
		delete(in(responses, status, "content"), "application/xml")
	}
	return operation
}

// collect adds the schemas that v refers to, and takes off what is ours or an
// example.
func collect(v any, known, into object) {
	switch v := v.(type) {
	case object:
		for _, name := range []string{"example", "examples"} {
			delete(v, name)
		}
		for name := range v {
			if strings.HasPrefix(name, "x-") {
				delete(v, name)
			}
		}
		if to, ok := v["$ref"].(string); ok {
			name := to[strings.LastIndex(to, "/")+1:]
			if _, done := into[name]; !done {
				into[name] = known[name]
				collect(known[name], known, into)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			collect(v[name], known, into)
		}
	case []any:
		for _, element := range v {
			collect(element, known, into)
		}
	}
}
