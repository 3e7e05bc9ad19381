package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/util"
)

const (
	jsonType      = "application/json"
	formType      = "application/x-www-form-urlencoded"
	multipartType = "multipart/form-data"
)

// fill is a body field that is the client's.
type fill struct {
	Field, Value string
	Optional     bool
}

// body decides how the request's body is given and sent: as a typed value where it
// has fields, as text, or as a file.
func (v *view) body(op *operation) {
	if op.Spec.RequestBody == nil {
		return
	}
	content := op.Spec.RequestBody.Value.Content
	mediaType := preferred(content)
	argument := "body"
	op.BodyOptional = !op.BodyRequired
	switch {
	case util.IsMediaTypeJson(mediaType), mediaType == formType, mediaType == multipartType:
		for _, b := range op.Bodies {
			if b.ContentType == mediaType {
				op.BodyType = v.resolve(b.Schema.TypeDecl())
			}
		}
		op.SetBody = setBody(mediaType)
		v.fills(op, content[mediaType])
	case len(content) == 1 && !isBinary(content[mediaType].Schema):
		op.BodyType = "string"
		op.SetBody = fmt.Sprintf("req.SetText(%q, body)", mediaType)
	default:
		op.BodyType = fileType
		if op.BodyOptional {
			argument = "*body"
		}
		op.SetBody = fmt.Sprintf("req.SetFile(%s, %s)", argument, quotedList(sorted(content)))
	}
	op.Args += ", body " + pointerIf(op.BodyOptional) + op.BodyType
}

// preferred is the media type that is sent where a vendor takes several.
func preferred(content openapi3.Content) string {
	for _, name := range append([]string{jsonType}, sorted(content)...) {
		if content[name] != nil && util.IsMediaTypeJson(name) {
			return name
		}
	}
	for _, name := range []string{formType, multipartType} {
		if content[name] != nil {
			return name
		}
	}
	return sorted(content)[0]
}

func setBody(mediaType string) string {
	switch mediaType {
	case jsonType:
		return "req.SetJSON(body)"
	case formType:
		return "req.SetForm(body)"
	case multipartType:
		return "req.SetMultipart(body)"
	}
	return fmt.Sprintf("req.SetJSONAs(%q, body)", mediaType)
}

// fills are the fields of a body that the client fills in.
func (v *view) fills(op *operation, media *openapi3.MediaType) {
	for _, name := range sorted(media.Schema.Value.Properties) {
		p := media.Schema.Value.Properties[name].Value
		if value, ok := p.Extensions["x-from-client"].(string); ok {
			op.Fills = append(op.Fills, fill{codegen.SchemaNameToTypeName(name), value, !slices.Contains(media.Schema.Value.Required, name)})
		}
	}
}

// isBinary reports whether a body is bytes and not text.
func isBinary(schema *openapi3.SchemaRef) bool {
	return schema == nil || schema.Value == nil || schema.Value.Format == "binary"
}

func quotedList(texts []string) string {
	for i, text := range texts {
		texts[i] = fmt.Sprintf("%q", text)
	}
	return strings.Join(texts, ", ")
}
