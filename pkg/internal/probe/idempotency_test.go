package probe_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

// quick repeats without waiting.
func quick(attempts int) boxoffice.CallOption {
	return boxoffice.WithRetry(boxoffice.Retry{Attempts: attempts, Base: 1, Max: 1})
}

// keys are the idempotency keys that the vendor got.
func (v *vendor) keys() (all []string) {
	for _, r := range v.all() {
		all = append(all, r.Header.Get("Idempotency-Key"))
	}
	return all
}

// failing answers the first requests with a status, or breaks off for 0, and then 204.
func failing(statuses ...int) *vendor {
	v := &vendor{}
	v.answer = func(w http.ResponseWriter, _ *http.Request) {
		switch n := len(v.all()) - 1; {
		case n >= len(statuses):
			w.WriteHeader(http.StatusNoContent)
		case statuses[n] == 0:
			panic(http.ErrAbortHandler)
		default:
			w.WriteHeader(statuses[n])
		}
	}
	return v
}

func TestEachCallHasARandomKeyThatItsAttemptsShare(t *testing.T) {
	t.Parallel()
	v := failing(409, 503, 0)
	c := client(t, v)
	require.NoError(t, c.PayOnce(t.Context(), quick(4)))
	keys := v.keys()
	require.Len(t, keys, 4)
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, keys[0])
	assert.Equal(t, []string{keys[0], keys[0], keys[0], keys[0]}, keys)
	require.NoError(t, c.PayOnce(t.Context()))
	assert.NotEqual(t, keys[0], v.keys()[4], "another call has another key")
}

func TestACallHasTheKeyThatTheCallerGives(t *testing.T) {
	t.Parallel()
	v := failing(503)
	require.NoError(t, client(t, v).PayOnce(t.Context(), boxoffice.WithIdempotencyKey("order-7"), quick(2)))
	assert.Equal(t, []string{"order-7", "order-7"}, v.keys())
	v = failing(503)
	require.NoError(t, client(t, v).PayOnce(t.Context(), boxoffice.WithHeader("idempotency-key", "order-8"), quick(2)))
	assert.Equal(t, []string{"order-8", "order-8"}, v.keys())
}

// Another call has another random key, so the vendor would do it twice.
func TestACallWithARandomKeyIsNotSafeToRepeatUnlessWithThatKey(t *testing.T) {
	t.Parallel()
	for _, status := range []int{0, 409, 503} {
		v := failing(status, status)
		c := client(t, v)
		err := c.PayOnce(t.Context(), quick(1))
		require.True(t, boxoffice.IsOutcomeUnknown(err), status)
		require.False(t, boxoffice.SafeToRepeat(err), status)
		key := boxoffice.AsError(err).IdempotencyKey
		assert.Equal(t, []string{key}, v.keys())

		again := c.PayOnce(t.Context(), quick(1), boxoffice.WithIdempotencyKey(key))
		require.False(t, boxoffice.IsOutcomeUnknown(again), status)
		require.True(t, boxoffice.SafeToRepeat(again), status)
		require.NoError(t, c.PayOnce(t.Context(), boxoffice.WithIdempotencyKey(key)))
		assert.Equal(t, []string{key, key, key}, v.keys())
	}
	err := client(t, failing(400)).PayOnce(t.Context())
	require.True(t, boxoffice.SafeToRepeat(err), "a refusal says that nothing was done")
}

func TestAKeyThatCannotBeSentIsRefused(t *testing.T) {
	t.Parallel()
	v := failing()
	c := client(t, v)
	for _, key := range []string{"", " ", "a\nb"} {
		require.ErrorIs(t, c.PayOnce(t.Context(), boxoffice.WithIdempotencyKey(key)), boxoffice.ErrInvalidRequest, "%q", key)
	}
	err := c.ListByStyle(t.Context(), nil, boxoffice.WithIdempotencyKey("order-7"))
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.ErrorContains(t, err, "takes no idempotency key")
	assert.Empty(t, v.all())
}

func TestAConditionalRequestSaysWhatTheCallerHas(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	v.answer = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"7"`)
		if r.Header.Get("If-None-Match") == `"7"` || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"id":7}`))
	}
	c := client(t, v)
	thing, err := c.GetConditional(t.Context(), nil)
	require.NoError(t, err)
	assert.EqualValues(t, 7, thing.ID)
	assert.Equal(t, `"7"`, thing.ETag)
	for _, params := range []*probeapi.GetConditionalParams{
		{IfNoneMatch: &thing.ETag}, {IfModifiedSince: boxoffice.Ptr("Thu, 26 Nov 2026 12:00:00 GMT")},
	} {
		_, err = c.GetConditional(t.Context(), params)
		require.ErrorIs(t, err, boxoffice.ErrNotModified)
		require.True(t, boxoffice.SafeToRepeat(err))
	}
	require.Len(t, v.all(), 3, "a 304 is an answer and not repeated")
}
