package vendortest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestARequestOfOnesOwnMeetsNoFaultAndNoLatencyAndIsNotTold(t *testing.T) {
	s, _ := newToy(t, vendortest.HandlerOnly(), vendortest.Latency(func() time.Duration { return time.Hour }))
	counting(s)
	s.Observe(func(x vendortest.Exchange) { t.Errorf("%s is told", x) })
	s.Fault("", vendortest.Unavailable())
	w := httptest.NewRecorder()
	s.Undisturbed().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/things/1", nil))
	if w.Code != 200 || w.Body.String() != `{"id":101}` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if len(s.Requests()) > 0 || s.Faults()[0].Left != 1 {
		t.Errorf("%v, %v", s.Requests(), s.Faults())
	}
}

func TestWhatIsForgottenIsNeitherOfTheFirstNorOfTheLatest(t *testing.T) {
	things, arrived := map[string]int{"the seed, whose key is long": 0, "": 0}, vendortest.Arrivals[string]{}
	for i := range 1000 {
		vendortest.Forget(things, &arrived, 5)
		if _, ok := things[""]; i == 500 && ok {
			delete(things, "") // and comes again: it is one of the latest then
		}
		things[string(rune(0x1000-i))] = i // a smaller key than those before
	}
	vendortest.Forget(things, &arrived, 5)
	if _, ok := things["the seed, whose key is long"]; !ok || len(things) != 105 {
		t.Errorf("%d things: %v", len(things), things)
	}
	for _, i := range []int{0, 97, 996, 999} {
		if _, ok := things[string(rune(0x1000-i))]; !ok {
			t.Errorf("the thing %d is gone", i)
		}
	}
}
