package musement

import (
	"fmt"
	"io"
	"strconv"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// FormError is a refusal that names fields of what was sent. Find it with
// errors.As in the error of any call:
//
//	var form *musement.FormError
//	if errors.As(err, &form) {
//		for _, field := range form.Fields {
//			fmt.Println(field.Name, field.Message)
//		}
//	}
//
// It prints how many fields are refused and nothing else, because messages may
// quote what was sent. It is immutable.
type FormError struct {
	// Message is about the form as a whole, "" when there is none.
	Message string
	// Fields are the refused fields in the vendor's order, one message each; a
	// field with several messages is there several times. It may be empty.
	Fields []FieldError
}

// FieldError is what is wrong with one field.
type FieldError struct {
	// Name is the field's, as it is in the request: "email".
	Name string
	// Message is the vendor's, in the language of the call. Show it to a person;
	// think before logging it.
	Message string
}

// Error counts the fields.
func (e *FormError) Error() string { return e.SafeText() }

// SafeText is Error's text: it may be part of another error's.
func (e *FormError) SafeText() string {
	switch len(e.Fields) {
	case 0:
		return "the form is refused"
	case 1:
		return "the form is refused for 1 field"
	}
	return "the form is refused for " + strconv.Itoa(len(e.Fields)) + " fields"
}

// Format prints the one line of [FormError.Error] for every verb; %q quotes it.
func (e *FormError) Format(f fmt.State, verb rune) {
	text := e.SafeText()
	if verb == 'q' {
		text = strconv.Quote(text)
	}
	_, _ = io.WriteString(f, text)
}

// Names reports whether the field is among the refused ones.
func (e *FormError) Names(field string) bool {
	for _, f := range e.Fields {
		if f.Name == field {
			return true
		}
	}
	return false
}

// formError reads the report of a form, nil when the body is none.
func formError(e *boxoffice.Error) *FormError {
	var refusal musementapi.Refusal
	if !rest.ReadRefusal(e, &refusal) || refusal.Errors == nil && refusal.GlobalErrorMessage == "" {
		return nil
	}
	form := &FormError{Message: refusal.GlobalErrorMessage}
	for _, f := range refusal.Errors {
		form.Fields = append(form.Fields, FieldError{f.FieldName, f.FieldErrorMessage})
	}
	return form
}
