package musementtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// Fake is a fake Musement with a memory: suppliers who register are not
// active until they are activated with the token they were given, only the
// active log in, tokens end, refresh tokens are exchanged for new ones and
// refused when used twice, activities with their contents and seasons are kept,
// orders and invoices are listed page by page.
//
// What it does not remember (look-ups, prices, pick-ups) is answered with the
// documented examples. Its refusals have the documented statuses and shapes, with
// texts of its own; what the real Musement answers beyond its documents, nobody
// here knows.
type Fake struct {
	*vendortest.Server

	mu           sync.Mutex
	last         int
	lifetime     time.Duration
	byPatch      bool
	applications map[string]string // secrets by client id
	suppliers    []*supplier
	tokens       map[string]accessToken // by access token
	refresh      map[string]*supplier   // by refresh token, while it is good
	activities   []*activity

	arrived struct{ tokens, refresh vendortest.Arrivals[string] }
}

type supplier struct {
	uuid, confirmation string
	password           string
	active             bool
	profile            map[string]any
	orders, invoices   []json.RawMessage
}

type accessToken struct {
	supplier *supplier
	ends     time.Time
}

var document = vendortest.Document{Name: "musement", Spec: musementapi.Spec}

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
	m := &Fake{
		Server: s, lifetime: time.Hour,
		applications: map[string]string{}, tokens: map[string]accessToken{}, refresh: map[string]*supplier{},
	}
	s.Before(m.admit)
	s.RefuseTokens(func(*vendortest.Call) vendortest.Reply { return notAuthenticated() })
	s.Show(m.state)
	s.OnForget(m.forget)
	s.Remember(map[string]func(*vendortest.Call) vendortest.Reply{
		"registerSupplier":      m.locked(m.register),
		"activateSupplier":      m.locked(m.activate),
		"activateSupplierPatch": m.locked(m.activate),
		"login":                 m.locked(m.login),
		"loginPost":             m.locked(m.loginPost),
		"refreshToken":          m.locked(m.refreshToken),
		"getProfile":            m.locked(m.getProfile),
		"updateProfile":         m.locked(m.updateProfile),
		"listActivities":        m.locked(m.listActivities),
		"createActivity":        m.locked(m.createActivity),
		"getActivity":           m.locked(m.getActivity),
		"updateActivity":        m.locked(m.updateActivity),
		"updateOwnActivity":     m.locked(m.updateActivity),
		"createContent":         m.locked(m.createContent),
		"getContent":            m.locked(m.getContent),
		"replaceContent":        m.locked(m.changeContent),
		"updateContent":         m.locked(m.changeContent),
		"deleteContent":         m.locked(m.deleteContent),
		"createTimedSeason":     m.locked(m.createSeason),
		"createOpenSeason":      m.locked(m.createSeason),
		"listDates":             m.locked(m.listDates),
		"listOrders":            m.locked(m.listOrders),
		"listInvoices":          m.locked(m.listInvoices),
	})
	return m
}

func (m *Fake) locked(handler func(*vendortest.Call) vendortest.Reply) func(*vendortest.Call) vendortest.Reply {
	return func(c *vendortest.Call) vendortest.Reply {
		m.mu.Lock()
		defer m.mu.Unlock()
		if reply := m.refused(c); reply != nil { // since it was admitted
			return *reply
		}
		return handler(c)
	}
}

// AddApplication makes the fake take this client id and secret, and no others
// than those added. Without any it takes every pair.
func (m *Fake) AddApplication(clientID, clientSecret string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.applications[clientID] = clientSecret
}

// AddSupplier makes an active supplier and returns its UUID. When there is one of this
// username, it becomes active and gets the password.
func (m *Fake) AddSupplier(username, password string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.named(username)
	if s == nil {
		s = m.newSupplier(map[string]any{"email": username}, password)
	}
	s.password, s.active = password, true
	return s.uuid
}

// SetTokenLifetime is how long tokens handed out from now on live. Default: an
// hour.
func (m *Fake) SetTokenLifetime(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lifetime = d
}

// RevokeTokens makes every access token dead: the next call with each is
// answered with 401. Refresh tokens stay good.
func (m *Fake) RevokeTokens() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.tokens)
}

// RevokeRefreshTokens makes every refresh token dead.
func (m *Fake) RevokeRefreshTokens() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.refresh)
}

// ActivateByPatch makes the fake answer the documented POST of an activation
// with 405, as the vendor's own description of its API suggests, and take PATCH.
func (m *Fake) ActivateByPatch() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.byPatch = true
}

// admit refuses calls without an application, and tokens that are unknown or
// have ended.
func (m *Fake) admit(c *vendortest.Call) *vendortest.Reply {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.refused(c)
}

func (m *Fake) refused(c *vendortest.Call) *vendortest.Reply {
	if c.Header.Get("X-Musement-Application") == "" {
		return &vendortest.Reply{
			Status: http.StatusBadRequest, Undocumented: true, MediaType: "application/json",
			Body: refusal("2271", "The X-Musement-Application header is missing"),
		}
	}
	if c.Credential.Scheme != "" && m.caller(c) == nil {
		reply := notAuthenticated()
		return &reply
	}
	return nil
}

// notAuthenticated refuses a token that is no good.
func notAuthenticated() vendortest.Reply {
	return vendortest.Reply{
		Status: http.StatusUnauthorized, Undocumented: true, MediaType: "application/json",
		Body: refusal("1401", "Not authenticated"),
	}
}

// caller is the supplier whose token the request carries, nil when the token is
// no good.
func (m *Fake) caller(c *vendortest.Call) *supplier {
	t := m.tokens[c.Credential.Token.Reveal()]
	if t.supplier == nil || !time.Now().Before(t.ends) {
		return nil
	}
	return t.supplier
}

func (m *Fake) next() int {
	m.last++
	return m.last
}

// newUUID is one of our own, which no real thing has.
func (m *Fake) newUUID() string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", m.next()) }

// refusal is the vendor's body of a refusal.
func refusal(code, text string) map[string]any { return map[string]any{"code": code, "message": text} }

// refusedForm is the vendor's body of a refused form, with one message for each
// of the fields.
func refusedForm(text string, fields ...string) vendortest.Reply {
	errors := []map[string]string{}
	for _, field := range fields {
		errors = append(errors, map[string]string{"field_name": field, "field_error_message": text})
	}
	return vendortest.Reply{Status: http.StatusBadRequest, Body: map[string]any{
		"code": "-1", "global_error_message": "The form has errors", "errors": errors,
	}}
}
