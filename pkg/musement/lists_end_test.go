package musement_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestAVendorThatRepeatsItsLastPageEndsTheList(t *testing.T) {
	fake, client := withOrders(t, 0)
	served := 0
	fake.Handle("listOrders", func(*vendortest.Call) vendortest.Reply {
		served++
		return vendortest.Reply{Body: orders(2*min(served, 3), 2*min(served, 3)+1)}
	})
	require.Equal(t, numbers(2, 8), identifiers(t, client.Orders(context.Background(), &musementapi.ListOrdersParams{Limit: boxoffice.Ptr(int64(2))})))
	require.Equal(t, 4, served)
}

func TestAVendorThatTakesNoNoticeOfTheOffsetIsAnErrorAndNotAShortList(t *testing.T) {
	fake, client := withOrders(t, 0)
	fake.Reply("listOrders", vendortest.Reply{Body: orders(0, 1)})
	var seen []string
	var last error
	for order, err := range client.Orders(context.Background(), &musementapi.ListOrdersParams{Limit: boxoffice.Ptr(int64(2))}) {
		if last = err; err == nil {
			seen = append(seen, order.Identifier)
		}
	}
	require.Equal(t, numbers(0, 2), seen)
	require.ErrorIs(t, last, boxoffice.ErrUnexpectedResponse)
	require.ErrorContains(t, last, "listOrders")
	require.Len(t, fake.Requests("listOrders"), 2)

	// A page that is not full is the whole list, repeated or not.
	require.Len(t, identifiers(t, client.Orders(context.Background(), nil)), 2)
}

func TestEntriesWithoutAnIdAreToldApartByWhatIsInThem(t *testing.T) {
	fake, client := withOrders(t, 0)
	pages := []string{`[{"identifier":"1"},{"identifier":"2"}]`, `[{"identifier":"3"},{"identifier":"4"}]`, `[{"identifier":"3"},{"identifier":"4"}]`}
	fake.Reply("listOrders", vendortest.Reply{Body: pages[0]}, vendortest.Reply{Body: pages[1]}, vendortest.Reply{Body: pages[2]})
	require.Equal(t, numbers(1, 5), identifiers(t, client.Orders(context.Background(), nil)))
}

func TestAnErrorEndsAListOnceAfterWhatCameBefore(t *testing.T) {
	fake, client := withOrders(t, 0)
	fake.Reply("listOrders", vendortest.Reply{Body: orders(0, 1)}, vendortest.Reply{Status: http.StatusServiceUnavailable})
	var seen []string
	errs := 0
	for order, err := range client.Orders(context.Background(), nil, boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})) {
		if err != nil {
			require.ErrorIs(t, err, boxoffice.ErrServer)
			errs++
			continue
		}
		seen = append(seen, order.Identifier)
	}
	require.Equal(t, numbers(0, 2), seen)
	require.Equal(t, 1, errs)
}

func TestArgumentsThatCannotPageAreRefusedBeforeAnythingIsSent(t *testing.T) {
	fake, client := withOrders(t, 3)
	for text, params := range map[string]*musementapi.ListOrdersParams{
		"Page must be nil":             {Page: boxoffice.Ptr(int64(1))},
		"Offset must not be negative":  {Offset: boxoffice.Ptr(int64(-1))},
		"Limit must be at least 1":     {Limit: boxoffice.Ptr(int64(0))},
		"Page must be nil: the pages ": {Page: boxoffice.Ptr(int64(1)), Limit: boxoffice.Ptr(int64(1))},
	} {
		for _, err := range client.Orders(context.Background(), params) {
			require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
			require.ErrorContains(t, err, text)
		}
	}
	require.Empty(t, fake.Requests("listOrders"))
}
