package ticketing

// TicketIssued is the Status of a ticketingapi.Ticket that can be redeemed. The vendor
// states no list of the others.
const TicketIssued = "Issued"

// What has become of a transfer: the Status of a ticketingapi.Transfer. The vendor may
// have others.
const (
	TransferPending   = "Pending"
	TransferClaimed   = "Claimed"
	TransferCancelled = "Cancelled"
)
