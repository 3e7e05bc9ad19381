package ticketing

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// search says why serials are looked up.
type search struct {
	began   time.Time // when the serials were first sent
	inDoubt bool      // an answer was lost: an admission found may be this call's
	refusal error     // why the vendor redeemed none, nil for no reason
}

// lookUp settles serials that the vendor did not redeem, by the list of admissions.
func (g *gate) lookUp(ctx context.Context, serials []string, s search) error {
	for i, serial := range serials {
		found, err := g.admission(ctx, serial)
		switch {
		case err != nil && s.inDoubt:
			g.settle(serials[i:], Unknown, err)
			return err
		case err != nil:
			g.settle(serials[i:], NotAdmitted, err)
			return err
		case found.admission == nil && found.none != nil && s.inDoubt:
			g.settle(serials[i:i+1], Unknown, found.none)
		case found.admission == nil:
			g.settle(serials[i:i+1], NotValid, s.refusal)
		case s.inDoubt:
			g.entries[serial] = g.judge(serial, found, s.began)
		default:
			g.entries[serial] = Entry{Serial: serial, Outcome: AlreadyAdmitted, Admission: found.admission}
		}
	}
	return nil
}

// find settles the serials that are on the list of admissions after a lost
// answer, and returns the others.
func (g *gate) find(ctx context.Context, serials []string, began time.Time) (absent []string, err error) {
	for i, serial := range serials {
		found, err := g.admission(ctx, serial)
		if err != nil {
			return append(absent, serials[i:]...), err
		}
		if found.admission == nil {
			absent = append(absent, serial)
			continue
		}
		g.entries[serial] = g.judge(serial, found, began)
	}
	return absent, nil
}

// judge decides whether an admission that is found after a lost answer is this
// call's: it was granted from this device, and not before the call began. Both times
// are from the vendor's clock, so this machine's clock does not matter. They are in
// whole seconds, so judge allows one second. A ticket that this device redeemed within
// that second before the call counts as this call's.
func (g *gate) judge(serial string, found lookup, began time.Time) Entry {
	e := Entry{Serial: serial, Outcome: AlreadyAdmitted, Admission: found.admission}
	admitted, errAdmitted := found.admission.Admitted.Time()
	switch {
	case found.admission.Device != g.by.Device:
	case errAdmitted != nil || found.date().IsZero():
		e.Outcome = Unknown
		e.Err = wrong("listAdmissions", found.answer, safe.Errorf(boxoffice.ErrUnexpectedResponse,
			"the list does not tell when the patron was let in, so this call cannot be told from an earlier one"))
	default:
		start := found.date().Add(-found.at.Sub(began) - time.Second)
		if !admitted.Before(start) {
			e.Outcome = Admitted
		}
	}
	return e
}

// lookup is what the list of admissions says about a ticket.
type lookup struct {
	admission *ticketingapi.Admission // nil when the ticket is not on the list
	none      error                   // the 404 that counts as an empty list
	answer    boxoffice.Response
	at        time.Time // when the answer came, by this machine's clock
}

// date is the time of the answer by the vendor's clock, zero when the answer has none.
func (s lookup) date() time.Time {
	date, err := http.ParseTime(s.answer.Header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date
}

// admission looks a ticket up in the list of admissions.
func (g *gate) admission(ctx context.Context, serial string) (s lookup, err error) {
	fetch := func(number *int64) (*ticketingapi.AdmissionPage, error) {
		params := &ticketingapi.ListAdmissionsParams{Ticket: &serial, Page: number}
		page, err := g.client.ListAdmissions(ctx, g.event, params, boxoffice.WithResponse(&s.answer))
		if err != nil {
			return nil, err
		}
		if text := unclear(page, number); text != "" {
			return nil, inconclusive("listAdmissions", s.answer, text)
		}
		s.at = time.Now()
		return page, nil
	}
	for a, err := range admissionPages(fetch) {
		if err != nil && !noSuch(err) {
			return lookup{}, err
		}
		if err != nil { // an empty list may be answered so too
			s.none = err
		}
		if err == nil && a.Ticket == serial {
			s.admission = &a
			return s, nil
		}
	}
	return s, nil
}

// unclear is why a page of the list does not say which tickets are on it, "" when
// it does.
func unclear(page *ticketingapi.AdmissionPage, number *int64) string {
	first := number == nil || *number <= 1
	switch {
	case page.Entries == nil:
		return "the page has no list of admissions"
	case slices.ContainsFunc(page.Entries, unnamed):
		return "an admission does not name its ticket"
	case first && len(page.Entries) == 0 && page.Total > 0:
		return "the first page is empty, and its total is not 0"
	}
	return ""
}
