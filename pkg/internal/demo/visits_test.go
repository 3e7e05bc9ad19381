package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/specs"
)

func TestEveryVendorIsVisitedOnce(t *testing.T) {
	var want, visited []string
	for _, doc := range specs.All() {
		want = append(want, doc.Name)
	}
	for _, v := range visits() {
		visited = append(visited, v.vendor)
	}
	require.Equal(t, want, visited)
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
