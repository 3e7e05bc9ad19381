// Package race lets a test know that the race detector watches it.
package race

import "testing"

// Skip skips a test that has nothing concurrent in it, and that the race detector
// would make minutes of, while the detector is on. `make tapes` and `make sweeps`
// run such tests without it, and CI runs both.
func Skip(t testing.TB) {
	t.Helper()
	if Enabled {
		t.Skip("nothing in it is concurrent, and the race detector makes minutes of seconds: `make tapes sweeps` run it without")
	}
}

// Part returns how much of a long test is run: all of it, or, while the race detector
// is on, the part that is enough for the detector. `make sweeps` runs all of it.
func Part(all, part int) int {
	if Enabled {
		return part
	}
	return all
}

// BuildFlags are the flags that `go build` needs to reuse what the test itself was
// compiled from, so that a test that builds a program does not compile everything again.
func BuildFlags() []string {
	if Enabled {
		return []string{"-race"}
	}
	return nil
}
