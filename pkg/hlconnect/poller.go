package hlconnect

import (
	"context"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Poller watches one order until the vendor is done with it. It needs only the
// order's number, so another process can make a new one at any time. It is safe for
// concurrent use.
//
// What the vendor answers (operation getPurchaseInfo) means:
//
//   - 200: done when every line reads COMPLETED, FAILED or CANCELED. A 200 with a
//     line that reads anything else, or nothing, is not done yet.
//   - 202: still working.
//   - 502 with the documented body, JSON that reads FAILED or CANCELED: done, a
//     [PurchaseFailedError]. It is not asked again.
//   - 502 with anything else: the page of a proxy, so no answer.
//   - 404: there is no such order, boxoffice.ErrNotFound. The page of a proxy with
//     that status is no answer.
type Poller struct {
	client  *Client
	order   int64
	options []boxoffice.CallOption

	mu    sync.Mutex
	done  bool
	items *[]hlconnectapi.OrderItem // like last behind a pointer: a printed Poller shows no link
	err   error
	asked time.Duration // the wait that the last answer asked for
	last  *orderStatus  // the last question that was answered
}

// Poller makes a poller for an order. It sends nothing. Options apply to every
// request; repetitions are the poller's own, so boxoffice.WithRetry has no effect.
func (c *Client) Poller(order int64, options ...boxoffice.CallOption) *Poller {
	return &Poller{client: c, order: order, options: options, last: new(orderStatus)}
}

// Poll asks the vendor once and reports whether it is done with the order. When it is
// done, err is the error of [Poller.Result], and further calls send nothing. When it
// is not done, err is nil, or says why the vendor did not answer; call Poll again
// later.
func (p *Poller) Poll(ctx context.Context) (done bool, err error) {
	p.mu.Lock()
	done, err = p.done, p.err
	p.mu.Unlock()
	if done {
		return true, err
	}
	seen, err := p.client.fetchOrder(ctx, p.order, p.options)

	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = seen.asked
	switch {
	case p.done: // somebody else was faster
	case err != nil:
		p.asked = boxoffice.AsError(err).RetryAfter()
		return false, err
	default:
		p.last = &seen
	}
	switch {
	case p.done:
	case seen.state == absent:
		return false, seen.answer
	case seen.state == settled:
		p.done, p.items = true, &seen.items
	case seen.state == broken:
		p.done, p.err = true, &PurchaseFailedError{OrderState{Order: p.order}, seen.status, seen.answer}
	}
	return p.done, p.err
}

// Wait polls until the vendor is done with the order and returns [Poller.Result].
// Between polls it waits as the client's backoff ([Client.WithBackoff]) and the vendor's Retry-After say.
// Questions that are not answered (broken connections, 429, 5xx) are asked again.
// An order that does not exist, a refused access token and the like end the
// waiting with that error; the end of ctx with a [PendingError].
func (p *Poller) Wait(ctx context.Context) ([]hlconnectapi.OrderItem, error) {
	unread, done, ends := 0, false, false
	err := p.client.backoff.Poll(ctx, func(ctx context.Context) (bool, time.Duration, error) {
		var err error
		done, err = p.Poll(ctx)
		if unread++; !rest.CarriedOut(err) {
			unread = 0
		}
		ends = done || err != nil && (!transient(err) || unread == tries)
		p.mu.Lock()
		defer p.mu.Unlock()
		return ends, p.asked, err
	})
	switch {
	case done:
		return p.Result()
	case ends:
		return nil, err
	}
	return nil, p.pending(err)
}

// Result is what the vendor said when it was done: the order's lines with their
// links, or a [PurchaseFailedError]. Single lines may still read FAILED or
// CANCELED. Before that it is a [PendingError].
func (p *Poller) Result() ([]hlconnectapi.OrderItem, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.done {
		return nil, p.last.pending(OrderState{Order: p.order}, nil)
	}
	if p.items == nil {
		return nil, p.err
	}
	return *p.items, p.err
}

func (p *Poller) pending(err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last.pending(OrderState{Order: p.order}, err)
}
