package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARepeatRuleIsSaidInWords(t *testing.T) {
	rule := func(delivered bool, statuses ...any) any {
		return map[string]any{"delivered": delivered, "statuses": append([]any{}, statuses...)}
	}
	for _, c := range []struct {
		mark       any
		text, long string
	}{
		{rule(true, 503, 429), "repeats itself", "when its answer was lost, and after an answer 429 or 503."},
		{rule(true), "repeats itself", "Once the vendor has answered, the answer stands."},
		{rule(false, 429), "repeats some answers", "after an answer 429, but not when its answer was lost"},
		{rule(false), "sent once", "never sent a second time"},
	} {
		parsed, err := parseRepeat(c.mark)
		require.NoError(t, err)
		require.Equal(t, c.text, parsed.label().Text)
		require.Contains(t, parsed.label().Long, c.long)
	}
}

func TestAMarkWithoutWordsIsAnError(t *testing.T) {
	for _, mark := range []any{nil, "yes", map[string]any{"delivered": true}, map[string]any{"statuses": []int{}},
		map[string]any{"delivered": true, "statuses": []int{}, "after": "a minute"}} {
		_, err := parseRepeat(mark)
		require.ErrorContains(t, err, "x-repeat", "%v", mark)
	}
	for _, mark := range []any{nil, "rumoured", 1} {
		_, err := evidence(mark)
		require.ErrorContains(t, err, "x-evidence is", "%v", mark)
	}
}

func TestTheNumberOfTapesIsSaidInWords(t *testing.T) {
	require.Equal(t, "1 answer on tape", tapes(1, 1).Text)
	require.Equal(t, "2 of 3 answers on tape", tapes(2, 3).Text)
	require.Equal(t, "no tape", tapes(0, 3).Text)
}

func TestTheReasonOfARepetitionIsSaid(t *testing.T) {
	rule, err := parseRepeat(map[string]any{"delivered": true, "statuses": []int{}, "reason": "It only checks."})
	require.NoError(t, err)
	require.Contains(t, rule.label().Long, "The reason: It only checks.")
}
