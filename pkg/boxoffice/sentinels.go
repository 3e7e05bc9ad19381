package boxoffice

import (
	"errors"
	"net/http"
)

// Sentinels, for errors.Is.
var (
	// What a status means. An answer of another status matches none of the specific
	// ones; every 5xx also matches ErrServer.

	ErrBadRequest         = errors.New("bad request")         // 400
	ErrUnauthorized       = errors.New("unauthorized")        // 401
	ErrForbidden          = errors.New("forbidden")           // 403
	ErrNotFound           = errors.New("not found")           // 404
	ErrMethodNotAllowed   = errors.New("method not allowed")  // 405
	ErrNotAcceptable      = errors.New("not acceptable")      // 406
	ErrConflict           = errors.New("conflict")            // 409
	ErrGone               = errors.New("gone")                // 410
	ErrPreconditionFailed = errors.New("precondition failed") // 412
	ErrUnprocessable      = errors.New("unprocessable")       // 422
	ErrRateLimited        = errors.New("rate limited")        // 429
	ErrServer             = errors.New("server error")        // 5xx

	// ErrNotModified: the vendor answered 304 to a conditional request, one with
	// WithHeader("If-None-Match", …) or WithHeader("If-Modified-Since", …): what the
	// program has is up to date. It is no failure, but a method has no value to return
	// then. [WithResponse] fills the header.
	ErrNotModified = errors.New("not modified") // 304

	// Kinds of failure.

	// ErrInvalidRequest: the arguments cannot make a valid request (an empty
	// path value, a missing body, a nil context). Nothing was sent.
	ErrInvalidRequest = errors.New("invalid request")
	// ErrConfiguration: the client was put together wrongly (a base URL with a
	// path, an unknown shop name). Returned by the constructors.
	ErrConfiguration = errors.New("invalid configuration")
	// ErrCredential: the client's credential is missing, empty, or not of the
	// kind that the operation asks for. Nothing was sent.
	ErrCredential = errors.New("unusable credential")
	// ErrCredentialsRefused: the vendor refused the credentials themselves when
	// a token was asked for. Repeating does not help; other credentials do.
	ErrCredentialsRefused = errors.New("credentials refused")
	// ErrOutcomeUnknown: the operation may have been carried out, and it may not
	// be repeated. No answer came, or one that does not tell (a gateway's 5xx, a
	// success that cannot be read). Find out before trying again. An answer that
	// came is in the Error; see [IsOutcomeUnknown] for what counts as one.
	ErrOutcomeUnknown = errors.New("outcome unknown")
	// ErrUnexpectedResponse: the vendor answered with success, but not with
	// what its specification promises (media type, required header, a body that
	// decodes). Status, header and body are in the Error. If the operation may not
	// be repeated, the error is ErrOutcomeUnknown too.
	ErrUnexpectedResponse = errors.New("unexpected response")
	// ErrTooLarge: the body is longer than the client's limit.
	ErrTooLarge = errors.New("response body over the limit")
	// ErrNotSent: nothing of the request left the program. The error of a round
	// tripper or middleware of your own may wrap it, to say that it has sent nothing
	// and that trying again is of no use for now (a circuit breaker, a limiter that
	// refuses): the call then ends without another attempt, [NeverSent]. It is
	// not believed of a request that net/http has put on a connection.
	ErrNotSent = errors.New("not sent")
	// ErrOrigin: the request, or a redirect, would have left the vendor's
	// scheme, host and port. Nothing was sent there.
	ErrOrigin = errors.New("refused to leave the vendor's origin")
	// ErrNotANumber: a [Decimal] is no decimal number.
	ErrNotANumber = errors.New("not a decimal number")
)

// statusSentinel maps a status to the sentinel that names it.
func statusSentinel(status int) error {
	switch status {
	case http.StatusNotModified:
		return ErrNotModified
	case http.StatusBadRequest:
		return ErrBadRequest
	case http.StatusUnauthorized:
		return ErrUnauthorized
	case http.StatusForbidden:
		return ErrForbidden
	case http.StatusNotFound:
		return ErrNotFound
	case http.StatusMethodNotAllowed:
		return ErrMethodNotAllowed
	case http.StatusNotAcceptable:
		return ErrNotAcceptable
	case http.StatusConflict:
		return ErrConflict
	case http.StatusGone:
		return ErrGone
	case http.StatusPreconditionFailed:
		return ErrPreconditionFailed
	case http.StatusUnprocessableEntity:
		return ErrUnprocessable
	case http.StatusTooManyRequests:
		return ErrRateLimited
	}
	if status >= 500 {
		return ErrServer
	}
	return nil
}
