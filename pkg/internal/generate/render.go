package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/util"
	"go.yaml.in/yaml/v3"
)

// render returns the files of a package by name.
func render(spec, pkg string) (map[string]string, error) {
	config, err := configuration(filepath.Join("specs", configurationFile))
	if err != nil {
		return nil, err
	}
	config.PackageName = pkg
	written, err := util.LoadSwagger(spec)
	if err != nil {
		return nil, err
	}
	if err := check(written); err != nil {
		return nil, err
	}
	text, err := asJSON(written)
	if err != nil {
		return nil, err
	}
	doc, err := load(spec)
	if err != nil {
		return nil, err
	}
	view := newView(doc)
	view.install()

	models := config
	models.Generate = codegen.GenerateOptions{Models: true}
	// The first run only finds out which names are aliases of others; the
	// second one writes the types that stand for them.
	for range 2 {
		if view.text, err = run(spec, models); err != nil {
			return nil, err
		}
		view.aliasesKnown = true
	}
	files := map[string]string{"models.gen.go": view.text, "spec.json": text}

	client := config
	client.Generate = codegen.GenerateOptions{ServerURLs: true, EmbeddedSpec: true}
	view.main = true
	if files["client.gen.go"], err = run(spec, client); err != nil {
		return nil, err
	}
	view.main = false
	for _, tag := range doc.Tags {
		part := config
		part.Generate = codegen.GenerateOptions{Client: true}
		part.OutputOptions.IncludeTags = []string{tag.Name}
		name := fileName(tag.Name) + ".gen.go"
		if _, taken := files[name]; taken {
			return nil, fmt.Errorf("the tag %q makes the file %s, which is another's; rename the tag", tag.Name, name)
		}
		if files[name], err = run(spec, part); err != nil {
			return nil, fmt.Errorf("tag %q: %w", tag.Name, err)
		}
	}
	return files, nil
}

// run generates one file. The generator changes the document, so each run loads
// it anew.
func run(spec string, config codegen.Configuration) (string, error) {
	doc, err := load(spec)
	if err != nil {
		return "", err
	}
	text, err := codegen.Generate(doc, config)
	if err != nil {
		return "", err
	}
	return text, nil
}

// configuration reads the one configuration that all vendors share.
func configuration(file string) (config codegen.Configuration, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return config, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&config); err != nil {
		return config, fmt.Errorf("%s: %w", file, err)
	}
	return config, nil
}

// asJSON is the document with sorted names, a value per line: a change of one
// word is a change of one line.
func asJSON(doc *openapi3.T) (string, error) {
	data, err := doc.MarshalJSON()
	if err != nil {
		return "", err
	}
	var value any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return "", err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(value); err != nil {
		return "", err
	}
	return out.String(), nil
}

// fileName is a tag's name as that of a file: "Payment cards" is payment_cards.
func fileName(tag string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(tag, func(r rune) bool {
		return r == ' ' || r == '-' || r == '/'
	}), "_"))
}
