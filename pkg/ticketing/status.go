package ticketing

// States that the vendor names. It may have others, and states no list of those of a
// ticket.
const (
	// TicketIssued is the Status of a ticketingapi.Ticket that can be redeemed.
	TicketIssued = "Issued"

	// The following are the Status of a ticketingapi.Transfer.
	TransferPending   = "Pending"
	TransferClaimed   = "Claimed"
	TransferCancelled = "Cancelled"
)
