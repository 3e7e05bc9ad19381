package ticketing_test

import (
	"context"
	"maps"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestALostAnswerIsFoundOut(t *testing.T) {
	fake, client := newGate(t)
	_, err := client.Admit(t.Context(), event, mary, ticket(3))
	require.NoError(t, err)
	fake.LoseAnswers("admitPatrons", 1)
	entries, err := client.Admit(t.Context(), event, john, ticket(1), ticket(2), ticket(3), "NOSUCH-TICKET")
	require.NoError(t, err)
	require.Equal(t, []string{
		ticket(1) + " admitted", ticket(2) + " admitted", ticket(3) + " already admitted", "NOSUCH-TICKET not valid",
	}, outcomes(entries))
	require.Equal(t, "gate-phone-1", entries[0].Admission.Device)
	require.Equal(t, 3, countOf(fake, "admitPatrons"), "what is not on the list is sent once more")
	require.Equal(t, `["NOSUCH-TICKET"]`, bodyField(t, fake.Requests("admitPatrons")[2], "serials"))
}

func TestAServerFaultIsFoundOutToo(t *testing.T) {
	for name, reply := range map[string]vendortest.Reply{
		"500":           {Status: http.StatusInternalServerError},
		"503":           {Status: http.StatusServiceUnavailable, Undocumented: true, Body: "busy"},
		"201, no list":  {Status: http.StatusCreated, Body: "[", Undocumented: true},
		"200, not 201":  {Status: http.StatusOK, Body: "[]", Undocumented: true},
		"201, but null": {Status: http.StatusCreated, Body: "null", Undocumented: true},
	} {
		t.Run(name, func(t *testing.T) {
			fake, client := newGate(t)
			fake.Reply("admitPatrons", reply)
			entries, err := client.Admit(t.Context(), event, john, ticket(1))
			require.Error(t, err)
			require.Equal(t, []string{ticket(1) + " unknown"}, outcomes(entries))
			require.Equal(t, reply.Status, boxoffice.AsError(entries[0].Err).StatusCode)
			require.Equal(t, 2, countOf(fake, "admitPatrons"))
			require.Equal(t, 2, countOf(fake, "listAdmissions"))
		})
	}
}

func TestAnEarlierAdmissionFromTheSameDeviceIsNotTakenForTheLostOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake, client := newGate(t, vendortest.InMemory())
		_, err := client.Admit(t.Context(), event, john, ticket(1))
		require.NoError(t, err)
		time.Sleep(10 * time.Second) // somebody comes back with the same ticket
		fake.LoseAnswers("admitPatrons", 1)
		entries, err := client.Admit(t.Context(), event, john, ticket(1), ticket(2))
		require.NoError(t, err)
		require.Equal(t, []string{ticket(1) + " already admitted", ticket(2) + " admitted"}, outcomes(entries))
	})
}

// lookups answers the list of admissions with this admission.
func lookups(fake *ticketingtest.Fake, header http.Header, fields map[string]any) {
	admission := map[string]any{"ticket": ticket(1), "device": john.Device, "redeemer": john.Name}
	maps.Copy(admission, fields)
	fake.Reply("listAdmissions", vendortest.Reply{Header: header, Body: map[string]any{"total": 1, "entries": []any{admission}}})
}

func TestAnAdmissionThatCannotBeToldFromAnEarlierOneIsUnknown(t *testing.T) {
	for name, answer := range map[string]func(*ticketingtest.Fake){
		"without its time": func(f *ticketingtest.Fake) { lookups(f, nil, nil) },
		"without the server's": func(f *ticketingtest.Fake) {
			lookups(f, http.Header{"Date": nil}, map[string]any{"admitted": time.Now()})
		},
		"with a time that is not": func(f *ticketingtest.Fake) {
			lookups(f, http.Header{"Date": {"now"}}, map[string]any{"admitted": time.Now()})
		},
	} {
		t.Run(name, func(t *testing.T) {
			fake, client := newGate(t)
			answer(fake)
			fake.Reply("admitPatrons", vendortest.Reply{Status: http.StatusInternalServerError})
			entries, err := client.Admit(t.Context(), event, john, ticket(1))
			require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
			require.Equal(t, []string{ticket(1) + " unknown"}, outcomes(entries))
			require.Equal(t, err, entries[0].Err)
			require.NotNil(t, entries[0].Admission)
			require.Equal(t, 1, countOf(fake, "admitPatrons"))
		})
	}
}

func TestTheVendorsClockDecidesNotThisMachines(t *testing.T) {
	const vendorsNow = "Wed, 07 Jun 2034 20:00:10 GMT"
	for admitted, outcome := range map[string]ticketing.Outcome{
		"2034-06-07T20:00:10+00:00": ticketing.Admitted,
		"2034-06-07T20:00:09+00:00": ticketing.Admitted,
		"2034-06-07T20:00:07+00:00": ticketing.AlreadyAdmitted,
		"2034-06-07T16:00:10-04:00": ticketing.Admitted,
	} {
		synctest.Test(t, func(t *testing.T) {
			fake, client := newGate(t, vendortest.InMemory())
			lookups(fake, http.Header{"Date": {vendorsNow}}, map[string]any{"admitted": admitted})
			fake.Reply("admitPatrons", vendortest.Reply{Status: http.StatusInternalServerError})
			entries, err := client.Admit(t.Context(), event, john, ticket(1))
			require.NoError(t, err)
			require.Equal(t, outcome, entries[0].Outcome, admitted)
		})
	}
}

func TestAPatronWhoIsLetInAfterTheListWasAskedIsFoundByTheSecondSending(t *testing.T) {
	fake, client := newGate(t)
	asked := 0
	fake.LoseAnswers("admitPatrons", 1)
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Operation != "listAdmissions" {
			return nil
		}
		if asked++; asked > 1 {
			return nil
		}
		return &vendortest.Reply{Body: map[string]any{"total": 0, "entries": []any{}}} // not yet
	})
	entries, err := client.Admit(t.Context(), event, john, ticket(1))
	require.NoError(t, err)
	require.Equal(t, []string{ticket(1) + " admitted"}, outcomes(entries))
	require.Equal(t, 2, countOf(fake, "admitPatrons"))
}

func TestARefusalAfterALostAnswerLeavesItUnknown(t *testing.T) {
	fake, client := newGate(t)
	fake.LoseAnswers("admitPatrons", 1)
	sent := 0
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Operation == "listAdmissions" { // as if the vendor were still at it
			return &vendortest.Reply{Body: map[string]any{"total": 0, "entries": []any{}}}
		}
		if sent++; sent > 1 {
			return &vendortest.Reply{Status: http.StatusForbidden}
		}
		return nil
	})
	entries, err := client.Admit(t.Context(), event, john, ticket(1))
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, []string{ticket(1) + " unknown"}, outcomes(entries))
}

func TestALookUpThatFailsAfterALostAnswerLeavesItUnknown(t *testing.T) {
	fake, client := newGate(t)
	fake.LoseAnswers("admitPatrons", 1)
	asked := 0
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Operation != "listAdmissions" {
			return nil
		}
		if asked++; asked == 1 {
			return &vendortest.Reply{Body: map[string]any{"total": 0, "entries": []any{}}}
		}
		return &vendortest.Reply{Status: http.StatusInternalServerError}
	})
	entries, err := client.Admit(t.Context(), event, john, ticket(1))
	require.ErrorIs(t, err, boxoffice.ErrServer)
	require.Equal(t, []string{ticket(1) + " unknown"}, outcomes(entries))
}

func TestUnknownIsClearedUpByAdmittingAgain(t *testing.T) {
	fake, client := newGate(t)
	failing := true
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if failing && c.Operation == "listAdmissions" {
			return &vendortest.Reply{Status: http.StatusInternalServerError}
		}
		return nil
	})
	fake.LoseAnswers("admitPatrons", 1)
	entries, err := client.Admit(t.Context(), event, john, ticket(1))
	require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	require.Equal(t, []string{ticket(1) + " unknown"}, outcomes(entries))
	failing = false
	entries, err = client.Admit(t.Context(), event, john, ticket(1))
	require.NoError(t, err)
	require.Equal(t, []string{ticket(1) + " already admitted"}, outcomes(entries))
	require.Equal(t, john.Device, entries[0].Admission.Device)
}

func TestACallerWhoGivesUpLearnsThatItIsUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake, client := newGate(t, vendortest.InMemory())
		fake.Handle("admitPatrons", func(c *vendortest.Call) vendortest.Reply { <-c.Context().Done(); return vendortest.Reply{} })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		entries, err := client.Admit(ctx, event, john, ticket(1))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
		require.Equal(t, []string{ticket(1) + " unknown"}, outcomes(entries))
	})
}

func TestAPatronIsNotCalledNotValidWhenNobodyLooked(t *testing.T) {
	unnamed := []any{map[string]any{"error": "Something is wrong"}}
	for name, test := range map[string]struct {
		admit, look vendortest.Reply
		want        string
	}{
		"an admission that names no ticket":   {admit: vendortest.Reply{Body: unnamed, Undocumented: true}, want: " unknown"},
		"a list that is an error":             {look: vendortest.Reply{Body: `{"error":"Something is wrong"}`, Undocumented: true}, want: " not admitted"},
		"a list whose entry names no ticket":  {look: vendortest.Reply{Body: map[string]any{"total": 1, "entries": unnamed}, Undocumented: true}, want: " not admitted"},
		"a list that is empty and is not":     {look: vendortest.Reply{Body: map[string]any{"total": 1, "entries": []any{}}}, want: " not admitted"},
		"a refusal that is not the gate's":    {admit: vendortest.Reply{Status: http.StatusBadRequest, Body: `{"message":"The request is too large"}`, Undocumented: true}, want: " not admitted"},
		"a page in place of the refusal":      {admit: vendortest.Reply{Status: http.StatusBadRequest, Body: "<h1>Bad</h1>", MediaType: "text/html", Undocumented: true}, want: " not admitted"},
		"a page without a list":               {look: vendortest.Reply{Body: map[string]any{"total": 0}}, want: " not admitted"},
		"an empty list that says it is empty": {look: vendortest.Reply{Body: map[string]any{"total": 0, "entries": []any{}}}, want: " not valid"},
	} {
		t.Run(name, func(t *testing.T) {
			fake, client := newGate(t)
			fake.Reply("admitPatrons", vendortest.Reply{Body: []any{}})
			if test.admit.Body != nil {
				fake.Reply("admitPatrons", test.admit)
			}
			if test.look.Body != nil {
				fake.Reply("listAdmissions", test.look)
			}
			entries, err := client.Admit(t.Context(), event, john, ticket(1))
			require.Equal(t, []string{ticket(1) + test.want}, outcomes(entries))
			require.Equal(t, test.want != " not valid", err != nil)
		})
	}
}
