package hlconnect

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// adviser is an error that says what to do.
type adviser interface{ advice() Advice }

// advices are those of all errors in a tree that say what to do. What such an
// error wraps is its cause and has no say.
func advices(err error) []Advice {
	switch e := err.(type) { //nolint:errorlint // this is the walk
	case adviser:
		return []Advice{e.advice()}
	case *boxoffice.Error:
		return []Advice{answered(e)}
	case interface{ Unwrap() error }:
		return advices(e.Unwrap())
	case interface{ Unwrap() []error }:
		var all []Advice
		for _, err := range e.Unwrap() {
			all = append(all, advices(err)...)
		}
		return all
	}
	return nil
}

// lines are the lines that an error is about.
func (s OrderState) lines() []int64 {
	if s.Line == 0 {
		return nil
	}
	return []int64{s.Line}
}

func (e *RefusedError) advice() Advice {
	return Advice{Action: Refund, Order: e.Order, Lines: e.lines(),
		Text: "the vendor refused the line and it is not registered: give the money for it back, and call again without it if the order has other lines"}
}

func (e *UnsentError) advice() Advice {
	a := Advice{Action: CallAgain, NotBefore: laterBy(e.Err), Order: e.Order, Lines: e.lines(),
		Text: "nothing was sent for the line, or the vendor turned it away unread: call again with the same order"}
	switch {
	case ours(e.Err):
		a = Advice{Action: Look, Order: e.Order, Lines: e.lines(),
			Text: "the request cannot be made as this program makes it: mend the program, then call again with the same order"}
	case refusesCredential(e.Err):
		a.Text = "the vendor refuses the access token: put it right, then call again with the same order"
	case errors.As(e.Err, new(*ExpiredValidationError)):
		a.Text = "new validation tokens read as expired: put this machine's clock right, then call again with the same order"
	}
	return a
}

func (e *OutcomeUnknownError) advice() Advice {
	later := laterBy(e.Err)
	if e.Settles.After(later) {
		later = e.Settles
	}
	return Advice{Action: CallAgain, NotBefore: later, Order: e.Order, Lines: e.lines(), Text: "the outcome is unknown: " + e.Next()}
}

func (e *PendingError) advice() Advice {
	a := Advice{Action: CallAgain, NotBefore: laterBy(e.Err), Order: e.Order, Lines: e.lines(),
		Text: "the order is not done yet: wait on, by calling again with the same order or by a Poller"}
	if refusesCredential(e.Err) {
		a.Text = "the order is registered, and the vendor refuses the access token: put it right, then wait on"
	}
	return a
}

func (e *PurchaseFailedError) advice() Advice {
	return Advice{Action: Look, Order: e.Order, Lines: e.lines(),
		Text: "the order or line is registered, and the vendor did not fulfil it and will not: sell again under another number or give the money back"}
}

func (e *ConflictError) advice() Advice {
	return Advice{Action: Look, Order: e.Order, Lines: e.lines(),
		Text: "the vendor has another purchase under this number: find out whose it is, and sell under another number"}
}

func (e *InvalidOrderError) advice() Advice {
	a := Advice{Action: Look, Order: e.Order,
		Text: "this call sent nothing, because the order cannot be sent as it is: put right what Problems names, then call again"}
	for _, p := range e.Problems {
		if p.Line != 0 {
			a.Lines = append(a.Lines, p.Line)
		}
	}
	return a
}

func (e *ExpiredValidationError) advice() Advice {
	return Advice{Action: CallAgain, Order: e.Order, Lines: e.lines(),
		Text: "the validation token has expired and was not sent: validate again and register with the new token, or call Purchase"}
}

// answered is the advice for an error of an operation that is not part of one of
// the flow's errors.
func answered(e *boxoffice.Error) Advice {
	a := Advice{Action: CallAgain, NotBefore: laterBy(e), Text: "the vendor did not answer the question: call again"}
	switch {
	case e.Operation == "getPurchaseInfo" && judges(e):
		return Advice{Text: "the vendor does not show the order: if it was to be bought, call Purchase with it"}
	case e.Operation == "cancelPurchase" && judges(e):
		return Advice{Text: "the vendor does not cancel the line: there is no such line, or it is in a state that cannot be cancelled"}
	case judges(e):
		return Advice{Text: "the vendor refused a single operation: whether the line is registered was not looked at; call Purchase, which does"}
	case errors.Is(e, boxoffice.ErrOutcomeUnknown):
		return Advice{Text: "a request that must not be sent twice may have been carried out: read the order before anything else"}
	case refusesCredential(e):
		a.Text = "the vendor refuses the access token: put it right, then call again"
	case !e.Repeatable && e.Delivery != boxoffice.NeverSent, !transient(e):
		return Advice{Text: "calling again ends alike: read the error"}
	}
	return a
}

// foreign is the advice for an error in which nothing of this module is.
func foreign(err error) Advice {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return Advice{Action: CallAgain, Text: "the context ended: call again with the same order"}
	}
	return Advice{Text: "this is no error of a purchase: read it, and call again with the same order if it does not tell"}
}

// refusesCredential reports whether the credential is what is wrong.
func refusesCredential(err error) bool {
	e := boxoffice.AsError(err)
	return e != nil && (e.StatusCode == http.StatusUnauthorized || e.StatusCode == http.StatusForbidden ||
		errors.Is(err, boxoffice.ErrCredential) || errors.Is(err, boxoffice.ErrCredentialsRefused))
}

// laterBy is when the vendor asks to be called again, zero when it does not.
func laterBy(err error) time.Time {
	if wait := boxoffice.AsError(err).RetryAfter(); wait > 0 {
		return time.Now().Add(wait)
	}
	return time.Time{}
}
