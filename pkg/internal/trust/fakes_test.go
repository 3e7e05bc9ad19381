package trust_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// tb is a test that takes down what a fake says to it.
type tb struct {
	testing.TB // for its Cleanup
	mu         sync.Mutex
	said       strings.Builder
}

func (t *tb) Helper() {}

func (t *tb) say(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(&t.said, format+"\n", args...)
}

func (t *tb) Errorf(format string, args ...any) { t.say(format, args...) }
func (t *tb) Fatalf(format string, args ...any) { t.say(format, args...) }
func (t *tb) Logf(format string, args ...any)   { t.say(format, args...) }

func (t *tb) words() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.said.String()
}

// A fake that is called with values it has to refuse says which of them, and not
// what they are: to the test, to the caller, and when it is printed.
func TestTrust_NoFakeSaysWhatItWasSent(t *testing.T) {
	total := newSweep(nil)
	violations := 0
	for _, v := range vendors() {
		t.Run(v.name, func(t *testing.T) {
			s := newSweep(newCanaries(rand.Uint64()))
			for _, with := range v.credentials {
				listening := &tb{TB: t}
				fake := v.fake(listening)
				client, _, err := with.open(t, s.canaries, []token.Option{token.WithLogger(new(logs).logger())}, []boxoffice.ClientOption{
					boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}),
				})
				require.NoError(t, err)
				for _, o := range operations(withoutPauses(client)) {
					if o.name == "Close" {
						continue
					}
					err := o.errorOf(t, v.filler(s.canaries))
					if e := boxoffice.AsError(err); e != nil {
						s.search(anything, o.name, map[string]string{"what the fake answers": string(e.Body) + fmt.Sprint(e.Header) + e.Message})
					}
				}
				_ = closed(t, client)
				what := v.name + " " + with.name
				s.search(anything, what, map[string]string{"what the fake says": listening.words()})
				for _, violation := range fake.Violations() {
					violations++
					s.search(anything, what, written(violation))
				}
				for _, request := range fake.Requests() {
					s.search(anything, what, printedOnly(request))
				}
			}
			s.report(t)
			total.add(s)
		})
	}
	require.Positive(t, violations)
	t.Logf("%d violations reported, %d texts searched: %d hits", violations, total.texts, total.hits)
}

// printedOnly is what printing and logging a value shows: a request of a fake is
// there to be read, so its JSON and what follows pointers show it.
func printedOnly(value any) map[string]string {
	all := map[string]string{}
	for sink, text := range written(value) {
		if strings.HasPrefix(sink, "%") || sink == "log" || sink == "slog text" {
			all[sink] = text
		}
	}
	return all
}
