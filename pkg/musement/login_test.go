package musement_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// quietly keeps the tests' output free of warnings that are meant to be.
var quietly = token.WithLogger(discard)

func TestTheLoginIsAGETWithTheSixDocumentedParameters(t *testing.T) {
	fake := newFake(t)
	_, err := newClient(t, fake, maria).GetProfile(context.Background())
	require.NoError(t, err)
	require.Empty(t, fake.Requests("loginPost", "refreshToken"))
	logins := fake.Requests("login")
	require.Len(t, logins, 1)
	require.Equal(t, http.MethodGet, logins[0].Method)
	require.Equal(t, url.Values{
		"client_id": {"my-client-id"}, "client_secret": {"my-client-secret"}, "grant_type": {"password"},
		"client_type": {"supplier"}, "username": {"maria.rossi@example.com"}, "password": {"correct horse battery"},
	}, logins[0].Query)
	require.Empty(t, logins[0].Header.Values("Authorization"))
	require.Equal(t, "Bearer example-access-token-3", fake.Requests("getProfile")[0].Header.Get("Authorization"))
}

func TestTheLoginKeepsTheSecretsOutOfTheAddressUnlessAskedForTheOtherForm(t *testing.T) {
	fake := newFake(t)
	supplier := maria
	supplier.LoginByGet = false
	_, err := newClient(t, fake, supplier).GetProfile(context.Background())
	require.NoError(t, err)
	require.Empty(t, fake.Requests("login"))
	login := fake.Requests("loginPost")[0]
	require.Empty(t, login.Query)
	require.JSONEq(t, `{"client_id":"my-client-id","client_secret":"my-client-secret","grant_type":"password",
		"username":"maria.rossi@example.com","password":"correct horse battery"}`, string(login.Body))
}

func TestAuthenticateLogsInOnceAndAheadOfTheFirstCall(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, maria)
	require.NoError(t, client.Authenticate(context.Background()))
	require.NoError(t, client.Authenticate(context.Background()))
	_, err := client.GetProfile(context.Background())
	require.NoError(t, err)
	require.Len(t, fake.Requests("login"), 1)
}

func TestAnswersToALoginThatAreNotUsualAreUnderstoodOrRefused(t *testing.T) {
	fake := newFake(t)
	for body, want := range map[string]error{
		`{"access_token":"example-access"}`:                                                        nil, // no end is known
		`{"access_token":"example-access","refresh_token":null,"scope":null}`:                      nil, // as the partner pages show
		`{"access_token":"example-access","expires_in":9223372036854775807}`:                       nil,
		`{"access_token":"example-access","expires_in":3600,"token_type":"Bearer","something":{}}`: nil,
		`{}`:                                    token.ErrEmptyToken,
		`[]`:                                    token.ErrEmptyToken, // PHP for an empty object
		`{"access_token":"","expires_in":3600}`: token.ErrEmptyToken,
		`{"access_token":"example-access","expires_in":0}`:                    token.ErrExpiredToken,
		`{"access_token":"example-access","expires_in":-1}`:                   token.ErrExpiredToken,
		`{"access_token":"example-access","expires_in":-9223372036854775808}`: token.ErrExpiredToken,
		`{"access_token":"example-access","expires_in":"soon"}`:               nil, // used until it is refused
		`null`:                        boxoffice.ErrUnexpectedResponse,
		`{"access_token":"example-ac`: boxoffice.ErrUnexpectedResponse,
	} {
		fake.Reply("login", vendortest.Reply{Body: body})
		err := newClient(t, fake, maria).Authenticate(context.Background())
		if want == nil {
			require.NoError(t, err, body)
			continue
		}
		require.ErrorIs(t, err, want, body)
	}
}

func TestRefusedCredentialsAreATypedErrorAndNotHammered(t *testing.T) {
	fake := newFake(t)
	supplier := maria
	supplier.Password = boxoffice.Secret("wrong horse battery")
	client := newClient(t, fake, supplier)
	for range 20 {
		_, err := client.GetProfile(context.Background())
		require.ErrorIs(t, err, boxoffice.ErrCredentialsRefused)
		require.ErrorIs(t, err, boxoffice.ErrBadRequest)
		require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), "wrong horse")
	}
	require.Len(t, fake.Requests("login"), 1)
	require.Empty(t, fake.Requests("getProfile"))
}

func TestWhicheverWayWrongCredentialsAreRefusedItIsTheCredentials(t *testing.T) {
	fake := newFake(t)
	for status, refused := range map[int]bool{400: true, 401: true, 403: true, 404: false, 406: false, 500: false} {
		fake.Reply("login", vendortest.Reply{Status: status, Undocumented: true, Body: `{"code":"1401","message":"no"}`})
		err := newClient(t, fake, maria, once).Authenticate(context.Background())
		require.Equal(t, refused, errorIs(err, boxoffice.ErrCredentialsRefused), status)
		require.Equal(t, status, boxoffice.AsError(err).StatusCode)
	}
}

func TestTheVendorsPauseIsWaitedOutByALogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		client := newClient(t, fake, maria)
		fake.Reply("login",
			vendortest.Reply{Status: http.StatusServiceUnavailable, Header: http.Header{"Retry-After": {"7"}}}, vendortest.Reply{})
		start := time.Now()
		require.NoError(t, client.Authenticate(context.Background()))
		require.Equal(t, 7*time.Second, time.Since(start))
	})
}

func TestCallersWaitForALoginAsLongAsTheirContextLasts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		fake.Handle("login", func(c *vendortest.Call) vendortest.Reply {
			<-c.Context().Done()
			return vendortest.Reply{}
		})
		client := newClient(t, fake, maria)
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		start := time.Now()
		_, err := client.GetProfile(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 3*time.Second, time.Since(start))
	})
}

func TestAClosedClientObtainsNoToken(t *testing.T) {
	fake := newFake(t)
	client, err := musement.New(maria, reach(fake)...)
	require.NoError(t, err)
	require.NoError(t, client.Close(t.Context()))
	require.ErrorIs(t, client.Authenticate(context.Background()), token.ErrClosed)
	require.Empty(t, fake.Requests())
}

func TestASpoiltFirstTokenIsReplacedByAnother(t *testing.T) {
	for _, first := range []string{`"tok\r\n"`, `"   "`, `"\t"`, `"to\u0000k"`} {
		var logins, calls int
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			switch {
			case !strings.HasSuffix(r.URL.Path, "/login"):
				calls++
				_, _ = io.WriteString(w, "[]")
			case logins == 0:
				logins++
				_, _ = io.WriteString(w, `{"access_token":`+first+`,"expires_in":3600,"token_type":"bearer"}`)
			default:
				logins++
				_, _ = io.WriteString(w, `{"access_token":"example-access","expires_in":3600,"token_type":"bearer"}`)
			}
		}))
		client, err := musement.New(maria, musement.WithApplication("my-application"), boxoffice.WithBaseURL(server.URL))
		require.NoError(t, err)
		for range 20 {
			_, err := client.ListCurrencies(t.Context())
			require.NoError(t, err, first)
		}
		require.Equal(t, 2, logins, first)
		require.Equal(t, 20, calls)
		require.NoError(t, client.Close(t.Context()))
		server.Close()
	}
}
