package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"go.yaml.in/yaml/v3"
)

// read parses a published description: OpenAPI 3.0 or 3.1, or Swagger 2.0, which
// is converted.
func read(source []byte) (*yaml.Node, error) {
	root, err := tree(source)
	if err != nil {
		return nil, err
	}
	switch {
	case has(root, "openapi"):
	case has(root, "swagger"):
		if root, err = converted(root); err != nil {
			return nil, fmt.Errorf("converting Swagger 2.0: %w", err)
		}
	default:
		return nil, errors.New("this is neither OpenAPI 3 nor Swagger 2.0: it has no openapi and no swagger")
	}
	if get(root, "paths") == nil {
		return nil, errors.New("the document has no paths")
	}
	return root, nil
}

func tree(source []byte) (*yaml.Node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(source, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("this is no object")
	}
	return plain(doc.Content[0]), nil
}

// converted is a Swagger 2.0 document as OpenAPI 3. The names are in alphabetical
// order then.
func converted(root *yaml.Node) (*yaml.Node, error) {
	for _, item := range entries(get(root, "paths")) {
		for _, op := range entries(item) {
			statusTexts(get(op, "responses"))
		}
	}
	var value any
	if err := root.Decode(&value); err != nil {
		return nil, err
	}
	asJSON, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	var old openapi2.T
	if err := json.Unmarshal(asJSON, &old); err != nil {
		return nil, err
	}
	doc, err := openapi2conv.ToV3(&old)
	if err != nil {
		return nil, err
	}
	if asJSON, err = json.Marshal(doc); err != nil {
		return nil, err
	}
	return tree(asJSON)
}

// statusTexts makes texts of statuses that are written as numbers.
func statusTexts(responses *yaml.Node) {
	for status := range entries(responses) {
		status.Tag = "!!str"
	}
}
