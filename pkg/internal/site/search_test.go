package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatAReaderTypesIsAmongTheFirstThreeThatTheSearchFinds(t *testing.T) {
	dir, _ := written(t)
	b := openTab(t, fileURL(dir)+"/")
	b.open(t, fileURL(filepath.Join(dir, "index.html")))
	for query, want := range map[string]string{
		// Names and code.
		"createOrder": "venuemanager/createOrder.html", "create order": "venuemanager/createOrder.html", "registerpurchase": "hlconnect/registerPurchase.html",
		"client.CreateOrder(ctx": "venuemanager/createOrder.html", "venuemanager.NewClient": "venuemanager/index.html", "APIUser": "venuemanager/index.html",
		"OrderLine": "venuemanager/models.html#OrderLine", "CustomerToken": "venuemanager/index.html",
		// Vendors and guides.
		"musement": "musement/index.html", "hal leonard": "hlconnect/index.html", "ticketing": "ticketing/index.html", "venue manager": "venuemanager/index.html",
		"getting started": "guides/start.html", "ErrOutcomeUnknown": "guides/start.html#what-is-guaranteed",
		// Addresses.
		"/order": "venuemanager/createOrder.html", "/api/core/invoice": "venuemanager/listInvoices.html", "GET /purchase/info": "hlconnect/getPurchaseInfo.html",
		"https://customer.admin.venuemanager.net/api/core/order": "venuemanager/createOrder.html", "v3/events/1234/tickets?records=2": "ticketing/listEventTickets.html",
		// Fields.
		"order_line_id": "hlconnect/cancelPurchase.html", "orderLines": "venuemanager/createOrder.html", "sellableId": "venuemanager/models.html#OrderLine",
		"order-line": "venuemanager/models.html#OrderLine",
		// Other forms and words.
		"invoice list": "musement/listInvoices.html", "activity": "musement/getActivity.html", "list of activities": "musement/listActivities.html",
		"cancelling": "hlconnect/cancelPurchase.html", "register purchases": "hlconnect/registerPurchase.html", "log in": "musement/login.html",
		"logout": "ticketing/endSession.html", "check in": "ticketing/admitPatrons.html", "media upload": "musement/addMedia.html",
		"gift card": "venuemanager/redeemVoucherCode.html", "credit card": "venuemanager/addPaymentCard.html", "next page": "hlconnect/listAssets.html",
		// Slips of the keyboard, and German.
		"creat order": "venuemanager/createOrder.html", "create ordre": "venuemanager/createOrder.html", "activitys": "musement/getActivity.html",
		"custmer": "venuemanager/getCustomer.html", "paymnet": "venuemanager/addPaymentCard.html", "Kunde": "venuemanager/getCustomer.html",
		"Rechnung": "venuemanager/listInvoices.html", "Gutschein": "venuemanager/getVoucherCode.html",
	} {
		found := ask[[]string](t, b, fmt.Sprintf("search(%q).slice(0, 3).map((entry) => entry.l)", query))
		require.True(t, slices.Contains(found, want), "%s: %s is not among %v", query, want, found)
	}
	// Of a status or an error there are the operations that document it.
	for query, want := range map[string]string{
		"409 event": "ticketing/createEvent.html", "ErrConflict event": "ticketing/createEvent.html", "404 download": "hlconnect/getDownloadURL.html",
		"DELETE media": "musement/deleteMedia.html",
	} {
		require.Contains(t, ask[[]string](t, b, fmt.Sprintf("search(%q).map((entry) => entry.l)", query)), want, query)
	}
	for _, nothing := range []string{"", "   ", "xyzzy", "/nowhere/at/all", "[(*+?", "\\\\"} {
		require.Empty(t, ask[[]string](t, b, fmt.Sprintf("search(%q).map((entry) => entry.l)", nothing)), nothing)
	}
	require.Empty(t, b.found())
}
