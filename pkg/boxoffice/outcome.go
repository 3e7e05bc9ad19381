package boxoffice

import "errors"

// IsOutcomeUnknown reports whether the operation may have been carried out and
// may not be sent again without a look. It is errors.Is(err, [ErrOutcomeUnknown]).
//
// What the answer to an operation means that may not be repeated:
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
// An operation that may be repeated has no unknown outcome: sending it again is
// safe, and tells. A refused status stays a refusal when its body breaks off.
func IsOutcomeUnknown(err error) bool { return errors.Is(err, ErrOutcomeUnknown) }

// SafeToRepeat reports whether sending the same call again cannot do the thing
// twice: nothing was sent, or the vendor refused it, or the specification lets
// the operation be repeated ([Error.Repeatable]). The table is at
// [IsOutcomeUnknown]; the two are never both true.
//
// Safe is not useful. A 400 is safe to repeat and will be refused again, and so
// is an [ErrInvalidRequest]; a 429 or an [ErrServer] is worth another try later.
//
// It reports false for nil (the call succeeded, and another one does it again),
// and for an error that is not of this module, because nothing is known of its
// call. A context's error counts by how far the request got. Of errors that are
// joined, or wrapped together, every call has to be safe. A success that an
// adapter takes for a failure, such as a declined card, is not safe: its own
// type says what to do.
func SafeToRepeat(err error) bool {
	if err == nil || IsOutcomeUnknown(err) {
		return false
	}
	found, safe := safeToRepeat(err)
	return found && safe
}

// safeToRepeat looks at the outermost Error of every branch: what is below it is
// why its call failed.
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
