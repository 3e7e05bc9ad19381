package probe_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// The canaries are what must be shown nowhere.
const (
	shopCanary   = "canary-shop-4711+/&"
	userCanary   = "canary-user-4711"
	headerCanary = "canary-header-4711"
	basicCanary  = "canary-basic-4711"
	tokenCanary  = "canary-token-4711"
	secretCanary = "canary-signing-4711"
)

var canaries = []string{shopCanary, userCanary, headerCanary, basicCanary, tokenCanary, secretCanary}

func shopKey() transport.Authenticator {
	return transport.FixedQuery("shop", "key", boxoffice.Secret(shopCanary))
}

func userKey() transport.Authenticator {
	return transport.FixedCookie("user", "session_key", boxoffice.Secret(userCanary))
}

func token() transport.Authenticator {
	return transport.Fixed("token", "Authorization", "Token ", boxoffice.Secret(tokenCanary))
}

// signature is that of a request by hand, as a vendor checks it.
func signature(method, path, date, body string) string {
	mac := hmac.New(sha256.New, []byte(secretCanary))
	mac.Write([]byte(strings.Join([]string{method, path, date, body}, "\n")))
	return hex.EncodeToString(mac.Sum(nil))
}

// signer signs with a number in place of a date, which is another one each time.
func signer() transport.Authenticator {
	var mu sync.Mutex
	sent := 0
	return transport.Signed("keyID+signature", func(_ context.Context, r *transport.Outgoing) error {
		mu.Lock()
		defer mu.Unlock()
		sent++
		date := strings.Repeat("1", sent)
		r.Header.Set("Date", date)
		r.Header.Set("X-Key-Id", "canary-key-id")
		r.Header.Set("X-Signature", signature(r.Method, r.URL.EscapedPath(), date, string(r.Body)))
		return nil
	})
}

// everyCredential is one client with all the credentials of the vendor.
func everyCredential() transport.Authenticator {
	return transport.ByOperation(shopKey(), transport.Together(shopKey(), userKey()), token(),
		transport.Basic("basic", "probe", boxoffice.Secret(basicCanary)), signer())
}

func TestEachOperationTakesItsOwnCredentialFromOneClient(t *testing.T) {
	t.Parallel()
	v := &vendor{status: http.StatusNoContent}
	c := authenticated(t, v, everyCredential())
	const key = "key=canary-shop-4711%2B%2F%26"

	require.NoError(t, c.GetInherited(t.Context()))
	assert.Equal(t, key, v.last().Query, "what the document asks for holds for an operation that says nothing")
	assert.Empty(t, v.last().Header.Get("Cookie")+v.last().Header.Get("Authorization"))

	require.NoError(t, c.GetWithBoth(t.Context()))
	assert.Equal(t, key, v.last().Query)
	assert.Equal(t, "session_key="+userCanary, v.last().Header.Get("Cookie"))

	require.NoError(t, c.GetByCookie(t.Context()))
	assert.Equal(t, "Token "+tokenCanary, v.last().Header.Get("Authorization"))
	assert.Empty(t, v.last().Query)

	v.status, v.body = http.StatusOK, `{"id":7}`
	_, err := c.Login(t.Context())
	require.NoError(t, err)
	user, password, _ := (&http.Request{Header: v.last().Header}).BasicAuth()
	assert.Equal(t, "probe "+basicCanary, user+" "+password)

	v.status, v.body = http.StatusNoContent, ""
	require.NoError(t, c.ListByStyle(t.Context(), nil), "an anonymous operation")
	assert.Empty(t, v.last().Query+v.last().Header.Get("Authorization")+v.last().Header.Get("Cookie"))
}

func TestAKeyInACookieStandsBesideCookiesThatAreParameters(t *testing.T) {
	t.Parallel()
	v := &vendor{status: http.StatusNoContent}
	require.NoError(t, authenticated(t, v, userKey()).GetByCookie(t.Context()))
	assert.Equal(t, "session_key="+userCanary, v.last().Header.Get("Cookie"))
}

func TestACredentialOfTheWrongKindIsRefusedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	err := authenticated(t, v, shopKey()).GetWithBoth(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.ErrorContains(t, err, "shop+user")
	_, err = authenticated(t, v, transport.ByOperation(shopKey(), token())).Login(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.ErrorContains(t, err, "shop or token")
	assert.Empty(t, v.all())
}

// The signature is checked by hand over what arrived, byte by byte.
func TestEveryAttemptOfASignedRequestIsSignedAnew(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	v.answer = func(w http.ResponseWriter, _ *http.Request) {
		if len(v.all()) < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
	body := probeapi.ThingPatch{Names: boxoffice.Set([]string{"Tisch <&> “groß”"})}
	fast := boxoffice.WithRetry(boxoffice.Retry{Base: 1, Max: 1})
	require.NoError(t, authenticated(t, v, signer()).CreateSigned(t.Context(), body, fast))
	require.Len(t, v.all(), 3)
	seen := map[string]bool{}
	for _, r := range v.all() {
		date := r.Header.Get("Date")
		assert.Equal(t, signature(http.MethodPost, "/api/signed", date, r.Body), r.Header.Get("X-Signature"))
		assert.Equal(t, []string{"canary-key-id"}, r.Header.Values("X-Key-Id"))
		seen[date] = true
	}
	assert.Len(t, seen, 3, "each signature has a time of its own")
}

// replaceable is an authenticator with a token that is replaced when it is dropped.
func replaceable(scheme, header string) (transport.Authenticator, *int) {
	dropped := 0
	source := &tokens{scheme: scheme, dropped: &dropped}
	return transport.Renewing(scheme, header, "", source, func(a *rest.Answer) bool { return a.StatusCode == http.StatusUnauthorized }), &dropped
}

type tokens struct {
	scheme  string
	dropped *int
}

func (s *tokens) Token(context.Context) (string, error) {
	return s.scheme + strings.Repeat("'", *s.dropped), nil
}
func (s *tokens) Refused(string) { *s.dropped++ }

func TestTokensThatAreRequiredTogetherAreReplacedTogether(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	v.answer = func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-One") == "keyID" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
	one, droppedOne := replaceable("keyID", "X-One")
	two, droppedTwo := replaceable("signature", "X-Two")
	both := transport.Together(one, transport.NewIdentity(two))
	require.NoError(t, authenticated(t, v, both).CreateSigned(t.Context(), probeapi.ThingPatch{}))
	require.Len(t, v.all(), 2)
	assert.Equal(t, "keyID' signature'", v.last().Header.Get("X-One")+" "+v.last().Header.Get("X-Two"))
	assert.Equal(t, []int{1, 1}, []int{*droppedOne, *droppedTwo})
}

// fakeProbe is a fake of the probe, and what it is called by.
func fakeProbe(t *testing.T, auth transport.Authenticator, options ...boxoffice.ClientOption) (*vendortest.Server, *probeapi.Client) {
	t.Helper()
	fake, err := vendortest.Start(vendortest.Document{Name: "probe", Spec: probeapi.Spec})
	require.NoError(t, err)
	t.Cleanup(fake.Close)
	return fake, clientOf(t, auth, append([]boxoffice.ClientOption{boxoffice.WithBaseURL(fake.URL())}, options...)...)
}

func clientOf(t *testing.T, auth transport.Authenticator, options ...boxoffice.ClientOption) *probeapi.Client {
	t.Helper()
	client, err := transport.New(transport.Config{Vendor: "probe", Server: probeapi.ServerProduction, Authenticator: auth}, options...)
	require.NoError(t, err)
	return probeapi.NewClient(client)
}

func TestAFakeTakesEveryKindOfCredentialAndRefusesAnother(t *testing.T) {
	t.Parallel()
	fake, c := fakeProbe(t, everyCredential())
	fake.Handle("login", func(call *vendortest.Call) vendortest.Reply {
		assert.Equal(t, "basic probe", call.Credential.Scheme+" "+call.Credential.Username)
		return vendortest.Reply{Status: 200, Body: map[string]any{"id": 7}}
	})
	require.NoError(t, c.GetInherited(t.Context()))
	require.NoError(t, c.GetWithBoth(t.Context()))
	require.NoError(t, c.GetByCookie(t.Context()))
	require.NoError(t, c.CreateSigned(t.Context(), probeapi.ThingPatch{}))
	_, err := c.Login(t.Context())
	require.NoError(t, err)
	assert.Empty(t, fake.Violations())
	assert.Empty(t, fake.Warnings())

	for path, header := range map[string]http.Header{
		"/inherited":        {},
		"/inherited?key=":   {},
		"/both?key=a":       {},
		"/both":             {"Cookie": {"session_key=a"}},
		"/cookiekey":        {"Cookie": {"other=a"}},
		"/cookiekey?":       {"Authorization": {"Bearer a"}},
		"/cookiekey?&":      {"Authorization": {"Token "}},
		"/inherited?&":      {"X-Api-Key": {"a"}},
		"/cookiekey?key=an": {"X-Shop": {"a"}},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/api"+path, nil)
		require.NoError(t, err)
		req.Header = header
		answer := httptest.NewRecorder()
		fake.ServeHTTP(answer, req)
		assert.GreaterOrEqual(t, answer.Code, 400, "%s %v", path, header)
	}
}

func TestAFakeWarnsOfACredentialInACookieThatNobodyReads(t *testing.T) {
	t.Parallel()
	fake, _ := fakeProbe(t, nil)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/api/inherited?key=a", nil)
	require.NoError(t, err)
	req.AddCookie(&http.Cookie{Name: "session_key", Value: "a"})
	fake.ServeHTTP(httptest.NewRecorder(), req)
	require.Len(t, fake.Warnings(), 1)
	assert.Contains(t, fake.Warnings()[0].String(), "cookie session_key carries a credential that the operation does not take")
}
