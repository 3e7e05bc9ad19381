package vendortest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/boxoffice-go/boxoffice/specs"
)

// TickeTing is a fake of the ticketing platform with a memory: sessions start
// and end, admission tokens that are issued are listed and exchanged for keys,
// tickets are redeemed once. What it does not remember (accounts, orders,
// regions) is answered with the documented examples.
//
// It refuses as the vendor's document and tests have it: a key it does not know
// gets the 403 of a missing permission, except that continueSession and
// endSession give 401; a client version below the required one gets 412. What
// the document leaves open, nobody here knows either.
type TickeTing struct {
	*Server

	mu       sync.Mutex
	version  string // the oldest that is served
	lastID   int64
	accounts map[string]string // passwords, by identification
	keys     map[string]*ticketingKey
	events   map[int64]*ticketingEvent
	lost     map[string]int // answers to lose, by operation
}

// ticketingKey is what a key stands for: a session, an admission token, or
// neither for an integration.
type ticketingKey struct {
	session map[string]any // as the vendor describes it
	token   *ticketingToken
	event   int64 // of the token
	ended   bool
}

// NewTickeTing starts a fake for the length of the test; see [NewServer].
func NewTickeTing(t TB, opts ...Option) *TickeTing {
	t.Helper()
	return ticketing(NewServer(t, specs.TickeTing, opts...))
}

// StartTickeTing starts a fake outside a test; see [Start].
func StartTickeTing(opts ...Option) (*TickeTing, error) {
	s, err := Start(specs.TickeTing, opts...)
	if err != nil {
		return nil, err
	}
	return ticketing(s), nil
}

func ticketing(s *Server) *TickeTing {
	f := &TickeTing{
		Server: s, version: "3.0.0", lastID: 17370490770234,
		accounts: map[string]string{}, keys: map[string]*ticketingKey{},
		events: map[int64]*ticketingEvent{}, lost: map[string]int{},
	}
	s.Before(f.admitCaller)
	for operation, handler := range map[string]func(*Call) Reply{
		"startSession":             f.startSession,
		"continueSession":          f.continueSession,
		"endSession":               f.endSession,
		"createIntegration":        f.createIntegration,
		"exchangeTokenCode":        f.exchangeTokenCode,
		"issueAdmissionToken":      f.issueAdmissionToken,
		"listAdmissionTokens":      f.listAdmissionTokens,
		"getAdmissionToken":        f.getAdmissionToken,
		"updateAdmissionToken":     f.updateAdmissionToken,
		"invalidateAdmissionToken": f.invalidateAdmissionToken,
		"listEventTickets":         f.listEventTickets,
		"admitPatrons":             f.admitPatrons,
		"listAdmissions":           f.listAdmissions,
	} {
		s.Handle(operation, f.locked(handler))
	}
	return f
}

// locked runs a handler under the fake's lock, and loses its answer if that is
// what the test wants.
func (f *TickeTing) locked(handler func(*Call) Reply) func(*Call) Reply {
	return func(c *Call) Reply {
		f.mu.Lock()
		defer f.mu.Unlock()
		reply := handler(c)
		if f.lost[c.Operation] > 0 {
			f.lost[c.Operation]--
			panic(http.ErrAbortHandler)
		}
		return reply
	}
}

// AddAccount lets a user start sessions, which may do everything.
func (f *TickeTing) AddAccount(identification, password string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.accounts[identification] = password
}

// AddIntegrationKey makes a key that may do everything but continue a session.
func (f *TickeTing) AddIntegrationKey(key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.keys[key] = &ticketingKey{}
}

// RequireVersion answers clients of an older version than this one with 412.
// It is 3.0.0 at first.
func (f *TickeTing) RequireVersion(version string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.version = version
}

// LoseAnswers makes the next n requests of an operation that the fake remembers
// things of take effect and go unanswered: their connection breaks off.
func (f *TickeTing) LoseAnswers(operationID string, n int) {
	f.helper()
	if !f.known(operationID) {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lost[operationID] = n
}

// admitCaller refuses client versions and keys.
func (f *TickeTing) admitCaller(c *Call) *Reply {
	f.mu.Lock()
	defer f.mu.Unlock()
	if older(c.Header.Get("X-Client-Version"), f.version) {
		return &Reply{Status: http.StatusPreconditionFailed}
	}
	text := c.Credential.Token.Reveal()
	if text == "" { // startSession alone goes without
		return nil
	}
	key := f.keys[text]
	ofSession := c.Operation == "continueSession" || c.Operation == "endSession"
	switch {
	case ofSession && (key == nil || key.session == nil || key.ended && c.Operation == "continueSession"):
		return &Reply{Status: http.StatusUnauthorized, Example: "refused"}
	case ofSession && key.ended:
		return refuse(http.StatusForbidden, "The session has already been ended.")
	case key == nil || key.ended || key.token != nil && !key.may(c):
		return &Reply{Status: http.StatusForbidden, Body: map[string]string{
			"message": "You are restricted from accessing this resource.",
		}}
	}
	return nil
}

// may reports whether an admission token's key is good for a request.
func (k *ticketingKey) may(c *Call) bool {
	return slices.Contains([]string{"listEventTickets", "admitPatrons", "listAdmissions"}, c.Operation) &&
		c.PathValues["event"] == strconv.FormatInt(k.event, 10)
}

// older compares versions part by part. What is no version is older than any.
func older(version, than string) bool {
	have, want := strings.Split(version, "."), strings.Split(than, ".")
	for i := range want {
		if i >= len(have) {
			return true
		}
		h, errHave := strconv.Atoi(have[i])
		w, errWant := strconv.Atoi(want[i])
		if errHave != nil || errWant != nil || h < w {
			return true
		}
		if h > w {
			return false
		}
	}
	return false
}

func refuse(status int, text string) *Reply {
	return &Reply{Status: status, Body: map[string]string{"error": text}}
}

func (f *TickeTing) nextID() int64 {
	f.lastID++
	return f.lastID
}
