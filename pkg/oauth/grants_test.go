package oauth_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/oauth"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// granted is the answer of RFC 6749, section 5.1.
const granted = `{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"example","expires_in":3600,
	"refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA","example_parameter":"example_value"}`

func TestEveryGrantIsSentAsItsRFCHasIt(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for name, c := range map[string]struct {
		ask  func(*oauth.Client) (token.Token, error)
		form string
	}{
		"client credentials": {func(c *oauth.Client) (token.Token, error) { return c.ClientCredentials(ctx) },
			"grant_type=client_credentials"},
		"password": {func(c *oauth.Client) (token.Token, error) {
			return c.Password(ctx, "johndoe", boxoffice.Secret(password))
		}, "grant_type=password&username=johndoe&password=A3ddj3w"},
		"refresh": {func(c *oauth.Client) (token.Token, error) {
			return c.Refresh(ctx, boxoffice.Secret("tGzv3JOkF0XG5Qx2TlKWIA"))
		}, "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA"},
		"code": {func(c *oauth.Client) (token.Token, error) {
			return c.Exchange(ctx, oauth.Code{Code: boxoffice.Secret("SplxlOBeZQQYbYS6WxSbIA"),
				RedirectURI: "https://client.example.com/cb", Verifier: boxoffice.Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")})
		}, "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb" +
			"&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"},
	} {
		s := answering(http.StatusOK, granted)
		before := time.Now()
		got, err := c.ask(s.client(t))
		require.NoError(t, err, name)
		want, err := url.ParseQuery(c.form)
		require.NoError(t, err)
		require.Equal(t, []url.Values{want}, s.forms, name)
		require.Equal(t, "POST /oauth/token", s.query, name)
		require.Equal(t, "application/x-www-form-urlencoded", s.header.Get("Content-Type"), name)
		require.Equal(t, "application/json", s.header.Get("Accept"), name)
		require.Equal(t, "Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3", s.header.Get("Authorization"), "%s: RFC 6749, section 2.3.1", name)
		require.Equal(t, "2YotnFZFEjr1zCsicMWpAA", got.Access.Reveal(), name)
		require.Equal(t, "tGzv3JOkF0XG5Qx2TlKWIA", got.Refresh.Reveal(), name)
		require.WithinRange(t, got.Expires, before.Add(time.Hour), time.Now().Add(time.Hour), name)
	}
}

func TestTheClientIsAuthenticatedInTheHeaderOrInTheBody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change     func(*oauth.Endpoint)
		basic      [2]string
		form, sent string
	}{
		"form-encoded before Basic": {func(e *oauth.Endpoint) { e.ClientID, e.ClientSecret = "a:b c", boxoffice.Secret("p%+ü") },
			[2]string{"a%3Ab+c", "p%25%2B%C3%BC"}, "grant_type=client_credentials", "POST /oauth/token"},
		"in the body": {func(e *oauth.Endpoint) { e.SecretInBody = true }, [2]string{},
			"grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret, "POST /oauth/token"},
		"public": {func(e *oauth.Endpoint) { e.ClientSecret = boxoffice.SecretText{} }, [2]string{},
			"grant_type=client_credentials&client_id=" + id, "POST /oauth/token"},
		"scope and query": {func(e *oauth.Endpoint) { e.Scope = "read write"; e.TokenURL += "?p=a%20b" }, [2]string{id, secret},
			"grant_type=client_credentials&scope=read+write", "POST /oauth/token?p=a%20b"},
		"further fields": {func(e *oauth.Endpoint) {
			e.Extra = map[string]string{"audience": "https://acme.example/", "grant_type": "other"}
		}, [2]string{id, secret}, "grant_type=client_credentials&audience=https://acme.example/", "POST /oauth/token"},
	} {
		s := answering(http.StatusOK, granted)
		_, err := s.client(t, c.change).ClientCredentials(context.Background())
		require.NoError(t, err, name)
		want, err := url.ParseQuery(c.form)
		require.NoError(t, err)
		require.Equal(t, want, s.forms[0], name)
		require.Equal(t, c.sent, s.query, name)
		user, pass, _ := (&http.Request{Header: s.header}).BasicAuth()
		require.Equal(t, [2]string{user, pass}, c.basic, name)
	}
}

func TestARevocationSendsTheTokenAndItsKind(t *testing.T) {
	t.Parallel()
	s := answering(http.StatusOK, "")
	// The token of RFC 7009, section 2.1.
	require.NoError(t, s.client(t).Revoke(context.Background(), boxoffice.Secret("45ghiukldjahdnhzdauz"), oauth.RefreshToken))
	require.Equal(t, url.Values{"token": {"45ghiukldjahdnhzdauz"}, "token_type_hint": {"refresh_token"}}, s.forms[0])
	require.Equal(t, "POST /oauth/revoke", s.query)

	s = answering(http.StatusBadRequest, `{"error":"unsupported_token_type"}`)
	err := s.client(t).Revoke(context.Background(), boxoffice.Secret("45ghiukldjahdnhzdauz"), "")
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)

	// Keycloak and Google, of a token that has ended.
	for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
		s = answering(status, `{"error":"invalid_token","error_description":"Invalid token"}`)
		require.NoError(t, s.client(t).Revoke(context.Background(), boxoffice.Secret("45ghiukldjahdnhzdauz"), oauth.AccessToken))
	}

	none := func(e *oauth.Endpoint) { e.RevocationURL = "" }
	require.ErrorIs(t, s.client(t, none).Revoke(context.Background(), boxoffice.Secret("t"), ""), boxoffice.ErrConfiguration)
}

func TestALoginByCodeSendsTheCodeOnceUnlessItWasNotTaken(t *testing.T) {
	t.Parallel()
	ctx, code := context.Background(), oauth.Code{Code: boxoffice.Secret("SplxlOBeZQQYbYS6WxSbIA")}
	s := answering(http.StatusServiceUnavailable, "")
	login := s.client(t).LoginByCode(code)
	_, err := login(ctx)
	require.ErrorIs(t, err, boxoffice.ErrServer)
	s.status, s.body = http.StatusOK, granted
	got, err := login(ctx)
	require.NoError(t, err)
	require.Equal(t, "2YotnFZFEjr1zCsicMWpAA", got.Access.Reveal())
	_, err = login(ctx)
	require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
	require.Equal(t, boxoffice.NeverSent, boxoffice.AsError(err).Delivery)
	require.Len(t, s.forms, 2)
}

func TestHooksSeeTheAddressOfTheTokens(t *testing.T) {
	t.Parallel()
	var seen boxoffice.Call
	s := answering(http.StatusOK, granted)
	at := httptest.NewServer(s)
	defer at.Close()
	c, err := oauth.New(oauth.Endpoint{Vendor: "acme", TokenURL: at.URL + "/oauth/token?tenant=x", ClientID: id},
		boxoffice.WithHooks(boxoffice.Hooks{AfterAttempt: func(_ context.Context, e boxoffice.Event) { seen = e.Call }}))
	require.NoError(t, err)
	_, err = c.ClientCredentials(context.Background())
	require.NoError(t, err)
	require.Equal(t, boxoffice.Call{Vendor: "acme", Operation: "oauthClientCredentials", Method: http.MethodPost, Path: "/oauth/token", Attempt: 1}, seen)
}

func TestTheChallengeIsThatOfRFC7636(t *testing.T) {
	t.Parallel()
	require.Equal(t, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
		oauth.Challenge(boxoffice.Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")), "appendix B")
	one, other := oauth.NewVerifier().Reveal(), oauth.NewVerifier().Reveal()
	require.NotEqual(t, one, other)
	require.Regexp(t, `^[A-Za-z0-9_-]{43}$`, one)
}

func TestWhatCannotBeSentIsNotSent(t *testing.T) {
	t.Parallel()
	ctx, s := context.Background(), answering(http.StatusOK, granted)
	c := s.client(t)
	for name, ask := range map[string]func() (token.Token, error){
		"no user":     func() (token.Token, error) { return c.Password(ctx, "", boxoffice.Secret(password)) },
		"no password": func() (token.Token, error) { return c.Password(ctx, "johndoe", boxoffice.SecretText{}) },
		"no refresh":  func() (token.Token, error) { return c.Refresh(ctx, boxoffice.SecretText{}) },
		"no code":     func() (token.Token, error) { return c.Exchange(ctx, oauth.Code{}) },
		"short verifier": func() (token.Token, error) {
			return c.Exchange(ctx, oauth.Code{Code: boxoffice.Secret("x"), Verifier: boxoffice.Secret("short")})
		},
	} {
		_, err := ask()
		require.ErrorIs(t, err, boxoffice.ErrCredential, name)
		require.Equal(t, boxoffice.NeverSent, boxoffice.AsError(err).Delivery, name)
	}
	require.Empty(t, s.forms)
	for _, address := range []string{"", "oauth/token", "http://acme.example/token", "https://u:p@acme.example/", "https://acme.example/#x", "ftp://acme.example/"} {
		_, err := oauth.New(oauth.Endpoint{TokenURL: address, ClientID: id})
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, address)
	}
	_, err := oauth.New(oauth.Endpoint{TokenURL: "https://acme.example/token"})
	require.ErrorIs(t, err, boxoffice.ErrCredential, "no client id")
}
