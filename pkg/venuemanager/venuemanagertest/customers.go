package venuemanagertest

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// issue hands out a token for a customer.
func (v *Fake) issue(customer int64) vendortest.Reply {
	id := v.nextID()
	text := fmt.Sprintf("example-token-%d", id)
	v.tokens[text] = customer
	return vendortest.Reply{Body: map[string]any{"id": id, "token": text, "customerId": customer}}
}

// caller is the customer whose token the request carries.
func (v *Fake) caller(c *vendortest.Call) (int64, *customer) {
	id := v.tokens[c.Credential.Token.Reveal()]
	return id, v.customers[id]
}

func (v *Fake) createCustomer(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.CreateCustomerRequest
	c.Bind(&body)
	if body.Password == "" {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	created := &customer{password: string(body.Password), address: body.Address}
	for _, f := range body.Address {
		if f.Field != nil && *f.Field == "email" && f.Value != nil {
			created.username = *f.Value
		}
	}
	id := v.nextID()
	v.customers[id] = created
	return v.issue(id)
}

func (v *Fake) getCustomer(c *vendortest.Call) vendortest.Reply {
	id, customer := v.caller(c)
	if c.PathValues["customerId"] != strconv.FormatInt(id, 10) || customer == nil {
		return c.Unauthorized()
	}
	address := customer.address
	if address == nil {
		address = []venuemanagerapi.AddressField{}
	}
	return vendortest.Reply{Body: venuemanagerapi.Customer{
		ID: id, Username: customer.username, Address: address, Data: []venuemanagerapi.CustomerData{},
	}}
}

func (v *Fake) updateCustomer(c *vendortest.Call) vendortest.Reply {
	id, customer := v.caller(c)
	if c.PathValues["customerId"] != strconv.FormatInt(id, 10) || customer == nil {
		return vendortest.Reply{Status: http.StatusUnauthorized}
	}
	var body venuemanagerapi.UpdateCustomerRequest
	c.Bind(&body)
	customer.address = body.Address
	return vendortest.Reply{}
}

func (v *Fake) updatePassword(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.UpdatePasswordRequest
	c.Bind(&body)
	_, customer := v.caller(c)
	if customer == nil || customer.password != string(body.OldPassword) {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	customer.password = string(body.NewPassword)
	return vendortest.Reply{}
}

func (v *Fake) resetPassword(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.ResetPasswordRequest
	c.Bind(&body)
	if _, customer := v.named(body.Username); customer == nil {
		return vendortest.Reply{Status: http.StatusNotFound}
	}
	return vendortest.Reply{}
}

// named is the customer of a username. Of several, which the vendor does not document,
// it is the latest.
func (v *Fake) named(username string) (int64, *customer) {
	var latest int64
	for id, customer := range v.customers {
		if username != "" && customer.username == username {
			latest = max(latest, id)
		}
	}
	return latest, v.customers[latest]
}

func (v *Fake) createToken(c *vendortest.Call) vendortest.Reply {
	var body venuemanagerapi.CreateTokenRequest
	c.Bind(&body)
	if body.Username == "" || body.Password == "" {
		return vendortest.Reply{Status: http.StatusBadRequest}
	}
	id, customer := v.named(body.Username)
	if customer == nil || customer.password != string(body.Password) {
		return vendortest.Reply{Status: http.StatusUnauthorized}
	}
	return v.issue(id)
}

func (v *Fake) createDataToken(c *vendortest.Call) vendortest.Reply {
	id, _ := v.caller(c)
	return v.issue(id)
}

func (v *Fake) createGuestToken(*vendortest.Call) vendortest.Reply {
	id := v.nextID()
	v.customers[id] = &customer{}
	return v.issue(id)
}

func (v *Fake) anonymizeCustomer(c *vendortest.Call) vendortest.Reply {
	id, _ := v.caller(c)
	delete(v.customers, id)
	for text, customer := range v.tokens {
		if customer == id {
			delete(v.tokens, text)
		}
	}
	return vendortest.Reply{}
}
