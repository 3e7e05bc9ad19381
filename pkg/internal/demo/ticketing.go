package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

const (
	premiere      int64 = 16993717817996
	stalls        int64 = 16993964783416
	balcony       int64 = 16993964783417
	officeKey           = "example-integration-key"
	firstPatron         = "EXAMPL-TICKET000001"
	secondPatron        = "EXAMPL-TICKET000002"
	balconyPatron       = "EXAMPL-TICKET000003"
)

// premiereNight is the fake platform and how its callers reach it.
type premiereNight struct {
	fake  *ticketingtest.Fake
	t     *table
	staff *ticketing.Client    // a host's session
	code  boxoffice.SecretText // of the token that the staff issues
}

func init() {
	register(visit{"ticketing", "TickeTing: a premiere", tickeTing})
	registerFault(fault{"ticketing", "TickeTing: a redirect to another host", elsewhere})
}

// tickeTing lives one night at a premiere: a session, a token for the gate,
// the patrons, the refusals.
func tickeTing(ctx context.Context, t *table) error {
	fake, err := ticketingtest.Start()
	if err != nil {
		return err
	}
	defer fake.Close()
	fake.AddAccount("jane.doe", "a demo password")
	fake.AddIntegrationKey(officeKey)
	fake.AddEvent(premiere, stalls, balcony)
	fake.AddTicket(premiere, stalls, firstPatron)
	fake.AddTicket(premiere, stalls, secondPatron)
	fake.AddTicket(premiere, balcony, balconyPatron)

	n := &premiereNight{fake: fake, t: t}
	n.staff, err = n.client(ticketing.Session{Identification: "jane.doe", Password: boxoffice.Secret("a demo password")})
	if err != nil {
		return err
	}
	for _, part := range []func(context.Context) error{n.session, n.tokens, n.gate, n.refusals, n.end} {
		if err := part(ctx); err != nil {
			return errors.Join(err, n.staff.Close(ctx))
		}
	}
	for _, violation := range fake.Violations() {
		t.step("(the fake)", 0, violation.String(), "")
	}
	return nil
}

func (n *premiereNight) client(credential ticketing.Credential, options ...boxoffice.ClientOption) (*ticketing.Client, error) {
	return ticketing.New(credential, append(options, boxoffice.WithBaseURL(n.fake.URL()), n.t.watch())...)
}

func (n *premiereNight) session(ctx context.Context) error {
	session, err := n.staff.ContinueSession(ctx)
	if err != nil {
		return err
	}
	n.t.step("startSession, continueSession", 200,
		fmt.Sprintf("session of %s, key %v", session.Account.Username, session.Key), "session of jane.doe, key [redacted]")

	n.fake.KillSessions()
	if _, err := n.staff.ContinueSession(ctx); err != nil {
		return err
	}
	n.t.step("(the session dies) continueSession", 200,
		fmt.Sprintf("no caller notices; sessions started: %d", len(n.fake.Requests("startSession"))), "no caller notices; sessions started: 2")
	return nil
}

func (n *premiereNight) tokens(ctx context.Context) error {
	request := ticketingapi.IssueAdmissionTokenRequest{
		Sections: ticketing.Texts(ticketing.SectionURI(premiere, stalls), ticketing.SectionURI(premiere, balcony)),
	}
	issued, err := n.staff.IssueAdmissionToken(ctx, premiere, request)
	if err != nil {
		return err
	}
	n.code = boxoffice.Secret(string(issued.Code))
	n.t.step("issueAdmissionToken", 201,
		fmt.Sprintf("code %v for %d sections", n.code, len(issued.Sections)), "code [redacted] for 2 sections")
	for range 3 {
		if _, err := n.staff.IssueAdmissionToken(ctx, premiere, request); err != nil {
			return err
		}
	}
	tokens, global := 0, ticketing.URI{}
	for token, err := range n.staff.AdmissionTokens(ctx, premiere, &ticketingapi.ListAdmissionTokensParams{Records: boxoffice.Ptr(int64(2))}) {
		if err != nil {
			return err
		}
		if tokens++; token.Global {
			if global, err = ticketing.ParseURI(token.Self); err != nil {
				return err
			}
		}
	}
	n.t.step("listAdmissionTokens", 200,
		fmt.Sprintf("%d tokens on %d pages", tokens, len(n.fake.Requests("listAdmissionTokens"))), "5 tokens on 3 pages")
	id, _ := global.Token()
	_, err = n.staff.InvalidateAdmissionToken(ctx, premiere, id)
	n.t.refused("invalidateAdmissionToken (the global one)", err, "ticketing: invalidateAdmissionToken: answered 409 Conflict")
	return nil
}

func (n *premiereNight) gate(ctx context.Context) error {
	gate, err := n.client(ticketing.TokenCode{Code: n.code, Key: boxoffice.Secret(officeKey)})
	if err != nil {
		return err
	}
	defer func() { _ = gate.Close(ctx) }()
	pass, err := gate.Pass(ctx)
	if err != nil {
		return err
	}
	event, _ := pass.Event.Event()
	n.t.step("exchangeTokenCode", 200, fmt.Sprintf("good for %d sections of %s", len(pass.Sections), pass.Event), "good for 2 sections of /events/16993717817996")

	john := ticketing.Redeemer{Name: "John Doe", Device: "gate-phone-1"}
	entries, err := gate.Admit(ctx, event, john, firstPatron, "NOSUCH-TICKET")
	if err != nil {
		return err
	}
	n.t.step("admitPatrons, listAdmissions", 201,
		fmt.Sprintf("%s, %s", entries[0].Outcome, entries[1].Outcome), "admitted, not valid")
	n.fake.LoseAnswers("admitPatrons", 1)
	if entries, err = gate.Admit(ctx, event, john, secondPatron, balconyPatron); err != nil {
		return err
	}
	n.t.step("(the answer is lost) listAdmissions", 200,
		fmt.Sprintf("%s, %s", entries[0].Outcome, entries[1].Outcome), "admitted, admitted")
	if entries, err = gate.Admit(ctx, event, john, firstPatron); err != nil {
		return err
	}
	n.t.step("admitPatrons, listAdmissions", 400,
		fmt.Sprintf("%s on %s", entries[0].Outcome, entries[0].Admission.Device), "already admitted on gate-phone-1")

	_, err = gate.IssueAdmissionToken(ctx, event, ticketingapi.IssueAdmissionTokenRequest{Sections: []string{}})
	n.t.refused("issueAdmissionToken (with the gate's key)", err, "ticketing: issueAdmissionToken: answered 403 Forbidden")
	return nil
}

func (n *premiereNight) refusals(ctx context.Context) error {
	old, err := n.client(ticketing.IntegrationKey(boxoffice.Secret(officeKey)), ticketing.WithClientVersion("2.0.0"))
	if err != nil {
		return err
	}
	_, err = old.GetEvent(ctx, premiere)
	n.t.refused("getEvent (as version 2.0.0)", err,
		"ticketing: getEvent: answered 412 Precondition Failed: the vendor asks for a newer client version than 2.0.0")
	var upgrade *ticketing.UpgradeError
	if !errors.As(err, &upgrade) || upgrade.Sent != "2.0.0" {
		n.t.step("getEvent (as version 2.0.0)", 412, "not an UpgradeError for 2.0.0", "an UpgradeError")
	}
	return nil
}

func (n *premiereNight) end(ctx context.Context) error {
	if err := n.staff.Close(ctx); err != nil {
		return err
	}
	n.t.step("endSession", 200, fmt.Sprintf("sessions left open: %d", n.fake.OpenSessions()), "sessions left open: 0")
	return nil
}

// elsewhere is an answer that sends the caller to another host, where its key must
// not go.
func elsewhere(ctx context.Context, t *table) error {
	fake, err := ticketingtest.Start()
	if err != nil {
		return err
	}
	defer fake.Close()
	fake.AddIntegrationKey(officeKey)
	fake.AddEvent(premiere, stalls, balcony)
	n := &premiereNight{fake: fake, t: t}
	office, err := n.client(ticketing.IntegrationKey(boxoffice.Secret(officeKey)))
	if err != nil {
		return err
	}
	w := meet(fake.Server, "getEvent", vendortest.RedirectElsewhere())
	_, err = office.GetEvent(ctx, premiere)
	w.steps(t, fmt.Sprint(err),
		"ticketing: getEvent: answered 307 Temporary Redirect: refused to leave the vendor's origin: it answered with a redirect to another",
		"307 GET /v3/events/{event}, fault: redirect-elsewhere")
	return nil
}
