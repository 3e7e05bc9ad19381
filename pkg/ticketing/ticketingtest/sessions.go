package ticketingtest

import (
	"fmt"
	"net/http"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// KillSessions ends every open session from the vendor's side: their keys are
// dead from now on.
func (f *Fake) KillSessions() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, key := range f.keys {
		key.ended = key.ended || key.session != nil
	}
}

// OpenSessions is how many sessions were started and have not ended.
func (f *Fake) OpenSessions() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	open := 0
	for _, key := range f.keys {
		if key.session != nil && !key.ended {
			open++
		}
	}
	return open
}

func (f *Fake) startSession(c *vendortest.Call) vendortest.Reply {
	var body struct{ Identification, Password string }
	c.Bind(&body)
	password, exists := f.accounts[body.Identification]
	switch {
	case !exists:
		return *refuse(http.StatusNotFound, "The requested account could not be located")
	case password != body.Password:
		return vendortest.Reply{Status: http.StatusUnauthorized, Example: "wrongPassword"}
	}
	id := f.nextID()
	text := fmt.Sprintf("examplesessionkey%015d", id) // 32 small letters and digits
	var account any = map[string]any{"self": "/accounts/EX-00000001", "number": "EX-00000001", "username": body.Identification}
	if user := f.userOf(body.Identification); user != nil {
		account = user
	}
	session := map[string]any{
		"self": fmt.Sprintf("/sessions/%d", id), "id": id, "open": true, "key": text,
		"started": time.Now().UTC().Format(time.DateTime),
		"account": account,
	}
	f.keys[text] = &grant{session: session}
	return vendortest.Reply{Status: http.StatusCreated, Body: session}
}

func (f *Fake) continueSession(c *vendortest.Call) vendortest.Reply {
	return vendortest.Reply{Body: f.keys[c.Credential.Token.Reveal()].session}
}

func (f *Fake) endSession(c *vendortest.Call) vendortest.Reply {
	f.keys[c.Credential.Token.Reveal()].ended = true
	return vendortest.Reply{}
}

func (f *Fake) createIntegration(c *vendortest.Call) vendortest.Reply {
	var body struct{ Name, Access string }
	c.Bind(&body)
	if body.Name == "" {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	text := fmt.Sprintf("example-integration-key-%d", f.nextID())
	f.keys[text] = &grant{}
	return vendortest.Reply{Body: map[string]string{"name": body.Name, "access": body.Access, "key": text}}
}
