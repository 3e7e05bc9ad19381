package ticketingtest_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

const notThere = "There is presently no resource with the given URI."

func TestATickeTingAccountThatIsCreatedIsFoundLogsInAndCanBeDeleted(t *testing.T) {
	fake, client := newFake(t)
	ctx := t.Context()
	account := ticketingapi.CreateAccountRequest{Username: "new.user", Password: "correct horse", Email: "new.user@example.com", FirstName: boxoffice.Ptr("New")}
	created, err := client.CreateAccount(ctx, account)
	require.NoError(t, err)
	number := created.Number
	require.False(t, created.Verified)
	_, err = client.CreateAccount(ctx, account)
	refusedWith(t, err, http.StatusConflict, "The following arguments conflict with those of another user: username.")

	_, err = client.UpdateAccount(ctx, number, ticketingapi.UpdateAccountRequest{Username: boxoffice.Ptr("newer.user"), LastName: boxoffice.Ptr("Person")})
	require.NoError(t, err)
	got, err := client.GetAccount(ctx, number)
	require.NoError(t, err)
	require.Equal(t, []string{"newer.user", "New", "Person"}, []string{got.Username, got.FirstName, got.LastName})
	list, err := client.ListAccounts(ctx, &ticketingapi.ListAccountsParams{Email: &account.Email})
	require.NoError(t, err)
	require.Len(t, list.Entries, 1)
	list, err = client.ListAccounts(ctx, &ticketingapi.ListAccountsParams{Username: &account.Username})
	require.NoError(t, err)
	require.Empty(t, list.Entries)
	for identification, want := range map[string]bool{"newer.user": true, "new.user": false} {
		found, err := client.LookUpAccount(ctx, ticketingapi.LookUpAccountRequest{Identification: identification})
		require.NoError(t, err)
		require.Equal(t, want, found.Found, identification)
	}

	nobody := clientWith(t, fake, "")
	session, err := nobody.StartSession(ctx, ticketingapi.StartSessionRequest{Identification: "newer.user", Password: "correct horse"})
	require.NoError(t, err)
	require.Equal(t, number, session.Account.Number)

	preferences, err := client.GetAccountPreferences(ctx, number)
	require.NoError(t, err)
	require.Nil(t, preferences.Region)
	_, err = client.SetAccountPreferences(ctx, number, ticketingapi.SetAccountPreferencesRequest{Region: "7"})
	require.NoError(t, err)
	preferences, err = client.GetAccountPreferences(ctx, number)
	require.NoError(t, err)
	require.Equal(t, int64(7), *preferences.Region)

	_, err = client.DeleteAccount(ctx, number)
	require.NoError(t, err)
	_, err = client.GetAccount(ctx, number)
	refusedWith(t, err, http.StatusNotFound, notThere)
	_, err = nobody.StartSession(ctx, ticketingapi.StartSessionRequest{Identification: "newer.user", Password: "correct horse"})
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
}

func TestATickeTingEventGoesFromItsDraftToItsGate(t *testing.T) {
	_, client := newFake(t)
	ctx := t.Context()
	region, err := client.AddRegion(ctx, ticketingapi.AddRegionRequest{Name: "South Coast", Country: "Antigua and Barbuda"})
	require.NoError(t, err)
	venue, err := client.CreateVenue(ctx, ticketingapi.CreateVenueRequest{
		Name: "Hall", Region: tail(region.Self), Latitude: 17, Longitude: -61, Address: "1 Example Street",
	})
	require.NoError(t, err)
	require.Equal(t, region.Self, venue.Region)
	category, err := client.CreateCategory(ctx, ticketingapi.CreateCategoryRequest{Name: "Film", Subcategories: []string{"Premiere"}})
	require.NoError(t, err)
	host, err := client.CreateHost(ctx, ticketingapi.CreateHostRequest{Name: "Example", Contact: "Jane Doe", Email: "jane.doe@example.com"})
	require.NoError(t, err)
	request := ticketingapi.CreateEventRequest{
		Host: tail(host.Self), Title: "Premiere", Description: "The first.", Type: "Standard", Public: true,
		Category: category.Self, Subcategory: "Premiere", Venue: venue.Self,
	}
	created, err := client.CreateEvent(ctx, request)
	require.NoError(t, err)
	event := lastID(t, created.Self)
	require.Equal(t, ticketingapi.EventStatusDraft, created.Status)
	require.Equal(t, "Hall", created.Venue.Name)
	require.Empty(t, created.Published)
	_, err = client.CreateEvent(ctx, request)
	refusedWith(t, err, http.StatusConflict, "The following arguments conflict with those of another event: title.")

	section, err := client.CreateEventSection(ctx, event, ticketingapi.CreateEventSectionRequest{
		Name: boxoffice.Ptr("General"), BasePrice: boxoffice.Ptr(boxoffice.Decimal("50.00")), Capacity: boxoffice.Ptr(int64(100)),
	})
	require.NoError(t, err)
	tokens, err := client.ListAdmissionTokens(ctx, event, nil)
	require.NoError(t, err)
	require.Equal(t, []string{created.Self + section.Self}, tokens.Entries[0].Sections)

	published := func() int {
		list, err := client.ListPublishedEvents(ctx, &ticketingapi.ListPublishedEventsParams{Title: boxoffice.Ptr("^Premiere$")})
		require.NoError(t, err)
		return len(list.Entries)
	}
	_, err = client.SubmitEvent(ctx, event)
	require.NoError(t, err)
	_, err = client.SubmitEvent(ctx, event)
	refusedWith(t, err, http.StatusConflict, "The event has already been submitted or cancelled.")
	require.Zero(t, published())
	_, err = client.ReviewSubmission(ctx, base64.StdEncoding.EncodeToString([]byte(created.Self)), &ticketingapi.ReviewSubmissionParams{Approved: boxoffice.Ptr(true)})
	require.NoError(t, err)
	require.Equal(t, 1, published())
	got, err := client.GetEvent(ctx, event)
	require.NoError(t, err)
	require.NotEmpty(t, got.Published)
	require.Equal(t, "50.00", string(got.Sections[0].Price.Base))
	for title, want := range map[string]int{"^Prem": 1, "Matinee": 0} {
		list, err := client.ListHostEvents(ctx, lastID(t, host.Self), &ticketingapi.ListHostEventsParams{Title: &title})
		require.NoError(t, err)
		require.Len(t, list.Entries, want, title)
	}

	for why, remove := range map[string]func() error{
		"A region cannot be deleted if it has venues attached": func() error { _, err := client.DeleteRegion(ctx, lastID(t, region.Self)); return err },
		"A venue cannot be deleted if it is staging an event":  func() error { _, err := client.DeleteVenue(ctx, lastID(t, venue.Self)); return err },
		"You cannot delete in-use event categories.":           func() error { _, err := client.DeleteCategory(ctx, lastID(t, category.Self)); return err },
	} {
		refusedWith(t, remove(), http.StatusConflict, why)
	}
	_, err = client.DeleteEventSection(ctx, event, lastID(t, section.Self))
	require.NoError(t, err)
	_, err = client.DeleteEventSection(ctx, event, lastID(t, section.Self))
	refusedWith(t, err, http.StatusNotFound, notThere)
	_, err = client.DeleteEvent(ctx, event)
	require.NoError(t, err)
	_, err = client.GetEvent(ctx, event)
	refusedWith(t, err, http.StatusNotFound, notThere)
	_, err = client.ListAdmissionTokens(ctx, event, nil)
	refusedWith(t, err, http.StatusNotFound, notThere)
	_, err = client.DeleteVenue(ctx, lastID(t, venue.Self))
	require.NoError(t, err, "nothing is in the way any more")
}

func TestTickeTingPlacesAreChangedAndKeepTheirNamesApart(t *testing.T) {
	_, client := newFake(t)
	ctx := t.Context()
	create := func(name string) (int64, error) {
		host, err := client.CreateHost(ctx, ticketingapi.CreateHostRequest{Name: name, Contact: "Jane Doe", Email: "jane.doe@example.com"})
		if err != nil {
			return 0, err
		}
		return lastID(t, host.Self), nil
	}
	first, err := create("First")
	require.NoError(t, err)
	second, err := create("Second")
	require.NoError(t, err)
	_, err = create("")
	refusedWith(t, err, http.StatusBadRequest, "The following arguments are required, but have not been supplied: name.")
	_, err = client.UpdateHost(ctx, first, ticketingapi.UpdateHostRequest{Name: "Second"})
	refusedWith(t, err, http.StatusConflict, "The following arguments conflict with those of another host: name.")
	_, err = client.UpdateHost(ctx, second, ticketingapi.UpdateHostRequest{Name: "Second", City: boxoffice.Ptr("St. John's")})
	require.NoError(t, err, "its own name is no conflict")
	got, err := client.GetHost(ctx, second)
	require.NoError(t, err)
	require.Equal(t, []string{"Jane Doe", "St. John's"}, []string{got.Contact, got.City})
	list, err := client.ListHosts(ctx, nil)
	require.NoError(t, err)
	require.Equal(t, int64(2), list.Total)
	_, err = client.DeleteHost(ctx, first)
	require.NoError(t, err)
	_, err = client.UpdateHost(ctx, first, ticketingapi.UpdateHostRequest{Name: "Gone"})
	refusedWith(t, err, http.StatusNotFound, notThere)
	_, err = client.GetHost(ctx, 1)
	require.NoError(t, err, "what was never created is answered with the example")
}

func tail(uri string) string { return uri[strings.LastIndex(uri, "/")+1:] }
