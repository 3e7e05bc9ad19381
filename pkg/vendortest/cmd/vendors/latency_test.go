package main

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestEveryAnswerTakesAsLongAsTheLatencySays(t *testing.T) {
	t.Parallel()
	s := started(t, "-https-port", "-1", "-latency", "60ms")
	_, listener := s.log.listen(0)
	defer s.log.leave(listener)
	for _, v := range s.vendors {
		o := v.operation(v.try.operation)
		for _, path := range []string{"/nothing", strings.ReplaceAll(o.Path, "{event}", "1")} {
			began := time.Now()
			do(t, http.DefaultClient, o.Method, v.url+path, v.always, "")
			require.GreaterOrEqual(t, time.Since(began), 60*time.Millisecond, "%s: a refusal is an answer", path)
			require.GreaterOrEqual(t, nextLine(t, listener).Took, 60.0, path)
		}
	}
}

func TestALatencyIsDrawnBetweenItsEnds(t *testing.T) {
	t.Parallel()
	drawn := func(seed string) (all []time.Duration) {
		o, err := parse([]string{"-seed", seed, "-latency", "20ms-40ms"}, io.Discard)
		require.NoError(t, err)
		draw := o.drawn()
		for range 100 {
			d := draw()
			require.GreaterOrEqual(t, d, 20*time.Millisecond)
			require.LessOrEqual(t, d, 40*time.Millisecond)
			all = append(all, d)
		}
		return all
	}
	one := drawn("7")
	require.Equal(t, one, drawn("7"))
	require.NotEqual(t, one, drawn("8"))
	require.Greater(t, len(slices.Compact(one)), 50)
}
