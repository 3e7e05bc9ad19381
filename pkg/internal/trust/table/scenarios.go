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
	{"delivery", "no fault delivers an unsafe call twice; what never left succeeds", named(`TestTrust_(NoFaultDelivers|NoTimeoutDelivers|NoLostAnswer|NoLateAnswer|ARoundTripperWithout|AnIdempotencyKey|ARequestStuck|AResetHTTP2)`)},
	{"outcome", "what may have been carried out is not called a failure", named(`TestTrust_WhatWasCarriedOut`)},
	{"not sent", "a round tripper that says so is believed, and not asked again", named(`TestTrust_ARoundTripperThatSaysNotSent`)},
	{"redirects", "nothing arrives behind a redirect off the origin", named(`TestTrust_NothingArrivesBehind`)},
	{"purchase", "one purchase per order line and no lost one, whatever the network does", named(`TestTrust_APurchaseHappensOnce`)},
	{"canaries", "no secret or personal datum in any sink, on any failure path", named(`TestTrust_(NoCanary|NoFailureShows)`)},
	{"settings", "no configuration, mistaken or not, shows what is in it", named(`TestTrust_No(Mistaken)?Configuration`)},
	{"fakes", "no fake says what it was sent", named(`TestTrust_NoFakeSays`)},
	{"tapes", "no tape shows a secret", named(`TestTrust_NoTapeShows`)},
	{"vendors", "every registered vendor is held to these promises", named(`TestTrust_Every`)},
	{"spoilt token", "a token that no header can hold is replaced: 20 calls, none fails", named(`TestTrust_ATokenThatCannotStand`)},
	{"refused", "an operation that is always refused harms no other caller", named(`TestTrust_(AnOperationThatIsAlwaysRefused|TokensThatOthersReplace)`)},
	{"login end", "200 calls while the login end fails: few logins, its Retry-After for all", named(`TestTrust_(TwoHundredCalls|TheRetryAfterOfALogin)`)},
	{"bursts", "100 callers meet a 503 each, or an outage of 400 ms: none is lost", named(`TestTrust_(AHundredCallers|NoneOfAHundred)`)},
	{"flaky", "20 % of the requests answered 503: of 1,000 calls none is lost", named(`TestTrust_OfAThousandCalls`)},
	{"down", "a vendor that is down is not multiplied", named(`TestTrust_AVendorThatIsDown`)},
	{"retry-after", "honoured, never less than the back-off, a date by the answer's own Date", named(`TestTrust_(TheVendorsRetryAfter|ARetryAfter)`)},
	{"streams", "a stalled one shows the caller's deadline, a silent one ends, a slow one is not cut", named(`TestTrust_(AStreamThat|ASlowLoop)`)},
	{"headers", "an answer's header over 1 MiB is refused", named(`TestTrust_AHeaderOver`)},
	{"packed", "a body is unpacked, within the limit, whoever asked for it", named(`TestTrust_ABodyIsUnpacked`)},
	{"reasons", "a refusal keeps its status and typed reason; a 304 is none", named(`TestTrust_(AVendorsPackageCanRefine|AReasonWithout|A304)`)},
	{"causes", "TLS alerts, proxies and malformed answers are named, and not quoted", named(`TestTrust_AConnectionThatFails`)},
	{"cancelled", "a caller's own cancellation is no warning and no attempt", named(`TestTrust_ACallersOwnCancellation`)},
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
