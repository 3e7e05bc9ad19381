package boxoffice

import "time"

// Retry says how failures that may be repeated are repeated. The zero value of
// a field means its default.
type Retry struct {
	// Attempts is how often a request is sent at most, the first time included.
	// Default 4; 1 means no repetition.
	Attempts int
	// Base is the longest wait before the second attempt; it doubles for each
	// one after. The actual wait is random between 0 and that (full jitter).
	// Default 250 ms.
	Base time.Duration
	// Max bounds every single wait. A longer Retry-After ends the call instead:
	// its error tells the caller. Default 30 s.
	Max time.Duration
}
