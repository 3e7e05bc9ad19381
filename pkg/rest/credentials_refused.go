package rest

import (
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// CredentialsRefused marks the answer to a login as a refusal of the
// credentials themselves: the result is both boxoffice.ErrCredentialsRefused and
// err.
func CredentialsRefused(err error) error { return &refusedCredentials{err} }

type refusedCredentials struct{ answer error }

func (r *refusedCredentials) Error() string { return r.SafeText() }
func (r *refusedCredentials) SafeText() string {
	// What an Error unwraps to prints by the allow-list.
	return boxoffice.ErrCredentialsRefused.Error() + ": " + (&boxoffice.Error{Err: r.answer}).Unwrap().Error()
}
func (r *refusedCredentials) Unwrap() []error {
	return []error{boxoffice.ErrCredentialsRefused, r.answer}
}
