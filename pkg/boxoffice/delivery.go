package boxoffice

// Delivery says how far a request got before its call failed. It decides
// whether sending again can do the thing twice.
type Delivery int

const (
	// NeverSent means that nothing of the request reached the vendor. Trying again is
	// safe for every operation.
	NeverSent Delivery = iota
	// MaybeDelivered means that the request was written, in part or whole, and no answer
	// came back. The vendor may or may not have acted on it.
	MaybeDelivered
	// Answered means that the vendor answered, with whatever status.
	Answered
)

// String returns the words used in errors and logs.
func (d Delivery) String() string {
	switch d {
	case NeverSent:
		return "never sent"
	case MaybeDelivered:
		return "may have been delivered"
	case Answered:
		return "answered"
	}
	return "unknown delivery"
}
