package hlconnect

import (
	"fmt"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// OrderState is where an order stood when an error was made. The errors of the flow
// have it.
type OrderState struct {
	// Order is the order's number, 0 before there is an order (from Validate).
	Order int64
	// Line is the line that the error is about, 0 for the order as a whole.
	Line int64
	// Registered are the lines that are registered as far as this call knows.
	Registered []int64
}

// text makes the text of an error, which is one line. Like the text of a
// boxoffice.Error it quotes nothing of a body.
func (s OrderState) text(what string, cause error) string {
	var about []string
	if s.Order != 0 {
		about = append(about, fmt.Sprintf("order %d", s.Order))
	}
	if s.Line != 0 {
		about = append(about, fmt.Sprintf("line %d", s.Line))
	}
	var b strings.Builder
	b.WriteString(vendor + ": ")
	if about != nil {
		b.WriteString(strings.Join(about, ", ") + ": ")
	}
	b.WriteString(what)
	if cause != nil {
		b.WriteString(": " + cause.Error())
	}
	return b.String()
}

// RefusedError says that the vendor refused a line, and that the line is not
// registered. Lines after it were not sent.
type RefusedError struct {
	OrderState
	// Err is the vendor's refusal, an *boxoffice.Error, with a [RegionError] or
	// [QuantityError] in it where the vendor's words tell.
	Err error
}

func (e *RefusedError) Error() string { return e.text("refused", e.Err) }

// Unwrap returns the vendor's refusal.
func (e *RefusedError) Unwrap() error { return e.Err }

// Reason is what the vendor says, for people; "" when it says nothing.
func (e *RefusedError) Reason() string { return message(e.Err) }

// UnsentError says that this call did not register (from Cancel: not cancel) a
// line, and that the vendor did not judge it: the vendor could not be reached,
// refused to speak to this client (401, 403 and every other 4xx that the vendor
// does not document as a judgement), did not answer the validation, or handed out
// no usable token. It says nothing about what earlier calls did: the line may be
// registered. Calling again with the same order is safe; after a 401 or 403 put
// the credential right first.
type UnsentError struct {
	OrderState
	// Err is the cause.
	Err error
}

func (e *UnsentError) Error() string { return e.text("not sent", e.Err) }

// Unwrap returns the cause.
func (e *UnsentError) Unwrap() error { return e.Err }

// OutcomeUnknownError says that a request may have been carried out, that its
// answer was lost, and that asking did not clear it up. It is
// boxoffice.ErrOutcomeUnknown too. [OutcomeUnknownError.Next] says what to do.
type OutcomeUnknownError struct {
	OrderState
	// Settles is when the last validation token that was sent for the line expires.
	// Until then the vendor may still receive a registration. Calling again is safe
	// before that, but a refusal is only final afterwards. Zero means that no
	// registration can arrive any more.
	Settles time.Time
	// Err is the last thing that went wrong.
	Err error

	again string // the method to call again
}

func (e *OutcomeUnknownError) Error() string {
	return e.text(boxoffice.ErrOutcomeUnknown.Error()+"; "+e.Next(), e.Err)
}

// Unwrap returns boxoffice.ErrOutcomeUnknown and the cause.
func (e *OutcomeUnknownError) Unwrap() []error { return both(boxoffice.ErrOutcomeUnknown, e.Err) }

// Next says in words what to do next.
func (e *OutcomeUnknownError) Next() string {
	text := "call again with the same order and line numbers"
	if e.again != "" {
		text = "call " + e.again + " again with the same order and line numbers"
	}
	if !e.Settles.IsZero() {
		text += ", best after " + e.Settles.UTC().Format(time.RFC3339)
	}
	return text
}

// PendingError says that the waiting ended before the order did: the context
// ended, or the vendor stopped answering. From Purchase it means that all lines
// are registered. Go on with Poller(order).Wait, or with Purchase.
type PendingError struct {
	OrderState
	// Status is the vendor's word for the line that is waited for, such as
	// PROCESSING or a state that the vendor does not document (ON_HOLD). It is ""
	// when the vendor shows no line yet, or a line without a state.
	Status string
	// Err is why the waiting ended.
	Err error

	reads string // the state, as it may be printed
}

func (e *PendingError) Error() string {
	if e.reads == "" {
		return e.text("not done yet", e.Err)
	}
	return e.text("not done yet, it reads "+e.reads, e.Err)
}

// Unwrap returns the cause.
func (e *PendingError) Unwrap() error { return e.Err }

// PurchaseFailedError says that the vendor did not fulfil a registered order or
// line, and will not: it answered 502 with the documented body, or a line reads
// FAILED or CANCELED. The number of the line is used up; sell again under
// another.
type PurchaseFailedError struct {
	OrderState
	// Status is the vendor's word, FAILED or CANCELED.
	Status string
	// Err is the vendor's answer when it was the 502, nil otherwise.
	Err error
}

func (e *PurchaseFailedError) Error() string {
	if e.Status == "" {
		return e.text("the vendor does not fulfil the purchase", e.Err)
	}
	return e.text("the purchase is "+strings.ToUpper(e.Status), e.Err)
}

// Unwrap returns the vendor's answer.
func (e *PurchaseFailedError) Unwrap() error { return e.Err }

// Reason is what the vendor says, for people; "" when it says nothing.
func (e *PurchaseFailedError) Reason() string { return message(e.Err) }

// ConflictError says that the vendor has another purchase under the order's and
// line's number. It is boxoffice.ErrConflict too. Nothing was changed; use another
// number.
type ConflictError struct {
	OrderState
	// Field is what differs: "AssetID" or "Quantity".
	Field string
}

func (e *ConflictError) Error() string {
	if e.Field == "" {
		return e.text("the number is taken by another purchase", nil)
	}
	return e.text("the number is taken by another purchase: "+e.Field+" differs", nil)
}

// Unwrap is boxoffice.ErrConflict.
func (e *ConflictError) Unwrap() error { return boxoffice.ErrConflict }

// ExpiredValidationError says that a validation token has expired, or is about
// to, so it was not sent. From [Client.Register]: validate again. Inside an
// UnsentError of [Client.Purchase]: the vendor's fresh tokens read as expired,
// so look at this machine's clock.
type ExpiredValidationError struct {
	OrderState
	// Expired is the token's end as the vendor gave it.
	Expired time.Time
}

func (e *ExpiredValidationError) Error() string {
	text := "the validation token has expired, or is about to"
	if !e.Expired.IsZero() {
		text += " (" + e.Expired.UTC().Format(time.RFC3339) + ")"
	}
	return e.text(text, nil)
}

func both(kind, cause error) []error {
	if cause == nil {
		return []error{kind}
	}
	return []error{kind, cause}
}

func message(err error) string {
	if e := boxoffice.AsError(err); e != nil {
		return e.Message
	}
	return ""
}
