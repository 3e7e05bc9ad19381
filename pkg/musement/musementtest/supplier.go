package musementtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// newSupplier makes a supplier that is not active.
func (m *Fake) newSupplier(profile map[string]any, password string) *supplier {
	s := &supplier{uuid: m.newUUID(), password: password, profile: profile}
	s.confirmation = fmt.Sprintf("example-confirmation-token-%d", m.next())
	m.suppliers = append(m.suppliers, s)
	return s
}

// answer is the supplier as it is answered.
func (s *supplier) answer(confirmation any) map[string]any {
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

func (m *Fake) register(c *vendortest.Call) vendortest.Reply {
	var profile map[string]any
	c.Bind(&profile)
	email, _ := profile["email"].(string)
	if m.named(email) != nil {
		return refusedForm("This value is already used.", "email")
	}
	password, _ := profile["password"].(string)
	delete(profile, "password")
	s := m.newSupplier(profile, password)
	return vendortest.Reply{Body: s.answer(s.confirmation)}
}

func (m *Fake) named(email string) *supplier {
	for _, s := range m.suppliers {
		if name, _ := s.profile["email"].(string); strings.EqualFold(name, email) {
			return s
		}
	}
	return nil
}

func (m *Fake) activate(c *vendortest.Call) vendortest.Reply {
	if m.byPatch && c.Method == http.MethodPost {
		return vendortest.Reply{
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
		return vendortest.Reply{Body: s.answer(nil)}
	}
	return vendortest.Reply{Status: http.StatusNotFound}
}

func (m *Fake) login(c *vendortest.Call) vendortest.Reply {
	q := c.Query
	if !m.knows(q.Get("client_id"), q.Get("client_secret")) {
		return invalidGrant()
	}
	if q.Get("grant_type") == "refresh_token" {
		return m.redeem(q.Get("refresh_token"))
	}
	if q.Get("client_type") != "supplier" {
		return vendortest.Reply{Status: http.StatusBadRequest, Body: refusal("-1", "Invalid request")}
	}
	return m.enter(q.Get("username"), q.Get("password"))
}

func (m *Fake) loginPost(c *vendortest.Call) vendortest.Reply {
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

func (m *Fake) refreshToken(c *vendortest.Call) vendortest.Reply {
	q := c.Query
	if !m.knows(q.Get("client_id"), q.Get("client_secret")) {
		return invalidGrant()
	}
	return m.redeem(q.Get("refresh_token"))
}

func (m *Fake) knows(clientID, clientSecret string) bool {
	known, ok := m.applications[clientID]
	return len(m.applications) == 0 && clientID != "" || ok && known == clientSecret
}

func invalidGrant() vendortest.Reply {
	return vendortest.Reply{Status: http.StatusBadRequest, Body: refusal("-1", "Invalid grant")}
}

func (m *Fake) enter(username, password string) vendortest.Reply {
	s := m.named(username)
	if s == nil || s.password != password || !s.active {
		return invalidGrant()
	}
	return m.issue(s)
}

// redeem takes a refresh token once.
func (m *Fake) redeem(refresh string) vendortest.Reply {
	s := m.refresh[refresh]
	if s == nil {
		return invalidGrant()
	}
	delete(m.refresh, refresh)
	return m.issue(s)
}

func (m *Fake) issue(s *supplier) vendortest.Reply {
	access := fmt.Sprintf("example-access-token-%d", m.next())
	refresh := fmt.Sprintf("example-refresh-token-%d", m.last)
	m.tokens[access] = accessToken{s, time.Now().Add(m.lifetime)}
	m.refresh[refresh] = s
	return vendortest.Reply{Body: map[string]any{
		"access_token": access, "refresh_token": refresh, "expires_in": int64(m.lifetime / time.Second),
		"token_type": "bearer", "scope": nil,
	}}
}

func (m *Fake) getProfile(c *vendortest.Call) vendortest.Reply {
	s := m.caller(c)
	answer := s.answer(nil)
	answer["activities_count"] = len(m.activitiesOf(s))
	return vendortest.Reply{Body: answer}
}

func (m *Fake) updateProfile(c *vendortest.Call) vendortest.Reply {
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
func (m *Fake) AddOrder(username string, order any) {
	m.add("order", username, order, func(s *supplier, data []byte) { s.orders = append(s.orders, data) })
}

// AddInvoice adds an invoice to the end of a supplier's list, like
// [Fake.AddOrder].
func (m *Fake) AddInvoice(username string, invoice any) {
	m.add("invoice", username, invoice, func(s *supplier, data []byte) { s.invoices = append(s.invoices, data) })
}

func (m *Fake) add(what, username string, value any, add func(*supplier, []byte)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.named(username)
	data, err := json.Marshal(value)
	if s == nil || err != nil {
		m.Misused("the %s cannot be added: there is no such supplier, or it is not JSON", what)
		return
	}
	add(s, data)
}

func (m *Fake) listOrders(c *vendortest.Call) vendortest.Reply {
	return pageByOffset(c, m.caller(c).orders, 10)
}

// listInvoices counts pages from 1.
func (m *Fake) listInvoices(c *vendortest.Call) vendortest.Reply {
	page := max(number(c, "page", 1), 1)
	return paged(m.caller(c).invoices, (page-1)*number(c, "limit", 10), number(c, "limit", 10))
}
