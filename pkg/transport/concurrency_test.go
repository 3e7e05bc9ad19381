package transport_test

import (
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// One client, many callers, a vendor that refuses tokens and fails now and
// then: every call gets its own answer and carries its own headers.
func TestOneClientServesManyCallersAtOnce(t *testing.T) {
	var hits atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch hits.Add(1) % 7 {
		case 3:
			w.WriteHeader(http.StatusUnauthorized)
			return
		case 5:
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("X-Request-Id", r.Header.Get("X-Call"))
		answerThing(w, r)
	})
	client := newClient(t, server.URL, transport.Renewing("bearer", "Authorization", "Bearer ", &tokens{}, unauthorized), quick(9))
	var callers sync.WaitGroup
	for i := range 20 {
		callers.Go(func() {
			for n := range 10 {
				id := strconv.Itoa(i*100 + n)
				res, err := do(t.Context(), client, authenticated(getThing(), "bearer"), boxoffice.WithHeader("X-Call", id))
				// A call may meet two 401s, or find the budget spent.
				if err == nil && id != res.Header.Get("X-Request-Id") {
					t.Errorf("call %s got the answer to %s", id, res.Header.Get("X-Request-Id"))
				}
			}
		})
	}
	callers.Wait()
}
