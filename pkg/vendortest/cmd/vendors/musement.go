package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func init() { register(vendor{"musement", "Musement", startMusement}) }

func startMusement(random *rand.Rand, opts ...vendortest.Option) (*standing, error) {
	fake, err := musementtest.Start(opts...)
	if err != nil {
		return nil, err
	}
	const username, password, client, secret = "maria.rossi@example.com", "correct horse", "example-client-id", "example-client-secret"
	fake.AddSupplier(username, password)
	fake.AddApplication(client, secret)
	s := &standing{fake: fake.Server, always: map[string]string{"X-Musement-Application": "example-application"}}
	for _, list := range []struct {
		operation string
		add       func(string, any)
	}{{"listOrders", fake.AddOrder}, {"listInvoices", fake.AddInvoice}} {
		for range 1 + random.IntN(12) {
			for _, entry := range s.entries(list.operation) {
				list.add(username, entry)
			}
		}
	}
	body, err := json.Marshal(map[string]string{
		"client_id": client, "client_secret": secret, "grant_type": "password", "client_type": "supplier", "username": username, "password": password,
	})
	if err != nil {
		return nil, err
	}
	s.try = try{operation: "loginPost", body: string(body)}
	s.credentials = func() ([]credential, error) {
		supplier := credential{"supplier, to log in with", "", nil, nil, []value{{"username", username}, {"password", password}, {"client id", client}, {"client secret", secret}}}
		var login struct {
			Token string `json:"access_token"`
		}
		if answered := s.ask(s.try, &login) == nil; !answered { // the e-mail address or the password was changed
			supplier.Title = "supplier, whose login is refused by now"
			return []credential{supplier}, nil
		}
		return []credential{supplier, {"the same supplier, logged in for an hour", "supplierToken", map[string]string{"Authorization": "Bearer " + login.Token}, nil, []value{{"access token", login.Token}}}}, nil
	}
	return s, fake.Err()
}

// entries are those of the documented example of a list.
func (s *standing) entries(operation string) []json.RawMessage {
	var list []json.RawMessage
	for _, a := range s.operation(operation).Answers {
		if a.Status == fmt.Sprint(200) && json.Unmarshal([]byte(a.Example), &list) == nil {
			return list
		}
	}
	return nil
}
