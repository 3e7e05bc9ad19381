package specs

import "github.com/boxoffice-go/boxoffice/gen/ticketingapi"

// TickeTing is the specification of TickeTing v3.
var TickeTing = Document{"ticketing", ticketingapi.Spec}
