package transport_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// oneToken hands out one token for ever.
type oneToken struct{ token string }

func (s *oneToken) Token(context.Context) (string, error) { return s.token, nil }
func (s *oneToken) Refused(string)                        {}

// tokens hands out token-1, token-2 …: the next one whenever one is refused.
type tokens struct {
	mu      sync.Mutex
	current int
	refused []string
	fail    error // of Token, once a token was refused
}

func (s *tokens) Token(context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil && len(s.refused) > 0 {
		return "", s.fail
	}
	return "token-" + string(rune('1'+s.current)), nil
}

func (s *tokens) Refused(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, token)
	s.current++
}

func unauthorized(a *rest.Answer) bool { return a.StatusCode == http.StatusUnauthorized }

func TestACredentialOfAnotherKindIsRefusedBeforeAnythingIsSent(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, answerThing))
	basic := transport.Basic("apiUser", "canary", boxoffice.Secret("canary"))
	for name, credential := range map[string]transport.Authenticator{"none": nil, "basic for bearer": basic} {
		for _, op := range []*rest.Operation{getThing(), createThing()} {
			res, err := do(t.Context(), newClient(t, server.URL, credential), authenticated(op, "customerToken"))
			require.Nil(t, res)
			require.ErrorIs(t, err, boxoffice.ErrCredential, name)
			e := asError(t, err)
			require.Equal(t, boxoffice.NeverSent, e.Delivery, name)
			require.Zero(t, e.Attempts, name)
			require.Contains(t, err.Error(), "customerToken")
			require.NotContains(t, err.Error(), "canary")
		}
	}
	require.Zero(t, hits.Load())
}

func TestAnAnonymousOperationCarriesNoCredential(t *testing.T) {
	var got []string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = slices.Sorted(maps.Keys(r.Header))
		answerThing(w, r)
	})
	for _, credential := range []transport.Authenticator{
		transport.Basic("apiUser", "user", boxoffice.Secret("password")),
		transport.Fixed("key", "X-API-Key", "", boxoffice.Secret("key")),
		transport.Renewing("bearer", "Authorization", "Bearer ", &tokens{}, unauthorized),
	} {
		got = nil
		_, err := do(t.Context(), newClient(t, server.URL, credential), getThing())
		require.NoError(t, err)
		require.Equal(t, []string{"Accept", "Accept-Encoding", "User-Agent"}, got)
	}
}

func TestAnOptionalCredentialIsSentWhenTheClientHasOneThatFits(t *testing.T) {
	var got string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Get("Authorization")
		answerThing(w, r)
	})
	op := authenticated(getThing(), "bearer")
	op.Optional = true
	for want, credential := range map[string]transport.Authenticator{
		"":             transport.Basic("apiUser", "user", boxoffice.Secret("password")),
		"Bearer token": transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret("token")),
	} {
		_, err := do(t.Context(), newClient(t, server.URL, credential), op)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	_, err := do(t.Context(), newClient(t, server.URL, nil), op)
	require.NoError(t, err)
	require.Empty(t, got)
}

func TestBasicAndKeysAreSentAsTheVendorReadsThem(t *testing.T) {
	var got [3]string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got[0], got[1], _ = r.BasicAuth()
		got[2] = r.Header.Get("X-Api-Key")
		answerThing(w, r)
	})
	for want, credential := range map[[3]string]transport.Authenticator{
		{"us€r", "p:a ss", ""}: transport.Basic("any", "us€r", boxoffice.Secret("p:a ss")),
		{"", "", "k€y"}:        transport.Fixed("any", "x-api-key", "", boxoffice.Secret("k€y")),
	} {
		_, err := do(t.Context(), newClient(t, server.URL, credential), authenticated(getThing(), "other", "any"))
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

func TestADeadTokenIsRenewedOnceAndTheCallResentOnce(t *testing.T) {
	for _, op := range []*rest.Operation{getThing(), createThing()} {
		var got, bodies []string
		server := serve(t, func(w http.ResponseWriter, r *http.Request) {
			got = append(got, r.Header.Get("Authorization"))
			bodies = append(bodies, readAll(t, r))
			if len(got) == 1 {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			answerThing(w, r)
		})
		source := &tokens{}
		client := newClient(t, server.URL, transport.Renewing("bearer", "Authorization", "Bearer ", source, unauthorized))
		res, err := do(t.Context(), client, authenticated(op, "bearer"))
		require.NoError(t, err)
		require.Equal(t, "table", res.Name)
		require.Equal(t, []string{"Bearer token-1", "Bearer token-2"}, got)
		require.Equal(t, bodies[0], bodies[1])
		require.Equal(t, []string{"token-1"}, source.refused)
	}
}

func TestASecond401IsTheCallers(t *testing.T) {
	for _, op := range []*rest.Operation{getThing(), createThing()} {
		var hits atomic.Int32
		server := serve(t, counted(&hits, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }))
		source := &tokens{}
		client := newClient(t, server.URL, transport.Renewing("bearer", "Authorization", "Bearer ", source, unauthorized))
		_, err := do(t.Context(), client, authenticated(op, "bearer"))
		require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
		e := asError(t, err)
		require.Equal(t, 2, e.Attempts)
		require.EqualValues(t, 2, hits.Load())
		require.Equal(t, []string{"token-1"}, source.refused, "the second is fresh: it is the operation that is refused")
	}
}

func TestARetriedCallRenewsItsTokenOnlyOnce(t *testing.T) {
	statuses := []int{503, 401, 503, 401}
	var hits atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := int(hits.Add(1)) - 1
		if n < len(statuses) {
			w.WriteHeader(statuses[n])
			return
		}
		answerThing(w, r)
	})
	source := &tokens{}
	client := newClient(t, server.URL, transport.Renewing("bearer", "Authorization", "Bearer ", source, unauthorized), quick(9))
	_, err := do(t.Context(), client, authenticated(getThing(), "bearer"))
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	require.EqualValues(t, 4, hits.Load())
}

func TestAFixedTokensRefusalIsTheCallersAtOnce(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }))
	client := newClient(t, server.URL, transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret("token")))
	_, err := do(t.Context(), client, authenticated(getThing(), "bearer"))
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	require.EqualValues(t, 1, hits.Load())
}

func TestARenewalThatFailsAfterA401KeepsTheAnswer(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "r-1")
		w.WriteHeader(http.StatusUnauthorized)
	}))
	source := &tokens{fail: rest.CredentialsRefused(errors.New("canary"))}
	client := newClient(t, server.URL, transport.Renewing("bearer", "Authorization", "Bearer ", source, unauthorized))
	_, err := do(t.Context(), client, authenticated(createThing(), "bearer"))
	e := asError(t, err)
	require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	require.Equal(t, boxoffice.Answered, e.Delivery, "it was sent, and the vendor answered")
	require.Equal(t, "r-1", e.RequestID)
	require.NotContains(t, err.Error(), "canary")
	require.EqualValues(t, 1, hits.Load())
}

func TestATokenThatCannotBeHadSendsNothing(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, answerThing))
	source := &tokens{fail: context.DeadlineExceeded, refused: []string{"before"}}
	client := newClient(t, server.URL, transport.Renewing("bearer", "Authorization", "Bearer ", source, unauthorized))
	_, err := do(t.Context(), client, authenticated(createThing(), "bearer"))
	e := asError(t, err)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Equal(t, boxoffice.NeverSent, e.Delivery)
	require.Zero(t, e.Attempts)
	require.Zero(t, hits.Load())
}

// A vendor can issue what it wants. What cannot stand in a header is not sent,
// and the caller is not told that the outcome is unknown.
func TestAnIssuedTokenThatCannotStandInAHeaderIsNotSent(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, answerThing))
	for _, token := range []string{"", "canary\r\nX-Evil: 1", "canary\x00", "canary\x7f"} {
		client := newClient(t, server.URL, transport.Renewing("bearer", "Authorization", "Bearer ", &oneToken{token}, unauthorized))
		_, err := do(t.Context(), client, authenticated(createThing(), "bearer"))
		e := asError(t, err)
		require.ErrorIs(t, err, boxoffice.ErrCredential, "%q", token)
		require.Equal(t, boxoffice.NeverSent, e.Delivery)
		require.NotContains(t, err.Error(), "canary")
	}
	require.Zero(t, hits.Load())
}

func TestACredentialPartIsOneNonEmptyLine(t *testing.T) {
	require.NoError(t, transport.CheckSecret("password", boxoffice.Secret("p a ss€")))
	require.NoError(t, transport.CheckCookie("key", boxoffice.Secret("a=b-c_d/e+f~!")))
	for _, bad := range []string{"", "a;b", "a b", "a,b", `a"b`, `a\b`, "a\n", "ü"} {
		require.ErrorIs(t, transport.CheckCookie("key", boxoffice.Secret(bad)), boxoffice.ErrCredential, bad)
	}
	for _, bad := range []string{"", " \t ", "canary\n", "canary\x00", "can\x7fary"} {
		err := transport.CheckSecret("password", boxoffice.Secret(bad))
		require.ErrorIs(t, err, boxoffice.ErrCredential, "%q", bad)
		require.Contains(t, err.Error(), "password")
		require.NotContains(t, err.Error(), "canary")
		require.ErrorIs(t, transport.CheckText("user name", bad), boxoffice.ErrCredential)
	}
}
