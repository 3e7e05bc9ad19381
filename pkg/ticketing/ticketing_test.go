package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

const (
	event    int64 = 16993717817996
	general  int64 = 16993964783416
	balcony  int64 = 16993964783417
	nowhere  int64 = 16993964783499
	mainKey        = "example-integration-key"
	password       = "correct horse"
)

var jane = ticketing.Session{Identification: "jane.doe", Password: boxoffice.Secret(password)}

// newFake knows jane, the main key and one event with two sections.
func newFake(t *testing.T, options ...vendortest.Option) *ticketingtest.Fake {
	t.Helper()
	fake := ticketingtest.New(t, options...)
	fake.AddAccount(jane.Identification, password)
	fake.AddIntegrationKey(mainKey)
	fake.AddEvent(event, general, balcony)
	return fake
}

// newClient is a client of the fake. Whoever opens a session closes it.
func newClient(t *testing.T, fake *ticketingtest.Fake, credential ticketing.Credential, options ...boxoffice.ClientOption) *ticketing.Client {
	t.Helper()
	client, err := ticketing.New(credential, append(options,
		boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()))...)
	require.NoError(t, err)
	return client
}

func TestEmptyAndMalformedCredentialsAreRefusedBeforeAnythingIsSent(t *testing.T) {
	key := boxoffice.Secret(mainKey)
	for says, credential := range map[string]ticketing.Credential{
		"the integration key is empty":                                  ticketing.IntegrationKey(boxoffice.Secret(" ")),
		"the integration key has a control character":                   ticketing.IntegrationKey(boxoffice.Secret("sesame\n")),
		"the identification is empty":                                   ticketing.Session{Password: boxoffice.Secret("sesame")},
		"the password is empty":                                         ticketing.Session{Identification: "jane.doe"},
		"the key that the session is started with has a control":        ticketing.Session{Identification: "j", Password: boxoffice.Secret("p"), Key: boxoffice.Secret("sesame\n")},
		"the code is empty":                                             ticketing.TokenCode{Key: key},
		"the key that the code is exchanged with is empty":              ticketing.TokenCode{Code: boxoffice.Secret("EXAMPLE1")},
		"the code has a control character; was it read with its line e": ticketing.TokenCode{Code: boxoffice.Secret("EXAMPLE1\n"), Key: key},
	} {
		_, err := ticketing.New(credential)
		require.ErrorIs(t, err, boxoffice.ErrCredential, says)
		require.Contains(t, err.Error(), says)
		require.NotContains(t, err.Error(), "sesame")
	}
	_, err := ticketing.New(nil)
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)
	require.Contains(t, err.Error(), "give an IntegrationKey")
}

func TestBadOptionsAreRefusedWithWhatIsWrong(t *testing.T) {
	for says, option := range map[string]boxoffice.ClientOption{
		"clientVersion must be one non-empty line": ticketing.WithClientVersion(""),
		"use https":              boxoffice.WithBaseURL("http://api.ticketingevents.com"),
		"the vendor's path /v3 ": boxoffice.WithBaseURL("https://api.ticketingevents.com/v3"),
		"an option is nil":       nil,
	} {
		_, err := ticketing.New(ticketing.IntegrationKey(boxoffice.Secret(mainKey)), option)
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, says)
		require.Contains(t, err.Error(), says)
	}
}

func TestQAIsAnotherOriginWithTheSamePath(t *testing.T) {
	var asked []string
	client, err := ticketing.New(ticketing.IntegrationKey(boxoffice.Secret(mainKey)), ticketing.WithQA(),
		boxoffice.WithHTTPClient(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			asked = append(asked, r.URL.String())
			return nil, errors.New("no network")
		})}), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	require.NoError(t, err)
	_, err = client.GetEvent(t.Context(), event)
	require.Error(t, err)
	require.Equal(t, []string{fmt.Sprintf("https://qa.ticketingevents.com/v3/events/%d", event)}, asked)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestTheKeyNeverLeavesTheVendorsOrigin(t *testing.T) {
	leaked := make(chan string, 10)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { leaked <- r.URL.Path }))
	defer elsewhere.Close()
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		vendor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", elsewhere.URL+"/v3/elsewhere")
			w.WriteHeader(status)
		}))
		client, err := ticketing.New(ticketing.IntegrationKey(boxoffice.Secret(mainKey)), boxoffice.WithBaseURL(vendor.URL))
		require.NoError(t, err)
		_, err = client.GetEvent(t.Context(), event)
		require.Equal(t, status, boxoffice.AsError(err).StatusCode)
		_, err = client.AddRegion(t.Context(), ticketingapi.AddRegionRequest{Name: "a", Country: "b"})
		require.Equal(t, status, boxoffice.AsError(err).StatusCode)
		vendor.Close()
	}
	require.Empty(t, leaked, "nothing was sent there, with or without the key")
}

func TestARefusedIntegrationKeyIsNeitherSentAgainNorRenewed(t *testing.T) {
	for _, reply := range []vendortest.Reply{
		{Status: http.StatusUnauthorized},
		{Status: http.StatusForbidden, Example: "restricted"},
		{Status: http.StatusForbidden, Example: "refused"},
	} {
		fake := newFake(t)
		fake.Reply("getEvent", reply)
		_, err := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))).GetEvent(t.Context(), event)
		require.Equal(t, reply.Status, boxoffice.AsError(err).StatusCode)
		require.Equal(t, 1, boxoffice.AsError(err).Attempts)
		require.NotEmpty(t, boxoffice.AsError(err).Message, "whichever key the body says it under")
		require.Len(t, fake.Requests(), 1)
	}
	fake := newFake(t)
	_, err := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret("unknown"))).GetEvent(t.Context(), event)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, "You are restricted from accessing this resource.", boxoffice.AsError(err).Message)
}

func TestBothShapesOfA404AreOneMessage(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)))
	for example, message := range map[string]string{
		"resource": "There is presently no resource with the given URI.",
		"endpoint": "The requested endpoint /invalid/endpoint does not exist on this server.",
	} {
		fake.Reply("getEvent", vendortest.Reply{Status: http.StatusNotFound, Example: example})
		_, err := client.GetEvent(t.Context(), event)
		require.ErrorIs(t, err, boxoffice.ErrNotFound)
		require.Equal(t, message, boxoffice.AsError(err).Message)
	}
}

func TestANilContextIsAnError(t *testing.T) {
	fake := newFake(t)
	for _, credential := range []ticketing.Credential{ticketing.IntegrationKey(boxoffice.Secret(mainKey)), jane} {
		client := newClient(t, fake, credential)
		_, err := client.GetEvent(nil, event) //nolint:staticcheck // the point of the test
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	}
	require.ErrorIs(t, newClient(t, fake, jane).Close(nil), boxoffice.ErrInvalidRequest) //nolint:staticcheck // the point of the test
	require.NoError(t, newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))).Close(context.Background()))
	require.Empty(t, fake.Requests())
}
