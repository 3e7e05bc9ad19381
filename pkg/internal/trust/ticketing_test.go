package trust_test

import (
	"reflect"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

func init() { register(ticketingEvents) }

func ticketingEvents() vendor {
	open := func(credentialOf func(*canaries, []token.Option) ticketing.Credential) func(testing.TB, *canaries, []token.Option, []boxoffice.ClientOption) (any, any, error) {
		return func(_ testing.TB, c *canaries, tokens []token.Option, options []boxoffice.ClientOption) (any, any, error) {
			credential := credentialOf(c, tokens)
			client, err := ticketing.New(credential, options...)
			return client, credential, err
		}
	}
	return vendor{
		name:     "ticketing",
		spec:     specs.TickeTing,
		fake:     func(t vendortest.TB) *vendortest.Server { return ticketingtest.New(t, vendortest.Strict()).Server },
		unusable: unusableKeys,
		credentials: []credential{
			{name: "IntegrationKey", all: true, open: open(func(c *canaries, _ []token.Option) ticketing.Credential {
				return ticketing.IntegrationKey(boxoffice.Secret(c.plain(hidden, "integration key")))
			})},
			{name: "Session", logsIn: true, open: open(func(c *canaries, tokens []token.Option) ticketing.Credential {
				return ticketing.Session{Identification: c.plant(personal, "identification"), Password: boxoffice.Secret(c.plant(hidden, "password")), Tokens: tokens}
			})},
			{name: "Session with a key", logsIn: true, open: open(func(c *canaries, tokens []token.Option) ticketing.Credential {
				return ticketing.Session{
					Identification: c.plant(personal, "identification"), Password: boxoffice.Secret(c.plant(hidden, "password")),
					Key: boxoffice.Secret(c.plain(hidden, "key of the login")), Tokens: tokens,
				}
			})},
			{name: "TokenCode", logsIn: true, open: open(func(c *canaries, tokens []token.Option) ticketing.Credential {
				return ticketing.TokenCode{Code: boxoffice.Secret(c.code(hidden, "code")), Key: boxoffice.Secret(c.plain(hidden, "key of the exchange")), Tokens: tokens}
			})},
		},
		logins: []login{
			{"StartSession", "/v3/sessions", 201, func(c *canaries) any {
				return map[string]any{"id": 1, "open": true, "key": c.plain(hidden, "session key")}
			}, false},
			{"ExchangeTokenCode", "/v3/tokens/", 200, func(c *canaries) any {
				return map[string]any{"event": "/events/1", "sections": []string{"/events/1/sections/2"}, "key": c.plain(hidden, "token key")}
			}, false},
		},
		sample: []string{"ListOrders", "PlaceOrder", "Admit", "Pass"},
		special: map[reflect.Type]func(*canaries) any{
			reflect.TypeFor[ticketing.URI](): func(*canaries) any { return ticketing.SectionURI(1, 2) },
		},
	}
}

// unusableKeys are clients of credentials that cannot be used.
func unusableKeys(_ testing.TB, c *canaries) map[string]error {
	word := c.plain(hidden, "bad credential")
	lines, fine := boxoffice.Secret(word+"\n"), boxoffice.Secret(word)
	errs := map[string]error{}
	for what, credential := range map[string]ticketing.Credential{
		"key":              ticketing.IntegrationKey(boxoffice.Secret(word + "\n")),
		"password":         ticketing.Session{Identification: word, Password: lines},
		"key of a session": ticketing.Session{Identification: word, Password: fine, Key: lines},
		"code":             ticketing.TokenCode{Code: lines, Key: fine},
		"key of a code":    ticketing.TokenCode{Code: boxoffice.Secret(c.code(hidden, "code")), Key: lines},
	} {
		_, errs[what] = ticketing.New(credential)
	}
	return errs
}
