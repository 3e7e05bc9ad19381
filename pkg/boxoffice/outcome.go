package boxoffice

import "errors"

// IsOutcomeUnknown reports whether the operation may have been carried out, so that
// the program must find out before it sends it again. It is
// errors.Is(err, [ErrOutcomeUnknown]).
//
// For an operation that may not be repeated, the answers mean:
//
//	answer                                     outcome unknown   safe to repeat
//	none: the request was never sent           no                yes
//	none: the request may have been delivered  yes               no
//	2xx that is as the specification promises  (no error)        no
//	2xx that cannot be read: another status,   yes               no
//	  media type or body than documented, a
//	  missing header or property, too large,
//	  broken off
//	300 to 306: not followed; a 303 and        yes               no
//	  usually a 302 say that it is done
//	307, 308: the vendor did nothing and asks  no                yes
//	  for the same request at another address
//	4xx: a refusal, 425 and 429 included       no                yes
//	408: servers also write it when their own  yes               no
//	  work on a complete request took too long
//	5xx                                        yes               no
//	5xx that the specification marks x-final:  no                yes
//	  the vendor says that nothing was done
//
// For an operation that may be repeated the outcome is never unknown, because sending
// it again is safe. An operation with an idempotency key is such a one only when the
// caller gave the key ([WithIdempotencyKey]): another call has another random key. Then
// a 409 that the vendor answers while it works on an earlier copy is unknown too, and
// the way on is the same call with [Error.IdempotencyKey]. A refusal stays a refusal when its body breaks off.
func IsOutcomeUnknown(err error) bool { return errors.Is(err, ErrOutcomeUnknown) }

// SafeToRepeat reports whether sending the same call again cannot do the thing
// twice: nothing was sent, or the vendor refused it, or the specification lets
// the operation be repeated ([Error.Repeatable]). The table is at
// [IsOutcomeUnknown]; the two are never both true.
//
// A call that is safe to repeat need not be worth it: a 400 and an [ErrInvalidRequest]
// will be refused again, but a 429 or an [ErrServer] may succeed later.
//
// It reports false for nil, because the call succeeded and another one would do it
// again. It reports false for an error that is not of this module, because nothing is
// known of its call. When a context ended, it depends on how far the request got. When
// errors are joined or wrapped together, every call has to be safe. When an adapter
// turns a success into an error, such as for a declined card, it reports false; the
// error's own type says what to do.
func SafeToRepeat(err error) bool {
	if err == nil || IsOutcomeUnknown(err) {
		return false
	}
	found, safe := safeToRepeat(err)
	return found && safe
}

// safeToRepeat judges the outermost Error of every branch. The errors below it are the
// reasons of that one.
func safeToRepeat(err error) (found, safe bool) {
	if e, ok := err.(*Error); ok { //nolint:errorlint // the tree is walked here
		return true, e.safeToRepeat()
	}
	var branches []error
	switch err := err.(type) { //nolint:errorlint // the tree is walked here
	case interface{ Unwrap() []error }:
		branches = err.Unwrap()
	case interface{ Unwrap() error }:
		branches = []error{err.Unwrap()}
	case interface{ As(target any) bool }:
		var e *Error
		if err.As(&e) && e != nil {
			return true, e.safeToRepeat()
		}
	}
	safe = true
	for _, branch := range branches {
		if branch != nil {
			has, ok := safeToRepeat(branch)
			found, safe = found || has, safe && (ok || !has)
		}
	}
	return found, safe
}

func (e *Error) safeToRepeat() bool {
	switch {
	case e.Repeatable:
		return true
	case e.outcomeUnknown():
		return false
	case e.StatusCode == 0:
		return e.Delivery == NeverSent
	}
	return e.StatusCode >= 300
}

// outcomeUnknown is the one place that decides it.
func (e *Error) outcomeUnknown() bool {
	return !e.Repeatable && (e.Delivery == MaybeDelivered || e.Inconclusive)
}
