// Package race lets a test know that the race detector watches it.
package race

import "testing"

// Skip skips a test that has nothing concurrent in it, and that the race detector
// would make minutes of, while the detector is on. `make tapes` and `make sweeps`
// run such tests without it, and `make check` runs both.
func Skip(t testing.TB) {
	t.Helper()
	if Enabled {
		t.Skip("nothing in it is concurrent, and the race detector makes minutes of seconds: `make tapes sweeps` run it without")
	}
}
