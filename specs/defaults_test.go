package specs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A default is what happens when a program says nothing, so a new or another
// one is to be seen in a review.
func TestDefaultsAreTheOnesInTheGoldenFile(t *testing.T) {
	var lines []string
	for _, d := range documents(t) {
		d.schemas(func(where string, s schemaAt) {
			if s.Default != nil {
				lines = append(lines, fmt.Sprintf("%s %s: %v", d.name, strings.TrimSpace(where), s.Default))
			}
		})
	}
	slices.Sort(lines)
	now := strings.Join(slices.Compact(lines), "\n") + "\n"
	golden := filepath.Join("testdata", "defaults.golden")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o750))
		require.NoError(t, os.WriteFile(golden, []byte(now), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, strings.ReplaceAll(string(want), "\r\n", "\n"), now, "a default has come, gone or changed; if that is meant, run the test with -update")
}
