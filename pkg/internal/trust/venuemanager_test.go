package trust_test

import (
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
	"github.com/boxoffice-go/boxoffice/specs"
)

func init() { register(venueManager) }

func venueManager() vendor {
	open := func(credentialOf func(*canaries, []token.Option) venuemanager.Credential) func(testing.TB, *canaries, []token.Option, []boxoffice.ClientOption) (any, any, error) {
		return func(_ testing.TB, c *canaries, tokens []token.Option, options []boxoffice.ClientOption) (any, any, error) {
			credential := credentialOf(c, tokens)
			client, err := venuemanager.New("myshop", credential, options...)
			return client, credential, err
		}
	}
	issued := func(c *canaries) any {
		return map[string]any{"id": 1, "customerId": 2, "token": c.plain(hidden, "issued token")}
	}
	return vendor{
		name:     "venuemanager",
		spec:     specs.VenueManager,
		fake:     func(t vendortest.TB) *vendortest.Server { return venuemanagertest.New(t, vendortest.Strict()).Server },
		unusable: unusableCallers,
		credentials: []credential{
			{name: "Token", all: true, open: open(func(c *canaries, _ []token.Option) venuemanager.Credential {
				return venuemanager.Token(boxoffice.Secret(c.plain(hidden, "given token")))
			})},
			{name: "Customer", logsIn: true, open: open(func(c *canaries, tokens []token.Option) venuemanager.Credential {
				return venuemanager.Customer{Username: c.plant(personal, "username"), Password: boxoffice.Secret(c.plant(hidden, "password")), Tokens: tokens}
			})},
			{name: "Guest", logsIn: true, open: open(func(_ *canaries, tokens []token.Option) venuemanager.Credential {
				return venuemanager.Guest{Tokens: tokens}
			})},
			{name: "APIUser", open: open(func(c *canaries, _ []token.Option) venuemanager.Credential {
				return venuemanager.APIUser{Name: c.plant(personal, "API user"), Password: boxoffice.Secret(c.plant(hidden, "API user's password"))}
			})},
			{name: "Anonymous", open: open(func(*canaries, []token.Option) venuemanager.Credential { return venuemanager.Anonymous{} })},
		},
		logins: []login{{"CreateToken", "/customer/token", 200, issued, false}, {"CreateGuestToken", "/customer/guestToken", 200, issued, false}},
		sample: []string{"GetCustomer", "ListInvoices", "Pay"},
	}
}

// unusableCallers are clients of credentials that cannot be used.
func unusableCallers(_ testing.TB, c *canaries) map[string]error {
	word := c.plain(hidden, "bad credential")
	lines, empty, fine := boxoffice.Secret(word+"\n"), boxoffice.Secret(""), boxoffice.Secret(word)
	errs := map[string]error{}
	for what, credential := range map[string]venuemanager.Credential{
		"password":            venuemanager.Customer{Username: word, Password: lines},
		"username":            venuemanager.Customer{Username: word + "\n", Password: fine},
		"no password":         venuemanager.Customer{Username: word, Password: empty},
		"token":               venuemanager.Token(boxoffice.Secret(word + "\r")),
		"API user":            venuemanager.APIUser{Name: word + ":" + word, Password: fine},
		"API user's password": venuemanager.APIUser{Name: word, Password: lines},
	} {
		_, errs[what] = venuemanager.New("shop", credential)
	}
	_, errs["shop"] = venuemanager.New(word+".evil.example/", venuemanager.Anonymous{})
	_, errs["login URL of a shop"] = venuemanager.LoginURL("https://me:"+word+"@shop.example", boxoffice.Sensitive(word))
	return errs
}
