package boxoffice_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// waits are the times between the questions of a poll that is done after the n-th.
func waits(t *testing.T, b boxoffice.Backoff, n int, after time.Duration, err error) []time.Duration {
	t.Helper()
	var all []time.Duration
	last := time.Now()
	asked := 0
	require.NoError(t, b.Poll(t.Context(), func(context.Context) (bool, time.Duration, error) {
		if asked++; asked > 1 {
			all = append(all, time.Since(last))
		}
		last = time.Now()
		if asked == n {
			return true, 0, nil
		}
		return false, after, err
	}))
	return all
}

func TestTheWaitOfABackoffDoublesUpToItsLongest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			backoff boxoffice.Backoff
			most    []time.Duration
		}{
			{boxoffice.Backoff{}, []time.Duration{1e9, 2e9, 4e9, 8e9, 16e9, 30e9, 30e9}},
			{boxoffice.Backoff{First: time.Hour, Longest: 90 * time.Minute}, []time.Duration{time.Hour, 90 * time.Minute, 90 * time.Minute}},
			{boxoffice.Backoff{First: time.Minute}, []time.Duration{30e9, 30e9}},
			{boxoffice.Backoff{First: -1, Longest: -1}, []time.Duration{1e9, 2e9}},
		} {
			seen := map[time.Duration]bool{}
			for range 10 {
				for i, wait := range waits(t, c.backoff, len(c.most)+1, 0, nil) {
					require.LessOrEqual(t, wait, c.most[i])
					require.GreaterOrEqual(t, wait, c.most[i]/2)
					seen[wait] = true
				}
			}
			require.Greater(t, len(seen), len(c.most), "there is jitter")
		}
	})
}

func TestAWaitThatTheVendorAsksForIsWaitedOutAsItIs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		require.Equal(t, []time.Duration{time.Hour, time.Hour}, waits(t, boxoffice.Backoff{}, 3, time.Hour, nil))
		busy := &boxoffice.Error{StatusCode: 503, Delivery: boxoffice.Answered, Header: http.Header{"Retry-After": {"45"}}}
		require.Equal(t, []time.Duration{45 * time.Second}, waits(t, boxoffice.Backoff{}, 2, 0, fmt.Errorf("asking: %w", busy)))
		require.Equal(t, 45*time.Second, busy.RetryAfter())
		require.Zero(t, boxoffice.AsError(nil).RetryAfter())
		require.Zero(t, new(boxoffice.Error).RetryAfter())
	})
}

func TestThePollEndsWithTheErrorOfTheLastQuestion(t *testing.T) {
	t.Parallel()
	mine := errors.New("mine")
	require.Equal(t, mine, boxoffice.Backoff{}.Poll(t.Context(), func(context.Context) (bool, time.Duration, error) { return true, 0, mine }))
}

func TestAnEndedContextEndsThePollWithWhatWentWrongLast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		why := errors.New("the shop closes")
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, why)
		defer cancel()
		start := time.Now()
		busy := &boxoffice.Error{Vendor: "acme", Operation: "getExport", StatusCode: 503, Delivery: boxoffice.Answered, Body: []byte("secret")}
		err := boxoffice.Backoff{}.Poll(ctx, func(context.Context) (bool, time.Duration, error) { return false, time.Hour, busy })
		require.Equal(t, time.Minute, time.Since(start))
		for _, target := range []error{context.DeadlineExceeded, why, boxoffice.ErrServer} {
			require.ErrorIs(t, err, target)
		}
		require.EqualError(t, err, "context deadline exceeded; before that: acme: getExport: answered 503 Service Unavailable")

		err = boxoffice.Backoff{}.Wait(ctx, 0, 0, errors.New("secret"))
		require.EqualError(t, err, "context deadline exceeded; before that: transport failure")
		require.EqualError(t, boxoffice.Backoff{}.Wait(ctx, 0, 0, nil), "context deadline exceeded")
		last := fmt.Errorf("asking: %w", context.DeadlineExceeded)
		require.Equal(t, last, boxoffice.Backoff{}.Wait(ctx, 0, 0, last), "it says so already")
	})
}

func TestTransientFailuresAreThoseThatPass(t *testing.T) {
	t.Parallel()
	answered := func(status int) *boxoffice.Error {
		return &boxoffice.Error{StatusCode: status, Delivery: boxoffice.Answered}
	}
	unsent := func(err error) *boxoffice.Error { return &boxoffice.Error{Err: err} }
	for _, err := range []error{
		answered(408), answered(425), answered(429), answered(500), answered(503), answered(200),
		&boxoffice.Error{Delivery: boxoffice.MaybeDelivered}, unsent(errors.New("no route")), unsent(boxoffice.ErrNotSent), fmt.Errorf("in: %w", answered(502)),
	} {
		require.True(t, boxoffice.AsError(err).Transient(), "%v", err)
	}
	large := answered(200)
	large.Err = boxoffice.ErrTooLarge
	for _, err := range []error{
		nil, errors.New("not ours"), answered(400), answered(401), answered(404), answered(409), answered(304), large, unsent(boxoffice.ErrInvalidRequest),
		unsent(boxoffice.ErrConfiguration), unsent(boxoffice.ErrOrigin), unsent(boxoffice.ErrCredential), unsent(boxoffice.ErrCredentialsRefused),
	} {
		require.False(t, boxoffice.AsError(err).Transient(), "%v", err)
	}
}

// Asking what became of an export that the vendor works on.
func ExampleBackoff_Poll() {
	answers := []error{&boxoffice.Error{StatusCode: http.StatusBadGateway, Delivery: boxoffice.Answered}, nil, nil}
	ready := func(context.Context) (bool, error) { // a call of the client
		err := answers[0]
		answers = answers[1:]
		return len(answers) == 0, err
	}

	backoff := boxoffice.Backoff{First: time.Millisecond}
	err := backoff.Poll(context.Background(), func(ctx context.Context) (done bool, after time.Duration, err error) {
		done, err = ready(ctx)
		if err != nil {
			return !boxoffice.AsError(err).Transient(), 0, err
		}
		return done, 0, nil
	})
	fmt.Println(err, len(answers))
	// Output: <nil> 0
}
