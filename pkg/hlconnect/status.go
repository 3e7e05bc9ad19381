package hlconnect

// The states of an order line, as the vendor's guide lists them and calls them stable.
// They are in Status of an hlconnectapi.OrderItem, of a [PurchaseFailedError] and of a
// [PendingError]. The vendor may add others. Purchase and Poller wait until every line
// has one of the last three.
const (
	StatusProcessing = "PROCESSING"
	StatusCompleted  = "COMPLETED"
	StatusFailed     = "FAILED"
	StatusCanceled   = "CANCELED"
)
