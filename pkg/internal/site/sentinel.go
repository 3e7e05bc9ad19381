package main

import (
	"errors"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// sentinels are the errors that stand for statuses, the specific ones first.
var sentinels = []struct {
	name string
	err  error
}{
	{"ErrBadRequest", boxoffice.ErrBadRequest},
	{"ErrUnauthorized", boxoffice.ErrUnauthorized},
	{"ErrForbidden", boxoffice.ErrForbidden},
	{"ErrNotFound", boxoffice.ErrNotFound},
	{"ErrMethodNotAllowed", boxoffice.ErrMethodNotAllowed},
	{"ErrNotAcceptable", boxoffice.ErrNotAcceptable},
	{"ErrConflict", boxoffice.ErrConflict},
	{"ErrPreconditionFailed", boxoffice.ErrPreconditionFailed},
	{"ErrUnprocessable", boxoffice.ErrUnprocessable},
	{"ErrRateLimited", boxoffice.ErrRateLimited},
	{"ErrServer", boxoffice.ErrServer},
}

// sentinel is the error that a refusal with the status matches, as package
// boxoffice itself says; "" when it matches none.
func sentinel(status int) string {
	refusal := &boxoffice.Error{StatusCode: status, Delivery: boxoffice.Answered}
	for _, s := range sentinels {
		if errors.Is(refusal, s.err) {
			return "boxoffice." + s.name
		}
	}
	return ""
}
