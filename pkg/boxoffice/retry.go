package boxoffice

import "time"

// Retry says how failures that may be repeated are repeated. The zero value of
// a field means its default.
type Retry struct {
	// Attempts is how often a request is sent at most, the first time included.
	// Default 4; 1 means no repetition.
	Attempts int
	// Base is the longest wait before the second attempt. It doubles with each further
	// attempt. The actual wait is random between 0 and that (full jitter).
	// Default 250 ms.
	Base time.Duration
	// Max bounds every single wait. When the vendor asks for a longer one
	// (Retry-After), the call ends with the vendor's answer as its error. Default 30 s.
	Max time.Duration
}
