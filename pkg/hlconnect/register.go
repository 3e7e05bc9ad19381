package hlconnect

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Register registers one line of an order exactly once, with a token of
// [Client.Validate], and does not wait for its fulfilment. An expired token is
// not sent but an [ExpiredValidationError]. Should the answer be lost, Register
// finds out what became of it, and validates anew when it has to register
// again. Its errors are those of [Client.Purchase].
//
// A line that the vendor already has is registered, so nil; that it is the same
// purchase can only be told once the order is done.
func (c *Client) Register(ctx context.Context, order Order, line int64, token hlconnectapi.ValidationToken, options ...boxoffice.CallOption) error {
	if err := order.check(); err != nil {
		return err
	}
	s, err := c.sale(order, line, options)
	if err != nil {
		return err
	}
	if ctx == nil {
		return &boxoffice.Error{Vendor: vendor, Err: safe.Errorf(boxoffice.ErrInvalidRequest, "the context is nil")}
	}
	if expired(token) {
		return &ExpiredValidationError{s.orderState(), Expires(token)}
	}
	s.token = &token
	return s.register(ctx)
}

// seller is one call of the flow.
type seller struct {
	client     *Client
	order      Order
	options    []boxoffice.CallOption
	registered []int64                  // lines
	items      []hlconnectapi.OrderItem // what the vendor last listed
}

// sale is one line on its way.
type sale struct {
	*seller
	line    Line
	token   *hlconnectapi.ValidationToken // nil for none that can be used
	known   bool                          // the line is registered
	renewed bool                          // a token was refused once: a copy of the request may have spent it
	settles time.Time                     // when all tokens whose registration was lost have ended
	again   string                        // the method to call again
}

func (c *Client) sale(order Order, line int64, options []boxoffice.CallOption) (*sale, error) {
	l, err := order.line(line)
	return &sale{seller: &seller{client: c, order: order, options: options}, line: l, again: "Purchase"}, err
}

// registrations is how often a line is sent at most.
const registrations = 5

// register brings the line to the vendor. A registration whose answer is lost
// is looked for; only when it is not there is another one sent, with another
// token. Whatever arrives late meets the vendor's key.
func (s *sale) register(ctx context.Context) error {
	var last error
	for n := range registrations {
		if err := s.prepare(ctx); err != nil || s.known {
			return err
		}
		last = s.send(ctx)
		switch fateOf(last) {
		case done:
			s.registers()
			return nil
		case exists:
			return s.compare(ctx, last)
		case refused:
			if s.renewed || !blamesToken(last) {
				return s.resolveRefusal(ctx, last)
			}
			s.renewed = true
			continue
		case turnedAway:
			return s.stopped(last)
		case unsent:
			if !transient(last) {
				return s.stopped(last)
			}
		}
		if err := s.client.backoff.Wait(ctx, n, 0, last); err != nil {
			return s.stopped(err)
		}
		if !s.doubtful() {
			continue
		}
		seen, err := s.client.fetchOrderPatiently(ctx, s.order.Number, s.options)
		if err != nil {
			return s.unknown(err)
		}
		if there, err := s.recognise(seen); there || err != nil {
			return err
		}
	}
	return s.stopped(last)
}

// prepare sees to it that the line has a token that can be sent now.
func (s *sale) prepare(ctx context.Context) error {
	if s.known {
		return nil
	}
	if item := itemOf(s.items, s.line); item != nil {
		return s.is(item)
	}
	if s.token != nil && !expired(*s.token) {
		return nil
	}
	s.token = nil
	if err := s.validate(ctx); err != nil {
		return s.resolveRefusal(ctx, err)
	}
	return nil
}

// once is for what the flow repeats by rules of its own.
var once = boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})

// send sends the registration once. The token's end is the request's deadline,
// so that a slow connection does not carry it beyond.
func (s *sale) send(ctx context.Context) error {
	token := *s.token
	ctx, cancel := context.WithDeadline(ctx, Expires(token))
	defer cancel()
	var parts boxoffice.Nullable[[]hlconnectapi.AssetPartForm]
	if s.line.Parts != nil {
		parts = boxoffice.Set(s.line.Parts)
	}
	err := s.client.Raw.RegisterPurchase(ctx, hlconnectapi.PurchaseRegisterRequest{
		Token: token.Token, OrderNumber: s.order.Number, OrderLineID: s.line.ID, Customer: s.order.Customer,
		UnitPrice: s.line.UnitPrice, LineItemPrice: s.line.LinePrice, Parts: parts,
	}, append(slices.Clip(s.options), once)...)
	switch fateOf(err) {
	case unsent: // the token is still good
	case lost:
		if end := Expires(token).Add(margin); end.After(s.settles) {
			s.settles = end
		}
		s.token = nil
	default:
		s.token = nil
	}
	return err
}

// fate is what became of one registration.
type fate int

const (
	done       fate = iota // 201
	exists                 // 409: there is a purchase of this number
	refused                // another documented judgement
	unsent                 // never sent, or 429: may be sent again
	turnedAway             // another 4xx: not carried out, and no judgement of the line
	lost                   // no answer, or one that does not tell
)

func fateOf(err error) fate {
	e := boxoffice.AsError(err)
	switch {
	case err == nil:
		return done
	case e == nil:
		return lost
	case e.StatusCode == 0 && e.Delivery == boxoffice.NeverSent, e.StatusCode == http.StatusTooManyRequests:
		return unsent
	case judges(err) && e.StatusCode == http.StatusConflict:
		return exists
	case judges(err):
		return refused
	case slices.Contains(judgements[e.Operation], e.StatusCode):
		return lost // a proxy's page in place of the vendor's judgement
	case e.StatusCode >= 400 && e.StatusCode < 500 && e.StatusCode != http.StatusRequestTimeout && e.StatusCode != http.StatusTooEarly:
		return turnedAway
	}
	return lost
}

// blamesToken reports whether a refusal may be about the validation token. The
// vendor does not document how it refuses a spent or expired one; its 422 may
// even be of another shape than its other errors.
func blamesToken(err error) bool {
	e := boxoffice.AsError(err)
	return e.StatusCode == http.StatusUnprocessableEntity && bytes.Contains(bytes.ToLower(e.Body), []byte("token"))
}

// doubtful reports whether the line may be registered by a request of which
// nothing is known.
func (s *sale) doubtful() bool { return s.renewed || !s.settles.IsZero() }

func (s *sale) registers() {
	s.known = true
	s.registered = append(s.registered, s.line.ID)
}

func (s *sale) orderState() OrderState {
	return OrderState{s.order.Number, s.line.ID, slices.Clone(s.registered)}
}
