package trust_test

import (
	"context"
	"testing"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

func init() { register(musementSuppliers) }

func musementSuppliers() vendor {
	supplier := func(byPost, refreshByLogin bool) func(*canaries, []token.Option) musement.Credential {
		return func(c *canaries, tokens []token.Option) musement.Credential {
			return musement.Supplier{
				ClientID: "my-client", ClientSecret: boxoffice.Secret(c.plant(hidden, "client secret")),
				Username: c.plant(personal, "username"), Password: boxoffice.Secret(c.plant(hidden, "password")),
				LoginByGet: !byPost, RefreshByLogin: refreshByLogin, Tokens: tokens,
			}
		}
	}
	open := func(credentialOf func(*canaries, []token.Option) musement.Credential) func(testing.TB, *canaries, []token.Option, []boxoffice.ClientOption) (any, any, error) {
		return func(_ testing.TB, c *canaries, tokens []token.Option, options []boxoffice.ClientOption) (any, any, error) {
			credential := credentialOf(c, tokens)
			client, err := musement.New(credential, append([]boxoffice.ClientOption{musement.WithApplication("my-application")}, options...)...)
			return client, credential, err
		}
	}
	issued := func(c *canaries) any {
		return map[string]any{"access_token": c.plain(hidden, "access token"), "refresh_token": c.plant(hidden, "refresh token"), "expires_in": 3600, "token_type": "bearer"}
	}
	return vendor{
		name:     "musement",
		spec:     specs.Musement,
		fake:     func(t vendortest.TB) *vendortest.Server { return musementtest.New(t, vendortest.Strict()).Server },
		unusable: unusableSuppliers,
		credentials: []credential{
			{name: "Supplier", all: true, logsIn: true, open: open(supplier(false, false))},
			{name: "Supplier who posts", logsIn: true, open: open(supplier(true, true))},
			{name: "Anonymous", open: open(func(*canaries, []token.Option) musement.Credential { return musement.Anonymous{} })},
		},
		logins: []login{{"Login", "/login", 200, issued, false}, {"LoginPost", "/login", 200, issued, false}, {"RefreshToken", "/refresh", 200, issued, true}},
		sample: []string{"GetProfile", "ListOrders", "UpdateProfile", "Authenticate", "Onboard"},
		flows: func(p *program) []operation {
			supplier, ok := p.credential.(musement.Supplier)
			if !ok {
				return nil
			}
			return []operation{flow("Onboard", func(ctx context.Context, r musementapi.RegisterSupplierRequest) (musement.Progress, error) {
				r.Email, r.Password = "", "" // the supplier's own
				o := musement.Onboarding{Supplier: supplier, Registration: r}
				client, progress, err := musement.Onboard(ctx, o, append([]boxoffice.ClientOption{musement.WithApplication("my-application")}, p.options...)...)
				if client != nil {
					_ = client.Close(context.Background())
				}
				return progress, err
			})}
		},
	}
}

// unusableSuppliers are clients of credentials that cannot be used.
func unusableSuppliers(_ testing.TB, c *canaries) map[string]error {
	word := c.plain(hidden, "bad credential")
	lines, fine := boxoffice.Secret(word+"\n"), boxoffice.Secret(word)
	errs := map[string]error{}
	for what, credential := range map[string]musement.Supplier{
		"client id":     {ClientID: word + "\n", ClientSecret: fine, Username: word, Password: fine},
		"client secret": {ClientID: word, ClientSecret: lines, Username: word, Password: fine},
		"no password":   {ClientID: word, ClientSecret: fine, Username: word},
	} {
		_, errs[what] = musement.New(credential)
	}
	return errs
}
