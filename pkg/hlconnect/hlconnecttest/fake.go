package hlconnecttest

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// Fake is a fake Hal Leonard Connect with a memory: a catalogue, validation
// tokens that are good once and for a time, and purchases with their states. It
// answers as the vendor's guides describe the life of an order; what they leave
// open, such as the words of a refusal, is made up. Any access token is
// accepted; use [vendortest.Server.Before] to refuse some, and
// [vendortest.Unreliable] for a network that loses answers. It is safe for
// concurrent use.
type Fake struct {
	*vendortest.Server

	mu        sync.Mutex
	assets    []Asset
	tokens    map[string]*validationToken
	purchases []*Purchase
	failures  map[int64]string // messages by order
	polls     map[int64]int    // 202 answers still to give, by order
	working   int
	life      time.Duration
	keyFirst  bool
	issued    int

	arrived struct {
		tokens          vendortest.Arrivals[string]
		polls, failures vendortest.Arrivals[int64]
	}
}

// Purchase is a registered line of an order.
type Purchase struct {
	Order, Line, Asset, Quantity int64
	Customer                     string
	UnitPrice, LinePrice         json.Number
	// Status is PROCESSING, COMPLETED, FAILED or CANCELED.
	Status string
}

type validationToken struct {
	asset, quantity int64
	expires         time.Time
	spent           bool
}

var document = vendortest.Document{Name: "hlconnect", Spec: hlconnectapi.Spec}

// New starts the fake for the length of the test; see [vendortest.New].
func New(t vendortest.TB, opts ...vendortest.Option) *Fake {
	t.Helper()
	return remembering(vendortest.New(t, document, opts...))
}

// Start starts the fake outside a test; see [vendortest.Start].
func Start(opts ...vendortest.Option) (*Fake, error) {
	s, err := vendortest.Start(document, opts...)
	if err != nil {
		return nil, err
	}
	return remembering(s), nil
}

func remembering(s *vendortest.Server) *Fake {
	h := &Fake{
		Server: s, life: 10 * time.Minute,
		assets: []Asset{{ID: 1499, Title: "Example Duet"}, {ID: 472169, Title: "Example Song"}, {ID: 472170, Title: "Example Chorus", MinQuantity: 10}},
		tokens: map[string]*validationToken{}, failures: map[int64]string{}, polls: map[int64]int{},
	}
	s.Show(h.state)
	s.OnForget(h.forget)
	s.Remember(map[string]func(*vendortest.Call) vendortest.Reply{
		"listAssets":       h.locked(h.listAssets),
		"validatePurchase": h.locked(h.validate),
		"registerPurchase": h.locked(h.register),
		"getPurchaseInfo":  h.locked(h.info),
		"getDownloadURL":   h.locked(h.link("download")),
		"getViewURL":       h.locked(h.link("view")),
		"cancelPurchase":   h.locked(h.cancel),
	})
	return h
}

// locked runs a handler under the fake's lock.
func (h *Fake) locked(handler func(*vendortest.Call) vendortest.Reply) func(*vendortest.Call) vendortest.Reply {
	return func(c *vendortest.Call) vendortest.Reply {
		h.mu.Lock()
		defer h.mu.Unlock()
		return handler(c)
	}
}

// SetTokenLife sets how long validation tokens handed out from now on are good:
// whole seconds, 10 minutes in the beginning.
func (h *Fake) SetTokenLife(life time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.life = life
}

// SetWorking sets how many times getPurchaseInfo is answered with 202 after a
// registration, 0 in the beginning.
func (h *Fake) SetWorking(answers int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.working = answers
}

// SetKeyFirst makes registerPurchase look for an order of the same number before
// it looks at the token. The vendor's guide has it the other way round, and so
// has the fake in the beginning.
func (h *Fake) SetKeyFirst(first bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.keyFirst = first
}

// Fail makes the fulfilment of an order fail: once it is done, getPurchaseInfo
// answers 502 with the message.
func (h *Fake) Fail(order int64, message string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failures[order] = message
}

// Complete finishes the fulfilment of a registered order at once: its lines that
// are being processed are COMPLETED, and getPurchaseInfo has no more 202 or 502
// for it, whatever SetWorking and Fail have said. Lines in another state stay as
// they are. An order that is not registered is a mistake in the test.
func (h *Fake) Complete(order int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	lines := h.lines(order)
	if len(lines) == 0 {
		h.Misused("Complete: there is no order %d", order)
		return
	}
	delete(h.polls, order)
	delete(h.failures, order)
	for _, p := range lines {
		if p.Status == "PROCESSING" {
			p.Status = "COMPLETED"
		}
	}
}

// Purchases are the registered lines, oldest first. They are copies.
func (h *Fake) Purchases() []Purchase {
	h.mu.Lock()
	defer h.mu.Unlock()
	copies := make([]Purchase, len(h.purchases))
	for i, p := range h.purchases {
		copies[i] = *p
	}
	return copies
}

// refusal is an answer of the vendor's error shape.
func refusal(status int, message string) vendortest.Reply {
	return vendortest.Reply{Status: status, Body: map[string]any{"name": http.StatusText(status), "message": message, "code": 0, "status": status}}
}
