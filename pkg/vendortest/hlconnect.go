package vendortest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/specs"
)

// HLConnect is a fake Hal Leonard Connect with a memory: a catalogue, validation
// tokens that are good once and for a time, and purchases with their states. It
// answers as the vendor's guides describe the life of an order; what they leave
// open, such as the words of a refusal, is made up. Any access token is
// accepted; use [Server.Before] to refuse some, and [Unreliable] for a network
// that loses answers.
type HLConnect struct {
	*Server

	mu        sync.Mutex
	assets    []HLAsset
	tokens    map[string]*hlToken
	purchases []*HLPurchase
	failures  map[int64]string // messages by order
	polls     map[int64]int    // 202 answers still to give, by order
	working   int
	life      time.Duration
	keyFirst  bool
	issued    int
}

// HLAsset is an asset of the fake's catalogue.
type HLAsset struct {
	ID    int64
	Title string
	// MinQuantity is the smallest quantity it is sold in, 0 for 1.
	MinQuantity int64
	// Barred are the networks to whose customers it may not be sold.
	Barred []netip.Prefix
}

// HLPurchase is a registered line of an order.
type HLPurchase struct {
	Order, Line, Asset, Quantity int64
	Customer                     string
	UnitPrice, LinePrice         json.Number
	// Status is PROCESSING, COMPLETED, FAILED or CANCELED.
	Status string
}

type hlToken struct {
	asset, quantity int64
	expires         time.Time
	spent           bool
}

// NewHLConnect starts a fake Hal Leonard Connect for the length of the test; see
// [NewServer].
func NewHLConnect(t TB, opts ...Option) *HLConnect {
	t.Helper()
	return selling(NewServer(t, specs.HLConnect, opts...))
}

// StartHLConnect starts a fake Hal Leonard Connect outside a test; see [Start].
func StartHLConnect(opts ...Option) (*HLConnect, error) {
	s, err := Start(specs.HLConnect, opts...)
	if err != nil {
		return nil, err
	}
	return selling(s), nil
}

func selling(s *Server) *HLConnect {
	h := &HLConnect{
		Server: s, life: 10 * time.Minute,
		assets: []HLAsset{{ID: 1499, Title: "Example Duet"}, {ID: 472169, Title: "Example Song"}, {ID: 472170, Title: "Example Chorus", MinQuantity: 10}},
		tokens: map[string]*hlToken{}, failures: map[int64]string{}, polls: map[int64]int{},
	}
	for operation, handler := range map[string]func(*Call) Reply{
		"listAssets":       h.listAssets,
		"validatePurchase": h.validate,
		"registerPurchase": h.register,
		"getPurchaseInfo":  h.info,
		"getDownloadURL":   h.link("download"),
		"getViewURL":       h.link("view"),
		"cancelPurchase":   h.cancel,
	} {
		s.Handle(operation, func(c *Call) Reply {
			h.mu.Lock()
			defer h.mu.Unlock()
			return handler(c)
		})
	}
	return h
}

// SetAssets replaces the catalogue, which has 1499, 472169 and 472170 (sold from
// ten copies) in the beginning.
func (h *HLConnect) SetAssets(assets ...HLAsset) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.assets = slices.Clone(assets)
	slices.SortFunc(h.assets, func(a, b HLAsset) int { return cmp.Compare(a.ID, b.ID) })
}

// SetTokenLife sets how long validation tokens handed out from now on are good:
// whole seconds, 10 minutes in the beginning.
func (h *HLConnect) SetTokenLife(life time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.life = life
}

// SetWorking sets how many times getPurchaseInfo is answered with 202 after a
// registration, 0 in the beginning.
func (h *HLConnect) SetWorking(answers int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.working = answers
}

// SetKeyFirst makes registerPurchase look for an order of the same number before
// it looks at the token. The vendor's guide has it the other way round, and so
// has the fake in the beginning.
func (h *HLConnect) SetKeyFirst(first bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.keyFirst = first
}

// Fail makes the fulfilment of an order fail: once it is done, getPurchaseInfo
// answers 502 with the message.
func (h *HLConnect) Fail(order int64, message string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failures[order] = message
}

// Purchases are the registered lines, oldest first. They are copies.
func (h *HLConnect) Purchases() []HLPurchase {
	h.mu.Lock()
	defer h.mu.Unlock()
	copies := make([]HLPurchase, len(h.purchases))
	for i, p := range h.purchases {
		copies[i] = *p
	}
	return copies
}

// hlRefusal is an answer of the vendor's error shape.
func hlRefusal(status int, message string) Reply {
	return Reply{Status: status, Body: map[string]any{"name": http.StatusText(status), "message": message, "code": 0, "status": status}}
}

func (h *HLConnect) listAssets(c *Call) Reply {
	after, _ := strconv.ParseInt(c.Query.Get("last_id"), 10, 64)
	size, err := strconv.Atoi(c.Query.Get("page_size"))
	if err != nil {
		size = 20
	}
	page := []map[string]any{}
	answer := map[string]any{"last_id": nil, "next_page": nil}
	for _, asset := range h.assets {
		switch {
		case asset.ID <= after:
		case len(page) < size:
			page = append(page, map[string]any{"asset_id": asset.ID, "title": asset.Title, "min_qty": max(asset.MinQuantity, 1), "world": len(asset.Barred) == 0})
			answer["last_id"] = asset.ID
		default:
			answer["next_page"] = fmt.Sprintf("/assets/list?page_size=%d&last_id=%d", size, answer["last_id"])
		}
	}
	answer["assets"] = page
	return Reply{Body: answer}
}
