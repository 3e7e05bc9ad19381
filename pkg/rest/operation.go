package rest

import (
	"net/http"
	"slices"
)

// Operation is what the specification says of one operation, compiled into the
// generated client. It is read-only.
type Operation struct {
	// ID is the operationId, such as "createOrder".
	ID string
	// Method and Path are the HTTP method and the path template below the
	// server's base path, such as "/customer/{customerId}".
	Method, Path string
	// Credentials names the security schemes of which any one
	// authenticates the caller. Empty: the operation is anonymous and carries no credential.
	Credentials []string
	// Optional: the operation takes a credential of Credentials when the client
	// has one and works without.
	Optional bool
	// Repeatable: the request may be sent again although an earlier sending may
	// have reached the vendor.
	Repeatable bool
	// RetryStatuses are the answered statuses worth another attempt.
	RetryStatuses []int
	// FinalStatuses are the documented 5xx that are the vendor's word that it did
	// nothing (x-final in the specification).
	FinalStatuses []int
	// Accept is the Accept header.
	Accept string
	// Successes are the documented success statuses; 2 is every one that begins
	// with it.
	Successes []int
	// Refusals are the documented bodies of refusals.
	Refusals []Refusal
	// XMLRoot and XMLElement name the root and the elements of a list that may
	// come as XML; "" when it may not.
	XMLRoot, XMLElement string
	// Secrets are the names of the parameters, and of the fields of any body, that
	// the specification marks as secret; "" is a body that is a secret as a whole.
	// A path parameter has its braces: "{code}".
	Secrets []string
	// Sensitive: the request's address or body is secret as such, as that of a login
	// (x-sensitive in the specification). The request's secrets are taken out of its
	// errors, of its refusals, and of a panic while it is sent; see [Request.Redact].
	Sensitive bool
	// FromClient are the parameters whose values are the client's.
	FromClient []ClientValue
}

// Refusal is a documented body of refusals.
type Refusal struct {
	// Statuses have it: 4 is every one that begins with it, 0 all that no other
	// entry has.
	Statuses []int
	// Decode is [RefusalAs] of the body's type.
	Decode func(*Answer) any
}

// ClientValue is a parameter that the specification marks x-from-client.
type ClientValue struct {
	// In is "query" or "header", Name the parameter's name, Value the key in
	// Client.Values.
	In, Name, Value string
	Required        bool
}

// Accepts reports whether a credential of the scheme authenticates the caller to this
// operation.
func (o *Operation) Accepts(scheme string) bool {
	return slices.Contains(o.Credentials, scheme)
}

// Succeeds reports whether the status is a documented success.
func (o *Operation) Succeeds(status int) bool {
	return slices.Contains(o.Successes, status) || slices.Contains(o.Successes, status/100)
}

// Retries reports whether an answer of the status is worth another attempt.
func (o *Operation) Retries(status int) bool {
	return slices.Contains(o.RetryStatuses, status)
}

// Inconclusive reports whether an answer of the status, in an error, leaves it
// open that the operation was carried out. See boxoffice.IsOutcomeUnknown for
// the reasons.
func (o *Operation) Inconclusive(status int) bool {
	switch {
	case status == http.StatusTemporaryRedirect, status == http.StatusPermanentRedirect:
		return false // the same request is asked for at another address
	case status == http.StatusRequestTimeout:
		return true // of the request's way, or of the work on it
	case status >= 400 && status < 500:
		return false
	}
	return !slices.Contains(o.FinalStatuses, status)
}
