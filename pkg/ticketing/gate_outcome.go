package ticketing

import "github.com/boxoffice-go/boxoffice/gen/ticketingapi"

// Entry is what came of one serial.
type Entry struct {
	// Serial is the ticket's serial number as it was given.
	Serial  string
	Outcome Outcome
	// Admission is who was let in on the ticket, by whom and when; nil when no
	// admission is known.
	Admission *ticketingapi.Admission
	// Err says more of NotValid, NotAdmitted and Unknown. It may be nil for
	// NotValid.
	Err error
}

// Outcome is what came of a serial at the gate.
type Outcome int

const (
	// Unknown means that the answer was lost and that the outcome could not be found
	// out. Give the serial to Admit again. Nobody is let in twice, because the vendor
	// redeems a ticket only once. If this call did redeem it, the next call says
	// AlreadyAdmitted, and its Admission has this device and the time of this call.
	Unknown Outcome = iota
	// Admitted means that this call redeemed the ticket. Let the patron in.
	Admitted
	// AlreadyAdmitted means that somebody was let in on the ticket before;
	// Admission says when and where.
	AlreadyAdmitted
	// NotValid means that the vendor did not redeem the ticket, and nobody was
	// let in on it before. There is no such ticket, or it is for another event or
	// section, or it cannot be used now (being transferred, for one). The vendor
	// does not say which.
	NotValid
	// NotAdmitted means that this call let nobody in on the ticket, and Err says why:
	// the request was refused or never sent, or the vendor did not redeem the ticket
	// and the reason could not be looked up.
	NotAdmitted
)

// String is the outcome in words.
func (o Outcome) String() string {
	switch o {
	case Unknown:
		return "unknown"
	case Admitted:
		return "admitted"
	case AlreadyAdmitted:
		return "already admitted"
	case NotValid:
		return "not valid"
	case NotAdmitted:
		return "not admitted"
	}
	return "no such outcome"
}
