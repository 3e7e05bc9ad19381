package musement_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func withOrders(t *testing.T, count int) (*musementtest.Fake, *musement.Client) {
	t.Helper()
	fake := newFake(t)
	for i := range count {
		fake.AddOrder(maria.Username, map[string]any{"uuid": fmt.Sprintf("00000000-0000-4000-8000-%012d", i), "identifier": fmt.Sprint(i)})
	}
	return fake, newClient(t, fake, maria)
}

// identifiers reads a list of orders to its end.
func identifiers(t *testing.T, orders iter.Seq2[musementapi.Order, error]) (found []string) {
	t.Helper()
	for order, err := range orders {
		require.NoError(t, err)
		found = append(found, order.Identifier)
	}
	return found
}

func numbers(from, to int) (numbers []string) {
	for i := from; i < to; i++ {
		numbers = append(numbers, fmt.Sprint(i))
	}
	return numbers
}

func TestOrdersAreReadPageByPageUntilTheListEnds(t *testing.T) {
	fake, client := withOrders(t, 205)
	require.Equal(t, numbers(0, 205), identifiers(t, client.Orders(context.Background(), nil)))
	requests := fake.Requests("listOrders")
	require.Len(t, requests, 4, "three pages with orders and an empty one")
	require.Equal(t, "100", requests[0].Query.Get("limit"))
	require.Equal(t, []string{"0", "100", "200", "205"}, offsets(requests))
	require.False(t, requests[0].Query.Has("page"))
}

func offsets(requests []vendortest.Request) (found []string) {
	for _, r := range requests {
		found = append(found, r.Query.Get("offset"))
	}
	return found
}

func TestAListBeginsWhereItIsToldAndKeepsTheFilters(t *testing.T) {
	fake, client := withOrders(t, 9)
	params := &musementapi.ListOrdersParams{
		Offset: boxoffice.Ptr(int64(4)), Limit: boxoffice.Ptr(int64(2)),
		WithTicketStatus: []musementapi.TicketStatus{musementapi.TicketStatusPending, musementapi.TicketStatusRefunded},
	}
	orders := client.Orders(context.Background(), params, boxoffice.WithHeader(musement.HeaderMarket, "us"))
	require.Equal(t, numbers(4, 9), identifiers(t, orders))
	require.Equal(t, numbers(4, 9), identifiers(t, orders), "and can be read again")
	require.Equal(t, int64(4), *params.Offset, "the caller's parameters are not modified")
	for _, r := range fake.Requests("listOrders") {
		require.Equal(t, "2", r.Query.Get("limit"))
		require.Equal(t, "PENDING,REFUNDED", r.Query.Get("with_ticket_status"))
		require.Equal(t, "us", r.Header.Get("X-Musement-Market"))
	}
}

func TestLeavingTheLoopSendsNoFurtherRequest(t *testing.T) {
	fake, client := withOrders(t, 9)
	for order, err := range client.Orders(context.Background(), &musementapi.ListOrdersParams{Limit: boxoffice.Ptr(int64(2))}) {
		require.NoError(t, err)
		if order.Identifier == "3" {
			break
		}
	}
	require.Len(t, fake.Requests("listOrders"), 2)
}

func TestAnEntryThatMovesToTheNextPageComesOnce(t *testing.T) {
	fake, client := withOrders(t, 0)
	pages := [][]int{{5, 4, 3}, {3, 2, 1}, {0}, {}} // a new order pushed 3 to the second page
	fake.Handle("listOrders", func(*vendortest.Call) vendortest.Reply {
		page := pages[0]
		pages = pages[1:]
		return vendortest.Reply{Body: orders(page...)}
	})
	require.Equal(t, []string{"5", "4", "3", "2", "1", "0"}, identifiers(t, client.Orders(context.Background(), nil)))
}

func orders(numbers ...int) []map[string]any {
	list := []map[string]any{}
	for _, n := range numbers {
		list = append(list, map[string]any{"uuid": fmt.Sprintf("00000000-0000-4000-8000-%012d", n), "identifier": fmt.Sprint(n)})
	}
	return list
}

func TestInvoicesAreReadWhetherPagesCountFromZeroOrFromOne(t *testing.T) {
	fake := newFake(t)
	client := newClient(t, fake, maria)
	var base, count int
	fake.Handle("listInvoices", func(c *vendortest.Call) vendortest.Reply {
		page, limit := base, 10
		if c.Query.Has("page") {
			_, _ = fmt.Sscan(c.Query.Get("page"), &page)
			_, _ = fmt.Sscan(c.Query.Get("limit"), &limit)
		}
		list := []map[string]any{}
		for i := limit * (page - base); i < min(limit*(page-base+1), count); i++ {
			list = append(list, map[string]any{"number": fmt.Sprint(i), "grand_total": map[string]any{"value": 12.10, "currency": "EUR"}})
		}
		return vendortest.Reply{Body: list}
	})
	for base = range 2 {
		for _, count = range []int{0, 1, 9, 10, 11, 20, 25} {
			var found []string
			for invoice, err := range client.Invoices(context.Background(), nil) {
				require.NoError(t, err)
				found = append(found, invoice.Number)
			}
			require.Equal(t, numbers(0, count), found, "%d invoices from page %d", count, base)
		}
	}
	require.False(t, fake.Requests("listInvoices")[0].Query.Has("page"))
}

func TestEveryListOfPagesHasAnIterator(t *testing.T) {
	fake := newFake(t)
	client, ctx := newClient(t, fake, maria), context.Background()
	fake.AddInvoice(maria.Username, map[string]any{"number": "1"})
	_, err := client.CreateActivity(ctx, musementapi.CreateActivityRequest{})
	require.NoError(t, err)
	fake.AddOrder(maria.Username, map[string]any{"uuid": "00000000-0000-4000-8000-000000000001"})
	counts := map[string]int{
		"listActivities":       count(t, client.Activities(ctx, nil)),
		"listParentActivities": count(t, client.ParentActivities(ctx, nil)),
		"listOrders":           count(t, client.Orders(ctx, nil)),
		"listInvoices":         count(t, client.Invoices(ctx, nil)),
		"listPickups":          count(t, client.Pickups(ctx, nil)),
		"listCountries":        count(t, client.Countries(ctx, nil)),
		"listCities":           count(t, client.Cities(ctx, nil)),
		"listCategories":       count(t, client.Categories(ctx, nil)),
		"listVerticals":        count(t, client.Verticals(ctx, nil)),
	}
	for operation, count := range counts {
		require.Equal(t, 1, count, operation)
		limits := slices.IndexFunc(fake.Requests(operation), func(r vendortest.Request) bool { return r.Query.Has("limit") })
		require.GreaterOrEqual(t, limits, 0, operation)
	}
	require.Equal(t, "50", fake.Requests("listPickups")[0].Query.Get("limit"), "the vendor's greatest")
	for _, operation := range pagedOperations(t) {
		require.Contains(t, counts, operation)
	}
}

func count[T any](t *testing.T, list iter.Seq2[T, error]) (n int) {
	t.Helper()
	for _, err := range list {
		require.NoError(t, err)
		n++
	}
	return n
}

// pagedOperations are those of the specification that take a limit.
func pagedOperations(t *testing.T) (found []string) {
	t.Helper()
	for _, op := range operations(t) {
		if strings.HasPrefix(op.ID, "list") && op.Spec.Parameters.GetByInAndName("query", "limit") != nil {
			found = append(found, op.ID)
		}
	}
	require.NotEmpty(t, found)
	return found
}
