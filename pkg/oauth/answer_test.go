package oauth_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/oauth"
)

func TestAnswersOfRealServersAreRead(t *testing.T) {
	t.Parallel()
	const form, text = "application/x-www-form-urlencoded; charset=utf-8", "text/plain"
	for name, c := range map[string]struct {
		kind, body, refresh string
		life                time.Duration // 0: none stated
	}{
		"lifetime as text":          {"", `{"access_token":"a","token_type":"Bearer","expires_in":"3599"}`, "", 3599 * time.Second},
		"lifetime with a fraction":  {"", `{"access_token":"a","expires_in":1.5}`, "", time.Second},
		"a lifetime of 0":           {"", `{"access_token":"a","expires_in":0}`, "", 0},
		"no lifetime":               {"", `{"access_token":"a","token_type":"bearer"}`, "", 0},
		"null lifetime and refresh": {"", `{"access_token":"a","expires_in":null,"refresh_token":null}`, "", 0},
		"a lifetime of words":       {"", `{"access_token":"a","expires_in":"never"}`, "", 0},
		"a lifetime past all times": {"", `{"access_token":"a","expires_in":1e300}`, "", 100 * 365 * 24 * time.Hour},
		"scope as text":             {"", `{"access_token":"a","scope":"read write"}`, "", 0},
		"scope as a list":           {"", `{"access_token":"a","scope":["read","write"],"user":{"id":1}}`, "", 0},
		"byte order mark":           {"", "\xef\xbb\xbf" + `{"access_token":"a"}`, "", 0},
		"JSON called text":          {"text/html", `{"access_token":"a","refresh_token":"r"}`, "r", 0},
		"a form":                    {form, "access_token=a&scope=repo%2Cgist&token_type=bearer&refresh_token=r&expires_in=60", "r", time.Minute},
		"a form called text":        {text, "access_token=a&expires=5183999", "", 0},
	} {
		header := []string{}
		if c.kind != "" {
			header = []string{"Content-Type", c.kind}
		}
		before := time.Now()
		got, err := answering(http.StatusOK, c.body, header...).client(t).ClientCredentials(context.Background())
		require.NoError(t, err, name)
		require.Equal(t, "a", got.Access.Reveal(), name)
		require.Equal(t, c.refresh, got.Refresh.Reveal(), name)
		if c.life == 0 {
			require.Zero(t, got.Expires, name)
			continue
		}
		require.WithinRange(t, got.Expires, before.Add(c.life), time.Now().Add(c.life), name)
	}
}

func TestTheRefreshTokenIsKeptWhenTheAnswerHasNone(t *testing.T) {
	t.Parallel()
	got, err := answering(http.StatusOK, `{"access_token":"a"}`).client(t).Refresh(context.Background(), boxoffice.Secret("old"))
	require.NoError(t, err)
	require.Equal(t, "old", got.Refresh.Reveal())
	got, err = answering(http.StatusOK, `{"access_token":"a","refresh_token":"new"}`).client(t).Refresh(context.Background(), boxoffice.Secret("old"))
	require.NoError(t, err)
	require.Equal(t, "new", got.Refresh.Reveal())
}

func TestARefusalSaysWhatItsCallerCanDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		body   string
		is     []error
		isNot  []error
	}{
		{401, `{"error":"invalid_client"}`, []error{boxoffice.ErrCredentialsRefused, boxoffice.ErrUnauthorized}, []error{boxoffice.ErrOutcomeUnknown}},
		{400, `{"error":"invalid_grant"}`, []error{boxoffice.ErrCredentialsRefused, boxoffice.ErrBadRequest}, nil},
		{400, `{"error":"unauthorized_client"}`, []error{boxoffice.ErrCredentialsRefused}, nil},
		{403, `{"error":"access_denied"}`, []error{boxoffice.ErrCredentialsRefused, boxoffice.ErrForbidden}, nil},
		{401, `{"error":"invalid_request"}`, []error{boxoffice.ErrCredentialsRefused}, []error{boxoffice.ErrConfiguration}}, // PHP League
		{401, ``, []error{boxoffice.ErrCredentialsRefused, boxoffice.ErrUnauthorized}, nil},
		{400, `{"error":"invalid_scope"}`, []error{boxoffice.ErrConfiguration}, []error{boxoffice.ErrCredentialsRefused}},
		{400, `{"error":"unsupported_grant_type"}`, []error{boxoffice.ErrConfiguration}, []error{boxoffice.ErrCredentialsRefused}},
		{400, `{"error":"invalid_request"}`, []error{boxoffice.ErrConfiguration}, []error{boxoffice.ErrCredentialsRefused}},
		{403, `<html>denied by the proxy</html>`, []error{boxoffice.ErrForbidden}, []error{boxoffice.ErrCredentialsRefused, boxoffice.ErrConfiguration}},
		{429, `{"error":"invalid_grant"}`, []error{boxoffice.ErrRateLimited}, []error{boxoffice.ErrCredentialsRefused}},
		{503, `{"error":"invalid_client"}`, []error{boxoffice.ErrServer}, []error{boxoffice.ErrCredentialsRefused}},
		{302, ``, nil, []error{boxoffice.ErrCredentialsRefused}},
		{200, `{"error":"invalid_grant"}`, []error{boxoffice.ErrCredentialsRefused}, []error{boxoffice.ErrUnexpectedResponse}},
		{200, `{"token_type":"bearer"}`, []error{boxoffice.ErrUnexpectedResponse}, []error{boxoffice.ErrCredentialsRefused}},
		{200, `<html>access_token=a</html>`, []error{boxoffice.ErrUnexpectedResponse}, nil},
		{200, `{"access_token":"` + strings.Repeat("a", 1<<20) + `"}`, []error{boxoffice.ErrTooLarge}, nil},
	} {
		name := fmt.Sprintf("%d %.60s", c.status, c.body)
		s := answering(c.status, c.body, "Retry-After", "7", "Location", "/elsewhere")
		_, err := s.client(t).Refresh(context.Background(), boxoffice.Secret("rotates"))
		e := boxoffice.AsError(err)
		require.NotNil(t, e, name)
		require.Equal(t, c.status, e.StatusCode, name)
		require.Equal(t, "7", e.Header.Get("Retry-After"), name)
		for _, kind := range c.is {
			require.ErrorIs(t, err, kind, name)
		}
		for _, kind := range c.isNot {
			require.NotErrorIs(t, err, kind, name)
		}
		require.Len(t, s.forms, 1, "%s: sent once", name)
	}
}

func TestAGrantWhoseAnswerIsLostIsNotRepeated(t *testing.T) {
	t.Parallel()
	sent := make(chan struct{}, 9)
	at := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		sent <- struct{}{}
		panic(http.ErrAbortHandler)
	}))
	defer at.Close()
	c, err := oauth.New(oauth.Endpoint{TokenURL: at.URL, ClientID: id})
	require.NoError(t, err)
	_, err = c.Exchange(context.Background(), oauth.Code{Code: boxoffice.Secret("once")})
	require.Equal(t, boxoffice.MaybeDelivered, boxoffice.AsError(err).Delivery)
	require.Len(t, sent, 1)
}

func TestTheCallersContextEndsAGrant(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan struct{})
	at := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		cancel()
		<-over
	}))
	defer at.Close()
	defer close(over)
	c, err := oauth.New(oauth.Endpoint{TokenURL: at.URL, ClientID: id, ClientSecret: boxoffice.Secret(secret), SecretInBody: true})
	require.NoError(t, err)
	_, err = c.ClientCredentials(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

func TestNoSecretIsPrintedOrKeptInAnError(t *testing.T) {
	t.Parallel()
	const odd, refresh = "canary+secret/ü", "canary-refresh-token"
	for _, inBody := range []bool{false, true} {
		for _, status := range []int{200, 400, 401, 500} {
			s := answering(status, `{"error":"`+refresh+`","error_description":"bad `+odd+` and `+refresh+`"}`, "X-Echo", refresh, "X-Client", odd)
			e := oauth.Endpoint{ClientSecret: boxoffice.Secret(odd)}
			c := s.client(t, func(to *oauth.Endpoint) { to.ClientSecret, to.SecretInBody = e.ClientSecret, inBody })
			_, err := c.Refresh(context.Background(), boxoffice.Secret(refresh))
			failed := boxoffice.AsError(err)
			require.NotNil(t, failed)
			printed := []string{string(failed.Body), failed.Message, failed.Code, fmt.Sprint(failed.Header), errors.Unwrap(fmt.Errorf("x: %w", err)).Error()}
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				for _, value := range []any{e, &e, c, *c, struct{ c *oauth.Client }{c}, err.Error(), oauth.Code{Code: boxoffice.Secret(refresh)}} {
					printed = append(printed, fmt.Sprintf(verb, value))
				}
			}
			for _, text := range printed {
				for _, canary := range []string{odd, refresh, "canary", fmt.Sprintf("%x", "canary")} {
					require.NotContains(t, text, canary, status)
				}
			}
		}
	}
}
