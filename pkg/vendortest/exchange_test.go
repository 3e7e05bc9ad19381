package vendortest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestEachRequestIsObservedOnceWithWhatBecameOfIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, r := newToy(t, vendortest.InMemory())
		var seen []vendortest.Exchange
		s.Observe(func(x vendortest.Exchange) { seen = append(seen, x) })
		s.Handle("deleteThing", func(c *vendortest.Call) vendortest.Reply {
			if c.PathValues["thing"] == "bad" {
				return vendortest.Reply{Status: 418}
			}
			time.Sleep(3 * time.Second)
			return vendortest.Reply{}
		})
		s.Fault("getThing", vendortest.DropBeforeAnswer())
		_, err := try(t.Context(), s, "GET /api/things/1")
		if err == nil {
			t.Error("answered")
		}
		send(t, s, "GET /api/things/1")
		send(t, s, "GET /api/things/1?x=1&y=1")
		send(t, s, "GET /api/things", version)
		send(t, s, "GET /api/nothing")
		send(t, s, "DELETE /api/things/1")
		send(t, s, "DELETE /api/things/bad")
		synctest.Wait() // the last one is observed after its answer
		var got []string
		for _, x := range seen {
			got = append(got, fmt.Sprint(x))
		}
		want := []string{
			"1: getThing: GET /things/{thing}: with fault drop-before-answer, no answer, 0s",
			"2: getThing: GET /things/{thing}: fits, 200, 0s",
			"3: getThing: GET /things/{thing}, query x, y: violation, 400, 0s",
			"4: listThings: GET /things: unauthenticated, 403, 0s",
			"5: GET of no operation: unknown, 404, 0s",
			"6: deleteThing: DELETE /things/{thing}: fits, 204, 3s",
			"7: deleteThing: DELETE /things/{thing}: cannot, 500, 0s",
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("observed\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if x := seen[2]; len(x.Violations) != 2 || x.Violations[1].Request != 3 || x.Violations[1].Status != 400 || !strings.Contains(string(x.Body), "query parameter x") {
			t.Errorf("%v %s", x.Violations, x.Body)
		}
		if x := seen[3]; string(x.Body) != `{"error": "no"}` || x.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %v", x.Body, x.Header)
		}
		if n := len(r.reported()); n != 4 {
			t.Errorf("%d reports", n)
		}
	})
}

func TestAWarningIsPartOfTheExchange(t *testing.T) {
	s, _ := newToy(t)
	seen := make(chan vendortest.Exchange, 1)
	s.Observe(func(x vendortest.Exchange) { seen <- x })
	send(t, s, "DELETE /api/things/1", isJSON, "", "{}")
	x := <-seen
	if len(x.Warnings) != 1 || x.Verdict != vendortest.Fits || len(x.Violations) > 0 {
		t.Fatalf("%s: %q", x, x.Warnings)
	}
	if got := x.Warnings[0].String(); got != "deleteThing: body is not documented: the operation takes none (request 1, DELETE /things/{thing})" {
		t.Error(got)
	}
}

func TestAViolationNamesItsRequestAndTheAnswer(t *testing.T) {
	s, r := newToy(t)
	send(t, s, "GET /api/things/1")
	send(t, s, "GET /api/things/1?x=1")
	send(t, s, "GET /api/things/1/2")
	want := []string{
		"vendortest: toy getThing: query parameter x is not documented; none is (request 2, GET /things/{thing}, answered 400)",
		"vendortest: toy GET /api/things/{?}/{?} is no path of the specification; the nearest is GET /things/{thing} (getThing) (request 3, answered 404)",
	}
	if got := r.reported(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q", got)
	}
}

func TestAFakeCanBeMountedInAServerOfOnesOwn(t *testing.T) {
	s, _ := newToy(t, vendortest.HandlerOnly())
	mux := http.NewServeMux()
	mux.Handle("/toy/", http.StripPrefix("/toy", s))
	for path, want := range map[string]int{"/toy/api/things/a%2Fb": 200, "/elsewhere": 404} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		if w.Code != want {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if got := s.Requests(); len(got) != 1 || got[0].PathValues["thing"] != "a/b" || s.URL() != "" {
		t.Errorf("%v at %q", got, s.URL())
	}
	if _, err := try(t.Context(), s, "GET http://127.0.0.1/api/things/1"); err == nil || !strings.Contains(err.Error(), "listens nowhere") {
		t.Error(err)
	}
}

func TestAFakeThatRunsForLongKeepsTheLatestAlone(t *testing.T) {
	s, err := vendortest.Start(toy, vendortest.Keep(10), vendortest.HandlerOnly())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	big := `{"id":1,"counts":{"a":1` + strings.Repeat(" ", 20<<10) + `}}`
	for i := range 95 {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, fmt.Sprintf("/api/things?n%d=1", i), strings.NewReader(big))
		req.Header.Set("X-Client-Version", "3")
		req.Header.Set("Content-Type", "application/json")
		s.ServeHTTP(httptest.NewRecorder(), req)
		s.Misused("mistake %d", i)
	}
	requests, violations := s.Requests(), s.Violations()
	for range 95 {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/things/1?_=1", nil)
		s.ServeHTTP(httptest.NewRecorder(), req)
	}
	if warnings := s.Warnings(); len(warnings) != 10 || warnings[9].Request != 190 {
		t.Errorf("%d warnings: %v", len(warnings), warnings)
	}
	if len(requests) != 10 || len(violations) != 10 || requests[9].Query.Get("n94") != "1" || requests[0].Query.Get("n85") != "1" || len(requests[0].Body) != 16<<10 {
		t.Errorf("%d requests, %d violations", len(requests), len(violations))
	}
	if got := strings.Count(s.Err().Error(), "\n"); got != 9 {
		t.Errorf("%d misuses", got+1)
	}
	if violations[8].Request != 95 {
		t.Errorf("the number counts all requests: %v", violations)
	}
}

func TestLatencyIsWaitedForBeforeEveryAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := newToy(t, vendortest.InMemory(), vendortest.Latency(func() time.Duration { return 7 * time.Second }))
		began := time.Now()
		send(t, s, "GET /api/things/1")
		if passed := time.Since(began); passed != 7*time.Second {
			t.Errorf("%s passed", passed)
		}
	})
}

func TestAFakeLeavesNoGoroutine(t *testing.T) {
	t.Run("in a bubble, which waits for all of them", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := vendortest.New(t, toy, vendortest.InMemory())
			s.Fault("", vendortest.Delay(time.Hour).Always())
			ctx, cancel := context.WithCancel(t.Context())
			go func() { _, _ = try(ctx, s, "GET /api/things/1") }()
			synctest.Wait()
			cancel()
		})
	})
	s, err := vendortest.Start(toy)
	if err != nil {
		t.Fatal(err)
	}
	send(t, s, "GET /api/things/1")
	s.Close()
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	if strings.Contains(string(stacks), "vendortest.(*Server).listen") || strings.Contains(string(stacks), "vendortest.(*Server).ServeHTTP") {
		t.Errorf("left after Close:\n%s", stacks)
	}
}

func TestATestIsNotFailedByWhatAnotherOneDid(t *testing.T) {
	shared, err := vendortest.Start(toy, vendortest.InMemory())
	if err != nil {
		t.Fatal(err)
	}
	defer shared.Close()
	send(t, shared, "GET /api/things/0?before=1")
	send(t, shared, "GET /api/things/0?_=1")
	for i := range 2 {
		r := &recorder{}
		shared.Attach(r)
		if len(shared.Violations())+len(shared.Warnings())+len(shared.Requests()) > 0 {
			t.Errorf("begins with %v, %v", shared.Violations(), shared.Warnings())
		}
		send(t, shared, "DELETE /api/things/0", isJSON, "", "{}")
		if got := shared.Warnings(); len(got) != 1 || got[0].Where != "body" {
			t.Errorf("%v", got)
		}
		shared.Fault("getThing", vendortest.Unavailable().Always())
		send(t, shared, fmt.Sprintf("GET /api/things/%d?x%d=1", i, i))
		if got := r.reported(); len(got) != 1 || !strings.Contains(got[0], fmt.Sprintf("query parameter x%d", i)) {
			t.Errorf("%q", got)
		}
		r.ends[0]()
	}
	if got := shared.Violations(); len(got) != 1 || got[0].Where != "query parameter before" {
		t.Errorf("%v", got)
	}
	if got := shared.Warnings(); len(got) != 1 || got[0].Where != "query parameter _" {
		t.Errorf("%v", got)
	}
	if got := send(t, shared, "GET /api/things/0"); got.status != 200 {
		t.Errorf("a fault is left: %s", got)
	}
}
