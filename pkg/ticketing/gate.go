package ticketing

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Redeemer is who admits patrons, and from where. The vendor requires both.
type Redeemer struct {
	// Name is the person's name, for people to read.
	Name string
	// Device identifies the device. The name should be unique: after a lost answer
	// Admit recognises this gate's own admissions by it.
	Device string
}

// serialsAtOnce is how many serials one request has. The vendor states no limit. With
// this one, few serials have to be looked up after a lost answer.
const serialsAtOnce = 50

// Admit lets patrons in by their tickets' serial numbers (operation admitPatrons). It
// returns one entry for each serial, in the order of serials. The vendor's answer
// names only the tickets that it redeemed. Admit looks up each of the others in the
// list of admissions, so a refused serial costs one more request. A serial that is
// given twice admits one patron: its second entry is AlreadyAdmitted.
//
// When the answer is lost or is a 5xx, Admit also looks into the list of admissions,
// and sends the serials that are not on it once more. This is safe because the vendor
// redeems a ticket only once. When the outcome cannot be found out, it is Unknown.
//
// The error is the first reason why a serial has no clear outcome: a refused request,
// a lost answer, a list that could not be read. There is an entry for every serial
// even then. Only when the arguments are invalid (boxoffice.ErrInvalidRequest) there
// are none. Admit sends 50 serials at a time and stops after a request that failed.
func (c *Client) Admit(ctx context.Context, event int64, by Redeemer, serials ...string) ([]Entry, error) {
	if err := checkGate(event, by, serials); err != nil {
		return nil, err
	}
	g := &gate{client: c.Client, event: event, by: by, entries: make(map[string]Entry, len(serials))}
	var problem error
	for chunk := range slices.Chunk(unique(serials), serialsAtOnce) {
		if problem != nil && g.stopped {
			g.settle(chunk, NotAdmitted, problem)
			continue
		}
		if err := g.admit(ctx, chunk); problem == nil {
			problem = err
		}
	}
	entries := make([]Entry, len(serials))
	for i, serial := range serials {
		entries[i] = g.entries[serial]
		if problem == nil && entries[i].Outcome == Unknown {
			problem = entries[i].Err
		}
		if again := g.entries[serial]; again.Outcome == Admitted {
			again.Outcome = AlreadyAdmitted
			g.entries[serial] = again
		}
	}
	return entries, problem
}

func checkGate(event int64, by Redeemer, serials []string) error {
	const operation = "admitPatrons"
	switch {
	case event < 1:
		return invalid(operation, "the event's id must be positive")
	case strings.TrimSpace(by.Name) == "":
		return invalid(operation, "the redeemer's name is empty")
	case strings.TrimSpace(by.Device) == "":
		return invalid(operation, "the redeemer's device is empty")
	case len(serials) == 0:
		return invalid(operation, "there are no serials")
	}
	for i, serial := range serials {
		if serial == "" || strings.ContainsFunc(serial, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
			return invalid(operation, "serial %d is empty or has a space or control character; was it read with its line end?", i+1)
		}
	}
	return nil
}

func unique(serials []string) []string {
	seen := make(map[string]bool, len(serials))
	var once []string
	for _, serial := range serials {
		if !seen[serial] {
			seen[serial] = true
			once = append(once, serial)
		}
	}
	return once
}

// gate is one call of Admit.
type gate struct {
	client  *ticketingapi.Client
	event   int64
	by      Redeemer
	entries map[string]Entry
	stopped bool // the last request failed: the next would too
}

// admit sends some serials and settles each of them.
func (g *gate) admit(ctx context.Context, serials []string) error {
	began, lost := time.Now(), error(nil)
	for {
		var response boxoffice.Response
		res, err := g.client.Raw.AdmitPatrons(ctx, g.event, ticketingapi.AdmitPatronsRequest{
			Redeemer: g.by.Name, Device: g.by.Device, Serials: serials,
		}, boxoffice.WithResponse(&response))
		if err == nil && slices.ContainsFunc(res, func(a ticketingapi.Admission) bool { return !slices.Contains(serials, a.Ticket) }) {
			// Such an answer does not say who was let in and who was not.
			err = inconclusive("admitPatrons", response, "an admission does not name a ticket that was asked for")
		}
		switch {
		case err == nil:
			return g.lookUp(ctx, g.admitted(serials, res), search{began: began, inDoubt: lost != nil})
		case rest.Status(err) == http.StatusBadRequest && refusalOf(boxoffice.AsError(err)).Error != "":
			// So the vendor says that none of them is good. A 400 that is not the
			// operation's own (of the platform, of a proxy) judges no serial.
			return g.lookUp(ctx, serials, search{began: began, inDoubt: lost != nil, refusal: err})
		case !unanswered(err):
			g.stopped = true
			if lost != nil {
				err = errors.Join(lost, err)
				g.settle(serials, Unknown, err)
				return err
			}
			g.settle(serials, NotAdmitted, err)
			return err
		}
		absent, problem := g.find(ctx, serials, began)
		switch {
		case len(absent) == 0:
			return nil
		case problem != nil || lost != nil:
			err = errors.Join(err, problem)
			g.settle(absent, Unknown, err)
			g.stopped = true
			return err
		}
		serials, lost = absent, err
	}
}

// unanswered reports whether the request may have been carried out and the
// answer does not tell.
func unanswered(err error) bool {
	e := boxoffice.AsError(err)
	return e != nil && (e.Delivery == boxoffice.MaybeDelivered || e.Inconclusive || e.StatusCode >= 500 || e.StatusCode/100 == 2)
}

// unnamed reports whether an admission does not say whose it is.
func unnamed(a ticketingapi.Admission) bool { return a.Ticket == "" }

// admitted settles the serials that the vendor's answer names and returns the
// others.
func (g *gate) admitted(serials []string, answer []ticketingapi.Admission) (missing []string) {
	for i := range answer {
		serial := answer[i].Ticket
		g.entries[serial] = Entry{Serial: serial, Outcome: Admitted, Admission: &answer[i]}
	}
	return slices.DeleteFunc(slices.Clone(serials), func(serial string) bool { return g.entries[serial].Outcome == Admitted })
}

func (g *gate) settle(serials []string, outcome Outcome, err error) {
	for _, serial := range serials {
		g.entries[serial] = Entry{Serial: serial, Outcome: outcome, Err: err}
	}
}
