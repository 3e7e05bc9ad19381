package rest

import (
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// CredentialsRefused marks the error of a login as a refusal of the credentials.
// errors.Is finds boxoffice.ErrCredentialsRefused in the result, and everything
// that it finds in err.
func CredentialsRefused(err error) error { return &refusedCredentials{err} }

type refusedCredentials struct{ answer error }

func (r *refusedCredentials) Error() string { return r.SafeText() }
func (r *refusedCredentials) SafeText() string {
	return boxoffice.ErrCredentialsRefused.Error() + ": " + CauseText(r.answer)
}
func (r *refusedCredentials) Unwrap() []error {
	return []error{boxoffice.ErrCredentialsRefused, r.answer}
}
