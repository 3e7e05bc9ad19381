package ticketingtest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// Fake is a fake of the ticketing platform with a memory: sessions start
// and end, admission tokens that are issued are listed and exchanged for keys,
// tickets are redeemed once. Accounts, hosts, events with their sections, venues,
// regions and categories that were created are found, changed and deleted again,
// and a created account can start sessions; what was not created is answered with
// the documented examples, and so is what it does not remember at all (orders,
// transfers, figures).
//
// It refuses as the vendor's document and tests have it: a key it does not know
// gets the 403 of a missing permission, except that continueSession and
// endSession give 401; a client version below the required one gets 412. What
// the document leaves open, nobody here knows either.
type Fake struct {
	*vendortest.Server

	mu       sync.Mutex
	version  string // the oldest that is served
	lastID   int64
	accounts map[string]string // passwords, by identification
	keys     map[string]*grant
	events   map[int64]*eventRecord
	lost     map[string]int // answers to lose, by operation

	users, hosts, regions, venues, categories, registered *shelf
	preferred                                             map[string]string // regions, by account number

	arrived struct {
		keys, accounts, preferred vendortest.Arrivals[string]
		events                    vendortest.Arrivals[int64]
	}
}

// grant is what a key stands for: a session, an admission token, or
// neither for an integration.
type grant struct {
	session map[string]any // as the vendor describes it
	token   *admissionToken
	event   int64 // of the token
	ended   bool
}

var document = vendortest.Document{Name: "ticketing", Spec: ticketingapi.Spec}

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
	f := &Fake{
		Server: s, version: "3.0.0", lastID: 17370490770234,
		accounts: map[string]string{}, keys: map[string]*grant{},
		events: map[int64]*eventRecord{}, lost: map[string]int{},
		users: newShelf("user", "/accounts", "username", "email"), hosts: newShelf("host", "/hosts", "name"),
		regions: newShelf("region", "/regions", "name"), venues: newShelf("venue", "/venues", "name"),
		categories: newShelf("category", "/categories", "name"), registered: newShelf("event", "/events", "title"),
		preferred: map[string]string{},
	}
	s.Before(f.admitCaller)
	s.RefuseTokens(deadKey)
	remembered := map[string]func(*vendortest.Call) vendortest.Reply{
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
	}
	for _, handlers := range []map[string]func(*vendortest.Call) vendortest.Reply{f.accountHandlers(), f.placeHandlers(), f.eventHandlers()} {
		maps.Copy(remembered, handlers)
	}
	for operation, handler := range remembered {
		remembered[operation] = f.locked(handler)
	}
	s.Show(f.state)
	s.OnForget(f.forget)
	s.Remember(remembered)
	return f
}

// locked runs a handler under the fake's lock, and loses its answer if that is
// what the test wants.
func (f *Fake) locked(handler func(*vendortest.Call) vendortest.Reply) func(*vendortest.Call) vendortest.Reply {
	return func(c *vendortest.Call) vendortest.Reply {
		f.mu.Lock()
		defer f.mu.Unlock()
		if reply := f.refused(c); reply != nil { // since it was admitted
			return *reply
		}
		reply := handler(c)
		if f.lost[c.Operation] > 0 {
			f.lost[c.Operation]--
			panic(http.ErrAbortHandler)
		}
		return reply
	}
}

// AddAccount lets a user start sessions, which may do everything.
func (f *Fake) AddAccount(identification, password string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.accounts[identification] = password
}

// AddIntegrationKey makes a key that may do everything but continue a session.
func (f *Fake) AddIntegrationKey(key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.keys[key] = &grant{}
}

// RequireVersion answers clients of an older version than this one with 412.
// It is 3.0.0 at first.
func (f *Fake) RequireVersion(version string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.version = version
}

// LoseAnswers makes the next n requests of an operation that the fake remembers
// things of take effect and go unanswered: their connection breaks off. An operation
// id that does not exist is a mistake in the test.
func (f *Fake) LoseAnswers(operationID string, n int) {
	if !f.HasOperation(operationID) {
		f.Misused("LoseAnswers: there is no operation %q", operationID)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lost[operationID] = n
}

// admitCaller refuses client versions and keys.
func (f *Fake) admitCaller(c *vendortest.Call) *vendortest.Reply {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.refused(c)
}

func (f *Fake) refused(c *vendortest.Call) *vendortest.Reply {
	if older(c.Header.Get("X-Client-Version"), f.version) {
		return &vendortest.Reply{Status: http.StatusPreconditionFailed}
	}
	text := c.Credential.Token.Reveal()
	if text == "" { // startSession alone goes without
		return nil
	}
	key := f.keys[text]
	switch {
	case ofSession(c) && (key == nil || key.session == nil || key.ended && c.Operation == "continueSession"):
		reply := deadKey(c)
		return &reply
	case ofSession(c) && key.ended:
		return refuse(http.StatusForbidden, "The session has already been ended.")
	case key == nil || key.ended || key.token != nil && !key.may(c):
		return &vendortest.Reply{Status: http.StatusForbidden, Body: restricted}
	}
	return nil
}

var restricted = map[string]string{"message": "You are restricted from accessing this resource."}

func ofSession(c *vendortest.Call) bool {
	return c.Operation == "continueSession" || c.Operation == "endSession"
}

// deadKey refuses a key that is no good any more.
func deadKey(c *vendortest.Call) vendortest.Reply {
	if ofSession(c) {
		return vendortest.Reply{Status: http.StatusUnauthorized, Example: "refused"}
	}
	return vendortest.Reply{Status: http.StatusForbidden, Body: restricted}
}

// may reports whether an admission token's key is good for a request.
func (k *grant) may(c *vendortest.Call) bool {
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

func refuse(status int, text string) *vendortest.Reply {
	return &vendortest.Reply{Status: status, Body: map[string]string{"error": text}}
}

func (f *Fake) nextID() int64 {
	f.lastID++
	return f.lastID
}
