package musement

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
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
// It prints how many fields are refused, and the names of those that the request's
// own type has. It prints neither other names nor messages, because they may quote
// what was sent. It is immutable.
type FormError struct {
	// Message is about the form as a whole, "" when there is none.
	Message string
	// Fields are the refused fields in the vendor's order, one message each; a
	// field with several messages is there several times. It may be empty.
	Fields []FieldError

	ours []string // the names that may be printed, each once
}

// FieldError is what is wrong with one field.
type FieldError struct {
	// Name is the field's, as it is in the request: "email".
	Name string
	// Message is the vendor's, in the language of the call. Show it to a person;
	// think before logging it.
	Message string
}

// Error counts the fields and names those that the request has.
func (e *FormError) Error() string { return e.SafeText() }

// SafeText is Error's text: it may be part of another error's.
func (e *FormError) SafeText() string {
	text := "the form is refused"
	switch len(e.Fields) {
	case 0:
		return text
	case 1:
		text += " for 1 field"
	default:
		text += " for " + strconv.Itoa(len(e.Fields)) + " fields"
	}
	names := strings.Join(e.ours, ", ")
	switch {
	case names == "":
		return text
	case slices.ContainsFunc(e.Fields, func(f FieldError) bool { return !slices.Contains(e.ours, f.Name) }):
		return text + " (among them " + names + ")"
	}
	return text + " (" + names + ")"
}

// Format prints the one line of [FormError.Error] for every verb; %q quotes it.
func (e *FormError) Format(f fmt.State, verb rune) { safe.Format(f, verb, e.Error()) }

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
func formError(request *rest.Request, e *boxoffice.Error) *FormError {
	var refusal musementapi.Refusal
	if !rest.ReadRefusal(e, &refusal) || refusal.Errors == nil && refusal.GlobalErrorMessage == "" {
		return nil
	}
	form := &FormError{Message: refusal.GlobalErrorMessage}
	for _, f := range refusal.Errors {
		form.Fields = append(form.Fields, FieldError{f.FieldName, f.FieldErrorMessage})
		if request.HasField(f.FieldName) && !slices.Contains(form.ours, f.FieldName) {
			form.ours = append(form.ours, f.FieldName)
		}
	}
	return form
}
