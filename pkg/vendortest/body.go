package vendortest

import (
	"mime"
	"net/url"
	"strings"
)

// checkBody checks the body of a request. A required body must be there, and one that
// is not documented must not. The media type must be documented, and JSON and forms
// must fit their schema. An empty JSON object where no body is documented is only a
// warning, because some HTTP libraries send one with every request.
func (op *operation) checkBody(contentType string, body []byte, report, warn reporter) {
	switch documented := op.RequestBody; {
	case len(body) == 0:
		if documented != nil && documented.Required {
			report("body", "is required and missing, must be "+list(mediaTypes(documented.Content)))
		}
		return
	case documented == nil || len(documented.Content) == 0:
		if isEmptyObject(body) {
			report = warn
		}
		report("body", "is not documented: the operation takes none")
		return
	}
	mediaType, m := op.requestMedia(contentType)
	if m == nil {
		problem := "must be " + list(mediaTypes(op.RequestBody.Content))
		if contentType == "" {
			problem += "; it names no Content-Type"
		}
		report("body", problem)
		return
	}
	if m.Schema == nil {
		return
	}
	value, err := decodeBody(mediaType, m.Schema, body)
	if err != nil {
		report("body", err.Error())
		return
	}
	if value != nil {
		m.Schema.check(*value, "", inBody(report))
	}
}

func isEmptyObject(body []byte) bool {
	var value any
	if err := decode(body, &value); err != nil {
		return false
	}
	object, ok := value.(map[string]any)
	return ok && len(object) == 0
}

func inBody(report reporter) finder {
	return func(at, problem string) {
		if at == "" {
			report("body", problem)
			return
		}
		report("body field "+strings.TrimPrefix(at, "."), problem)
	}
}

func (op *operation) requestMedia(contentType string) (string, *media) {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil || op.RequestBody == nil {
		return "", nil
	}
	return mediaType, op.RequestBody.Content[mediaType]
}

// decodeBody reads what the fake understands: JSON and forms. The value is nil
// for anything else.
func decodeBody(mediaType string, s *schema, body []byte) (*any, error) {
	var value any
	switch {
	case isJSON(mediaType):
		if err := decode(body, &value); err != nil {
			return nil, errNotJSON
		}
	case mediaType == "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, errNotForm
		}
		value = formValue(s, form)
	default:
		return nil, nil
	}
	return &value, nil
}

// formValue is the object a form stands for.
func formValue(s *schema, form url.Values) map[string]any {
	object := make(map[string]any, len(form))
	for name, texts := range form {
		property := s.Properties[name]
		switch {
		case property == nil:
			object[name] = texts[0]
		case property.Type == "array":
			object[name] = typedList(property, texts)
		default:
			object[name] = typed(property, texts[0])
		}
	}
	return object
}

func isJSON(mediaType string) bool {
	return mediaType == "application/json" || strings.HasSuffix(mediaType, "+json")
}

type textError string

func (e textError) Error() string { return string(e) }

const (
	errNotJSON = textError("must be one JSON value, is not JSON")
	errNotForm = textError("must be a form, has a % that begins no escape")
)
