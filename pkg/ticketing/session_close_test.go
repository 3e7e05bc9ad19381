package ticketing_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestAClientThatWasNeverUsedStartsAndEndsNothing(t *testing.T) {
	fake := newFake(t)
	require.NoError(t, newClient(t, fake, jane).Close(t.Context()))
	require.Empty(t, fake.Requests())
}

func TestCloseAsksAgainWhenTheAnswerWasLost(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err)
	fake.LoseAnswers("endSession", 1)
	require.NoError(t, client.Close(t.Context()))
	require.Zero(t, fake.OpenSessions())
	require.Equal(t, 2, countOf(fake, "endSession"))
}

func TestCloseSaysThatASessionMayBeOpenAndCanBeCalledAgain(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, client.Close(gone), context.Canceled)
	require.Equal(t, 1, fake.OpenSessions())
	require.NoError(t, client.Close(t.Context()))
	require.Zero(t, fake.OpenSessions())
}

func TestAServerFaultKeepsASessionToBeEndedLater(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err)
	fake.Reply("endSession", vendortest.Reply{Status: http.StatusInternalServerError}, vendortest.Reply{Status: http.StatusInternalServerError}, vendortest.Reply{})
	require.ErrorIs(t, client.Close(t.Context()), boxoffice.ErrServer)
	require.NoError(t, client.Close(t.Context()))
	require.Equal(t, 3, countOf(fake, "endSession"))
}

func TestARefusedEndingIsNotRepeated(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, jane)
	_, err := client.GetEvent(t.Context(), event)
	require.NoError(t, err)
	fake.Reply("endSession", vendortest.Reply{Status: http.StatusPreconditionFailed}, vendortest.Reply{Status: http.StatusNoContent, Undocumented: true})
	var upgrade *ticketing.UpgradeError
	require.ErrorAs(t, client.Close(t.Context()), &upgrade)
	require.Equal(t, 1, countOf(fake, "endSession"))
	require.NoError(t, client.Close(t.Context()), "any success will do")
	require.NoError(t, client.Close(t.Context()))
	require.Equal(t, 2, countOf(fake, "endSession"))
}

func TestASessionThatComesUpWhileTheClientClosesIsEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		client := newClient(t, fake, jane)
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			if c.Operation == "startSession" {
				time.Sleep(5 * time.Second)
			}
			return nil
		})
		failed := make(chan error)
		go func() {
			_, err := client.GetEvent(context.Background(), event)
			failed <- err
		}()
		synctest.Wait()
		closing, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, client.Close(closing), context.DeadlineExceeded, "Close waits no longer than its caller")
		require.ErrorIs(t, <-failed, token.ErrClosed)
		require.Zero(t, fake.OpenSessions(), "the session that came up is ended by itself")
		require.NoError(t, client.Close(t.Context()))
	})
}

func TestASessionIsEndedOnceHoweverManyCloseTheClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := newFake(t, vendortest.InMemory())
		client := newClient(t, fake, jane)
		_, err := client.GetEvent(t.Context(), event)
		require.NoError(t, err)
		fake.Before(func(c *vendortest.Call) *vendortest.Reply {
			if c.Operation == "endSession" {
				time.Sleep(5 * time.Second)
			}
			return nil
		})
		ended := make(chan error, 3)
		for range 3 {
			go func() { ended <- client.Close(context.Background()) }()
		}
		synctest.Wait()
		hurry, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, client.Close(hurry), context.DeadlineExceeded)
		for range 3 {
			require.NoError(t, <-ended)
		}
		require.Equal(t, 1, countOf(fake, "endSession"))
		require.Zero(t, fake.OpenSessions())
	})
}

func TestASessionKeyIsSharedThroughAStore(t *testing.T) {
	fake, store := newFake(t), token.NewMemoryStore()
	user := jane
	user.Tokens = []token.Option{token.WithStore(store, token.Key(fake.URL(), jane.Identification))}
	first, second := newClient(t, fake, user), newClient(t, fake, user)
	for _, client := range []*ticketing.Client{first, second} {
		_, err := client.GetEvent(t.Context(), event)
		require.NoError(t, err)
	}
	require.Equal(t, 1, countOf(fake, "startSession"))
	require.NoError(t, second.Close(t.Context()))
	require.Equal(t, 1, fake.OpenSessions(), "a client ends what it started itself")
	require.NoError(t, first.Close(t.Context()))
	require.Zero(t, fake.OpenSessions())

	third := newClient(t, fake, user)
	_, err := third.GetEvent(t.Context(), event)
	require.NoError(t, err, "the ended session in the store is found out and replaced")
	require.NoError(t, third.Close(t.Context()))
	require.Zero(t, fake.OpenSessions())
}
