package main

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// expect says what the case holds the answer to.
func (l *layout) expect(c *call, made *ast.FuncDecl, answer *openapi3.Response, statuses []int) {
	results := made.Type.Results.List
	c.Two = len(results) == 2
	c.Header = headersOf(answer, c.Refusal)
	var example any
	if media := answer.Content.Get("application/json"); media != nil {
		example = exampleOf(media)
	}
	if c.Refusal {
		object, _ := example.(map[string]any)
		c.Code, c.Message = firstOf(object, rest.CodeFields()), firstOf(object, rest.MessageFields())
		c.RetryAfter = retryAfter(answer)
		return
	}
	if c.Two && l.goType(results[0].Type) == "*boxoffice.Download" {
		c.Download, c.Want = download(answer)
		return
	}
	if !c.Two || example == nil {
		return
	}
	c.Value, c.Want = "res", asJSON(expected(answer))
	if outcome, ok := answer.Extensions["x-outcome"].(string); ok && len(statuses) > 1 && strings.HasSuffix(l.goType(results[0].Type), "Result") {
		c.Value = "res." + outcome
	}
}

// download is the media type and the content that the fake answers with.
func download(answer *openapi3.Response) (mediaType, content string) {
	for _, mediaType := range slices.Sorted(maps.Keys(answer.Content)) {
		content, _ := exampleOf(answer.Content[mediaType]).(string)
		return mediaType, content
	}
	return "", ""
}

// expected is what the client makes of the answer with the example in JSON, as a tape
// has it: the body, and beside it the headers that the result has.
func expected(answer *openapi3.Response) any {
	media := answer.Content.Get("application/json")
	example := taped(exampleOf(media), media.Schema)
	if object, ok := example.(map[string]any); ok {
		for name, header := range answer.Headers {
			if header.Value.Extensions["x-result"] == true && header.Value.Example != nil {
				object[name] = header.Value.Example
			}
		}
	}
	return example
}

// headersOf are the headers with an example that neither the result nor RetryAfter has, as
// the elements of a map in Go.
func headersOf(answer *openapi3.Response, refusal bool) string {
	var elements []string
	for _, name := range slices.Sorted(maps.Keys(answer.Headers)) {
		header := answer.Headers[name].Value
		if header.Example == nil || header.Extensions["x-result"] == true || refusal && name == "Retry-After" && retryAfter(answer) > 0 {
			continue
		}
		value := fmt.Sprint(header.Example)
		if number, ok := header.Example.(float64); ok {
			value = strconv.FormatFloat(number, 'f', -1, 64)
		}
		if header.Schema != nil && header.Schema.Value.Format == "password" {
			value = redact.Placeholder(name)
		}
		elements = append(elements, fmt.Sprintf("%q: %q", name, value))
	}
	return strings.Join(elements, ", ")
}

// retryAfter is how many seconds the example of the answer's header asks to wait, 0
// where there is none.
func retryAfter(answer *openapi3.Response) int {
	header := answer.Headers["Retry-After"]
	if header == nil {
		return 0
	}
	seconds, _ := strconv.Atoi(fmt.Sprint(header.Value.Example))
	return seconds
}

// exampleOf is the example that the fake answers with: the one, or else the first in
// alphabetical order.
func exampleOf(media *openapi3.MediaType) any {
	for _, name := range slices.Sorted(maps.Keys(media.Examples)) {
		if example := media.Examples[name].Value; example != nil {
			return example.Value
		}
	}
	return media.Example
}

// taped is the value of an example as a tape has it: each secret is a placeholder.
func taped(value any, ref *openapi3.SchemaRef) any {
	if ref == nil || ref.Value == nil {
		return value
	}
	switch value := value.(type) {
	case map[string]any:
		fresh := map[string]any{}
		for name, inner := range value {
			property := ref.Value.Properties[name]
			for _, part := range ref.Value.AllOf {
				if property == nil {
					property = part.Value.Properties[name]
				}
			}
			if property == nil {
				property = ref.Value.AdditionalProperties.Schema
			}
			fresh[name] = taped(inner, property)
			if _, isText := inner.(string); isText && property != nil && property.Value.Format == "password" {
				fresh[name] = redact.Placeholder(name)
			}
		}
		return fresh
	case []any:
		fresh := []any{}
		for _, inner := range value {
			fresh = append(fresh, taped(inner, ref.Value.Items))
		}
		return fresh
	}
	return value
}

func firstOf(object map[string]any, names []string) string {
	for _, name := range names {
		switch v := object[name].(type) {
		case string:
			if v != "" {
				return v
			}
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return ""
}
