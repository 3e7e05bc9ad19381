package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

// published reads the description that a vendor publishes: OpenAPI 3, or Swagger
// 2.0, which is converted.
func published(file string) (*openapi3.T, error) {
	text, err := os.ReadFile(file) //nolint:gosec // the developer names the file
	if err != nil {
		return nil, err
	}
	doc, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return doc, nil
}

func parse(text []byte) (*openapi3.T, error) {
	var head struct {
		Swagger string `yaml:"swagger"`
		OpenAPI string `yaml:"openapi"`
	}
	if err := yaml.Unmarshal(text, &head); err != nil {
		return nil, err
	}
	switch {
	case head.OpenAPI != "":
		return openapi3.NewLoader().LoadFromData(text)
	case head.Swagger != "":
		return converted(text)
	}
	return nil, fmt.Errorf("this is neither OpenAPI 3 nor Swagger 2.0: it has no openapi and no swagger")
}

func converted(text []byte) (*openapi3.T, error) {
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
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
	return openapi2conv.ToV3(&old)
}
