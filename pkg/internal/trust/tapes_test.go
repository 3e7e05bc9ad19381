package trust_test

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

// Every operation of every vendor is recorded with every credential: answered as
// documented, and refused with an echo of all that was sent. What becomes a tape
// shows no secret.
func TestTrust_NoTapeShowsASecret(t *testing.T) {
	race.Skip(t)
	total := newSweep(nil)
	written, refused := 0, 0
	for _, v := range vendors() {
		t.Run(v.name, func(t *testing.T) {
			r := newRecording(t, v)
			for _, with := range v.credentials {
				for name, answer := range map[string]func(*asked){
					"as documented": func(a *asked) { a.answer(a.success(v.filler(r.canaries))) },
					"refused":       func(a *asked) { a.refuse(http.StatusBadRequest) },
					"refused in XML": func(a *asked) {
						a.say(http.StatusBadRequest, "application/xml", "<error><message>x</message></error>")
					},
				} {
					w, n := r.record(t, with, name, answer)
					written, refused = written+w, refused+n
				}
			}
			r.report(t)
			total.add(r.sweep)
		})
	}
	require.Positive(t, written)
	t.Logf("%d tapes written, %d not written, %d KB searched: %d hits", written, refused, total.bytes>>10, total.hits)
}

// recording is a vendor whose exchanges are recorded.
type recording struct {
	*sweep
	vendor vendor
	spec   *oas.Document
	now    atomic.Pointer[operation]
	answer atomic.Pointer[func(*asked)]
	logsIn atomic.Bool
	to     http.RoundTripper
}

func newRecording(t *testing.T, v vendor) *recording {
	t.Helper()
	spec, err := oas.Load(v.spec)
	require.NoError(t, err)
	r := &recording{sweep: newSweep(newCanaries(rand.Uint64())), vendor: v, spec: spec}
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		a := newAsked(w, req, r.canaries, *r.now.Load(), over)
		if l := v.login(req); l != nil && r.logsIn.Load() && !v.isLogin(r.now.Load().name) {
			l.write(a)
			return
		}
		(*r.answer.Load())(a)
	}))
	t.Cleanup(func() { close(over); server.Close() })
	r.to = roundTripper(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.URL.Scheme, req.URL.Host = "http", server.Listener.Addr().String()
		req.Header.Set("Accept-Encoding", "identity") // a tape needs the text
		return http.DefaultTransport.RoundTrip(req)
	})
	return r
}

// record records every operation on a tape of its own, and searches those that
// were written.
func (r *recording) record(t *testing.T, with credential, name string, answer func(*asked)) (written, refused int) {
	t.Helper()
	r.answer.Store(&answer)
	r.logsIn.Store(with.logsIn)
	dir := t.TempDir()
	for i := 0; ; i++ {
		path := filepath.Join(dir, "tape.yaml")
		tape, err := vcr.Open(path, vcr.Config{Spec: r.spec, Mode: vcr.Record, Transport: r.to})
		require.NoError(t, err)
		client, _, err := with.open(t, r.canaries, nil, []boxoffice.ClientOption{
			boxoffice.WithHTTPClient(tape.Client()), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}),
		})
		require.NoError(t, err)
		all := operations(withoutPauses(client))
		if i == len(all) {
			tape.Discard()
			return written, refused
		}
		o := all[i]
		if o.name == "Close" || !r.vendor.sampled(o.name) && !with.all {
			tape.Discard()
			continue
		}
		r.now.Store(&o)
		_ = o.errorOf(t, r.vendor.filler(r.canaries))
		err = tape.Close()
		if err != nil {
			r.search(anything, "the recorder's error", map[string]string{"error": err.Error()})
		}
		text, problem := os.ReadFile(path)
		switch {
		case problem == nil:
			written++
			r.search(hidden, r.vendor.name+" "+with.name+", "+o.name+" "+name, map[string]string{"a tape": string(text)})
			require.NoError(t, os.Remove(path))
		case errors.Is(problem, fs.ErrNotExist):
			refused++
		}
	}
}
