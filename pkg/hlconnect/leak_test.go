package hlconnect_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// The canaries: what must be in no log and no error.
const (
	accessToken     = "canary-8c1f-access-token"
	validationToken = "canary-8c1f-validation-token"
	downloadLink    = "https://links.example.com/download/canary-8c1f"
	viewLink        = "https://links.example.com/view/canary-8c1f"
	customer        = "Canary 8c1f Customer"
)

// said writes an error in every way a program might.
func said(w *bytes.Buffer, err error) {
	for ; err != nil; err = errors.Unwrap(err) {
		for _, verb := range []string{"%v", "%+v", "%s", "%q", "%#v", "%d", "%x"} {
			_, _ = fmt.Fprintf(w, verb+"\n", err)
		}
		slog.New(slog.NewTextHandler(w, nil)).Error("a call failed", slog.Any("error", err))
		slog.New(slog.NewJSONHandler(w, nil)).Error("a call failed", slog.Any("error", err))
		if data, jsonErr := json.Marshal(err); jsonErr == nil {
			_, _ = w.Write(data)
		}
	}
}

func TestNoLinkTokenOrCustomerIsInAnyLogOrError(t *testing.T) {
	echo := fmt.Sprintf(`{"name":"canary-8c1f","message":"%s %s %s","code":"canary-8c1f","status":0,"url":"%s"}`, accessToken, validationToken, customer, downloadLink)
	items := []any{map[string]any{
		"order_line_id": 1, "asset_id": 472169, "quantity": 3, "customer": customer, "status": "COMPLETED",
		"download_url": downloadLink, "view_url": viewLink,
	}}
	good := map[string]vendortest.Reply{
		"getPurchaseInfo": {Body: items},
		"getDownloadURL":  {Body: map[string]any{"url": downloadLink}},
		"getViewURL":      {Body: map[string]any{"url": viewLink}},
	}
	bad := []vendortest.Reply{
		{Status: 502, Body: map[string]any{"status": "FAILED", "message": downloadLink + customer + accessToken}},
		{Status: http.StatusOK, Undocumented: true, MediaType: "application/json", Body: `[{"download_url":"` + downloadLink + `","quantity":"` + viewLink + `"}]`},
		{Status: http.StatusOK, Undocumented: true, MediaType: "text/html; x=" + "canary-8c1f", Body: echo},
		{Status: http.StatusFound, Undocumented: true, Header: http.Header{"Location": {downloadLink}}, Body: echo},
	}
	for _, status := range []int{400, 401, 403, 404, 409, 418, 422, 500, 502, 503} {
		bad = append(bad, vendortest.Reply{Status: status, Undocumented: true, MediaType: "application/json", Body: echo})
	}
	var out bytes.Buffer
	failures := 0
	for _, operation := range []string{"", "validatePurchase", "registerPurchase", "getPurchaseInfo", "getDownloadURL", "getViewURL", "cancelPurchase", "listAssets"} {
		for _, reply := range bad {
			synctest.Test(t, func(t *testing.T) {
				fake := hlconnecttest.New(t, vendortest.InMemory())
				fake.Reply("validatePurchase", vendortest.Reply{Body: map[string]any{"token": validationToken, "exp_date": time.Now().Add(time.Hour).Unix()}})
				for name, reply := range good {
					fake.Reply(name, reply)
				}
				if operation != "" {
					fake.Reply(operation, expectable(operation, reply))
				}
				shop := connectAs(t, fake.Server, hlconnect.AccessToken(boxoffice.Secret(accessToken)),
					boxoffice.WithLogger(slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))))
				for _, err := range callsOf(t, shop, &out) {
					if err != nil {
						failures++
						said(&out, err)
					}
				}
			})
		}
	}
	require.Greater(t, failures, 100)
	for line := range strings.SplitSeq(out.String(), "\n") {
		if strings.Contains(strings.ToLower(line), "canary") || strings.Contains(line, "203.0.113.1") {
			t.Fatalf("this is said aloud: %s", line)
		}
	}
}

// expectable lets any reply orderState for any operation.
func expectable(operation string, r vendortest.Reply) vendortest.Reply {
	if operation != "getPurchaseInfo" && r.Status == http.StatusBadGateway {
		r.Undocumented = true
	}
	return r
}

// callsOf makes every call and prints what it returns.
func callsOf(t *testing.T, shop *hlconnect.Client, out *bytes.Buffer) []error {
	t.Helper()
	ctx, cancel := contextFor(t, 10*time.Minute)
	defer cancel()
	o := order(7)
	o.Customer = customer
	items, bought := shop.Purchase(ctx, o)
	poller := shop.Poller(7)
	waited, pollErr := poller.Wait(ctx)
	token, validated := shop.Validate(ctx, o, 1)
	download, downloaded := shop.GetDownloadURL(ctx, links)
	view, viewed := shop.GetViewURL(ctx, viewLinks)
	errs := []error{bought, pollErr, validated, shop.Register(ctx, o, 1, token), downloaded, viewed, shop.Cancel(ctx, 7, 1)}
	for _, err := range shop.Assets(ctx) {
		errs = append(errs, err)
	}
	_, _ = fmt.Fprintf(out, "%v %+v %v %+v\n", shop, shop, poller, token)
	for _, item := range append(items, waited...) {
		_, _ = fmt.Fprintf(out, "%v %s %q\n", item.DownloadURL, item.ViewURL, item.DownloadURL)
		slog.New(slog.NewJSONHandler(out, nil)).Info("sold", slog.Any("link", item.DownloadURL), slog.Any("view", item.ViewURL))
	}
	if download != nil && view != nil {
		_, _ = fmt.Fprintf(out, "%+v %+v\n", download, view.URL)
	}
	return errs
}

func TestTheVendorsWordsAreThereForThoseWhoAsk(t *testing.T) {
	fake := hlconnecttest.New(t)
	fake.Reply("validatePurchase", vendortest.Reply{Status: 422, Body: map[string]any{"message": "Not today."}})
	_, err := connect(t, fake.Server).Purchase(t.Context(), order(7))
	var refused *hlconnect.RefusedError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, "Not today.", refused.Reason())
	require.NotContains(t, err.Error(), "today")
	require.JSONEq(t, `{"message":"Not today."}`, string(boxoffice.AsError(err).Body))
}
