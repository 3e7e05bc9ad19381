package vendortest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/boxoffice-go/boxoffice/specs"
)

// over sends one registration over a network with one fault, and tells how often
// it arrived by the time its caller heard of it, and in the end.
func over(t *testing.T, fault Fault) (status int, body string, atOnce, inTheEnd int, sought bool, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		fake := New(t, Document(specs.HLConnect), InMemory())
		network := NewUnreliable(fake.HTTPClient().Transport, 1, 1, fault)
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GetConn: func(string) { sought = true }})
		req, _ := http.NewRequestWithContext(ctx, http.MethodPost, fake.URL()+"/purchase/register",
			io.NopCloser(strings.NewReader(`{"token":"t","order_number":7,"order_line_id":1,"unit_price":1,"line_item_price":1,"customer":"c"}`)))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer example")
		var res *http.Response
		if res, err = network.RoundTrip(req); err == nil {
			status = res.StatusCode
			var data []byte
			data, err = io.ReadAll(res.Body)
			body = string(data)
			_ = res.Body.Close()
		}
		atOnce = len(fake.Requests())
		network.Arrived()
		inTheEnd = len(fake.Requests())
		if network.Counts()[fault] != 1 {
			t.Errorf("%s was not counted", fault)
		}
	})
	return status, body, atOnce, inTheEnd, sought, err
}

func TestEveryFaultOfAnUnreliableNetworkIsWhatItSays(t *testing.T) {
	for fault, want := range map[Fault]struct {
		status           int
		err              error
		atOnce, inTheEnd int
	}{
		NoConnection:  {0, syscall.ECONNREFUSED, 0, 0},
		RequestLost:   {0, syscall.ECONNRESET, 0, 0},
		RequestLate:   {0, syscall.ECONNRESET, 0, 1},
		RequestTwice:  {201, nil, 2, 2},
		CopyLate:      {201, nil, 1, 2},
		AnswerLost:    {0, io.ErrUnexpectedEOF, 1, 1},
		AnswerBroken:  {201, syscall.ECONNRESET, 1, 1},
		AnswerSlow:    {201, nil, 1, 1},
		Silence:       {0, context.DeadlineExceeded, 1, 1},
		TurnedAway:    {429, nil, 0, 0},
		GatewayBefore: {-5, nil, 0, 0},
		GatewayAfter:  {-5, nil, 1, 1},
		PageBefore:    {200, nil, 0, 0},
		PageAfter:     {200, nil, 1, 1},
	} {
		status, body, atOnce, inTheEnd, sought, err := over(t, fault)
		if want.status == -5 && status/100 == 5 {
			want.status = status
		}
		if status != want.status || !errors.Is(err, want.err) || atOnce != want.atOnce || inTheEnd != want.inTheEnd {
			t.Errorf("%s: status %d, error %v, arrived %d times at once and %d in the end", fault, status, err, atOnce, inTheEnd)
		}
		if ours := status == 200 || status/100 == 5 || status == 429; ours != strings.Contains(body, "This is not the vendor.") {
			t.Errorf("%s: the body is %q", fault, body)
		}
		if never := fault == NoConnection; never && !sought {
			t.Error("that there was no connection is not reported")
		}
	}
	if len(everyFault) != 14 {
		t.Error("a fault has no test")
	}
}

func TestAnUnreliableNetworkDrawsTheSameLuckForTheSameSeed(t *testing.T) {
	draw := func(seed uint64, rate float64, faults ...Fault) (drawn []luck) {
		u := NewUnreliable(nil, seed, rate, faults...)
		for range 200 {
			drawn = append(drawn, u.draw())
		}
		return drawn
	}
	if !slices.Equal(draw(1, 0.5), draw(1, 0.5)) || slices.Equal(draw(1, 0.5), draw(2, 0.5)) {
		t.Error("luck does not follow the seed")
	}
	seen := map[Fault]int{}
	for _, l := range draw(3, 0.5) {
		seen[l.fault]++
	}
	if seen[""] < 70 || seen[""] > 130 || len(seen) != len(everyFault)+1 {
		t.Errorf("half of 200 should be well: %v", seen)
	}
	u := NewUnreliable(nil, 1, 1)
	u.SetRate(0)
	if u.draw().fault != "" {
		t.Error("a calm network has faults")
	}
}
