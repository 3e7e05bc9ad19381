package boxoffice

// Partial returns what could be read of a success that is not as the
// specification promises: an order has been placed, and its id is there although
// its price is not readable. T is what the method returns:
//
//	order, err := shop.CreateOrder(ctx, request)
//	if part, ok := boxoffice.Partial[*venuemanagerapi.CreateOrderResult](err); ok {
//		log.Println("placed, look at it before ordering again:", part.ID)
//	}
//
// ok is false when nothing could be read, when the call failed for another
// reason, and when T is of another type. For a list T is []E, and a list ends
// before its first element of which nothing could be read. A value that could not
// be read is zero in the part, nil or missing; the paths of the first five are in
// the error's text, all of them in the Problems of [WithResponse]. A body that
// breaks off gives what stood before that place.
//
// What is documented as secret prints as in a whole answer. The part belongs to
// err: do not change it.
func Partial[T any](err error) (part T, ok bool) {
	e := AsError(err)
	if e == nil {
		return part, false
	}
	switch value := e.Partial.(type) {
	case T:
		return value, true
	case *T:
		return *value, true
	}
	return part, false
}
