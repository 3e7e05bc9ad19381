package main

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/util"
)

const (
	rawJSON      = "boxoffice.RawJSON"
	fileType     = "boxoffice.File"
	downloadType = "boxoffice.Download"
)

// success is one documented success status.
type success struct {
	Status  string // "2XX" for a range
	About   string // the description
	Name    string // of the result's field, "" for the only success
	Type    string // of the body, "" without one
	List    bool
	Headers []header

	Text, Download bool
	Free           bool     // JSON of any form, which is handed over
	mediaTypes     []string // of text or a download
}

// Object reports whether the success is a struct of its own in the result.
func (s success) Object() bool { return s.Type != "" && !s.List }

// Field is the type of the success in a result that has a field for each.
func (s success) Field() string {
	switch {
	case s.Type == "":
		return "bool"
	case s.List:
		return s.Type
	}
	return "*" + s.Type
}

// Member is how the body is written in a struct that has headers too: an object is
// embedded.
func (s success) Member() string {
	switch place := s.Place(); {
	case s.Download:
		return "*" + s.Type
	case place == "List", place == "Text", place == "Value":
		return place + " " + s.Type
	}
	return s.Type
}

// Place is the name of that member.
func (s success) Place() string {
	switch {
	case s.List:
		return "List"
	case s.Text:
		return "Text"
	case isScalar(s.Type):
		return "Value"
	}
	return s.Type[strings.LastIndex(s.Type, ".")+1:]
}

// Read is the statement that decodes the body into a place, which is a pointer for
// a download and a value for anything else.
func (s success) Read(place string) string {
	switch {
	case s.List:
		return "rest.ReadList(a, &" + place + ")"
	case s.Download:
		return fmt.Sprintf("rest.ReadDownload(a, &%s, %s)", place, quotedList(s.mediaTypes))
	case s.Text:
		return fmt.Sprintf("rest.ReadText(a, &%s, %s)", place, quotedList(s.mediaTypes))
	}
	return "rest.Read(a, &" + place + ")"
}

// ReadPointer is [success.Read] for a place that is a pointer to a value.
func (s success) ReadPointer(place string) string {
	return strings.Replace(s.Read(place), "&", "", 1)
}

// Case is the label of the success in a switch over the status.
func (s success) Case() string {
	if strings.HasSuffix(s.Status, "XX") {
		return "default"
	}
	return "case " + s.Status
}

// header is a response header that is part of the result.
type header struct {
	Name, Field, Type string
	Required          bool
	URL               bool   // it is an address, which may be relative
	Place             string // where it is decoded to
}

// headerOf is a header that is decoded to a place.
func headerOf(h header, place string) header {
	h.Place = place
	return h
}

// successStatuses are the documented ones in order. A default is the success where
// no other is named.
func successStatuses(responses *openapi3.Responses) (statuses []string) {
	for _, status := range sorted(responses.Map()) {
		if status[0] == '2' {
			statuses = append(statuses, status)
		}
	}
	if len(statuses) == 0 && responses.Value("default") != nil {
		return []string{"default"}
	}
	return statuses
}

// successes finds what a call returns.
func (v *view) successes(op *operation) error {
	accept := map[string]bool{}
	for _, status := range successStatuses(op.Spec.Responses) {
		response := op.Spec.Responses.Value(status).Value
		s := success{Status: strings.ToUpper(strings.Replace(status, "default", "2XX", 1))}
		s.Name, _ = response.Extensions["x-outcome"].(string)
		if response.Description != nil {
			s.About = strings.ReplaceAll(*response.Description, "\n", " ")
		}
		for _, mediaType := range sorted(response.Content) {
			accept[mediaType] = true
			if err := v.content(op, &s, mediaType, response.Content[mediaType].Schema); err != nil {
				return fmt.Errorf("%s %s: %w", status, mediaType, err)
			}
		}
		for _, name := range sorted(response.Headers) {
			h := response.Headers[name].Value
			if yes, _ := h.Extensions["x-result"].(bool); yes {
				s.Headers = append(s.Headers, header{
					Name: name, Field: codegen.SchemaNameToTypeName(name), Type: headerType(h.Schema.Value),
					Required: h.Required, URL: h.Schema.Value.Format == "uri",
				})
			}
		}
		op.Successes = append(op.Successes, s)
	}
	types := sorted(accept)
	for _, mediaType := range refusalTypes(op.Spec.Responses) {
		if !accept[mediaType] {
			types = append(types, mediaType)
		}
	}
	op.Accept = strings.Join(types, ", ")
	return op.result()
}

// refusalTypes are the media types of refusals: JSON, and what is documented.
func refusalTypes(responses *openapi3.Responses) []string {
	types := map[string]bool{}
	for status, ref := range responses.Map() {
		if status[0] != '2' {
			for mediaType := range ref.Value.Content {
				types[mediaType] = true
			}
		}
	}
	if len(types) == 0 {
		types[jsonType] = true
	}
	return sorted(types)
}

// headerType is the Go type of a response header.
func headerType(s *openapi3.Schema) string {
	decl, ok := s.Extensions["x-go-type"].(string)
	switch {
	case ok:
		return decl
	case s.Type.Is("integer"):
		return "int64"
	case s.Type.Is("boolean"):
		return "bool"
	case s.Format == "date-time":
		return "boxoffice.DateTime"
	case s.Format == "date":
		return "boxoffice.Date"
	case s.Format == "password":
		return "boxoffice.Sensitive"
	}
	return "string"
}

// content reads the schema of one media type of a success.
func (v *view) content(op *operation, s *success, mediaType string, schema *openapi3.SchemaRef) error {
	switch {
	case strings.HasSuffix(mediaType, "xml") && schema != nil && isXMLList(schema.Value):
		op.XMLRoot = schema.Value.XML.Name
		for _, p := range schema.Value.Properties {
			op.XMLChild = xmlName(p)
		}
	case util.IsMediaTypeJson(mediaType):
		goSchema, err := codegen.GenerateGoSchema(schema, []string{op.OperationId})
		if err != nil {
			return err
		}
		s.Type = v.resolve(goSchema.TypeDecl())
		s.List = strings.HasPrefix(s.Type, "[]")
		s.Free = schema.Value.Extensions[freeKey] != nil
	case isBinary(schema):
		s.Type, s.Download = downloadType, true
		s.mediaTypes = append(s.mediaTypes, mediaType)
	default:
		s.Type, s.Text = "string", true
		s.mediaTypes = append(s.mediaTypes, mediaType)
	}
	return nil
}

func xmlName(p *openapi3.SchemaRef) string {
	extra, _ := p.Value.Extensions["x-oapi-codegen-extra-tags"].(map[string]any)
	name, _ := extra["xml"].(string)
	return name
}

// result decides what the method returns. One success that is all in its body
// is returned as it is; everything else has a type with a field per outcome.
func (op *operation) result() error {
	var first success // none is documented: a success is not expected
	if len(op.Successes) > 0 {
		first = op.Successes[0]
	}
	op.Stream, _ = op.Spec.Extensions["x-stream"].(bool)
	switch {
	case len(op.Successes) > 1:
		for _, s := range op.Successes {
			if s.Name == "" {
				return fmt.Errorf("there are several successes; name what each means with x-outcome, such as \"x-outcome: PaymentPage\"")
			}
		}
		op.named()
	case len(first.Headers) > 0:
		op.named()
	case first.Type == "", first.Type == rawJSON && !first.Free: // no body, or one whose form nobody documents
		op.Result, op.Send = "error", "rest.Send(ctx, req)"
	case first.List:
		op.Element = strings.TrimPrefix(first.Type, "[]")
		op.Result, op.Send = "("+first.Type+", error)", "rest.List["+op.Element+"](ctx, req)"
	case first.Download:
		op.Result, op.Send = "(*"+downloadType+", error)", "rest.Download(ctx, req, "+quotedList(first.mediaTypes)+")"
	case first.Text:
		op.Result, op.Send = "(string, error)", "rest.Text(ctx, req, "+quotedList(first.mediaTypes)+")"
	case isScalar(first.Type):
		op.Result, op.Send = "("+first.Type+", error)", "rest.Value["+first.Type+"](ctx, req)"
	default:
		op.Result, op.Send = "(*"+first.Type+", error)", "rest.Object["+first.Type+"](ctx, req)"
	}
	return nil
}

func (op *operation) named() {
	open := ""
	for _, s := range op.Successes {
		if s.Download {
			open = "Open"
		}
	}
	op.Result = "(*" + op.OperationId + "Result, error)"
	op.Send = "rest.Decode" + open + "(ctx, req, decode" + op.OperationId + ")"
}

// Named reports whether the result is a type of its own.
func (op *operation) Named() bool {
	return strings.HasSuffix(op.Result, op.OperationId+"Result, error)")
}

// Codes are the success statuses, a range by its first digit.
func (op *operation) Codes() string {
	codes := make([]string, len(op.Successes))
	for i, s := range op.Successes {
		codes[i] = strings.TrimSuffix(s.Status, "XX")
	}
	return strings.Join(codes, ", ")
}

func isScalar(decl string) bool {
	switch decl {
	case "string", "int64", "int32", "int", "bool", "float64", "float32", rawJSON, "boxoffice.Decimal":
		return true
	}
	return strings.HasPrefix(decl, "map[")
}
