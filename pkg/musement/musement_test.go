package musement_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

var maria = musement.Supplier{LoginByGet: true,
	ClientID:     "my-client-id",
	ClientSecret: boxoffice.Secret("my-client-secret"),
	Username:     "maria.rossi@example.com",
	Password:     boxoffice.Secret("correct horse battery"),
}

// newFake is a fake that knows maria.
func newFake(t *testing.T, options ...vendortest.Option) *musementtest.Fake {
	t.Helper()
	fake := musementtest.New(t, options...)
	fake.AddApplication(maria.ClientID, maria.ClientSecret.Reveal())
	fake.AddSupplier(maria.Username, maria.Password.Reveal())
	return fake
}

// reach are the options that lead to the fake.
func reach(fake *musementtest.Fake, options ...boxoffice.ClientOption) []boxoffice.ClientOption {
	return append([]boxoffice.ClientOption{
		musement.WithApplication("my-application"),
		boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()),
	}, options...)
}

// newClient is a client of the fake, closed with the test.
func newClient(t *testing.T, fake *musementtest.Fake, credential musement.Credential, options ...boxoffice.ClientOption) *musement.Client {
	t.Helper()
	client, err := musement.New(credential, reach(fake, options...)...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, client.Close(context.Background())) })
	return client
}

func TestUnusableCredentialsAreRefusedBeforeAnythingIsSent(t *testing.T) {
	for text, spoil := range map[string]func(*musement.Supplier){
		"the client id is empty":                      func(s *musement.Supplier) { s.ClientID = " " },
		"the client secret is empty":                  func(s *musement.Supplier) { s.ClientSecret = boxoffice.SecretText{} },
		"the username is empty":                       func(s *musement.Supplier) { s.Username = "" },
		"the password is empty":                       func(s *musement.Supplier) { s.Password = boxoffice.Secret("") },
		"the password has a control character":        func(s *musement.Supplier) { s.Password = boxoffice.Secret("geheim\n") },
		"the client secret has a control character":   func(s *musement.Supplier) { s.ClientSecret = boxoffice.Secret("\x00geheim") },
		"the username has a control character; was i": func(s *musement.Supplier) { s.Username = "maria\r\n" },
	} {
		supplier := maria
		spoil(&supplier)
		_, err := musement.New(supplier)
		require.ErrorIs(t, err, boxoffice.ErrCredential, text)
		require.ErrorContains(t, err, text)
		require.NotContains(t, err.Error(), "geheim")
	}
	_, err := musement.New(nil)
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)
	require.ErrorContains(t, err, "Anonymous{}")
}

func TestOptionsWithoutAValueAreRefused(t *testing.T) {
	for name, option := range map[string]func(string) boxoffice.ClientOption{
		"application": musement.WithApplication, "acceptLanguage": musement.WithLanguage, "version": musement.WithVersion,
		"currency": musement.WithCurrency, "market": musement.WithMarket,
	} {
		for _, value := range []string{"", " ", "a\nb"} {
			_, err := musement.New(musement.Anonymous{}, option(value))
			require.ErrorIs(t, err, boxoffice.ErrConfiguration, name)
			require.ErrorContains(t, err, name+" must be one non-empty line")
		}
	}
}

func TestAnAnonymousClientIsRefusedWhatNeedsASupplierBeforeAnythingIsSent(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, musement.Anonymous{})
	_, err := client.GetProfile(context.Background())
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.ErrorIs(t, client.Authenticate(context.Background()), boxoffice.ErrCredential)
	require.ErrorIs(t, client.Authenticate(nil), boxoffice.ErrInvalidRequest) //nolint:staticcheck // the point of the test
	require.Empty(t, fake.Requests())
}

func TestAnonymousOperationsCarryNoTokenAndCauseNoLogin(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, maria)
	err := client.ResetPassword(context.Background(), musementapi.ResetPasswordRequest{Email: &maria.Username})
	require.NoError(t, err)
	require.Len(t, fake.Requests(), 1)
	require.Empty(t, fake.Requests()[0].Header.Values("Authorization"))
}

func TestLookUpsCarryTheTokenOfASupplierAndNoneOfNobody(t *testing.T) {
	fake := newFake(t)
	ctx := context.Background()
	_, err := newClient(t, fake, musement.Anonymous{}).ListCurrencies(ctx)
	require.NoError(t, err)
	_, err = newClient(t, fake, maria).ListCurrencies(ctx)
	require.NoError(t, err)
	requests := fake.Requests("listCurrencies")
	require.Empty(t, requests[0].Header.Values("Authorization"))
	require.NotEmpty(t, requests[1].Header.Values("Authorization"))
}

func TestTheHeadersOfTheClientGoWithEveryCallThatTakesThem(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, maria,
		musement.WithLanguage("it-IT"), musement.WithVersion("3.5.0"), musement.WithCurrency("CHF"), musement.WithMarket("us"))
	ctx := context.Background()
	schedule := func(ctx context.Context, options ...boxoffice.CallOption) ([]musementapi.Schedule, error) {
		return client.GetSchedule(ctx, "00000000-0000-4000-8000-000000000001", "2021-03-01", nil, options...)
	}
	_, err := schedule(ctx)
	require.NoError(t, err)
	require.Equal(t, map[string]string{
		"Accept-Language": "it-IT", "X-Musement-Version": "3.5.0", "X-Musement-Currency": "CHF",
		"X-Musement-Market": "us", "X-Musement-Application": "my-application",
	}, musementHeaders(fake.Requests("getSchedule")[0].Header))
	require.Equal(t, map[string]string{
		"Accept-Language": "it-IT", "X-Musement-Version": "3.5.0", "X-Musement-Application": "my-application",
	}, musementHeaders(fake.Requests("login")[0].Header), "the login too, as far as it takes them")

	_, err = schedule(ctx, boxoffice.WithHeader(musement.HeaderLanguage, "de-CH"), boxoffice.WithHeader(musement.HeaderVersion, "3.4.0"),
		boxoffice.WithHeader(musement.HeaderCurrency, "EUR"), boxoffice.WithHeader(musement.HeaderMarket, "de"), boxoffice.WithHeader(musement.HeaderApplication, "other"))
	require.NoError(t, err)
	require.Equal(t, map[string]string{
		"Accept-Language": "de-CH", "X-Musement-Version": "3.4.0", "X-Musement-Currency": "EUR",
		"X-Musement-Market": "de", "X-Musement-Application": "other",
	}, musementHeaders(fake.Requests("getSchedule")[1].Header))

	_, err = schedule(ctx)
	require.NoError(t, err)
	require.Equal(t, "it-IT", fake.Requests("getSchedule")[2].Header.Get("Accept-Language"), "a call does not change the client")
}

func TestWithoutOptionsTheDocumentedDefaultsAreSent(t *testing.T) {
	fake := newFake(t)
	_, err := newClient(t, fake, maria).GetSchedule(context.Background(), "00000000-0000-4000-8000-000000000001", "2021-03-01", nil)
	require.NoError(t, err)
	require.Equal(t, map[string]string{
		"Accept-Language": "en-US", "X-Musement-Version": "3.4.0", "X-Musement-Application": "my-application",
	}, musementHeaders(fake.Requests("getSchedule")[0].Header), "currency and market are the vendor's to choose")
}

func musementHeaders(header http.Header) map[string]string {
	found := map[string]string{}
	for _, name := range []string{musement.HeaderLanguage, musement.HeaderVersion, musement.HeaderCurrency, musement.HeaderMarket, musement.HeaderApplication} {
		if header.Get(name) != "" {
			found[name] = header.Get(name)
		}
	}
	return found
}

func TestACallWithoutAnApplicationIsRefusedWithWhatToDo(t *testing.T) {
	fake := newFake(t)
	client, err := musement.New(maria, boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()))
	require.NoError(t, err)
	defer func() { _ = client.Close(context.Background()) }()
	for name, call := range map[string]func() error{
		"a look-up": func() error { _, err := client.ListCurrencies(context.Background()); return err },
		"a login":   func() error { return client.Authenticate(context.Background()) },
	} {
		err = call()
		require.ErrorIs(t, err, musement.ErrNoApplication, name)
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, name)
		require.NotErrorIs(t, err, boxoffice.ErrCredentialsRefused, name)
		require.ErrorContains(t, err, "WithApplication", name)
	}
}

func TestProductionAndSandboxAreTheDocumentedOrigins(t *testing.T) {
	for want, options := range map[string][]boxoffice.ClientOption{
		"https://api.musement.com/api/v3/currencies":     nil,
		"https://sandbox.musement.com/api/v3/currencies": {musement.WithSandbox()},
		"https://proxy.example.com/api/v3/currencies":    {musement.WithSandbox(), boxoffice.WithBaseURL("https://proxy.example.com")},
	} {
		var asked string
		seen := roundTripper(func(r *http.Request) (*http.Response, error) {
			asked = r.URL.String()
			return nil, context.Canceled
		})
		client, err := musement.New(musement.Anonymous{}, append(options, withTransport(seen), once)...)
		require.NoError(t, err)
		_, err = client.ListCurrencies(context.Background())
		require.Error(t, err)
		require.Equal(t, want, asked)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func withTransport(next http.RoundTripper) boxoffice.ClientOption {
	return boxoffice.WithHTTPClient(&http.Client{Transport: next})
}

var discard = slog.New(slog.DiscardHandler)

func errorIs(err, target error) bool { return errors.Is(err, target) }

// once sends everything once.
var once = boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})

func TestACategorysLevelIsReadAsANumberAndAsAText(t *testing.T) {
	fake := newFake(t)
	for _, level := range []string{`2`, `"2"`} {
		fake.Reply("listCategories", vendortest.Reply{
			Body: `[{"id":1,"name":"Museums","code":"museums","cover_image_url":"https://images.example.com/1","level":` + level + `}]`,
		})
		result, err := newClient(t, fake, musement.Anonymous{}).ListCategories(context.Background(), nil)
		require.NoError(t, err)
		require.EqualValues(t, "2", result[0].Level)
	}
}

// operations are those of the specification.
func operations(t *testing.T) []*oas.Operation {
	t.Helper()
	doc, err := oas.Load(specs.Musement)
	require.NoError(t, err)
	return doc.Operations()
}
