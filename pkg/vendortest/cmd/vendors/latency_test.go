package main

import (
	"io"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestEveryAnswerTakesAsLongAsTheLatencySays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o, err := parse([]string{"-latency", "1m30s"}, io.Discard)
		require.NoError(t, err)
		s := &served{log: newJournal()}
		defer s.close()
		require.NoError(t, s.open(o))
		_, listener := s.log.listen(0)
		for _, v := range s.vendors {
			o := v.operation(v.try.operation)
			for _, path := range []string{"/nothing", strings.ReplaceAll(o.Path, "{event}", "1")} {
				request := httptest.NewRequestWithContext(t.Context(), o.Method, path, nil)
				for name, text := range v.always {
					request.Header.Set(name, text)
				}
				answer, began := httptest.NewRecorder(), time.Now()
				s.front(v).ServeHTTP(answer, request)
				require.Equal(t, 90*time.Second, time.Since(began), "%s: a refusal is an answer", path)
				told := nextLine(t, listener)
				require.Equal(t, answer.Code, told.Status)
				require.InDelta(t, 90_000, told.Took, 0, path)
			}
		}
	})
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
