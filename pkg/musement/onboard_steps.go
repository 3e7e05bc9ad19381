package musement

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// register registers the supplier, unless it finds the account active.
func (o *onboarding) register(ctx context.Context) error {
	request, err := o.request()
	if err != nil {
		return o.stopped(StepRegister, err)
	}
	var answer boxoffice.Response
	supplier, err := o.client.RegisterSupplier(ctx, request, boxoffice.WithResponse(&answer))
	if taken(err) {
		return o.otherwise(ctx, StepRegister, ErrAlreadyRegistered, err)
	}
	if err != nil {
		return o.stopped(StepRegister, err)
	}
	if supplier.UUID == "" {
		return o.stopped(StepRegister, nameless("registerSupplier", answer))
	}
	o.Progress.SupplierUUID = supplier.UUID
	if supplier.ConfirmationToken != "" {
		o.Progress.ConfirmationToken = supplier.ConfirmationToken
	}
	return o.done(StepRegister)
}

// request is the registration with the credentials in it.
func (o *onboarding) request() (musementapi.RegisterSupplierRequest, error) {
	r, password := o.Registration, boxoffice.Sensitive(o.Supplier.Password.Reveal())
	if r.Email == "" {
		r.Email = o.Supplier.Username
	}
	if r.Password == "" {
		r.Password = password
	}
	var empty []string
	for _, field := range []struct{ name, value string }{
		{"firstname", r.Firstname}, {"lastname", r.Lastname},
		{"company_legal_name", r.CompanyLegalName}, {"company_name", r.CompanyName},
		{"country_code", r.CountryCode}, {"address", r.Address}, {"zip_code", r.ZipCode}, {"city", r.City},
		{"default_currency", r.DefaultCurrency},
	} {
		if strings.TrimSpace(field.value) == "" {
			empty = append(empty, field.name)
		}
	}
	var problem string
	switch length := utf8.RuneCountInString(string(r.Password)); {
	case len(empty) > 0:
		problem = "the registration lacks " + strings.Join(empty, ", ")
	case r.Email != o.Supplier.Username || r.Password != password:
		problem = "the registration's email and password are not the username and password that are to log in"
	case length < 8 || length > 50:
		problem = "the password must have 8 to 50 characters"
	default:
		return r, nil
	}
	return r, safe.Errorf(boxoffice.ErrInvalidRequest, "%s", problem)
}

// taken reports whether a registration is refused as one that exists would be.
// The vendor documents no code for it: its e-mail address is refused, and
// nothing else.
func taken(err error) bool {
	if !judged(err) || errors.Is(err, boxoffice.ErrNotFound) {
		return false
	}
	if errors.Is(err, boxoffice.ErrConflict) {
		return true
	}
	var form *FormError
	return errors.As(err, &form) && len(form.Fields) > 0 &&
		!slices.ContainsFunc(form.Fields, func(f FieldError) bool { return f.Name != "email" })
}

// judged reports whether the answer is the vendor's judgement of the supplier: its
// status is 400, 404, 409 or 422, and its body is the vendor's. Every other status
// (401, 403, 405, 413, …) and the page of a proxy say nothing about the supplier.
func judged(err error) bool {
	e := boxoffice.AsError(err)
	if e == nil {
		return false
	}
	switch e.StatusCode {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity:
		var form *FormError
		return !errors.Is(err, boxoffice.ErrConfiguration) && (e.Code != "" || errors.As(err, &form))
	}
	return false
}

// activate activates the supplier, unless it finds the account active.
func (o *onboarding) activate(ctx context.Context) error {
	switch {
	case o.Progress.ConfirmationToken == "":
		return o.otherwise(ctx, StepActivate, ErrConfirmationTokenLost, nil)
	case o.Progress.SupplierUUID == "":
		return o.stopped(StepActivate, safe.Errorf(boxoffice.ErrInvalidRequest, "the progress has no supplier UUID"))
	}
	body := musementapi.ActivateSupplierRequest{ConfirmationToken: o.Progress.ConfirmationToken}
	err := o.sendActivation(ctx, body)
	switch {
	case err == nil:
		o.Progress.ConfirmationToken = ""
		return o.done(StepActivate)
	case ctx.Err() != nil:
		return o.stopped(StepActivate, err)
	case errors.Is(err, boxoffice.ErrOutcomeUnknown):
		return o.otherwise(ctx, StepActivate, nil, err)
	case judged(err) && errors.Is(err, boxoffice.ErrNotFound):
		return o.otherwise(ctx, StepActivate, ErrUnknownSupplier, err)
	case judged(err):
		return o.otherwise(ctx, StepActivate, ErrConfirmationTokenRefused, err)
	}
	return o.stopped(StepActivate, err)
}

// sendActivation sends the activation in the one form or the other. A success that
// shows no supplier, such as the vendor's error with status 200, does not say that
// it is active.
func (o *onboarding) sendActivation(ctx context.Context, body musementapi.ActivateSupplierRequest) error {
	operation, answer := "activateSupplier", boxoffice.Response{}
	supplier, err := o.client.ActivateSupplier(ctx, o.Progress.SupplierUUID, body, boxoffice.WithResponse(&answer))
	if errors.Is(err, boxoffice.ErrMethodNotAllowed) {
		operation = "activateSupplierPatch"
		supplier, err = o.client.ActivateSupplierPatch(ctx, o.Progress.SupplierUUID, body, boxoffice.WithResponse(&answer))
	}
	if err == nil && supplier.UUID == "" {
		return nameless(operation, answer)
	}
	return err
}

// nameless is the error for a success that shows no supplier. Its body may hold a
// confirmation token, so it is not in the error.
func nameless(operation string, answer boxoffice.Response) error {
	return &boxoffice.Error{
		Vendor: vendor, Operation: operation, Delivery: boxoffice.Answered, Inconclusive: true, Attempts: answer.Attempts,
		StatusCode: answer.StatusCode, Header: answer.Header, Body: []byte(boxoffice.Redacted),
		Err: safe.Errorf(boxoffice.ErrUnexpectedResponse, "the answer has no supplier UUID"),
	}
}

// otherwise handles a step that failed: it logs in. If the login succeeds, the step was
// done before. If the credentials are refused, the error is why, with the step's own
// error.
func (o *onboarding) otherwise(ctx context.Context, step Step, why, err error) error {
	loginErr := o.client.Authenticate(ctx)
	switch {
	case errors.Is(loginErr, boxoffice.ErrCredentialsRefused):
		return o.stopped(step, why, err, loginErr)
	case loginErr != nil:
		return o.stopped(step, err, loginErr)
	}
	found := slices.Clone(o.Progress.Found) // the caller's
	if step == StepRegister {
		found = append(found, StepRegister)
	}
	o.Progress.Found = append(found, StepActivate)
	o.Progress.ConfirmationToken = ""
	return o.done(StepActivate)
}

// logIn obtains a token, if none was obtained on the way.
func (o *onboarding) logIn(ctx context.Context) error {
	if err := o.client.Authenticate(ctx); err != nil {
		return o.stopped(StepLogIn, err)
	}
	return o.done(StepLogIn)
}
