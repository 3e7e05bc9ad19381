package vendortest

import (
	"maps"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Fault is what happens to a request on an [Unreliable] network.
type Fault string

// The faults. "Carried out" means that the vendor got the request and acted on
// it.
const (
	NoConnection  Fault = "no connection"         // nothing is sent
	RequestLost   Fault = "request lost"          // the connection breaks; nothing arrives
	RequestLate   Fault = "request late"          // the connection breaks; the request arrives later
	RequestTwice  Fault = "request twice"         // carried out twice; the second answer comes back
	CopyLate      Fault = "copy late"             // carried out and answered; a copy arrives later
	AnswerLost    Fault = "answer lost"           // carried out; the connection breaks before the answer
	AnswerBroken  Fault = "answer broken off"     // carried out; the connection breaks in the answer's body
	AnswerSlow    Fault = "answer slow"           // carried out; the answer takes its time
	Silence       Fault = "silence"               // no answer ever; the request may arrive later
	TurnedAway    Fault = "429"                   // a proxy's 429 with Retry-After; nothing arrives
	GatewayBefore Fault = "gateway's 5xx, before" // a proxy's 500, 502, 503 or 504; nothing arrives
	GatewayAfter  Fault = "gateway's 5xx, after"  // carried out; a proxy's 5xx comes back
	PageBefore    Fault = "page instead, before"  // a proxy's HTML page with status 200; nothing arrives
	PageAfter     Fault = "page instead, after"   // carried out; a proxy's HTML page comes back
)

var everyFault = []Fault{
	NoConnection, RequestLost, RequestLate, RequestTwice, CopyLate, AnswerLost, AnswerBroken,
	AnswerSlow, Silence, TurnedAway, GatewayBefore, GatewayAfter, PageBefore, PageAfter,
}

// Unreliable is the way to a fake over a network that drops, delays, duplicates
// and fails requests and answers. What happens is drawn from a seed, request by
// request, so requests that come one after the other meet the same faults every
// time. Delays are mostly seconds and at times minutes: use it with [InMemory] in
// a bubble of testing/synctest, where they take no time. It is safe for
// concurrent use.
//
//	network := vendortest.NewUnreliable(fake.HTTPClient().Transport, seed, 0.3)
//	client := &http.Client{Transport: network, Timeout: time.Minute}
type Unreliable struct {
	way    http.RoundTripper
	faults []Fault
	late   sync.WaitGroup

	mu     sync.Mutex
	random *rand.Rand
	rate   float64
	counts map[Fault]int
}

// NewUnreliable makes a network in front of way, the transport of a fake's
// HTTPClient. rate is the share of requests, from 0 to 1, that something happens
// to: one of the faults, or of all when none is named.
func NewUnreliable(way http.RoundTripper, seed uint64, rate float64, faults ...Fault) *Unreliable {
	if len(faults) == 0 {
		faults = everyFault
	}
	return &Unreliable{way: way, faults: faults, random: rand.New(rand.NewPCG(seed, 0)), rate: rate, counts: map[Fault]int{}}
}

// SetRate changes the share of requests that something happens to; 0 is a
// network that works.
func (u *Unreliable) SetRate(rate float64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.rate = rate
}

// Arrived waits until everything that is still on its way has arrived.
func (u *Unreliable) Arrived() { u.late.Wait() }

// Counts is how often each fault happened; under "" are the requests that
// nothing happened to.
func (u *Unreliable) Counts() map[Fault]int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return maps.Clone(u.counts)
}

// luck is what is drawn for a request.
type luck struct {
	fault  Fault
	wait   time.Duration
	status int  // of a gateway
	json   bool // whether the gateway writes JSON
}

func (u *Unreliable) draw() luck {
	u.mu.Lock()
	defer u.mu.Unlock()
	var l luck
	if u.random.Float64() < u.rate {
		l.fault = u.faults[u.random.IntN(len(u.faults))]
	}
	u.counts[l.fault]++
	l.wait = time.Duration(u.random.ExpFloat64() * float64(20*time.Second))
	l.status = []int{http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout}[u.random.IntN(4)]
	l.json = u.random.IntN(2) == 0
	return l
}
