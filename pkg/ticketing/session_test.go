package ticketing_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// restricted is the refusal that a dead key and a missing permission share.
var restricted = vendortest.Reply{Status: http.StatusForbidden, Body: map[string]string{"message": "You are restricted from accessing this resource."}}

func countOf(fake *ticketingtest.Fake, operation string) int { return len(fake.Requests(operation)) }

func TestOneSessionServesAllCallsAndIsEndedOnClose(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			_, err := client.GetEvent(context.Background(), event)
			assert.NoError(t, err)
		})
	}
	group.Wait()
	require.Equal(t, 1, countOf(fake, "startSession"))
	require.Empty(t, fake.Requests("startSession")[0].Header.Values("X-Api-Key"), "the login is anonymous")
	require.Equal(t, 1, fake.OpenSessions())

	require.NoError(t, client.Close(t.Context()))
	require.Zero(t, fake.OpenSessions(), "no session is left open")
	require.NoError(t, client.Close(t.Context()), "once more does nothing")
	require.Equal(t, 1, countOf(fake, "endSession"))
	_, err := client.GetEvent(t.Context(), event)
	require.ErrorIs(t, err, token.ErrClosed)
	require.Equal(t, 1, countOf(fake, "startSession"))
}

func TestADeadSessionIsReplacedOnceHoweverManyCallsMeetIt(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err)
	for round := 2; round <= 3; round++ {
		fake.KillSessions()
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				_, err := client.GetEvent(context.Background(), event)
				assert.NoError(t, err, "no caller sees the refusal")
			})
		}
		group.Wait()
		require.Equal(t, round, countOf(fake, "startSession"))
		require.Equal(t, round-1, countOf(fake, "continueSession"), "the vendor is asked once about each")
	}
	require.Equal(t, 1, fake.OpenSessions())
	require.NoError(t, client.Close(t.Context()))
	require.Zero(t, fake.OpenSessions())
	require.Equal(t, 1, countOf(fake, "endSession"), "dead sessions need no ending")
}

func TestA401ThatMeansADeadSessionIsFollowedByAnother(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	_, err := client.ContinueSession(t.Context())
	require.NoError(t, err)
	fake.KillSessions()
	res, err := client.ContinueSession(t.Context())
	require.NoError(t, err)
	require.True(t, res.Open)
	require.Equal(t, 2, countOf(fake, "startSession"))
	require.NoError(t, client.Close(t.Context()))
}

func TestAMissingPermissionIsNoDeadSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		client := newClient(t, fake, jane)
		fake.Reply("listEvents", restricted)
		for range 10 {
			_, err := client.ListEvents(t.Context(), nil)
			require.ErrorIs(t, err, boxoffice.ErrForbidden)
			require.Equal(t, 1, boxoffice.AsError(err).Attempts)
		}
		require.Equal(t, 1, countOf(fake, "startSession"), "no login storm")
		require.Equal(t, 1, countOf(fake, "continueSession"), "the vendor's word is remembered")
		require.Equal(t, 10, countOf(fake, "listEvents"), "nothing is sent twice")

		time.Sleep(61 * time.Second)
		_, err := client.ListEvents(t.Context(), nil)
		require.ErrorIs(t, err, boxoffice.ErrForbidden)
		require.Equal(t, 2, countOf(fake, "continueSession"), "for a minute")

		fake.KillSessions()
		time.Sleep(61 * time.Second)
		_, err = client.GetEvent(t.Context(), event)
		require.NoError(t, err, "a session that dies later is noticed")
		require.Equal(t, 2, countOf(fake, "startSession"))
		require.NoError(t, client.Close(t.Context()))
	})
}

func TestADeadKeyIsNoticedUnderEitherNameOfTheRefusal(t *testing.T) {
	for _, example := range []string{"restricted", "gateway"} {
		fake := newFake(t)
		client := newClient(t, fake, jane)
		_, err := client.ListCountries(t.Context())
		require.NoError(t, err)
		dead := fake.Requests("listCountries")[0].Header.Get("X-API-Key")
		fake.KillSessions()
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			if c.Operation == "getRegion" && c.Header.Get("X-API-Key") == dead {
				return &vendortest.Reply{Status: http.StatusForbidden, Example: example}
			}
			return nil
		})
		_, err = client.GetRegion(t.Context(), 19290238432215)
		require.NoError(t, err, example)
		require.Equal(t, 2, countOf(fake, "startSession"), "%s: the vendor was asked, and the session was dead", example)
	}
}

func TestARefusalThatTheOperationExplainsIsNotAskedAbout(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	for _, reply := range []vendortest.Reply{
		{Status: http.StatusForbidden, Example: "refused"},
		{Status: http.StatusForbidden, Body: map[string]string{"error": "not yours", "message": "not yours"}},
		{Status: http.StatusForbidden, Body: []byte("<html>forbidden</html>"), MediaType: "text/html", Undocumented: true},
	} {
		fake.Reply("getEvent", reply)
		_, err := client.GetEvent(t.Context(), event)
		require.ErrorIs(t, err, boxoffice.ErrForbidden)
	}
	require.Zero(t, countOf(fake, "continueSession"))
	require.Equal(t, 1, countOf(fake, "startSession"))
	require.NoError(t, client.Close(t.Context()))
}

func TestAWrongPasswordGivenToALiveSessionDoesNotRenewIt(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err)
	_, err = client.StartSession(t.Context(), ticketingapi.StartSessionRequest{Identification: "jane.doe", Password: "wrong"})
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	require.Equal(t, "A session cannot be started with the given password.", boxoffice.AsError(err).Message)
	require.Equal(t, 2, countOf(fake, "startSession"), "the own one, and the one asked for")
	require.NoError(t, client.Close(t.Context()))
}

func TestAnAccountThatMayNotAskAboutItsSessionLogsInOnceAMinuteAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		client := newClient(t, fake, jane)
		fake.Reply("listEvents", restricted)
		fake.Reply("continueSession", restricted)
		for range 120 {
			_, err := client.ListEvents(t.Context(), nil)
			require.ErrorIs(t, err, boxoffice.ErrForbidden)
			time.Sleep(time.Second)
		}
		require.LessOrEqual(t, countOf(fake, "startSession"), 3)
		require.NoError(t, client.Close(t.Context()))
	})
}

func TestAnUnclearAnswerAboutTheSessionLeavesItAsItIs(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	fake.Reply("getEvent", restricted)
	for _, status := range []int{http.StatusInternalServerError, http.StatusNotFound, http.StatusPreconditionFailed} {
		fake.Reply("continueSession", vendortest.Reply{Status: status})
		_, err := client.GetEvent(t.Context(), event)
		require.ErrorIs(t, err, boxoffice.ErrForbidden)
	}
	require.Equal(t, 1, countOf(fake, "startSession"))
	require.Equal(t, 3, countOf(fake, "continueSession"), "and is asked for again")
	require.NoError(t, client.Close(t.Context()))
}

func TestWhoeverGivesUpWhileTheVendorIsAskedGetsTheRefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		client := newClient(t, fake, jane)
		fake.Reply("getEvent", restricted)
		fake.Handle("continueSession", func(c *vendortest.Call) vendortest.Reply { <-c.Context().Done(); return vendortest.Reply{} })
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		began := time.Now()
		_, err := client.GetEvent(ctx, event)
		require.ErrorIs(t, err, boxoffice.ErrForbidden)
		require.Equal(t, 2*time.Second, time.Since(began))
		require.NoError(t, client.Close(t.Context()))
		synctest.Wait()
		time.Sleep(time.Minute) // the question ends by itself
	})
}

func TestASessionMayDieManyTimes(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	for round := range 25 {
		_, err := client.GetEvent(t.Context(), event)
		require.NoError(t, err)
		require.Equal(t, round+1, countOf(fake, "startSession"))
		fake.KillSessions()
	}
	require.NoError(t, client.Close(t.Context()))
}

func TestAVendorWhoRefusesEveryKeyIsAskedForOneMorePerCall(t *testing.T) {
	fake := newFake(t)
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Operation == "startSession" {
			return nil
		}
		return &vendortest.Reply{Status: http.StatusUnauthorized}
	})
	client := newClient(t, fake, jane)
	_, err := client.GetEvent(t.Context(), event, boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
	require.Equal(t, 2, countOf(fake, "getEvent"), "one renewal, one resend")
	require.Equal(t, 2, countOf(fake, "startSession"))
}

func TestASessionKeyThatNoHeaderCanHoldIsReplacedByAnother(t *testing.T) {
	for _, first := range []string{"key\r\n", "   ", "ke\x00y"} {
		fake := newFake(t)
		fake.AddIntegrationKey("example-key")
		logins := 0
		fake.Handle("startSession", func(*vendortest.Call) vendortest.Reply {
			key := "example-key"
			if logins++; logins == 1 {
				key = first
			}
			return vendortest.Reply{Status: http.StatusCreated, Body: map[string]any{"key": key}}
		})
		keys := map[string]int{}
		fake.Handle("getEvent", func(c *vendortest.Call) vendortest.Reply {
			keys[c.Header.Get("X-Api-Key")]++
			return vendortest.Reply{Status: 200}
		})
		client := newClient(t, fake, jane)
		for range 5 {
			_, err := client.GetEvent(t.Context(), event)
			require.NoError(t, err, "%q", first)
		}
		require.Equal(t, map[string]int{"example-key": 5}, keys)
		require.Equal(t, 2, logins)
		require.NoError(t, client.Close(t.Context()))
		require.Len(t, fake.Requests("endSession"), 1, "the other one cannot be named")
	}
}
