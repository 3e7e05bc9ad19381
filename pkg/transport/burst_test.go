package transport_test

// Trouble that comes and goes: no call is lost to it, and a vendor that is down
// is not multiplied (see TestABrokenVendorIsNotMultiplied).

import (
	"context"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

func TestTrust_AHundredCallersWhoMeetOneFailureEachAllSucceed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sent atomic.Int32
		client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
			if sent.Add(1) <= 100 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			answerThing(w, r)
		})
		var all sync.WaitGroup
		var lost atomic.Int32
		for range 100 {
			all.Go(func() {
				if _, err := do(t.Context(), client, getThing()); err != nil {
					lost.Add(1)
				}
			})
		}
		all.Wait()
		require.Zero(t, lost.Load(), "of 100 calls")
		t.Logf("%d requests for 100 calls, 0 lost", sent.Load())
	})
}

func TestTrust_OfAThousandCallsNoneIsLostWhenEveryFifthRequestFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
			if sent++; sent%5 == 0 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			answerThing(w, r)
		})
		for range 1000 {
			_, err := do(t.Context(), client, getThing())
			require.NoError(t, err)
		}
		t.Logf("%d requests for 1000 calls, 0 lost", sent)
	})
}

func TestTrust_ARetryAfterDateIsJudgedByTheAnswersOwnDate(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	header := http.Header{
		"Date":        {now.Add(-3 * time.Hour).Format(http.TimeFormat)},
		"Retry-After": {now.Add(-3*time.Hour + 7*time.Second).Format(http.TimeFormat)},
	}
	wait, ok := transport.RetryAfter(header, now)
	require.True(t, ok)
	require.Equal(t, 7*time.Second, wait)
}

// spoilt hands out a token that no header can hold first, and good ones later.
type spoilt struct {
	first          string
	given, refused int
}

func (s *spoilt) Token(context.Context) (string, error) {
	if s.refused == 0 {
		return s.first, nil
	}
	s.given++
	return "tok-good", nil
}

func (s *spoilt) Refused(string) { s.refused++ }

func TestTrust_ATokenThatCannotStandInAHeaderIsGivenBackAsRefused(t *testing.T) {
	for _, first := range []string{"tok\r\n", "\ntok", " ", " \t ", "", "to\x00k", "tok\x7f", "tok\r\nX-Evil: 1"} {
		var hits atomic.Int32
		server := serve(t, counted(&hits, answerThing))
		source := &spoilt{first: first}
		credential := transport.Renewing("scheme", "Authorization", "Bearer ", source, func(*rest.Answer) bool { return false })
		client := newClient(t, server.URL, credential)
		for range 20 {
			_, err := do(t.Context(), client, authenticated(getThing(), "scheme"))
			require.NoError(t, err, "%q", first)
		}
		require.Equal(t, 1, source.refused)
		require.EqualValues(t, 20, hits.Load())
	}
	t.Log("20 calls after each spoilt token: 20 succeed, 1 token refused")
}

func TestTrust_AStreamThatStallsAtItsBeginningShowsTheCallersDeadline(t *testing.T) {
	for begun, mediaType := range map[string]string{
		"": "application/json", "[": "application/json", `[{"name":"a"}`: "application/json", `[{"na`: "application/json", " ": "text/html", "\xef": "application/json",
		"<": "application/xml", "<things>": "application/xml", "<things><thing><name>a</name></thing>": "application/xml", "<things><thing><na": "application/xml", "<?xml version='1.0'": "application/xml",
	} {
		synctest.Test(t, func(t *testing.T) {
			client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", mediaType)
				_, _ = io.WriteString(w, begun)
				w.(http.Flusher).Flush()
				<-r.Context().Done()
			})
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			op := getThing()
			op.XMLRoot, op.XMLElement = "things", "thing"
			began := time.Now()
			var last error
			for _, err := range rest.Seq[thing](ctx, client.Request(op, nil)) {
				last = err
			}
			require.ErrorIs(t, last, context.DeadlineExceeded, "%q", begun)
			require.NotErrorIs(t, last, boxoffice.ErrUnexpectedResponse, "%q", begun)
			require.Equal(t, 300*time.Millisecond, time.Since(began))
		})
	}
}
