package vendortest

import (
	"fmt"
	"slices"
	"time"
)

// ServerFault is a fault of the vendor or of the connection. It happens once, unless
// Times or Always says otherwise. Its methods return a changed copy.
//
//	fake.Fault("getOrder", vendortest.TooManyRequests(2*time.Second).Times(3))
type ServerFault struct {
	kind    string
	wait    time.Duration
	after   int
	times   int
	forever bool
}

// Times makes the fault happen to n requests.
func (f ServerFault) Times(n int) ServerFault { f.times, f.forever = n, false; return f }

// Always makes the fault happen to every request, until [Server.ClearFaults].
func (f ServerFault) Always() ServerFault { f.forever = true; return f }

// After lets n requests pass before the fault begins.
func (f ServerFault) After(n int) ServerFault { f.after = n; return f }

// String is the fault's name, such as "too-many-requests", with its duration.
func (f ServerFault) String() string {
	if f.wait == 0 {
		return f.kind
	}
	return fmt.Sprintf("%s %s", f.kind, f.wait)
}

// Faults that refuse. The request is not carried out. Where the specification
// has an answer of that status, it is the documented example.

// TokenExpired withdraws the token or key that the request carries: it has
// expired or been revoked, now. This request and all later ones with it are
// refused, whatever their operation. Requests that carry no token or key let the
// fault wait.
func TokenExpired() ServerFault { return ServerFault{kind: "token-expired"} }

// CredentialsRefused refuses the caller once: with 401, or with 403 where no
// 401 is documented. A login that documents neither answers its documented 400.
func CredentialsRefused() ServerFault { return ServerFault{kind: "credentials-refused"} }

// InvalidKey answers 403, {"error": "invalid key"} where none is documented.
func InvalidKey() ServerFault { return ServerFault{kind: "invalid-key"} }

// PreconditionFailed answers 412.
func PreconditionFailed() ServerFault { return ServerFault{kind: "precondition-failed"} }

// TooManyRequests answers 429 with Retry-After in seconds, rounded up.
func TooManyRequests(retryAfter time.Duration) ServerFault {
	return ServerFault{kind: "too-many-requests", wait: retryAfter}
}

// Unavailable answers 503.
func Unavailable() ServerFault { return ServerFault{kind: "unavailable"} }

// RedirectElsewhere answers 307 with the same path on another host,
// elsewhere.example.com.
func RedirectElsewhere() ServerFault { return ServerFault{kind: "redirect-elsewhere"} }

// Faults of the connection.

// DropRequest breaks the connection off. The request is not carried out.
func DropRequest() ServerFault { return ServerFault{kind: "drop-request"} }

// DropBeforeAnswer carries the request out and breaks the connection off before
// the first byte of the answer.
func DropBeforeAnswer() ServerFault { return ServerFault{kind: "drop-before-answer"} }

// DropWithinAnswer carries the request out and breaks the connection off in the
// middle of the answer's body, or after its header when it has no body.
func DropWithinAnswer() ServerFault { return ServerFault{kind: "drop-within-answer"} }

// DropAfterAnswer answers and then closes the connection, without having said
// that it would.
func DropAfterAnswer() ServerFault { return ServerFault{kind: "drop-after-answer"} }

// Faults of the answer. The request is carried out.

// Delay waits before the request is carried out, or until the caller is gone.
func Delay(wait time.Duration) ServerFault { return ServerFault{kind: "delay", wait: wait} }

// SlowBody sends the answer's body in ten pieces, which take that long in all.
func SlowBody(wait time.Duration) ServerFault { return ServerFault{kind: "slow-body", wait: wait} }

// Truncated answers with the first half of the body, as if that were all.
func Truncated() ServerFault { return ServerFault{kind: "truncated"} }

// WrongMediaType answers with a page of HTML instead of the documented body,
// under the status of the answer, or 200 where that has no body.
func WrongMediaType() ServerFault { return ServerFault{kind: "wrong-media-type"} }

// GzipBomb answers with 64 KiB that decompress to 64 MiB of blanks.
func GzipBomb() ServerFault { return ServerFault{kind: "gzip-bomb"} }

// Duplicate carries the request out twice, as if the network had delivered it
// twice, and answers with what the second time gave.
func Duplicate() ServerFault { return ServerFault{kind: "duplicate"} }

// FaultKind describes a kind of fault, for programs that let a user choose one.
type FaultKind struct {
	// Name is the one that [FaultNamed] takes.
	Name string `json:"name"`
	// Text says what happens, in a few words.
	Text string `json:"text"`
	// Wait is whether the fault takes a duration, and Default its usual one.
	Wait    bool          `json:"wait"`
	Default time.Duration `json:"-"`
}

var faultKinds = []FaultKind{
	{Name: "token-expired", Text: "the token or key is dead from now on"},
	{Name: "credentials-refused", Text: "the caller is refused"},
	{Name: "invalid-key", Text: "403, invalid key"},
	{Name: "precondition-failed", Text: "412, precondition failed"},
	{Name: "too-many-requests", Text: "429 with Retry-After", Wait: true, Default: 2 * time.Second},
	{Name: "unavailable", Text: "503, service unavailable"},
	{Name: "redirect-elsewhere", Text: "307 to another host"},
	{Name: "delay", Text: "waits before it carries the request out", Wait: true, Default: 2 * time.Second},
	{Name: "drop-request", Text: "breaks off; nothing is carried out"},
	{Name: "drop-before-answer", Text: "carries out, breaks off before the answer"},
	{Name: "drop-within-answer", Text: "carries out, breaks off within the answer"},
	{Name: "drop-after-answer", Text: "answers, then closes the connection"},
	{Name: "truncated", Text: "half of the body, as if that were all"},
	{Name: "wrong-media-type", Text: "a page of HTML instead of the answer"},
	{Name: "gzip-bomb", Text: "64 KiB that become 64 MiB"},
	{Name: "slow-body", Text: "the body comes in pieces", Wait: true, Default: 2 * time.Second},
	{Name: "duplicate", Text: "carried out twice, as if delivered twice"},
}

// FaultKinds returns all kinds of faults, as a new list.
func FaultKinds() []FaultKind { return slices.Clone(faultKinds) }

// FaultNamed returns the fault of the kind with this name. wait is the duration for
// kinds that have one, 0 for the default. An unknown name, a negative duration, and a
// duration for a kind without one are errors.
func FaultNamed(name string, wait time.Duration) (ServerFault, error) {
	for _, kind := range faultKinds {
		switch {
		case kind.Name != name:
			continue
		case wait < 0 || wait > 0 && !kind.Wait:
			return ServerFault{}, fmt.Errorf("the fault %s takes no such duration", name)
		case wait == 0:
			wait = kind.Default
		}
		return ServerFault{kind: name, wait: wait}, nil
	}
	names := make([]string, len(faultKinds))
	for i, kind := range faultKinds {
		names[i] = kind.Name
	}
	return ServerFault{}, fmt.Errorf("there is no fault of that name (there are: %s)", list(names))
}
