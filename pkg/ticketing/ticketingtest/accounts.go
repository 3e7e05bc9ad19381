package ticketingtest

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// accountHandlers are those for accounts: one that is created is found, can start
// sessions, and is gone when it is deleted.
func (f *Fake) accountHandlers() map[string]func(*vendortest.Call) vendortest.Reply {
	return map[string]func(*vendortest.Call) vendortest.Reply{
		"createAccount": f.createAccount,
		"listAccounts": func(c *vendortest.Call) vendortest.Reply {
			return f.users.list(c, asks(c, "number", "email", "username"))
		},
		"getAccount":    func(c *vendortest.Call) vendortest.Reply { return f.users.get(c.PathValues["number"]) },
		"updateAccount": f.updateAccount,
		"deleteAccount": f.deleteAccount,
		"lookUpAccount": f.lookUpAccount,
		"getAccountPreferences": func(c *vendortest.Call) vendortest.Reply {
			number := c.PathValues["number"]
			if f.users.index(number) < 0 {
				return f.users.unknown(number)
			}
			if region, err := strconv.ParseInt(f.preferred[number], 10, 64); err == nil {
				return vendortest.Reply{Body: map[string]any{"region": region}}
			}
			return vendortest.Reply{Body: map[string]any{"region": nil}}
		},
		"setAccountPreferences": func(c *vendortest.Call) vendortest.Reply {
			number := c.PathValues["number"]
			if f.users.index(number) < 0 {
				return f.users.unknown(number)
			}
			region, _ := bodyOf(c)["region"].(string)
			if region == "" {
				return *refuse(http.StatusBadRequest, "The following arguments are required, but have not been supplied: region.")
			}
			f.preferred[number] = region
			return vendortest.Reply{}
		},
	}
}

func (f *Fake) createAccount(c *vendortest.Call) vendortest.Reply {
	account := bodyOf(c)
	password, _ := account["password"].(string)
	delete(account, "password")
	number := fmt.Sprintf("EX-%08d", f.nextID()%100_000_000)
	maps.Copy(account, map[string]any{
		"number": number, "role": "customer", "verified": false, "activated": true, "preferences": f.users.path + "/" + number + "/preferences",
	})
	reply := f.users.create(number, account)
	if reply.Status == 0 {
		for _, field := range []string{"username", "email"} {
			f.accounts[fmt.Sprint(account[field])] = password
		}
	}
	return reply
}

// userOf is the account that was created with this username or e-mail address.
func (f *Fake) userOf(identification string) map[string]any {
	for _, account := range f.users.items {
		if account["username"] == identification || account["email"] == identification {
			return account
		}
	}
	return nil
}

// updateAccount moves the password along with the names that it belongs to.
func (f *Fake) updateAccount(c *vendortest.Call) vendortest.Reply {
	number, values := c.PathValues["number"], bodyOf(c)
	delete(values, "number") // it never changes
	i := f.users.index(number)
	if i < 0 {
		return f.users.unknown(number)
	}
	before := f.users.items[i]
	reply := f.users.update(number, values)
	if reply.Status != 0 {
		return reply
	}
	for _, field := range []string{"username", "email"} {
		name := fmt.Sprint(before[field])
		password := f.accounts[name]
		delete(f.accounts, name)
		f.accounts[fmt.Sprint(f.users.items[i][field])] = password
	}
	return reply
}

func (f *Fake) deleteAccount(c *vendortest.Call) vendortest.Reply {
	number := c.PathValues["number"]
	if i := f.users.index(number); i >= 0 {
		for _, field := range []string{"username", "email"} {
			delete(f.accounts, fmt.Sprint(f.users.items[i][field]))
		}
	}
	return f.users.remove(number, nil)
}

// lookUpAccount knows the accounts that were created and those of AddAccount,
// whose users may do everything.
func (f *Fake) lookUpAccount(c *vendortest.Call) vendortest.Reply {
	if !f.users.used() && len(f.accounts) == 0 {
		return vendortest.Reply{}
	}
	asked := bodyOf(c)
	identification, _ := asked["identification"].(string)
	role, _ := asked["role"].(string)
	_, found := f.accounts[identification]
	if user := f.userOf(identification); user != nil && role != "" {
		found = user["role"] == role
	}
	asked["found"] = found
	return vendortest.Reply{Body: asked}
}
