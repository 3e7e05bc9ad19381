package oas

import (
	"net/url"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Find is the operation that a method and an escaped path, base path included,
// belong to, with the path values, unescaped; nil when there is none. A literal
// segment wins over a template: it comes first in the order of paths.
func (d *Document) Find(method, escapedPath string) (*Operation, map[string]string) {
	for _, base := range d.bases {
		rest, ok := strings.CutPrefix(escapedPath, base)
		if !ok || !strings.HasPrefix(rest, "/") {
			continue
		}
		segments := strings.Split(rest, "/")
		for _, op := range d.operations {
			if values, ok := op.match(segments); ok && op.Method == method {
				return op, values
			}
		}
	}
	return nil, nil
}

func (op *Operation) match(segments []string) (map[string]string, bool) {
	if len(segments) != len(op.segments) {
		return nil, false
	}
	values := map[string]string{}
	for i, segment := range op.segments {
		given, err := url.PathUnescape(segments[i])
		if err != nil {
			return nil, false
		}
		if name, ok := template(segment); ok && given != "" {
			values[name] = given
		} else if given != segment {
			return nil, false
		}
	}
	return values, true
}

func template(segment string) (string, bool) {
	if strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}") {
		return segment[1 : len(segment)-1], true
	}
	return "", false
}

// Parameters are the operation's own and its path's, in the given place.
func (op *Operation) Parameters(in string) []*openapi3.Parameter {
	var found []*openapi3.Parameter
	for _, p := range op.Spec.Parameters {
		if p.Value.In == in {
			found = append(found, p.Value)
		}
	}
	for _, p := range op.Item.Parameters {
		if p.Value.In == in && op.Spec.Parameters.GetByInAndName(in, p.Value.Name) == nil {
			found = append(found, p.Value)
		}
	}
	return found
}

// IdempotencyKey is the header of the operation's idempotency key, "" for none.
func (op *Operation) IdempotencyKey() string {
	rule, _ := op.Spec.Extensions["x-repeat"].(map[string]any)
	name, _ := rule["key"].(string)
	return name
}

// Response is what the operation promises for a status, nil when it does not
// document it.
func (op *Operation) Response(status int) *openapi3.Response {
	ref := op.Spec.Responses.Status(status)
	if ref == nil {
		ref = op.Spec.Responses.Default()
	}
	if ref == nil {
		return nil
	}
	return ref.Value
}
