package hlconnect

import (
	"slices"
	"time"
)

// Action is what a shop does after a call; see [Advise].
type Action int

const (
	// Look means that a person has to look: calling again does not help, or the
	// error is not one of this package's.
	Look Action = iota
	// Done means that nothing is left to do.
	Done
	// CallAgain means: make the same call with the same order again. It goes on
	// where this one ended, and is safe any number of times.
	CallAgain
	// Refund means that the vendor refused the lines in [Advice.Lines] and that none
	// of them is registered, so the customer gets the money for them back. It says
	// nothing about the order's other lines.
	Refund
)

// String is the action in words.
func (a Action) String() string {
	switch a {
	case Look:
		return "look"
	case Done:
		return "done"
	case CallAgain:
		return "call again"
	case Refund:
		return "refund"
	}
	return "no such action"
}

// Advice is what to do after a call of the flow. The zero value says Look.
type Advice struct {
	// Action is what to do.
	Action Action
	// NotBefore is when to call again at the earliest; zero for now. It is only
	// set for CallAgain.
	NotBefore time.Time
	// Order is the order's number, 0 when the error names none.
	Order int64
	// Lines are the IDs of the order's lines that the error is about; nil for the
	// order as a whole.
	Lines []int64
	// Text is one sentence for a log. It quotes nothing that the vendor sent.
	Text string
}

// Advise says what a shop does after [Client.Purchase], [Client.Register],
// [Client.Cancel], [Client.Validate] or a [Poller], given the call's error. It
// takes nil, wrapped errors, and errors from elsewhere. It sends nothing and does
// not block.
//
//	nil                                           Done
//	*RefusedError                                 Refund
//	*UnsentError, *PendingError                   CallAgain
//	*OutcomeUnknownError                          CallAgain, at its Settles
//	*ExpiredValidationError, the end of a context CallAgain
//	another *boxoffice.Error                      CallAgain when that may help, else Look
//	everything else                               Look
//
// When an error holds several of these, the most careful one decides: Refund
// only when every one of them is a refusal. An UnsentError whose request could
// not even be made (boxoffice.ErrInvalidRequest, ErrConfiguration) is Look too.
//
// A call that was killed may have left a registration on its way, of which the
// next call knows nothing. After a crash, a refund is certain only once the
// validation tokens of the killed call have ended. [Client.Purchase] does not show its
// tokens. A program that has to know calls [Client.Validate] itself, keeps what
// [Expires] says of the token with the order before it calls [Client.Register], and
// after a crash does not refund before that.
func Advise(err error) Advice {
	if err == nil {
		return Advice{Action: Done, Text: "the call succeeded"}
	}
	all := advices(err)
	if len(all) == 0 {
		return foreign(err)
	}
	advice := all[0]
	for _, other := range all[1:] {
		switch {
		case careful(other.Action) < careful(advice.Action):
			advice = other
		case other.Action == advice.Action && other.Order == advice.Order:
			advice.Lines = append(advice.Lines, other.Lines...)
			if other.NotBefore.After(advice.NotBefore) {
				advice.NotBefore = other.NotBefore
			}
		}
	}
	return advice
}

// careful orders the actions, the most careful first.
func careful(a Action) int { return slices.Index([]Action{Look, CallAgain, Refund, Done}, a) }
