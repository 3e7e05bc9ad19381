package specs_test

// The house rules of the specifications, over every YAML file of this
// directory. A rule is a test, so that a specification that breaks it cannot be
// committed and a fifth vendor meets the rules by breaking them.
//
// Two rules are kept next to the code that knows what a secret looks like: see
// pkg/internal/redact. Those that are checked before the generator runs, with
// file and line, are in pkg/internal/speccheck.

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/specs"
)

// document is a specification as it was written.
type document struct {
	name string
	text string
	*openapi3.T
}

// documents are the specifications in this directory. No test changes them.
func documents(t *testing.T) []document {
	t.Helper()
	all, err := loaded()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

var loaded = sync.OnceValues(func() ([]document, error) {
	files, err := filepath.Glob("*.yaml")
	if err != nil {
		return nil, err
	}
	var all []document
	for _, file := range files {
		if file == "oapi-codegen.yaml" {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		d, err := openapi3.NewLoader().LoadFromData(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, document{strings.TrimSuffix(file, ".yaml"), string(text), d})
	}
	return all, nil
})

// operation is an operation with its path and all its parameters.
type operation struct {
	*openapi3.Operation
	method, path string
	parameters   openapi3.Parameters
}

func (d document) operations() []operation {
	var all []operation
	for path, item := range d.Paths.Map() {
		for method, op := range item.Operations() {
			parameters := slices.Clone(op.Parameters)
			for _, p := range item.Parameters {
				if op.Parameters.GetByInAndName(p.Value.In, p.Value.Name) == nil {
					parameters = append(parameters, p)
				}
			}
			all = append(all, operation{op, method, path, parameters})
		}
	}
	slices.SortFunc(all, func(a, b operation) int { return cmp.Compare(a.path+a.method, b.path+b.method) })
	return all
}

// each runs a rule for every operation of every specification.
func each(t *testing.T, rule func(t *testing.T, d document, op operation)) {
	t.Helper()
	for _, d := range documents(t) {
		t.Run(d.name, func(t *testing.T) {
			for _, op := range d.operations() {
				rule(t, d, op)
			}
		})
	}
}

func TestEverySpecificationIsValidOpenAPI(t *testing.T) {
	for _, d := range documents(t) {
		assert.Equal(t, "3.0.3", d.OpenAPI, d.name)
		assert.NoError(t, d.Validate(context.Background(), openapi3.EnableSchemaFormatValidation(), openapi3.EnableExamplesValidation()), d.name)
		assert.NotEmpty(t, d.Info.Title, d.name)
		assert.NotEmpty(t, d.Info.Version, d.name)
		assert.NotEmpty(t, d.Info.Description, d.name)
	}
}

func TestEverySpecificationIsListed(t *testing.T) {
	var names []string
	for _, d := range specs.All() {
		names = append(names, d.Name)
	}
	var files []string
	for _, d := range documents(t) {
		files = append(files, d.name)
	}
	require.Equal(t, files, names)
	for i, d := range specs.All() {
		yaml, err := d.YAML()
		require.NoError(t, err)
		require.Equal(t, documents(t)[i].text, string(yaml), d.Name)
		generated, err := d.JSON()
		require.NoError(t, err)
		require.ElementsMatch(t, ids(documents(t)[i].T), idsInJSON(t, generated), "%s: gen/ is another document than the one here; run make generate", d.Name)
	}
}

// idsInJSON are the operationIds of a document that need not be loaded for more.
func idsInJSON(t *testing.T, text []byte) (all []string) {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	require.NoError(t, json.Unmarshal(text, &doc))
	for _, item := range doc.Paths {
		for _, part := range item {
			var operation struct {
				ID string `json:"operationId"`
			}
			if json.Unmarshal(part, &operation) == nil && operation.ID != "" { // parameters are a list
				all = append(all, operation.ID)
			}
		}
	}
	return all
}

func ids(d *openapi3.T) []string {
	var all []string
	for _, item := range d.Paths.Map() {
		for _, op := range item.Operations() {
			all = append(all, op.OperationID)
		}
	}
	return all
}

func TestEverySpecificationSaysWhatItIsWrittenFrom(t *testing.T) {
	for _, d := range documents(t) {
		head, _, _ := strings.Cut(d.text, "\nopenapi:")
		assert.Regexp(t, `https://|github\.com/`, head, "%s: the comment at the top names the vendor's documents", d.name)
		assert.Contains(t, head, "Evidence", "%s: and the evidence policy", d.name)
		assert.Contains(t, head, "Left out", "%s: and what is left out", d.name)
		for _, op := range d.operations() {
			assert.Contains(t, head, evidence(op.Extensions), "%s: %s: and what that mark of evidence stands for", d.name, op.OperationID)
		}
		assert.NotRegexp(t, `/(work|home|root|tmp|Users)/`, d.text, d.name)
	}
}

func TestServersHaveAOneWordNameAndNoSlashAtTheEnd(t *testing.T) {
	for _, d := range documents(t) {
		assert.NotEmpty(t, d.Servers, d.name)
		for _, server := range d.Servers {
			assert.Regexp(t, `^[A-Z][A-Za-z]*$`, server.Description, "%s: the name becomes that of a Go constant", d.name)
			assert.Regexp(t, `^https://`, server.URL, d.name)
			assert.False(t, strings.HasSuffix(server.URL, "/"), "%s: %s", d.name, server.URL)
		}
	}
}

func TestSpecificationsAreOneFileEachWithoutYAMLTricks(t *testing.T) {
	t.Parallel()
	anchor := regexp.MustCompile(`(?m)^[^#"']*[:-] +[&*][A-Za-z]|<<:`)
	for _, d := range documents(t) {
		assert.NotRegexp(t, anchor, d.text, "%s: anchors and aliases", d.name)
		for _, match := range regexp.MustCompile(`\$ref: *["']?([^"'\s}]+)`).FindAllStringSubmatch(d.text, -1) {
			assert.True(t, strings.HasPrefix(match[1], "#/components/"), "%s: %s", d.name, match[1])
		}
	}
}

func TestEveryTagIsDeclaredAndUsed(t *testing.T) {
	for _, d := range documents(t) {
		used := map[string]bool{}
		for _, op := range d.operations() {
			for _, tag := range op.Tags {
				used[tag] = true
			}
		}
		declared := map[string]bool{}
		for _, tag := range d.Tags {
			declared[tag.Name] = true
			assert.NotEmpty(t, tag.Description, "%s: tag %s", d.name, tag.Name)
		}
		assert.ElementsMatch(t, slices.Collect(maps.Keys(declared)), slices.Collect(maps.Keys(used)), d.name)
	}
}
