// Package storetest checks an implementation of token.Store against its
// contract: in one process, and with real processes that share a rotating
// refresh token while one of them is killed.
//
// The processes are further runs of the test binary, which is why the package
// under test hands control over first thing in its TestMain:
//
//	func open(location string) (token.Store, error) { return mystore.New(location) }
//
//	func TestMain(m *testing.M) {
//		storetest.Main(open)
//		os.Exit(m.Run())
//	}
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, storetest.Config{Open: open, Location: t.TempDir()})
//	}
package storetest

import (
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// Config describes the store under test.
type Config struct {
	// Open opens the store at a location, as a process does when it starts. Run
	// opens it several times; all of them must see the same tokens. Required,
	// and the same function as given to [Main]. If the lock of a process that
	// died runs out by time, set that to seconds: callers wait for 30 at most,
	// and the suite waits for it three times.
	Open func(location string) (token.Store, error)
	// Location is where: a directory, an address with a key, whatever Open makes
	// of it. The store must be empty there. It is handed to the processes in
	// their environment.
	Location string
	// Processes share the store; the default is 8, the least is 2.
	Processes int
	// Rotations of the refresh token in the long test; the default is 1,000. The
	// shorter ones make a tenth of it.
	Rotations int
}

// Run runs the suite as subtests of t, one after the other. It needs [Main] in
// the package's TestMain, and takes some seconds with the default numbers.
func Run(t *testing.T, config Config) {
	t.Helper()
	if config.Processes < 2 {
		config.Processes = 8
	}
	if config.Rotations < 1 {
		config.Rotations = 1000
	}
	for _, c := range contract {
		t.Run(c.name, func(t *testing.T) { c.check(t, config) })
	}
	t.Run("S09_EveryProcessSeesWhatTheOthersWrote", config.countTogether)
	t.Run("S09_AKilledProcessLeavesTheLockAndWhatItWrote", config.killHolder)
	t.Run("S09_ProcessesShareOneRotatingTokenAndOneIsKilledAfterTheVendorRotated", func(t *testing.T) {
		config.rotate(t, config.Rotations, afterRotation)
	})
	t.Run("S09_ProcessesShareOneRotatingTokenAndOneIsKilledBeforeTheVendorRotated", func(t *testing.T) {
		config.rotate(t, (config.Rotations+9)/10, beforeRotation)
	})
	t.Run("S09_ProcessesShareOneRotatingTokenAndOneIsKilledWhileUsingTheToken", func(t *testing.T) {
		config.rotate(t, (config.Rotations+9)/10, elsewhere)
	})
}

// open opens the store or ends the test.
func (c Config) open(t *testing.T) token.Store {
	t.Helper()
	store, err := c.Open(c.Location)
	if err != nil {
		t.Fatalf("the store does not open: %v", err)
	}
	return store
}
