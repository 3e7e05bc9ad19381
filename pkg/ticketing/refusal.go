package ticketing

import (
	"net/http"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// refusal is the body of a refusal. According to the vendor's reference, message is
// from the platform (keys, unknown endpoints, faults) and error is from an operation.
// But the vendor's gateway also uses error for a key without permission.
type refusal struct {
	Message string `json:"message,omitzero"`
	Error   string `json:"error,omitzero"`
}

// refusalOf is that of an error, empty when it has none.
func refusalOf(e *boxoffice.Error) (r refusal) {
	rest.ReadRefusal(e, &r)
	return r
}

// aboutTheKey reports whether a 403 is about the key, as against one that the
// operation explains.
func (r refusal) aboutTheKey() bool {
	return r.Error == "" && r.Message != "" || strings.HasPrefix(r.Error, "You are restricted from accessing this resource")
}

// noSuch reports whether err is the vendor's 404 for a resource, or a page,
// that does not exist. Its 404 for an unknown endpoint is another.
func noSuch(err error) bool {
	return rest.Status(err) == http.StatusNotFound && refusalOf(boxoffice.AsError(err)).Error != ""
}

// loginError is the error of a login, a refusal of the credentials with 401, or with the
// vendor's own 403 or 404.
func loginError(err error) error {
	if noSuch(err) {
		return rest.CredentialsRefused(err)
	}
	return rest.LoginError(err, http.StatusForbidden)
}

// wrong makes the error for an answer that could be decoded but is not a success.
func wrong(operation string, answer boxoffice.Response, cause error) *boxoffice.Error {
	return &boxoffice.Error{
		Vendor: vendor, Operation: operation, Delivery: boxoffice.Answered, Attempts: answer.Attempts,
		StatusCode: answer.StatusCode, Header: answer.Header, Body: answer.Body, Err: cause,
	}
}

// inconclusive makes the error for an answer that could be decoded but does not say
// whether the operation was carried out.
func inconclusive(operation string, answer boxoffice.Response, text string) error {
	e := wrong(operation, answer, safe.Errorf(boxoffice.ErrUnexpectedResponse, "%s", text))
	e.Inconclusive = true
	return e
}
