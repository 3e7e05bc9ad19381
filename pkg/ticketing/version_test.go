package ticketing_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestEveryRequestSaysTheClientVersionLoginIncluded(t *testing.T) {
	fake := newFake(t)
	fake.RequireVersion("3.1.0")
	client := newClient(t, fake, jane, ticketing.WithClientVersion("3.1.3"))
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err)
	fake.Reply("getEvent", vendortest.Reply{Status: http.StatusForbidden, Example: "restricted"})
	_, err = client.GetEvent(t.Context(), event)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.NoError(t, client.Close(t.Context()))

	var operations []string
	for _, r := range fake.Requests() {
		operations = append(operations, r.Operation)
		require.Equal(t, []string{"3.1.3"}, r.Header.Values("X-Client-Version"), r.Operation)
	}
	require.Equal(t, []string{"startSession", "getEvent", "getEvent", "continueSession", "endSession"}, operations)
}

func TestTheVersionIs300UnlessSaidOtherwise(t *testing.T) {
	fake := newFake(t)
	_, err := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))).GetEvent(t.Context(), event)
	require.NoError(t, err)
	require.Equal(t, "3.0.0", fake.Requests()[0].Header.Get("X-Client-Version"))
}

func TestAVersionThatIsTooOldSaysWhichOneWasSent(t *testing.T) {
	fake := newFake(t)
	fake.RequireVersion("3.2")
	client := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)), ticketing.WithClientVersion("3.1.3"))

	_, err := client.GetEvent(t.Context(), event)
	var upgrade *ticketing.UpgradeError
	require.ErrorAs(t, err, &upgrade)
	require.Equal(t, "3.1.3", upgrade.Sent)
	require.EqualError(t, upgrade, "the vendor asks for a newer client version than 3.1.3")
	require.ErrorIs(t, err, boxoffice.ErrPreconditionFailed)
	require.Equal(t, "Please upgrade your client to complete this request", boxoffice.AsError(err).Message)
	require.EqualError(t, err, "ticketing: getEvent: answered 412 Precondition Failed: the vendor asks for a newer client version than 3.1.3")

	_, err = client.GetEvent(t.Context(), event, boxoffice.WithHeader("X-Client-Version", "2.9"))
	require.ErrorAs(t, err, &upgrade)
	require.Equal(t, "2.9", upgrade.Sent, "the version of the one call")

	_, err = client.GetEvent(t.Context(), event, boxoffice.WithHeader("X-Client-Version", "<script>"))
	require.ErrorAs(t, err, &upgrade)
	require.Equal(t, "<script>", upgrade.Sent)
	require.NotContains(t, err.Error(), "script", "only what looks like a version is printed")
	require.Len(t, fake.Requests(), 3, "a 412 is not repeated")
}

func TestAVersionThatIsTooOldForTheLoginIsSaidToo(t *testing.T) {
	fake := newFake(t)
	_, err := newClient(t, fake, jane, ticketing.WithClientVersion("2.0.0")).GetEvent(t.Context(), event)
	var upgrade *ticketing.UpgradeError
	require.ErrorAs(t, err, &upgrade)
	require.Equal(t, "2.0.0", upgrade.Sent)
	require.Len(t, fake.Requests(), 1)
}
