package rest

import (
	"crypto/rand"
	"fmt"
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// setKey sets the header of the idempotency key: the caller's own key, "" for none, or
// a random one.
func (r *Request) setKey(own string) {
	name := http.CanonicalHeaderKey(r.Op.IdempotencyKey)
	switch {
	case own != "":
		r.PutHeader(name, own)
	case r.Header.Get(name) == "": // otherwise WithHeader has set it
		r.PutHeader(name, uuid())
		r.oneKey = true
	}
	r.key = r.Header.Get(name)
}

// uuid is a random UUID (version 4).
func uuid() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// NewError returns the error of the call with a cause, which may be nil. Another call
// would have another random key, so a call with one is not repeatable as a call,
// although its attempts are.
func (r *Request) NewError(cause error) *boxoffice.Error {
	return &boxoffice.Error{
		Vendor: r.Vendor, Operation: r.Op.ID, Repeatable: r.Op.Repeatable && !r.oneKey, IdempotencyKey: r.key, Err: cause,
	}
}
