package rest

import (
	"net/http"
	"slices"
)

// Operation is one operation of the specification. Generated code has one variable
// for each, which must not be changed.
type Operation struct {
	// ID is the operationId, such as "createOrder".
	ID string
	// Method and Path are the HTTP method and the path template below the
	// server's base path, such as "/customer/{customerId}".
	Method, Path string
	// Credentials are the names of security schemes. A credential of any one of
	// them authenticates the caller. When it is empty, the operation is anonymous
	// and no credential is sent.
	Credentials []string
	// Optional says that the operation also works without a credential. One of
	// Credentials is sent when the client has it.
	Optional bool
	// Repeatable says that the request may be sent again even when an earlier
	// attempt may have reached the vendor.
	Repeatable bool
	// RetryStatuses are the statuses after which the request is sent again.
	RetryStatuses []int
	// IdempotencyKey is the name of the header by which the vendor recognizes a request
	// that it has had before. It is "" when there is none.
	IdempotencyKey string
	// FinalStatuses are the documented 5xx with which the vendor says that it did
	// nothing (x-final in the specification).
	FinalStatuses []int
	// Accept is the Accept header.
	Accept string
	// Successes are the documented success statuses. 2 stands for all of 200 to 299.
	Successes []int
	// Refusals are the documented bodies of refusals.
	Refusals []Refusal
	// XMLRoot and XMLElement are the names of the root and of the elements when the
	// answer may be a list in XML, otherwise "".
	XMLRoot, XMLElement string
	// Secrets are the names of secret parameters, and of secret fields of the
	// request's and the answers' bodies. "" means that a whole body is a secret. A
	// path parameter has its braces: "{code}".
	Secrets []string
	// Sensitive says that the whole address or body of the request is secret, like
	// that of a login (x-sensitive in the specification). The request's secrets are
	// removed from its errors, from its refusals, and from a panic while it is sent;
	// see [Request.Redact].
	Sensitive bool
	// FromClient are the parameters whose values the client has.
	FromClient []ClientValue
}

// Refusal is the documented type of refusals' bodies.
type Refusal struct {
	// Statuses are those of the refusals. 4 stands for all of 400 to 499, and 0 for
	// every status that no other entry has.
	Statuses []int
	// Decode is [RefusalAs] for the body's type.
	Decode func(*Answer) any
}

// ClientValue is a parameter that the specification marks x-from-client.
type ClientValue struct {
	// In is "query" or "header". Name is the parameter's name. Value is the key in
	// Client.Values.
	In, Name, Value string
	Required        bool
}

// Accepts reports whether the operation takes a credential of the scheme.
func (o *Operation) Accepts(scheme string) bool {
	return slices.Contains(o.Credentials, scheme)
}

// Succeeds reports whether the status is a documented success.
func (o *Operation) Succeeds(status int) bool {
	return slices.Contains(o.Successes, status) || slices.Contains(o.Successes, status/100)
}

// Retries reports whether the request is sent again after an answer with the status.
func (o *Operation) Retries(status int) bool {
	return slices.Contains(o.RetryStatuses, status)
}

// Inconclusive reports whether the operation may have been carried out although the
// answer has this status and the call failed. See boxoffice.IsOutcomeUnknown for the
// reasons.
func (o *Operation) Inconclusive(status int) bool {
	switch {
	case status == http.StatusTemporaryRedirect, status == http.StatusPermanentRedirect:
		return false // nothing was done: the server asks for the same request at another address
	case status == http.StatusRequestTimeout:
		return true // servers also send it when their own work took too long
	case status == http.StatusConflict && o.IdempotencyKey != "" && o.Retries(status):
		return true // the vendor still works on an earlier copy of the request
	case status >= 400 && status < 500:
		return false
	}
	return !slices.Contains(o.FinalStatuses, status)
}
