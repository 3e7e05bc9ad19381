package boxoffice

import "time"

// The defaults of options, and the text of a secret.
const (
	// DefaultMaxBody is the longest body that is read whole, in decompressed bytes;
	// see [WithMaxBody].
	DefaultMaxBody = 16 << 20
	// DefaultAttemptTimeout is how long an attempt may take; see [WithAttemptTimeout].
	DefaultAttemptTimeout = time.Minute
	// DefaultStreamIdleTimeout is how long a stream may send nothing; see
	// [WithStreamIdleTimeout].
	DefaultStreamIdleTimeout = time.Minute

	// Redacted is the text with which a secret prints.
	Redacted = "[redacted]"
)
