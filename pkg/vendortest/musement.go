package vendortest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/specs"
)

// Musement is a fake Musement with a memory: suppliers who register are not
// active until they are activated with the token they were given, only the
// active log in, tokens end, refresh tokens are exchanged for new ones and
// refused when used twice, activities with their contents and seasons are kept,
// orders and invoices are listed page by page.
//
// What it does not remember (look-ups, prices, pick-ups) is answered with the
// documented examples. Its refusals have the documented statuses and shapes, with
// texts of its own; what the real Musement answers beyond its documents, nobody
// here knows.
type Musement struct {
	*Server

	mu           sync.Mutex
	last         int
	lifetime     time.Duration
	byPatch      bool
	applications map[string]string // secrets by client id
	suppliers    []*musementSupplier
	tokens       map[string]musementToken     // by access token
	refresh      map[string]*musementSupplier // by refresh token, while it is good
	activities   []*musementActivity
}

type musementSupplier struct {
	uuid, confirmation string
	password           string
	active             bool
	profile            map[string]any
	orders, invoices   []json.RawMessage
}

type musementToken struct {
	supplier *musementSupplier
	ends     time.Time
}

// NewMusement starts a fake Musement for the length of the test; see
// [NewServer].
func NewMusement(t TB, opts ...Option) *Musement {
	t.Helper()
	return newMusement(NewServer(t, specs.Musement, opts...))
}

// StartMusement starts a fake Musement outside a test; see [Start].
func StartMusement(opts ...Option) (*Musement, error) {
	s, err := Start(specs.Musement, opts...)
	if err != nil {
		return nil, err
	}
	return newMusement(s), nil
}

func newMusement(s *Server) *Musement {
	m := &Musement{
		Server: s, lifetime: time.Hour,
		applications: map[string]string{}, tokens: map[string]musementToken{}, refresh: map[string]*musementSupplier{},
	}
	s.Before(m.admit)
	for operation, handler := range map[string]func(*Call) Reply{
		"registerSupplier":      m.register,
		"activateSupplier":      m.activate,
		"activateSupplierPatch": m.activate,
		"login":                 m.login,
		"loginPost":             m.loginPost,
		"refreshToken":          m.refreshToken,
		"getProfile":            m.getProfile,
		"updateProfile":         m.updateProfile,
		"listActivities":        m.listActivities,
		"createActivity":        m.createActivity,
		"getActivity":           m.getActivity,
		"updateActivity":        m.updateActivity,
		"updateOwnActivity":     m.updateActivity,
		"createContent":         m.createContent,
		"getContent":            m.getContent,
		"replaceContent":        m.changeContent,
		"updateContent":         m.changeContent,
		"deleteContent":         m.deleteContent,
		"createTimedSeason":     m.createSeason,
		"createOpenSeason":      m.createSeason,
		"listDates":             m.listDates,
		"listOrders":            m.listOrders,
		"listInvoices":          m.listInvoices,
	} {
		s.Handle(operation, m.locked(handler))
	}
	return m
}

func (m *Musement) locked(handler func(*Call) Reply) func(*Call) Reply {
	return func(c *Call) Reply {
		m.mu.Lock()
		defer m.mu.Unlock()
		return handler(c)
	}
}

// AddApplication makes the fake take this client id and secret, and no others
// than those added. Without any it takes every pair.
func (m *Musement) AddApplication(clientID, clientSecret string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.applications[clientID] = clientSecret
}

// AddSupplier makes an active supplier and returns its UUID.
func (m *Musement) AddSupplier(username, password string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.newSupplier(map[string]any{"email": username}, password)
	s.active = true
	return s.uuid
}

// SetTokenLifetime is how long tokens handed out from now on live. Default: an
// hour.
func (m *Musement) SetTokenLifetime(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lifetime = d
}

// RevokeTokens makes every access token dead: the next call with each is
// answered with 401. Refresh tokens stay good.
func (m *Musement) RevokeTokens() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.tokens)
}

// RevokeRefreshTokens makes every refresh token dead.
func (m *Musement) RevokeRefreshTokens() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.refresh)
}

// ActivateByPatch makes the fake answer the documented POST of an activation
// with 405, as the vendor's own description of its API suggests, and take PATCH.
func (m *Musement) ActivateByPatch() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.byPatch = true
}

// admit refuses calls without an application, and tokens that are unknown or
// have ended.
func (m *Musement) admit(c *Call) *Reply {
	m.mu.Lock()
	defer m.mu.Unlock()
	if c.Header.Get("X-Musement-Application") == "" {
		return &Reply{
			Status: http.StatusBadRequest, Undocumented: true, MediaType: "application/json",
			Body: refusal("2271", "The X-Musement-Application header is missing"),
		}
	}
	if c.Credential.Scheme != "" && m.caller(c) == nil {
		return &Reply{
			Status: http.StatusUnauthorized, Undocumented: true, MediaType: "application/json",
			Body: refusal("1401", "Not authenticated"),
		}
	}
	return nil
}

// caller is the supplier whose token the request carries, nil when the token is
// no good.
func (m *Musement) caller(c *Call) *musementSupplier {
	t := m.tokens[c.Credential.Token.Reveal()]
	if t.supplier == nil || !time.Now().Before(t.ends) {
		return nil
	}
	return t.supplier
}

func (m *Musement) next() int {
	m.last++
	return m.last
}

// newUUID is one of our own, which no real thing has.
func (m *Musement) newUUID() string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", m.next()) }

// refusal is the vendor's body of a refusal.
func refusal(code, text string) map[string]any { return map[string]any{"code": code, "message": text} }

// refusedForm is the vendor's body of a refused form, with one message for each
// of the fields.
func refusedForm(text string, fields ...string) Reply {
	errors := []map[string]string{}
	for _, field := range fields {
		errors = append(errors, map[string]string{"field_name": field, "field_error_message": text})
	}
	return Reply{Status: http.StatusBadRequest, Body: map[string]any{
		"code": "-1", "global_error_message": "The form has errors", "errors": errors,
	}}
}
