package venuemanager_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

var alice = venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("correct horse")}

// newShop is a client of the fake, closed with the test.
func newShop(t *testing.T, fake *venuemanagertest.Fake, credential venuemanager.Credential, options ...boxoffice.ClientOption) *venuemanager.Client {
	t.Helper()
	shop, err := venuemanager.New("myshop", credential, append(options, boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()))...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, shop.Close(context.Background())) })
	return shop
}

func TestAShopNameThatIsNoDNSLabelIsRefused(t *testing.T) {
	for _, name := range []string{
		"", "my shop", "shop.example.com", "evil.example.com/", "evil.example.com#", "user@host", "-shop", "shop-",
		"a/b", "a:8443", "a?b", "ø", "{customer}", "shop\n", "a..b",
		"a123456789a123456789a123456789a123456789a123456789a123456789abcd", // 64
	} {
		_, err := venuemanager.New(name, venuemanager.Anonymous{})
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, "%q", name)
		require.Contains(t, err.Error(), "DNS label")
	}
	for _, name := range []string{"a", "myshop", "my-shop-2", "0"} {
		_, err := venuemanager.New(name, venuemanager.Anonymous{})
		require.NoError(t, err, name)
	}
}

func TestEmptyCredentialsAreRefusedBeforeAnythingIsSent(t *testing.T) {
	for name, credential := range map[string]venuemanager.Credential{
		"the username is empty":             venuemanager.Customer{Password: boxoffice.Secret("x")},
		"the password is empty":             venuemanager.Customer{Username: "x"},
		"the token is empty":                venuemanager.Token(boxoffice.Secret("")),
		"the API user's name is empty":      venuemanager.APIUser{Password: boxoffice.Secret("x")},
		"the API user's password is empty":  venuemanager.APIUser{Name: "x"},
		"the password has a control":        venuemanager.Customer{Username: "x", Password: boxoffice.Secret("x\n")},
		"the token has a control character": venuemanager.Token(boxoffice.Secret("line\nend")),
		"the API user's name has a colon":   venuemanager.APIUser{Name: "a:b", Password: boxoffice.Secret("x")},
	} {
		_, err := venuemanager.New("myshop", credential)
		require.ErrorIs(t, err, boxoffice.ErrCredential, name)
		require.Contains(t, err.Error(), name)
	}
	_, err := venuemanager.New("myshop", nil)
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)
	require.Contains(t, err.Error(), "Anonymous{}")
}

func TestABadBaseURLIsRefusedWithWhatToDo(t *testing.T) {
	for url, text := range map[string]string{
		"shop.example.com":                      "scheme://host",
		"https://":                              "scheme://host",
		"https://example.com/api/core":          "/api/core is added",
		"https://example.com?x=1":               "without path or query",
		"https://user:geheim@example.com":       "user name or password",
		"http://example.com":                    "use https",
		"ftp://example.com":                     "https",
		"http://127.0.0.1.example.com":          "use https",
		"https://example.com/#fragment":         "without path or query",
		"mailto:someone@example.com":            "scheme://host",
		"https://exa mple.com":                  "scheme://host",
		"http://localhost.example.com:80":       "use https",
		"http://[2001:db8::1]":                  "use https",
		"https://example.com/%2e%2e/elsewhere/": "without path or query",
	} {
		_, err := venuemanager.New("myshop", venuemanager.Anonymous{}, boxoffice.WithBaseURL(url))
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, url)
		require.Contains(t, err.Error(), text)
		require.NotContains(t, err.Error(), "geheim")
	}
}

func TestACredentialThatTheOperationCannotUseIsRefusedBeforeAnythingIsSent(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddAPIUser("erp", "battery staple")
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	ctx := context.Background()

	err := newShop(t, fake, venuemanager.APIUser{Name: "erp", Password: boxoffice.Secret("battery staple")}).ValidateToken(ctx)
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	_, err = newShop(t, fake, alice).ListInvoices(ctx, nil)
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	_, err = newShop(t, fake, venuemanager.Anonymous{}).ListInvoices(ctx, nil)
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.Equal(t, boxoffice.NeverSent, boxoffice.AsError(err).Delivery)
	require.Empty(t, fake.Requests())
}

func TestANilContextIsAnError(t *testing.T) {
	fake := venuemanagertest.New(t)
	_, err := newShop(t, fake, venuemanager.Anonymous{}).ListCategories(nil, nil) //nolint:staticcheck // the point of the test
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.Empty(t, fake.Requests())
}

func TestAnonymousOperationsCarryNoCredential(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	shop := newShop(t, fake, alice)
	_, err := shop.ListCategories(context.Background(), nil)
	require.NoError(t, err)
	requests := fake.Requests()
	require.Len(t, requests, 1, "no login either")
	require.Empty(t, requests[0].Header.Values("Authorization"))
}

func TestTheAppIsNamedOnceAndToldWhereverTheShopAsks(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	shop := newShop(t, fake, alice, venuemanager.WithApp("MyApp", "iPhone - iOS - 12.0"))
	ctx := context.Background()

	_, err := shop.ListPaymentCards(ctx)
	require.NoError(t, err)
	_, err = shop.CreateOneTimeToken(ctx, venuemanagerapi.CreateOneTimeTokenRequest{})
	require.NoError(t, err)
	own := venuemanagerapi.CreateOneTimeTokenRequest{ClientName: "OtherApp", ClientOS: boxoffice.Ptr("Web")}
	_, err = shop.CreateOneTimeToken(ctx, own)
	require.NoError(t, err)
	require.Equal(t, venuemanagerapi.CreateOneTimeTokenRequest{ClientName: "OtherApp", ClientOS: boxoffice.Ptr("Web")}, own, "the caller's body is not modified")

	query := fake.Requests("listPaymentCards")[0].Query
	require.Equal(t, "MyApp", query.Get("clientName"))
	require.Equal(t, "iPhone - iOS - 12.0", query.Get("clientOs"))
	for i, want := range []string{"MyApp", "OtherApp"} {
		require.Equal(t, want, bodyOf(t, fake.Requests("createOneTimeToken")[i])["clientName"])
	}
	require.Equal(t, "MyApp", bodyOf(t, fake.Requests("createToken")[0])["clientName"], "the login says so too")
}

func bodyOf(t *testing.T, r vendortest.Request) map[string]any {
	t.Helper()
	var body map[string]any
	require.NoError(t, json.Unmarshal(r.Body, &body))
	return body
}

func TestS05_ATokenThatDiesInABurstIsRenewedOnceAndNobodyNotices(t *testing.T) {
	fake := venuemanagertest.New(t)
	fake.AddCustomer(alice.Username, alice.Password.Reveal())
	shop := newShop(t, fake, alice)
	err := shop.ValidateToken(context.Background())
	require.NoError(t, err)
	fake.RevokeTokens()

	var wg sync.WaitGroup
	errs := make(chan error, 50)
	for range 50 {
		wg.Go(func() {
			err := shop.ValidateToken(context.Background())
			errs <- err
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		require.NoError(t, err)
	}
	require.Len(t, fake.Requests("createToken"), 2)
	require.LessOrEqual(t, len(fake.Requests("validateToken")), 1+2*50)
}

func TestRefusedCredentialsAreATypedErrorAndNotHammered(t *testing.T) {
	fake := venuemanagertest.New(t)
	shop := newShop(t, fake, venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("wrong horse")})
	for range 20 {
		err := shop.ValidateToken(context.Background())
		require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
		require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
		require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), "wrong horse")
	}
	require.LessOrEqual(t, len(fake.Requests("createToken")), 2)
	require.Empty(t, fake.Requests("validateToken"))
}

func TestAGivenTokenIsNotRenewed(t *testing.T) {
	fake := venuemanagertest.New(t)
	shop := newShop(t, fake, venuemanager.Token(boxoffice.Secret("example-token")))
	err := shop.ValidateToken(context.Background())
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	require.Len(t, fake.Requests(), 1)
}
