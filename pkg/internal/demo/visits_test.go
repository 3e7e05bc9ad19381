package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/specs"
)

func TestEveryVendorIsVisitedOnceAndFailsOnce(t *testing.T) {
	var want, visited, failed []string
	for _, doc := range specs.All() {
		want = append(want, doc.Name)
	}
	for _, v := range visits() {
		visited = append(visited, v.vendor)
	}
	for _, f := range faults() {
		failed = append(failed, f.vendor)
	}
	require.Equal(t, want, visited)
	require.Equal(t, want, failed, "registerFault shows one fault of each vendor")
}

func TestEveryFaultIsSeenByTheCallerAsExpected(t *testing.T) {
	t.Parallel()
	for _, f := range faults() {
		t.Run(f.vendor, func(t *testing.T) {
			t.Parallel()
			steps := &table{}
			require.NoError(t, f.run(t.Context(), steps))
			require.Greater(t, len(steps.rows), 1)
			require.Zero(t, steps.wrong, "%v", steps.rows)
		})
	}
}

func TestEveryVisitGoesAsExpected(t *testing.T) {
	for _, v := range visits() {
		t.Run(v.vendor, func(t *testing.T) {
			steps := &table{}
			require.NoError(t, v.run(t.Context(), steps))
			require.NotEmpty(t, steps.rows)
			require.Zero(t, steps.wrong, "%v", steps.rows)
		})
	}
}
