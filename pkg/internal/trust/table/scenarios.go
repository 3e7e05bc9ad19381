package main

import (
	"regexp"
	"strings"
)

// scenario is a row: the tests whose names match show it.
type scenario struct {
	id, shows string
	tests     *regexp.Regexp
}

func named(pattern string) *regexp.Regexp { return regexp.MustCompile(`^` + pattern) }

// scenarios are all there must be.
var scenarios = []scenario{
	{"S1", "1,000 callers without a token: one login", named(`TestS01_`)},
	{"S2", "a waiter returns at its own deadline, the others get the token", named(`TestS02_`)},
	{"S3", "the first caller's cancellation fails nobody else", named(`TestS03_`)},
	{"S4", "near the token's end nobody waits, one renewal in the background", named(`TestS04_`)},
	{"S5", "a token revoked under way: one renewal, nobody sees the 401", named(`TestS05_`)},
	{"S6", "late refusals of the old token renew nothing", named(`TestS06_`)},
	{"S7", "tokens that live a minute, 200 calls a second: one login", named(`TestS07_`)},
	{"S8", "no credential arrives at another host", named(`TestS08_`)},
	{"S9", "8 processes, 1,000 rotations, one killed: each refresh token sent once", named(`TestS09_`)},
	{"S10", "an issuer that hangs or talks garbage: bounded, typed, no spin", named(`TestS10_`)},
	{"S11", "refused credentials: at most two attempts in 200 calls", named(`TestS11_`)},
	{"engine", "seeded interleavings keep the engine's promises", named(`TestTheEngineKeepsItsPromises`)},
	{"delivery", "no fault delivers an unsafe call twice; what never left succeeds", named(`TestTrust_(NoFaultDelivers|NoTimeoutDelivers|ARoundTripper|AnIdempotencyKey|ARequestStuck|AResetHTTP2)`)},
	{"redirects", "nothing arrives behind a redirect off the origin", named(`TestTrust_NothingArrivesBehind`)},
	{"purchase", "one purchase per order line and no lost one, whatever the network does", named(`TestTrust_APurchaseHappensOnce`)},
	{"canaries", "no secret or personal datum in any sink, on any failure path", named(`TestTrust_(NoCanary|NoFailureShows)`)},
	{"settings", "no configuration, mistaken or not, shows what is in it", named(`TestTrust_No(Mistaken)?Configuration`)},
	{"fakes", "no fake says what it was sent", named(`TestTrust_NoFakeSays`)},
	{"tapes", "no tape shows a secret", named(`TestTrust_NoTapeShows`)},
	{"memory", "1 GiB, plain or a gzip bomb, costs no more than the limit and 8 MiB", named(`TestTrust_AGibibyte`)},
}

// judge is the scenario's result over the tests that were run, how many of them
// are its own, and what they logged that they counted.
func (s scenario) judge(tests []test) (mark string, count int, counted string) {
	mark = "ok"
	var lines []string
	for _, t := range tests {
		if !s.tests.MatchString(t.name) {
			continue
		}
		count++
		switch t.result {
		case "pass":
		case "skip":
			if mark == "ok" {
				mark = "SKIP"
			}
		default:
			mark = "FAIL"
		}
		if line := t.counted(); line != "" {
			lines = append(lines, line)
		}
	}
	if count == 0 {
		mark = "GONE"
	}
	return mark, count, strings.Join(lines, "; ")
}
