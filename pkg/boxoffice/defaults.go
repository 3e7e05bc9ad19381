package boxoffice

import "time"

// What applies unless an option says otherwise.
const (
	// DefaultMaxBody is the longest body that is read whole, in decompressed bytes;
	// see [WithMaxBody].
	DefaultMaxBody = 16 << 20
	// DefaultAttemptTimeout is how long an attempt may take; see [WithAttemptTimeout].
	DefaultAttemptTimeout = time.Minute
	// DefaultStreamIdleTimeout is how long a stream may be silent; see
	// [WithStreamIdleTimeout].
	DefaultStreamIdleTimeout = time.Minute
)
