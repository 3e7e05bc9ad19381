package rest

import (
	"errors"
	"net/http"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// CredentialsRefused marks the error of a login as a refusal of the credentials.
// errors.Is finds boxoffice.ErrCredentialsRefused in the result, and everything
// that it finds in err.
func CredentialsRefused(err error) error { return &refusedCredentials{err} }

// LoginError is the error of a login, marked by [CredentialsRefused] when the vendor
// refused the credentials: with 401, or with one of the statuses. Such an answer must
// have a code or a message, because the page of a proxy says nothing of the credentials.
// An error that is boxoffice.ErrConfiguration is about the client, and not marked. Every
// other error is returned as it is, and so is nil.
func LoginError(err error, statuses ...int) error {
	e := boxoffice.AsError(err)
	switch {
	case e == nil || errors.Is(err, boxoffice.ErrConfiguration):
		return err
	case e.StatusCode == http.StatusUnauthorized, slices.Contains(statuses, e.StatusCode) && (e.Code != "" || e.Message != ""):
		return CredentialsRefused(err)
	}
	return err
}

type refusedCredentials struct{ answer error }

func (r *refusedCredentials) Error() string { return r.SafeText() }
func (r *refusedCredentials) SafeText() string {
	return boxoffice.ErrCredentialsRefused.Error() + ": " + CauseText(r.answer)
}
func (r *refusedCredentials) Unwrap() []error {
	return []error{boxoffice.ErrCredentialsRefused, r.answer}
}
