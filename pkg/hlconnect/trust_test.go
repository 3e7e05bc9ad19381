package hlconnect_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// TestTrust_APurchaseHappensOnceWhateverTheNetworkDoes buys orders over networks
// that drop, delay, duplicate and fail any request and any answer, with callers
// that give up or die in the middle, vendors that fail orders, assets that are
// withdrawn and access tokens that are revoked meanwhile. Whatever happens:
//
//   - there is never more than one purchase of an order line, and it is what was
//     ordered;
//   - success means that every line is bought, a refusal that the line is not, and
//     a refund is advised for no line that is;
//   - calling again over a network that works buys what was not bought, and
//     nothing twice;
//   - no expired token is sent, none twice, and nothing after the vendor's 502.
//
// The seeds are those from 1 to the number of schedules, which the environment
// variable HLCONNECT_SCHEDULES sets; HLCONNECT_SEED is the one seed to look at. A
// seed fixes what happens to which request; the waits between them have jitter.
func TestTrust_APurchaseHappensOnceWhateverTheNetworkDoes(t *testing.T) {
	first, last := uint64(1), schedules()
	if n, err := strconv.ParseUint(os.Getenv("HLCONNECT_SCHEDULES"), 10, 32); err == nil {
		last = n
	}
	if testing.Short() {
		last = min(last, 300)
	}
	if seed, err := strconv.ParseUint(os.Getenv("HLCONNECT_SEED"), 10, 64); err == nil {
		first, last = seed, seed
	}
	var mu sync.Mutex
	counts := map[string]int{}
	bought, twice := 0, 0
	t.Run("schedules", func(t *testing.T) {
		for from := first; from <= last; from += 100 {
			t.Run(strconv.FormatUint(from, 10), func(t *testing.T) {
				t.Parallel()
				bubble(t, func(t *testing.T, fake *hlconnecttest.Fake, _ *hlconnect.Client) {
					for seed := from; seed < from+100 && seed <= last && !t.Failed(); seed++ {
						s := newSchedule(t, fake, seed)
						s.run()
						mu.Lock()
						for _, n := range s.bought() {
							if bought++; n > 1 {
								twice++
							}
						}
						for name, n := range s.network.counts {
							counts[name] += n
						}
						for fault, n := range s.network.Counts() {
							counts["fault: "+cmp.Or(string(fault), "none")] += n
						}
						mu.Unlock()
					}
				})
			})
		}
	})
	t.Logf("%d schedules, %d lines bought, %d of them twice", last-first+1, bought, twice)
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%7d  %s", counts[name], name)
	}
}

// schedule is one order and all that happens to it.
type schedule struct {
	t       *testing.T
	seed    uint64
	rng     *rand.Rand
	fake    *hlconnecttest.Fake
	network *watch
	shop    *hlconnect.Client
	order   hlconnect.Order
	fails   bool    // the vendor fails the order
	onWay   bool    // an earlier call may have left a registration on its way
	without []int64 // lines that the last call told are not registered
}

func newSchedule(t *testing.T, fake *hlconnecttest.Fake, seed uint64) *schedule {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 2))
	client := fake.HTTPClient()
	rate, faults := 0.8*rng.Float64(), []vendortest.Fault(nil)
	if rng.IntN(8) == 0 { // nearly everything is lost, and some of it arrives later
		rate, faults = 0.9, []vendortest.Fault{vendortest.RequestLate, vendortest.Silence, vendortest.GatewayAfter, vendortest.TurnedAway, vendortest.AnswerSlow}
	}
	s := &schedule{
		t: t, seed: seed, rng: rng, fake: fake,
		network: watched(vendortest.NewUnreliable(client.Transport, seed, rate, faults...)),
		order:   order(int64(seed)),
		fails:   rng.IntN(12) == 0,
	}
	client.Transport = s.network
	s.shop = connect(t, fake.Server, boxoffice.WithHTTPClient(client))

	if faults := rand.New(rand.NewPCG(seed, 3)); faults.IntN(3) == 0 {
		s.network.revoke(time.Duration(faults.ExpFloat64()*float64(5*time.Second)), time.Duration(faults.ExpFloat64()*float64(30*time.Second)))
	}

	s.order.Lines = nil
	var assets []hlconnecttest.Asset
	for id := range []int64{1, 1, 1, 2, 2, 3}[rng.IntN(6)] {
		l := line(id + 1)
		l.AssetID = 100 + id
		s.order.Lines = append(s.order.Lines, l)
		asset := hlconnecttest.Asset{ID: l.AssetID}
		switch rng.IntN(40) {
		case 0:
			asset.Barred = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}
		case 1:
			asset.MinQuantity = 1000
		case 2:
			continue
		case 3, 4, 5:
			time.AfterFunc(time.Duration(rng.ExpFloat64()*float64(10*time.Second)), func() { fake.SetAssets() })
		}
		assets = append(assets, asset)
	}
	fake.SetAssets(assets...)
	fake.SetKeyFirst(rng.IntN(2) == 0)
	fake.SetWorking(rng.IntN(5))
	fake.SetTokenLife([]time.Duration{15 * time.Second, time.Minute, 10 * time.Minute}[rng.IntN(3)])
	if s.fails {
		fake.Fail(s.order.Number, "The order could not be fulfilled.")
	}
	return s
}

// run calls until the outcome is known, at first over the bad network.
func (s *schedule) run() {
	for call := 1; ; call++ {
		calm := call > 1+s.rng.IntN(3)
		if calm {
			s.network.SetRate(0)
			s.network.revoke(0, 0)
		}
		s.network.again()
		if s.rng.IntN(3) == 0 {
			s.arrived() // or else the next call may overtake what is on its way
		}
		s.without = nil
		crashed, certain := s.call(calm)
		s.never()
		if call == 20 {
			s.wrong("there is no end of it")
			return
		}
		if certain && (calm || !crashed && s.rng.IntN(2) == 0) {
			break
		}
	}
	// Whatever is still on its way arrives, and changes nothing.
	before := len(s.bought())
	s.arrived()
	s.network.SetRate(0)
	s.network.revoke(0, 0)
	s.network.again()
	_, err := s.shop.Purchase(s.t.Context(), s.order)
	s.verify(err, "the last call")
	if err == nil && len(s.bought()) != len(s.order.Lines) || len(s.bought()) < before {
		s.wrong("a purchase is lost")
	}
	s.network.counts["in the end: "+outcomeOf(err)]++
	for _, wrong := range s.network.wrong {
		s.wrong("%s", wrong)
	}
	if err != nil && !s.fails && s.sellable() {
		s.wrong("an order that can be sold was not: %v", err)
	}
	s.never()
}

// arrived waits for everything that is still on its way, and holds what the last
// call said against it.
func (s *schedule) arrived() {
	s.network.Arrived()
	for _, line := range s.without {
		if s.bought()[line] > 0 {
			s.wrong("line %d is bought, and the last call told that it was refused or not sent", line)
		}
	}
}

// call makes one call. crashed: its caller died before it heard the outcome.
// certain: the outcome is told, and it is one that will not change.
func (s *schedule) call(calm bool) (crashed, certain bool) {
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Hour)
	defer cancel()
	if !calm && s.rng.IntN(4) == 0 {
		crashed = true
		stop := time.AfterFunc(time.Duration(s.rng.ExpFloat64()*float64(15*time.Second)), cancel)
		defer stop.Stop()
	}
	before := s.bought()
	items, err := s.shop.Purchase(ctx, s.order)
	outcome := outcomeOf(err)
	if crashed && errors.Is(err, context.Canceled) {
		s.network.counts["call: crashed"]++
		s.onWay = true
		return true, false
	}
	if !calm {
		s.network.counts["call: "+outcome]++
	}
	s.verify(err, "a call")
	if err == nil {
		s.delivered(items)
	}
	var refused *hlconnect.RefusedError
	if errors.As(err, &refused) && !s.onWay {
		s.without = append(s.without, refused.Line) // so a refund stays right
	}
	var unsent *hlconnect.UnsentError
	if errors.As(err, &unsent) && !s.onWay && before[unsent.Line] == 0 {
		s.without = append(s.without, unsent.Line)
	}
	var unknown *hlconnect.OutcomeUnknownError
	if errors.As(err, &unknown) {
		if s.rng.IntN(2) == 0 {
			time.Sleep(time.Until(unknown.Settles)) // as the error says
		} else {
			s.onWay = true
		}
	}
	return false, outcome == "success" || outcome == "refused" || outcome == "failed"
}

// verify holds what a call said against what the vendor has.
func (s *schedule) verify(err error, who string) {
	bought := s.bought()
	var (
		refused    *hlconnect.RefusedError
		unknown    *hlconnect.OutcomeUnknownError
		unsent     *hlconnect.UnsentError
		pending    *hlconnect.PendingError
		failed     *hlconnect.PurchaseFailedError
		orderState hlconnect.OrderState
	)
	if advice := hlconnect.Advise(err); advice.Action == hlconnect.Refund {
		for _, line := range advice.Lines {
			if bought[line] > 0 {
				s.wrong("%s ended in a refund for line %d, which is bought: %v", who, line, err)
			}
		}
		if len(advice.Lines) == 0 {
			s.wrong("%s ended in a refund for no line: %v", who, err)
		}
	}
	switch {
	case err == nil:
		if len(bought) != len(s.order.Lines) || s.fails {
			s.wrong("%s succeeded, and %d of %d lines are bought", who, len(bought), len(s.order.Lines))
		}
		return
	case errors.As(err, &refused):
		orderState = refused.OrderState
		if bought[refused.Line] > 0 {
			s.wrong("%s was refused a line that is bought: %v", who, err)
		}
	case errors.As(err, &unknown):
		orderState = unknown.OrderState
	case errors.As(err, &unsent):
		orderState = unsent.OrderState
	case errors.As(err, &pending):
		orderState = pending.OrderState
		if len(bought) != len(s.order.Lines) {
			s.wrong("%s is pending, and not every line is bought", who)
		}
	case errors.As(err, &failed):
		orderState = failed.OrderState
		if !s.fails || len(bought) == 0 {
			s.wrong("%s failed, and the vendor did not: %v", who, err)
		}
	default:
		s.wrong("%s ended with %v", who, err)
	}
	for _, line := range orderState.Registered {
		if bought[line] != 1 {
			s.wrong("%s names line %d as registered, and it is not: %v", who, line, err)
		}
	}
}

// never is what must not be, at any time.
func (s *schedule) never() {
	for _, p := range s.fake.Purchases() {
		if p.Order != s.order.Number {
			continue
		}
		i := slices.IndexFunc(s.order.Lines, func(l hlconnect.Line) bool { return l.ID == p.Line })
		if i < 0 || p.Asset != s.order.Lines[i].AssetID || p.Quantity != s.order.Lines[i].Quantity || boxoffice.Decimal(p.UnitPrice) != s.order.Lines[i].UnitPrice {
			s.wrong("something was bought that was not ordered")
		}
	}
	for line, n := range s.bought() {
		if n > 1 {
			s.wrong("line %d was bought %d times", line, n)
		}
	}
}

func (s *schedule) delivered(items []hlconnectapi.OrderItem) {
	for _, item := range items {
		if item.DownloadURL == "" || item.Status != "COMPLETED" {
			s.wrong("a line was returned without its link")
		}
	}
	if len(items) != len(s.order.Lines) {
		s.wrong("%d lines were returned", len(items))
	}
}

// bought is how often each line was bought.
func (s *schedule) bought() map[int64]int {
	lines := map[int64]int{}
	for _, p := range s.fake.Purchases() {
		if p.Order == s.order.Number {
			lines[p.Line]++
		}
	}
	return lines
}

// sellable reports whether the vendor would sell every line now, or has.
func (s *schedule) sellable() bool {
	bought := s.bought()
	for _, l := range s.order.Lines {
		if bought[l.ID] > 0 {
			continue
		}
		if _, err := s.shop.Validate(s.t.Context(), s.order, l.ID); err != nil {
			return false
		}
	}
	return true
}

func (s *schedule) wrong(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf("seed %d: %s", s.seed, fmt.Sprintf(format, args...))
}

func outcomeOf(err error) string {
	if err == nil {
		return "success"
	}
	kind, _, _ := strings.Cut(strings.TrimPrefix(fmt.Sprintf("%T", err), "*hlconnect."), "Error")
	return map[string]string{"Refused": "refused", "PurchaseFailed": "failed", "OutcomeUnknown": "unknown", "Unsent": "unsent", "Pending": "pending"}[kind]
}

// schedules are fewer with the race detector, which takes four times as long;
// `make sweeps` runs all of them without.
func schedules() uint64 { return uint64(race.Part(5000, 250)) }
