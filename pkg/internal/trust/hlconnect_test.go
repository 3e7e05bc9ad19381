package trust_test

import (
	"context"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

func init() { register(halLeonard) }

func halLeonard() vendor {
	open := func(credentialOf func(testing.TB, *canaries) hlconnect.Credential) func(testing.TB, *canaries, []token.Option, []boxoffice.ClientOption) (any, any, error) {
		return func(t testing.TB, c *canaries, _ []token.Option, options []boxoffice.ClientOption) (any, any, error) {
			credential := credentialOf(t, c)
			client, err := hlconnect.New(credential, options...)
			return client, credential, err
		}
	}
	return vendor{
		name:     "hlconnect",
		spec:     specs.HLConnect,
		fake:     func(t vendortest.TB) *vendortest.Server { return hlconnecttest.New(t, vendortest.Strict()).Server },
		unusable: unusableTokens,
		credentials: []credential{
			{name: "AccessToken", all: true, open: open(func(_ testing.TB, c *canaries) hlconnect.Credential {
				return hlconnect.AccessToken(boxoffice.Secret(c.plain(hidden, "access token")))
			})},
			{name: "TokenFile", open: open(func(t testing.TB, c *canaries) hlconnect.Credential {
				path := filepath.Join(t.TempDir(), "token")
				if err := os.WriteFile(path, []byte(c.plain(hidden, "token in a file")+"\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				return hlconnect.TokenFile(path)
			})},
		},
		sample: []string{"ListAssets", "RegisterPurchase", "Purchase"},
		flows: func(p *program) []operation {
			return []operation{flow("Wait", func(ctx context.Context) ([]hlconnectapi.OrderItem, error) {
				return p.client.(*hlconnect.Client).Poller(4711).Wait(ctx)
			})}
		},
		special: map[reflect.Type]func(*canaries) any{
			reflect.TypeFor[hlconnect.Order](): func(c *canaries) any {
				return hlconnect.Order{Number: 4711, Customer: c.plain(personal, "customer"), CustomerIP: netip.MustParseAddr("203.0.114.7"), Lines: []hlconnect.Line{
					{ID: 1, AssetID: 2, Quantity: 1, UnitPrice: "3.95", LinePrice: "3.95"},
				}}
			},
			reflect.TypeFor[hlconnectapi.ValidationToken](): func(c *canaries) any {
				return hlconnectapi.ValidationToken{Token: boxoffice.Sensitive(c.plant(hidden, "validation token")), ExpDate: time.Now().Add(time.Hour).Unix()}
			},
		},
	}
}

// unusableTokens are clients of credentials that cannot be used.
func unusableTokens(t testing.TB, c *canaries) map[string]error {
	word := c.plain(hidden, "bad credential")
	file := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(file, []byte(word+" "+word), 0o600))
	errs := map[string]error{}
	_, errs["token"] = hlconnect.New(hlconnect.AccessToken(boxoffice.Secret(word + " " + word)))
	_, errs["file"] = hlconnect.New(hlconnect.TokenFile(file))
	return errs
}
