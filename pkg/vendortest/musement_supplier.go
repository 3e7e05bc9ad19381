package vendortest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"
)

// newSupplier makes a supplier that is not active.
func (m *Musement) newSupplier(profile map[string]any, password string) *musementSupplier {
	s := &musementSupplier{uuid: m.newUUID(), password: password, profile: profile}
	s.confirmation = fmt.Sprintf("example-confirmation-token-%d", m.next())
	m.suppliers = append(m.suppliers, s)
	return s
}

// answer is the supplier as it is answered.
func (s *musementSupplier) answer(confirmation any) map[string]any {
	answer := map[string]any{
		"uuid": s.uuid, "confirmation_token": confirmation,
		"activities_count": 0, "orders_count": len(s.orders),
	}
	for name, value := range s.profile {
		switch name {
		case "firstname":
			name = "first_name"
		case "lastname":
			name = "last_name"
		case "is_natural_person":
			value = value == "true"
		}
		answer[name] = value
	}
	return answer
}

func (m *Musement) register(c *Call) Reply {
	var profile map[string]any
	c.Bind(&profile)
	email, _ := profile["email"].(string)
	if m.named(email) != nil {
		return refusedForm("This value is already used.", "email")
	}
	password, _ := profile["password"].(string)
	delete(profile, "password")
	s := m.newSupplier(profile, password)
	return Reply{Body: s.answer(s.confirmation)}
}

func (m *Musement) named(email string) *musementSupplier {
	for _, s := range m.suppliers {
		if name, _ := s.profile["email"].(string); strings.EqualFold(name, email) {
			return s
		}
	}
	return nil
}

func (m *Musement) activate(c *Call) Reply {
	if m.byPatch && c.Method == http.MethodPost {
		return Reply{
			Status: http.StatusMethodNotAllowed, Undocumented: true, MediaType: "application/json",
			Header: http.Header{"Allow": {http.MethodPatch}}, Body: refusal("-1", "Method not allowed"),
		}
	}
	var body struct {
		Token string `json:"confirmation_token"`
	}
	c.Bind(&body)
	for _, s := range m.suppliers {
		if s.uuid != c.PathValues["supplier_uuid"] {
			continue
		}
		if body.Token != s.confirmation || s.active {
			return refusedForm("This value is not valid.", "confirmation_token")
		}
		s.active = true
		return Reply{Body: s.answer(nil)}
	}
	return Reply{Status: http.StatusNotFound}
}

func (m *Musement) login(c *Call) Reply {
	q := c.Query
	if !m.knows(q.Get("client_id"), q.Get("client_secret")) {
		return invalidGrant()
	}
	if q.Get("grant_type") == "refresh_token" {
		return m.redeem(q.Get("refresh_token"))
	}
	if q.Get("client_type") != "supplier" {
		return Reply{Status: http.StatusBadRequest, Body: refusal("-1", "Invalid request")}
	}
	return m.enter(q.Get("username"), q.Get("password"))
}

func (m *Musement) loginPost(c *Call) Reply {
	var body struct {
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
		Username     string `json:"username"`
		Password     string `json:"password"`
	}
	c.Bind(&body)
	if !m.knows(body.ClientID, body.ClientSecret) {
		return invalidGrant()
	}
	return m.enter(body.Username, body.Password)
}

func (m *Musement) refreshToken(c *Call) Reply {
	q := c.Query
	if !m.knows(q.Get("client_id"), q.Get("client_secret")) {
		return invalidGrant()
	}
	return m.redeem(q.Get("refresh_token"))
}

func (m *Musement) knows(clientID, clientSecret string) bool {
	known, ok := m.applications[clientID]
	return len(m.applications) == 0 && clientID != "" || ok && known == clientSecret
}

func invalidGrant() Reply {
	return Reply{Status: http.StatusBadRequest, Body: refusal("-1", "Invalid grant")}
}

func (m *Musement) enter(username, password string) Reply {
	s := m.named(username)
	if s == nil || s.password != password || !s.active {
		return invalidGrant()
	}
	return m.issue(s)
}

// redeem takes a refresh token once.
func (m *Musement) redeem(refresh string) Reply {
	s := m.refresh[refresh]
	if s == nil {
		return invalidGrant()
	}
	delete(m.refresh, refresh)
	return m.issue(s)
}

func (m *Musement) issue(s *musementSupplier) Reply {
	access := fmt.Sprintf("example-access-token-%d", m.next())
	refresh := fmt.Sprintf("example-refresh-token-%d", m.last)
	m.tokens[access] = musementToken{s, time.Now().Add(m.lifetime)}
	m.refresh[refresh] = s
	return Reply{Body: map[string]any{
		"access_token": access, "refresh_token": refresh, "expires_in": int64(m.lifetime / time.Second),
		"token_type": "bearer", "scope": nil,
	}}
}

func (m *Musement) getProfile(c *Call) Reply {
	s := m.caller(c)
	answer := s.answer(nil)
	answer["activities_count"] = len(m.activitiesOf(s))
	return Reply{Body: answer}
}

func (m *Musement) updateProfile(c *Call) Reply {
	s := m.caller(c)
	var changes map[string]any
	c.Bind(&changes)
	if password, ok := changes["password"].(string); ok {
		s.password = password
		delete(changes, "password")
	}
	if email, ok := changes["email"].(string); ok && m.named(email) != nil && m.named(email) != s {
		return refusedForm("This value is already used.", "email")
	}
	maps.Copy(s.profile, changes)
	return m.getProfile(c)
}

// AddOrder adds an order to the end of a supplier's list. It may be anything that
// encodes as the vendor's JSON of an order. An unknown supplier, or what does not
// encode, is a mistake in the test.
func (m *Musement) AddOrder(username string, order any) {
	m.add("order", username, order, func(s *musementSupplier, data []byte) { s.orders = append(s.orders, data) })
}

// AddInvoice adds an invoice to the end of a supplier's list, like
// [Musement.AddOrder].
func (m *Musement) AddInvoice(username string, invoice any) {
	m.add("invoice", username, invoice, func(s *musementSupplier, data []byte) { s.invoices = append(s.invoices, data) })
}

func (m *Musement) add(what, username string, value any, add func(*musementSupplier, []byte)) {
	m.helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.named(username)
	data, err := json.Marshal(value)
	if s == nil || err != nil {
		m.misused("the %s cannot be added: there is no such supplier, or it is not JSON", what)
		return
	}
	add(s, data)
}

func (m *Musement) listOrders(c *Call) Reply {
	return pageByOffset(c, m.caller(c).orders, 10)
}

// listInvoices counts pages from 1.
func (m *Musement) listInvoices(c *Call) Reply {
	page := max(number(c, "page", 1), 1)
	return paged(m.caller(c).invoices, (page-1)*number(c, "limit", 10), number(c, "limit", 10))
}
