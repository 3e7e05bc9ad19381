package ticketing_test

import (
	"fmt"
	"iter"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// drained counts what a list yields and returns its first error.
func drained[T any](list iter.Seq2[T, error]) (count int, err error) {
	for _, err := range list {
		if err != nil {
			return count, err
		}
		count++
	}
	return count, nil
}

func last(_ int, err error) error { return err }

func TestEveryListIsASequence(t *testing.T) {
	fake := newFake(t)
	client, ctx := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))), t.Context()
	for operation, run := range map[string]func() (int, error){
		"listHosts":           func() (int, error) { return drained(client.Hosts(ctx, nil)) },
		"listAccountHosts":    func() (int, error) { return drained(client.AccountHosts(ctx, "EX-00000001", nil)) },
		"listAccounts":        func() (int, error) { return drained(client.Accounts(ctx, nil)) },
		"listHostEvents":      func() (int, error) { return drained(client.HostEvents(ctx, 16951985851389, nil)) },
		"listEvents":          func() (int, error) { return drained(client.Events(ctx, nil)) },
		"listPublishedEvents": func() (int, error) { return drained(client.PublishedEvents(ctx, nil)) },
		"listOrders":          func() (int, error) { return drained(client.Orders(ctx, nil)) },
		"listRegions":         func() (int, error) { return drained(client.Regions(ctx, nil)) },
		"listVenues":          func() (int, error) { return drained(client.Venues(ctx, nil)) },
		"listCategories":      func() (int, error) { return drained(client.Categories(ctx, nil)) },
	} {
		count, err := run()
		require.NoError(t, err, operation)
		require.Equal(t, 1, count, operation)
		require.Equal(t, 1, countOf(fake, operation))
		fake.Reply(operation, vendortest.Reply{Status: http.StatusInternalServerError})
		_, err = run()
		require.ErrorIs(t, err, boxoffice.ErrServer, operation)
	}
}

func TestTokensAndTicketsComeInPages(t *testing.T) {
	fake := newFake(t)
	client, ctx := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))), t.Context()
	for i := range 59 {
		_, err := client.IssueAdmissionToken(ctx, event, ticketingapi.IssueAdmissionTokenRequest{
			Sections: ticketing.Texts(ticketing.SectionURI(event, general)),
		})
		require.NoError(t, err)
		fake.AddTicket(event, general, fmt.Sprintf("EXAMPL-TICKET%06d", i))
	}
	count, err := drained(client.AdmissionTokens(ctx, event, nil))
	require.NoError(t, err)
	require.Equal(t, 60, count)
	require.Equal(t, 3, countOf(fake, "listAdmissionTokens"))
	count, err = drained(client.AdmissionTokens(ctx, event, &ticketingapi.ListAdmissionTokensParams{Global: boxoffice.Ptr(true), Records: boxoffice.Ptr(int64(1))}))
	require.NoError(t, err)
	require.Equal(t, 1, count)
	count, err = drained(client.EventTickets(ctx, event, &ticketingapi.ListEventTicketsParams{Records: boxoffice.Ptr(int64(20))}))
	require.NoError(t, err)
	require.Equal(t, 59, count)
	require.Equal(t, 3, countOf(fake, "listEventTickets"))
	_, err = client.Admit(ctx, event, john, "EXAMPL-TICKET000001", "EXAMPL-TICKET000002")
	require.NoError(t, err)
	count, err = drained(client.Admissions(ctx, event, &ticketingapi.ListAdmissionsParams{Records: boxoffice.Ptr(int64(1)), Device: boxoffice.Ptr(john.Device)}))
	require.NoError(t, err)
	require.Equal(t, 2, count)
	for _, err := range []error{last(drained(client.EventTickets(ctx, nowhere, nil))), last(drained(client.Admissions(ctx, nowhere, nil)))} {
		require.ErrorIs(t, err, boxoffice.ErrNotFound)
	}
	_, err = drained(client.AdmissionTokens(ctx, nowhere, nil))
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
}
