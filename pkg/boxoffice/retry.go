package boxoffice

import "time"

// Retry says how failures that may be repeated are repeated. The zero value of
// a field means its default.
//
// With the defaults a call outlives an outage of 4.8 s, and gives up after at most
// 9.75 s of waiting, unless the vendor asks for more. Of calls to a vendor that fails
// a fifth of all requests, one in 400,000 is lost. A repetition of a request that may
// have reached the vendor draws on a budget that all calls of a client share: twenty
// repetitions, and three for each call that is running. A call that succeeds gives back
// what it took, and a tenth of a repetition more. When the budget is used up, a call
// ends with the answer or failure that it has. A request that was never sent is repeated
// without it.
type Retry struct {
	// Attempts is how often a request is sent at most, the first time included.
	// Default 8; 1 means no repetition.
	Attempts int
	// Base is the longest wait before the second attempt. It doubles with each further
	// attempt, up to eight times Base. The actual wait is random between half of that
	// and all of it. Default 250 ms.
	Base time.Duration
	// Max bounds every single wait. When the vendor asks for a longer one
	// (Retry-After), the call ends with the vendor's answer as its error. Default 30 s.
	Max time.Duration
}
