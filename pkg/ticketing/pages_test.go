package ticketing_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func bodyField(t *testing.T, r vendortest.Request, name string) string {
	t.Helper()
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(r.Body, &fields))
	return string(fields[name])
}

var pastTheEnd = vendortest.Reply{Status: http.StatusNotFound, Body: map[string]string{"error": "The specified page does not exist for the given records per page"}}

// regionPage is a page of regions with these ids; total < 0 leaves it out.
func regionPage(total int, ids ...int) vendortest.Reply {
	entries := []map[string]any{}
	for _, id := range ids {
		entries = append(entries, map[string]any{"self": fmt.Sprintf("/regions/%d", id)})
	}
	body := map[string]any{"entries": entries}
	if total >= 0 {
		body["total"] = total
	}
	return vendortest.Reply{Body: body}
}

// regions are the ids that the client yields, and the error at the end.
func regions(client *ticketing.Client, params *ticketingapi.ListRegionsParams) (ids []int, err error) {
	for region, err := range client.Regions(context.Background(), params) {
		if err != nil {
			return ids, err
		}
		uri, err := ticketing.ParseURI(region.Self)
		if err != nil {
			return ids, err
		}
		id, _ := uri.Region()
		ids = append(ids, int(id))
	}
	return ids, nil
}

func TestAListEndsWhereTheVendorSaysSo(t *testing.T) {
	for name, test := range map[string]struct {
		replies  []vendortest.Reply
		ids      []int
		requests int
	}{
		"all on one page":                      {[]vendortest.Reply{regionPage(2, 1, 2)}, []int{1, 2}, 1},
		"as many as there are":                 {[]vendortest.Reply{regionPage(3, 1, 2), regionPage(3, 3)}, []int{1, 2, 3}, 2},
		"nothing":                              {[]vendortest.Reply{regionPage(0)}, nil, 1},
		"no count, an empty page":              {[]vendortest.Reply{regionPage(-1, 1), regionPage(-1)}, []int{1}, 2},
		"no count, past the end":               {[]vendortest.Reply{regionPage(-1, 1), pastTheEnd}, []int{1}, 2},
		"a count of 0 that cannot be":          {[]vendortest.Reply{regionPage(0, 1, 2), pastTheEnd}, []int{1, 2}, 2},
		"a count too high, past the end":       {[]vendortest.Reply{regionPage(9, 1, 2), regionPage(9, 3), pastTheEnd}, []int{1, 2, 3}, 3},
		"the same page again":                  {[]vendortest.Reply{regionPage(9, 1, 2)}, []int{1, 2}, 2},
		"no page of entries at all":            {[]vendortest.Reply{{Body: map[string]any{}}}, nil, 1},
		"two were added before the second":     {[]vendortest.Reply{regionPage(4, 1, 2), regionPage(6, 1, 2), regionPage(6, 3, 4)}, []int{1, 2}, 2},
		"one was added before the second":      {[]vendortest.Reply{regionPage(4, 1, 2), regionPage(5, 2, 3), regionPage(5, 4), pastTheEnd}, []int{1, 2, 3, 4}, 4},
		"one was removed before the second":    {[]vendortest.Reply{regionPage(4, 1, 2), regionPage(3, 4), pastTheEnd}, []int{1, 2, 4}, 2},
		"all were removed":                     {[]vendortest.Reply{regionPage(4, 1, 2), pastTheEnd}, []int{1, 2}, 2},
		"a list that grows with every request": {[]vendortest.Reply{regionPage(4, 1, 2), regionPage(8, 3), regionPage(16, 3)}, []int{1, 2, 3}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t)
			fake.Reply("listRegions", test.replies...)
			ids, err := regions(newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))), nil)
			require.NoError(t, err)
			require.Equal(t, test.ids, ids)
			require.Equal(t, test.requests, countOf(fake, "listRegions"))
			require.Empty(t, fake.Requests("listRegions")[0].Query, "the first page is asked for by no number")
			for i, r := range fake.Requests("listRegions")[1:] {
				require.Equal(t, strconv.Itoa(i+2), r.Query.Get("page"))
			}
		})
	}
}

func TestA404IsTheEndOnlyPastTheFirstPageAndOnlyForAPage(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)))

	fake.Reply("listRegions", pastTheEnd)
	ids, err := regions(client, nil)
	require.ErrorIs(t, err, boxoffice.ErrNotFound, "on the first page")
	require.Empty(t, ids)
	_, err = regions(client, &ticketingapi.ListRegionsParams{Page: boxoffice.Ptr(int64(7))})
	require.ErrorIs(t, err, boxoffice.ErrNotFound, "on the page that was asked for first")

	fake.Reply("listRegions", regionPage(9, 1), vendortest.Reply{Status: http.StatusNotFound, Example: "endpoint"})
	ids, err = regions(client, nil)
	require.ErrorIs(t, err, boxoffice.ErrNotFound, "an unknown endpoint is no page")
	require.Equal(t, []int{1}, ids)

	fake.Reply("listRegions", regionPage(9, 1), vendortest.Reply{Status: http.StatusForbidden})
	ids, err = regions(client, nil)
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, []int{1}, ids, "what came before the error is kept")
}

func TestAListBeginsWithTheGivenPageAndLeavesTheParamsAlone(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)))
	fake.Reply("listRegions", regionPage(6, 5, 6), pastTheEnd)
	params := &ticketingapi.ListRegionsParams{Page: boxoffice.Ptr(int64(3)), Records: boxoffice.Ptr(int64(2)), Active: boxoffice.Ptr(true)}
	ids, err := regions(client, params)
	require.NoError(t, err)
	require.Equal(t, []int{5, 6}, ids)
	sent := fake.Requests("listRegions")
	require.Equal(t, "3", sent[0].Query.Get("page"))
	require.Equal(t, "4", sent[1].Query.Get("page"))
	require.Equal(t, "true", sent[1].Query.Get("active"))
	require.Equal(t, int64(3), *params.Page)
}

func TestASequenceCanBeLeftAndBegunAgain(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey)))
	fake.Reply("listRegions", regionPage(9, 1, 2))
	list := client.Regions(t.Context(), nil)
	for range 2 {
		for region, err := range list {
			require.NoError(t, err)
			require.Equal(t, "/regions/1", region.Self)
			break
		}
	}
	require.Equal(t, 2, countOf(fake, "listRegions"), "no page is asked for that nobody reads")
}

func TestEntriesWithoutANameAreToldApartByWhatTheyHold(t *testing.T) {
	fake := newFake(t)
	fake.Reply("listRegions", vendortest.Reply{Body: map[string]any{"entries": []map[string]any{{"name": "North"}, {"name": "South"}}}})
	var names []string
	for region, err := range newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))).Regions(t.Context(), nil) {
		require.NoError(t, err)
		names = append(names, region.Name)
	}
	require.Equal(t, []string{"North", "South"}, names)
	require.Equal(t, 2, countOf(fake, "listRegions"), "a vendor who ignores the page number is noticed")
}

func TestAPageThatDoesNotSayWhetherTheListGoesOnIsNotItsEnd(t *testing.T) {
	for name, test := range map[string]struct {
		reply  map[string]any
		second bool // it is the second page
		says   string
	}{
		"no entries":                  {map[string]any{"total": 5}, false, "the page has no entries, and total says that there are more"},
		"entries that are null":       {map[string]any{"total": 5, "entries": nil}, false, "the page has no entries"},
		"no entries on page 1 of 5":   {map[string]any{"total": 5, "entries": []any{}}, false, "the page has no entries"},
		"no entries on page 2":        {map[string]any{"total": 5, "entries": nil}, true, "the page has no entries"},
		"a text where entries belong": {map[string]any{"total": 5, "entries": "none"}, true, "entries: want a list, got a string; it is not known whether the list goes on"},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newFake(t)
			replies := []vendortest.Reply{regionPage(5, 1)}
			if !test.second {
				replies = nil
			}
			fake.Reply("listRegions", append(replies, vendortest.Reply{Body: test.reply, Undocumented: true})...)
			ids, err := regions(newClient(t, fake, ticketing.IntegrationKey(boxoffice.Secret(mainKey))), nil)
			require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
			require.ErrorContains(t, err, test.says)
			require.Len(t, ids, len(replies))
		})
	}
}
