package vendortest_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// inBubble runs f with the toy vendor, whose getThing counts how often it was
// carried out.
func inBubble(t *testing.T, f func(t *testing.T, s *vendortest.Server, carriedOut *int)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s, _ := newToy(t, vendortest.InMemory())
		done := 0
		s.Handle("getThing", func(*vendortest.Call) vendortest.Reply {
			done++
			return vendortest.Reply{Body: map[string]any{"id": done, "name": "abcde"}}
		})
		f(t, s, &done)
	})
}

const wholeThing = `{"id":1,"name":"abcde"}`

func TestEveryFaultIsWhatItSays(t *testing.T) {
	for fault, want := range map[string]struct {
		status     int // 0: no answer
		body       string
		broken     bool // the body breaks off
		carriedOut int
		wait       time.Duration
		header     string
	}{
		"credentials-refused": {status: 400, body: "refused"}, // an anonymous operation without a documented 401
		"invalid-key":         {status: 403, body: "invalid key"},
		"precondition-failed": {status: 412, body: "precondition"},
		"too-many-requests":   {status: 429, body: "too many", header: "Retry-After: 2"},
		"unavailable":         {status: 503, body: "not available"},
		"redirect-elsewhere":  {status: 307, header: "Location: https://elsewhere.example.com/api/things/1"},
		"delay":               {status: 200, body: wholeThing, carriedOut: 1, wait: 2 * time.Second},
		"drop-request":        {},
		"drop-before-answer":  {carriedOut: 1},
		"drop-within-answer":  {status: 200, body: wholeThing[:11], broken: true, carriedOut: 1},
		"drop-after-answer":   {status: 200, body: wholeThing, carriedOut: 1},
		"truncated":           {status: 200, body: wholeThing[:11], carriedOut: 1},
		"wrong-media-type":    {status: 200, body: "not the vendor", carriedOut: 1, header: "Content-Type: text/html; charset=utf-8"},
		"gzip-bomb":           {status: 200, carriedOut: 1, header: "Content-Encoding: gzip"},
		"slow-body":           {status: 200, body: wholeThing, carriedOut: 1, wait: 2 * time.Second},
		"duplicate":           {status: 200, body: strings.Replace(wholeThing, "1", "2", 1), carriedOut: 2},
	} {
		t.Run(fault, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *vendortest.Server, carriedOut *int) {
				f, err := vendortest.FaultNamed(fault, 0)
				if err != nil {
					t.Fatal(err)
				}
				s.Fault("getThing", f)
				began := time.Now()
				req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+"/api/things/1", nil)
				req.Header.Set("Accept-Encoding", "gzip")
				resp, err := s.HTTPClient().Transport.RoundTrip(req)
				if (err != nil) != (want.status == 0) {
					t.Fatalf("answered %v, %v", resp, err)
				}
				if err == nil {
					body, err := io.ReadAll(resp.Body)
					_ = resp.Body.Close()
					name, value, _ := strings.Cut(want.header, ": ")
					if resp.StatusCode != want.status || (err != nil) != want.broken || !strings.Contains(string(body), want.body) || resp.Header.Get(name) != value {
						t.Errorf("answered %d %v %q %v", resp.StatusCode, resp.Header, body, err)
					}
					if fault == "gzip-bomb" {
						big, err := gzip.NewReader(bytes.NewReader(body))
						if err != nil {
							t.Fatal(err)
						}
						if n, err := io.Copy(io.Discard, io.LimitReader(big, 65<<20)); n != 64<<20 || err != nil || len(body) > 100<<10 {
							t.Errorf("%d bytes become %d, %v", len(body), n, err)
						}
					}
				}
				if *carriedOut != want.carriedOut || time.Since(began) != want.wait {
					t.Errorf("carried out %d times, %s passed", *carriedOut, time.Since(began))
				}
				synctest.Wait() // until the client has seen that the connection is closed
				// It has happened, and the next request is answered as always.
				if state := s.Faults(); len(state) != 1 || state[0].Left != 0 || state[0].Happened != 1 {
					t.Errorf("%+v", state)
				}
				if got := send(t, s, "GET /api/things/1"); got.status != 200 || *carriedOut != want.carriedOut+1 {
					t.Errorf("afterwards: %s", got)
				}
			})
		})
	}
}

func TestEveryKindOfFaultHasATest(t *testing.T) {
	kinds := vendortest.FaultKinds()
	if len(kinds) != 17 { // 16 above, and token-expired below
		t.Errorf("%d kinds", len(kinds))
	}
	for _, kind := range kinds {
		if _, err := vendortest.FaultNamed(kind.Name, kind.Default); err != nil {
			t.Error(err)
		}
	}
	for name, wait := range map[string]time.Duration{"unknown": 0, "truncated": time.Second, "delay": -1} {
		if _, err := vendortest.FaultNamed(name, wait); err == nil {
			t.Errorf("%s %s is no error", name, wait)
		}
	}
}

func TestATokenThatExpiresNowIsDeadEverywhereAndAnotherOneIsNot(t *testing.T) {
	s, _ := newToy(t)
	s.Fault("", vendortest.TokenExpired())
	if got := send(t, s, "GET /api/things/1"); got.status != 200 {
		t.Errorf("a request without a token: %s", got)
	}
	for _, request := range [][]string{{"GET /api/things", version, key}, {"POST /api/things", version, key, isJSON, "", `{"id":1}`}} {
		if got := send(t, s, request...); got.status != 403 && got.status != 401 {
			t.Errorf("%s: %s", request, got)
		}
	}
	if got := send(t, s, "GET /api/things", version, "X-Toy-Key: another"); got.status != 200 {
		t.Errorf("another token: %s", got)
	}
	s.ClearFaults()
	if got := send(t, s, "GET /api/things", version, key); got.status != 200 {
		t.Errorf("after ClearFaults: %s", got)
	}
}

func TestFaultsHappenByOperationAndCountInTheOrderInWhichTheyWereSet(t *testing.T) {
	s, _ := newToy(t)
	s.Fault("getThing", vendortest.TooManyRequests(1500*time.Millisecond).Times(2))
	s.Fault("", vendortest.Unavailable().After(1))
	s.Fault("deleteThing", vendortest.PreconditionFailed().Always())
	var got []string
	for range 4 {
		a := send(t, s, "GET /api/things/1")
		got = append(got, strings.TrimSpace(fmt.Sprintln(a.status, a.header.Get("Retry-After"))))
	}
	for range 3 {
		got = append(got, strconv.Itoa(send(t, s, "DELETE /api/things/1").status))
	}
	if want := "429 2,429 2,200,503,412,412,412"; strings.Join(got, ",") != want {
		t.Errorf("%q, want %q", strings.Join(got, ","), want)
	}
	if got, want := fmt.Sprint(s.Faults()), "[{getThing too-many-requests 1.5s 0 0 2} { unavailable 0 0 1} {deleteThing precondition-failed 0 -1 3}]"; got != want {
		t.Error(got)
	}
	s.ClearFaults("deleteThing")
	if got := send(t, s, "DELETE /api/things/1").status; got != 204 || len(s.Faults()) != 2 {
		t.Errorf("%d, %v", got, s.Faults())
	}
}

func TestAFaultOfOneNameCanBeEnded(t *testing.T) {
	s, _ := newToy(t)
	s.Fault("getThing", vendortest.Unavailable().Always())
	s.Fault("getThing", vendortest.PreconditionFailed())
	s.Fault("", vendortest.Unavailable())
	s.EndFault("getThing", "unavailable")
	s.EndFault("deleteThing", "unavailable")
	for _, want := range []int{412, 503, 200} {
		if got := send(t, s, "GET /api/things/1"); got.status != want {
			t.Errorf("%s, want %d", got, want)
		}
	}
}

func TestFaultsThatAreOverAreForgottenInTheEnd(t *testing.T) {
	s, _ := newToy(t)
	for range 100 {
		s.Fault("getThing", vendortest.Unavailable())
		send(t, s, "GET /api/things/1")
	}
	if n := len(s.Faults()); n > 21 {
		t.Errorf("%d are kept", n)
	}
}

func TestAFaultIsNoViolationAndAViolationMeetsNoFault(t *testing.T) {
	s, r := newToy(t)
	s.Fault("getThing", vendortest.Unavailable())
	if got := send(t, s, "GET /api/things/1?x=1"); got.status != 400 {
		t.Errorf("%s", got)
	}
	expect(t, r, "toy getThing: query parameter x is not documented; none is")
	if got := send(t, s, "GET /api/things/1"); got.status != 503 {
		t.Errorf("%s", got)
	}
}

func TestAFaultEndsWithItsCaller(t *testing.T) {
	inBubble(t, func(t *testing.T, s *vendortest.Server, carriedOut *int) {
		s.Fault("getThing", vendortest.Delay(time.Hour))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := try(ctx, s, "GET /api/things/1"); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		synctest.Wait()
		if *carriedOut != 0 {
			t.Error("carried out although the caller had gone")
		}
	})
}
