package transport_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

type events struct{ attempts, calls []boxoffice.Event }

func (e *events) hooks() boxoffice.Hooks {
	return boxoffice.Hooks{
		AfterAttempt: func(_ context.Context, a boxoffice.Event) { e.attempts = append(e.attempts, a) },
		AfterCall:    func(_ context.Context, c boxoffice.Event) { e.calls = append(e.calls, c) },
	}
}

func TestOneHookHearsOfEachAttemptAndOneOfEachCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var hits atomic.Int32
		var heard events
		client := newBubbleClient(t, func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(2 * time.Second)
			if hits.Add(1) == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			answerThing(w, r)
		}, quick(3), boxoffice.WithHooks(heard.hooks()))
		_, err := do(t.Context(), client, getThing())
		require.NoError(t, err)
		call := boxoffice.Call{Vendor: "acme", Operation: "getThing", Method: "GET", Path: "/things/1", Attempt: 1}
		again := call
		again.Attempt = 2
		require.Equal(t, []boxoffice.Event{
			{Call: call, Duration: 2 * time.Second, StatusCode: 503, Delivery: boxoffice.Answered},
			{Call: again, Duration: 2 * time.Second, StatusCode: 200, Delivery: boxoffice.Answered},
		}, heard.attempts)
		require.Len(t, heard.calls, 1)
		require.Equal(t, again, heard.calls[0].Call)
		require.Equal(t, 200, heard.calls[0].StatusCode)
		require.NoError(t, heard.calls[0].Err)
		require.GreaterOrEqual(t, heard.calls[0].Duration, 4*time.Second)
	})
}

// A success that cannot be read is the call's failure, not the attempt's.
func TestAHookOfACallHearsWhatTheCallerGets(t *testing.T) {
	for name, test := range map[string]struct {
		answer http.HandlerFunc
		is     error
		status int
	}{
		"a refusal":                       {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, boxoffice.ErrNotFound, 404},
		"a success that nobody documents": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(206) }, boxoffice.ErrUnexpectedResponse, 206},
		"a success that cannot be read": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"canary`))
		}, boxoffice.ErrUnexpectedResponse, 200},
	} {
		var heard events
		client := newClient(t, serve(t, test.answer).URL, nil, boxoffice.WithHooks(heard.hooks()))
		_, err := do(t.Context(), client, getThing())
		require.ErrorIs(t, err, test.is, name)
		require.Len(t, heard.attempts, 1, name)
		require.NoError(t, heard.attempts[0].Err, name)
		require.Equal(t, test.status, heard.attempts[0].StatusCode, name)
		require.Len(t, heard.calls, 1, name)
		require.ErrorIs(t, heard.calls[0].Err, test.is, name)
		require.Equal(t, err.Error(), heard.calls[0].Err.Error(), name)
		require.Equal(t, test.status, heard.calls[0].StatusCode, name)
		require.NotContains(t, fmt.Sprintf("%+v %#v", heard, heard.calls[0].Err), "canary", name)
		var whole *boxoffice.Error
		require.NotErrorAs(t, heard.calls[0].Err, &whole, "%s: the body is in there", name)
	}
}

func TestACallThatSendsNothingIsHeardOfWithoutAnAttempt(t *testing.T) {
	var hits atomic.Int32
	var heard events
	client := newClient(t, serve(t, counted(&hits, answerThing)).URL, nil, boxoffice.WithHooks(heard.hooks()))
	_, err := do(t.Context(), client, getThing(), boxoffice.WithMaxBody(-1))
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = do(ctx, client, getThing())
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, heard.attempts)
	require.Len(t, heard.calls, 2)
	for _, call := range heard.calls {
		require.Zero(t, call.Attempt)
		require.Zero(t, call.StatusCode)
		require.Equal(t, boxoffice.NeverSent, call.Delivery)
	}
	require.ErrorIs(t, heard.calls[0].Err, boxoffice.ErrInvalidRequest)
	require.ErrorIs(t, heard.calls[1].Err, context.Canceled)
	require.Zero(t, hits.Load())
}

var errTooMany = errors.New("too many")

func TestAHookThatRefusesEndsTheCallBeforeItIsSent(t *testing.T) {
	var hits, asked atomic.Int32
	var heard events
	server := serve(t, counted(&hits, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }))
	client := newClient(t, server.URL, nil, quick(4), boxoffice.WithHooks(heard.hooks()), boxoffice.WithHooks(boxoffice.Hooks{
		BeforeAttempt: func(_ context.Context, c boxoffice.Call) error {
			asked.Add(1)
			if c.Attempt > 1 || c.Operation == "createThing" {
				return errTooMany
			}
			return nil
		},
	}))
	_, err := do(t.Context(), client, createThing())
	e := asError(t, err)
	require.Equal(t, boxoffice.NeverSent, e.Delivery)
	require.Zero(t, e.Attempts)
	require.ErrorIs(t, err, boxoffice.ErrNotSent)
	require.ErrorIs(t, err, errTooMany)
	require.EqualValues(t, 1, asked.Load())
	require.Zero(t, hits.Load())

	_, err = do(t.Context(), client, getThing())
	e = asError(t, err)
	require.ErrorIs(t, err, errTooMany)
	require.Equal(t, boxoffice.MaybeDelivered, e.Delivery, "the first attempt was answered 503")
	require.Equal(t, 1, e.Attempts)
	require.EqualValues(t, 3, asked.Load())
	require.EqualValues(t, 1, hits.Load())
	require.Len(t, heard.attempts, 3, "hooks given before the one that refuses hear of it")
	for _, refused := range []boxoffice.Event{heard.attempts[0], heard.attempts[2]} {
		require.ErrorIs(t, refused.Err, errTooMany)
		require.Equal(t, boxoffice.NeverSent, refused.Delivery)
		require.Zero(t, refused.StatusCode)
	}
	require.Equal(t, 503, heard.attempts[1].StatusCode)
	require.Len(t, heard.calls, 2)
}

// What BeforeAttempt takes, AfterAttempt can give back, whatever comes between.
func TestEveryAttemptThatABeforeAttemptLetPassHasItsAfterAttempt(t *testing.T) {
	var hits, taken, given atomic.Int32
	ctx, cancel := context.WithCancel(t.Context())
	client := newClient(t, serve(t, counted(&hits, answerThing)).URL, nil, boxoffice.WithHooks(boxoffice.Hooks{
		BeforeAttempt: func(context.Context, boxoffice.Call) error { taken.Add(1); cancel(); return nil },
		AfterAttempt: func(_ context.Context, e boxoffice.Event) {
			given.Add(1)
			require.ErrorIs(t, e.Err, context.Canceled)
			require.Equal(t, boxoffice.NeverSent, e.Delivery)
		},
	}))
	_, err := do(ctx, client, getThing())
	require.ErrorIs(t, err, context.Canceled)
	require.EqualValues(t, 1, taken.Load())
	require.EqualValues(t, 1, given.Load())
	require.Zero(t, hits.Load())
}

func TestTheContextOfBeforeCallIsTheCallsAndHooksNest(t *testing.T) {
	type key struct{}
	var order []string
	hooks := func(name string) boxoffice.ClientOption {
		return boxoffice.WithHooks(boxoffice.Hooks{
			BeforeCall: func(ctx context.Context, _ boxoffice.Call) context.Context {
				order = append(order, "begin "+name)
				return context.WithValue(ctx, key{}, fmt.Sprint(ctx.Value(key{}), name))
			},
			AfterAttempt: func(ctx context.Context, _ boxoffice.Event) {
				order = append(order, fmt.Sprint("attempt ", name, " ", ctx.Value(key{})))
			},
			AfterCall: func(ctx context.Context, _ boxoffice.Event) {
				order = append(order, fmt.Sprint("end ", name, " ", ctx.Value(key{})))
			},
		})
	}
	client := newClient(t, serve(t, answerThing).URL, nil, hooks("a"), hooks("b"), around(func(r *http.Request) error {
		order = append(order, fmt.Sprint("sent ", r.Context().Value(key{})))
		return nil
	}), boxoffice.WithHooks(boxoffice.Hooks{
		BeforeCall: func(context.Context, boxoffice.Call) context.Context { return nil },
	}))
	_, err := do(context.WithValue(t.Context(), key{}, ""), client, getThing())
	require.NoError(t, err)
	require.Equal(t, []string{
		"begin a", "begin b", "sent ab", "attempt b ab", "attempt a ab", "end b ab", "end a ab",
	}, order)
}

func TestAStreamedCallEndsWithItsLoop(t *testing.T) {
	var heard events
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`[{"name":"a"},{"name":"b"}]`))
	})
	client := newClient(t, server.URL, nil, boxoffice.WithHooks(heard.hooks()))
	for _, err := range rest.Seq[thing](t.Context(), client.Request(getThing(), nil)) {
		require.NoError(t, err)
		require.Len(t, heard.attempts, 1)
		require.Empty(t, heard.calls)
		break
	}
	require.Len(t, heard.calls, 1)
	require.NoError(t, heard.calls[0].Err, "leaving the loop is no failure")
	require.Equal(t, 200, heard.calls[0].StatusCode)
}

func TestHooksRunConcurrently(t *testing.T) {
	var attempts, calls atomic.Int32
	client := newClient(t, serve(t, answerThing).URL, nil, boxoffice.WithHooks(boxoffice.Hooks{
		AfterAttempt: func(context.Context, boxoffice.Event) { attempts.Add(1) },
		AfterCall:    func(context.Context, boxoffice.Event) { calls.Add(1) },
	}))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { _, _ = do(t.Context(), client, getThing()) })
	}
	all.Wait()
	require.EqualValues(t, 20, attempts.Load())
	require.EqualValues(t, 20, calls.Load())
}

func TestAPanicOfAHookReachesTheCaller(t *testing.T) {
	client := newClient(t, serve(t, answerThing).URL, nil, boxoffice.WithHooks(boxoffice.Hooks{
		AfterAttempt: func(context.Context, boxoffice.Event) { panic("the hook's") },
	}))
	require.PanicsWithValue(t, "the hook's", func() { _, _ = do(t.Context(), client, getThing()) })
}
