package transport_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// around is a middleware that runs before on every request.
func around(before func(*http.Request) error) boxoffice.ClientOption {
	return boxoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			if err := before(r); err != nil {
				return nil, err
			}
			return next.RoundTrip(r)
		})
	})
}

func TestMiddlewareSeesEverySendingWholeTheFirstOutermost(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, answers(&hits, "", 503, 204))
	var seen []string
	note := func(who string) boxoffice.ClientOption {
		return around(func(r *http.Request) error {
			call, ok := boxoffice.CallFromContext(r.Context())
			seen = append(seen, fmt.Sprint(who, " ", r.Header.Get("Authorization"), " ", ok, " ", call))
			return nil
		})
	}
	client := newClient(t, server.URL, transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret("token")),
		note("first"), note("second"), quick(2))
	_, err := do(t.Context(), client, authenticated(getThing(), "bearer"))
	require.NoError(t, err)
	require.Equal(t, []string{
		"first Bearer token true {acme getThing GET /things/1 1}",
		"second Bearer token true {acme getThing GET /things/1 1}",
		"first Bearer token true {acme getThing GET /things/1 2}",
		"second Bearer token true {acme getThing GET /things/1 2}",
	}, seen)
}

func TestAnHTTPTraceOfAMiddlewareKnowsTheCall(t *testing.T) {
	server := serve(t, answerThing)
	var call boxoffice.Call
	var connected atomic.Bool
	client := newClient(t, server.URL, nil, boxoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			ctx := r.Context()
			trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {
				call, _ = boxoffice.CallFromContext(ctx)
				connected.Store(true)
			}}
			return next.RoundTrip(r.WithContext(httptrace.WithClientTrace(ctx, trace)))
		})
	}))
	_, err := do(t.Context(), client, createThing())
	require.NoError(t, err)
	require.True(t, connected.Load())
	require.Equal(t, boxoffice.Call{Vendor: "acme", Operation: "createThing", Method: "POST", Path: "/things", Attempt: 1}, call)
}

func TestAContextOfNoCallSaysSo(t *testing.T) {
	_, ok := boxoffice.CallFromContext(t.Context())
	require.False(t, ok)
}

// What the middleware cannot take away: redirects off the origin, one minute.
func TestMiddlewareKeepsTheGuardAndTheTimeout(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		http.Redirect(w, r, "http://127.0.0.1:1/elsewhere", http.StatusFound)
	})
	var timeouts atomic.Int32
	client := newClient(t, server.URL, nil, around(func(r *http.Request) error {
		if r.Context().Done() != nil {
			timeouts.Add(1)
		}
		return nil
	}))
	_, err := do(t.Context(), client, getThing())
	require.ErrorIs(t, err, boxoffice.ErrOrigin)
	require.EqualValues(t, 1, hits.Load())
	require.EqualValues(t, 1, timeouts.Load())
}

func TestABadMiddlewareOrWriterIsRefused(t *testing.T) {
	for name, option := range map[string]boxoffice.ClientOption{
		"nil middleware":            boxoffice.WithMiddleware(nil),
		"returns nil":               boxoffice.WithMiddleware(func(http.RoundTripper) http.RoundTripper { return nil }),
		"nil writer":                boxoffice.WithWireDump(nil),
		"no time for an attempt":    boxoffice.WithAttemptTimeout(0),
		"negative time for silence": boxoffice.WithStreamIdleTimeout(-time.Second),
	} {
		_, err := transport.New(transport.Config{Vendor: "acme", Server: "https://api.acme.example"}, option)
		require.ErrorIs(t, err, boxoffice.ErrConfiguration, name)
	}
	server := serve(t, answerThing)
	_, err := do(t.Context(), newClient(t, server.URL, nil), getThing(), boxoffice.WithAttemptTimeout(-1))
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
}

var errOpen = errors.New("the canary's breaker is open")

func TestTrust_ARoundTripperThatSaysNotSentIsBelievedAndNotAskedAgain(t *testing.T) {
	var hits, asked atomic.Int32
	server := serve(t, counted(&hits, answerThing))
	client := newClient(t, server.URL, nil, quick(4), around(func(*http.Request) error {
		asked.Add(1)
		return fmt.Errorf("%w: %w", boxoffice.ErrNotSent, errOpen)
	}))
	for i, op := range []func() error{
		func() error { _, err := do(t.Context(), client, getThing()); return err },
		func() error { _, err := do(t.Context(), client, createThing()); return err },
	} {
		err := op()
		e := asError(t, err)
		require.Equal(t, boxoffice.NeverSent, e.Delivery)
		require.ErrorIs(t, err, boxoffice.ErrNotSent)
		require.ErrorIs(t, err, errOpen)
		require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.True(t, boxoffice.SafeToRepeat(err))
		require.Contains(t, err.Error(), "not sent")
		require.NotContains(t, err.Error(), "canary")
		require.EqualValues(t, i+1, asked.Load(), "it is final")
	}
	require.Zero(t, hits.Load())
}

func TestTrust_ARoundTripperThatSaysNotSentOfWhatWasSentIsNotBelieved(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, counted(&hits, answerThing))
	client := newClient(t, server.URL, nil, boxoffice.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			if err == nil {
				_ = resp.Body.Close()
			}
			return nil, boxoffice.ErrNotSent
		})
	}))
	_, err := do(t.Context(), client, createThing())
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	require.Equal(t, boxoffice.MaybeDelivered, asError(t, err).Delivery)
	require.EqualValues(t, 1, hits.Load())
}
