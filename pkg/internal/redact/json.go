package redact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// JSON returns the body redacted, indented by two spaces. Key order and number
// text are those of the body. Names and texts are written in one spelling, without
// escapes that are not needed, so that nothing is hidden by an escape.
func (r Redactor) JSON(body []byte, schema Schema) ([]byte, error) {
	if !json.Valid(body) {
		return nil, errors.New("the body is not one JSON value")
	}
	w := &jsonWalk{redactor: r, body: body, decoder: json.NewDecoder(bytes.NewReader(body))}
	w.decoder.UseNumber()
	if schema == nil && r.Undescribed != nil {
		return nil, errUndescribed
	}
	if err := w.value("", schema); err != nil {
		return nil, err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, w.out.Bytes(), "", "  "); err != nil {
		return nil, fmt.Errorf("redacted JSON: %w", err)
	}
	return indented.Bytes(), nil
}

// errUndescribed is for a whole body that no Schema describes. It cannot be left out,
// because the answer would then be another one.
var errUndescribed = errors.New("the specification does not describe the body")

// errTwice is for a body in which readers could see one value and programs another.
var errTwice = errors.New("an object of the body has two fields of the same name, and programs read only the last one")

// jsonWalk copies a body token by token and puts placeholders in place of secrets.
type jsonWalk struct {
	redactor Redactor
	body     []byte
	decoder  *json.Decoder
	out      bytes.Buffer
	dropped  bool // only its secrets are remembered
}

// next returns the next token and its text.
func (w *jsonWalk) next() (json.Token, []byte, error) {
	before := w.decoder.InputOffset()
	token, err := w.decoder.Token()
	if err != nil {
		return nil, nil, fmt.Errorf("reading JSON: %w", err)
	}
	return token, bytes.TrimLeft(w.body[before:w.decoder.InputOffset()], " \t\r\n,:"), nil
}

// value copies one value. name is the field it belongs to, also as an element of
// the field's list.
func (w *jsonWalk) value(name string, schema Schema) error {
	token, raw, err := w.next()
	if err != nil {
		return err
	}
	secret := isSecret(name, schema) || w.dropped && urlSecretName(name)
	switch token := token.(type) {
	case json.Delim:
		if token == '[' {
			return w.array(name, schema)
		}
		return w.object(schema)
	case string:
		text := w.redactor.text(name, token)
		if secret && token != "" {
			text = w.redactor.replaced(token, placeholder(name, schema))
		} else if !w.describes(schema, token) {
			text = Placeholder(name)
		}
		return w.string(text)
	case json.Number:
		text := w.redactor.number(name, token.String())
		if secret || !w.describes(schema, token) {
			text = "0"
		}
		if !json.Valid([]byte(text)) {
			return w.string(text)
		}
		raw = []byte(text)
	}
	w.out.Write(raw)
	return nil
}

// object copies the members of an object. When the object's own name is that of a
// secret, its fields are still judged by their own names.
func (w *jsonWalk) object(schema Schema) error {
	w.out.WriteByte('{')
	seen := map[string]bool{}
	for first := true; w.decoder.More(); {
		token, _, err := w.next()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		if seen[name] {
			return errTwice
		}
		seen[name] = true
		described := property(schema, name)
		if described == nil && w.redactor.Undescribed != nil {
			if err := w.leaveOut(name); err != nil {
				return err
			}
			continue
		}
		if !first {
			w.out.WriteByte(',')
		}
		first = false
		if err := w.string(w.key(name, schema)); err != nil {
			return err
		}
		w.out.WriteByte(':')
		if err := w.value(name, described); err != nil {
			return err
		}
	}
	w.out.WriteByte('}')
	_, _, err := w.next()
	return err
}

// key is a name as it is written. The key of a map is data, so it is rewritten like a
// text. The name of a property is not: the object has no property of another name.
func (w *jsonWalk) key(name string, schema Schema) string {
	if text := w.redactor.text("", name); property(schema, text) != nil {
		return text
	}
	return name
}

func (w *jsonWalk) array(name string, schema Schema) error {
	w.out.WriteByte('[')
	described := items(schema)
	for first := true; w.decoder.More(); first = false {
		if described == nil && w.redactor.Undescribed != nil {
			if err := w.leaveOut(name); err != nil {
				return err
			}
			continue
		}
		if !first {
			w.out.WriteByte(',')
		}
		if err := w.value(name, described); err != nil {
			return err
		}
	}
	w.out.WriteByte(']')
	_, _, err := w.next()
	return err
}

// leaveOut skips a value that is not described. It redacts the value nevertheless, so
// that the secrets in it are remembered.
func (w *jsonWalk) leaveOut(name string) error {
	w.redactor.Undescribed(name)
	dropped := jsonWalk{redactor: Redactor{Secrets: w.redactor.Secrets}, body: w.body, decoder: w.decoder, dropped: true}
	return dropped.value(name, nil)
}

// describes reports whether a scalar is of the described type, where that counts.
func (w *jsonWalk) describes(schema Schema, value any) bool {
	return w.redactor.Undescribed == nil || schema != nil && schema.Describes(value)
}

func (w *jsonWalk) string(text string) error {
	encoder := json.NewEncoder(&w.out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return fmt.Errorf("redacted JSON: %w", err)
	}
	w.out.Truncate(w.out.Len() - 1) // the encoder's line end
	return nil
}
