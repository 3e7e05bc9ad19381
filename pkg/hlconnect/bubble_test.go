package hlconnect_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptrace"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// bubble runs a test against a fake in memory, in a bubble where time passes
// only while everybody waits.
func bubble(t *testing.T, test func(t *testing.T, fake *hlconnecttest.Fake, shop *hlconnect.Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		fake := hlconnecttest.New(t, vendortest.InMemory())
		test(t, fake, connect(t, fake.Server))
	})
}

// asked are the operations that were asked, in order.
func asked(fake *hlconnecttest.Fake) []string {
	var operations []string
	for _, r := range fake.Requests() {
		operations = append(operations, r.Operation)
	}
	return operations
}

// count is how often an operation was asked.
func count(fake *hlconnecttest.Fake, operation string) int {
	return len(slices.DeleteFunc(asked(fake), func(o string) bool { return o != operation }))
}

// times makes the first n requests of an operation answer with reply; the
// others pass.
func times(fake *hlconnecttest.Fake, operation string, n int, reply vendortest.Reply) {
	left := make(chan struct{}, n)
	for range n {
		left <- struct{}{}
	}
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Operation != operation {
			return nil
		}
		select {
		case <-left:
			return &reply
		default:
			return nil
		}
	})
}

// gateway is the page of a proxy.
func gateway(status int) vendortest.Reply {
	return vendortest.Reply{Status: status, Undocumented: true, MediaType: "text/html", Body: "<html><h1>the gateway has a problem</h1></html>"}
}

// afterwards answers a request that the vendor has carried out with something
// else: the way back is where it goes wrong.
func afterwards(client *http.Client, operation string, answer func(*http.Response) (*http.Response, error)) *http.Client {
	way := client.Transport
	client.Transport = roundTrip(func(req *http.Request) (*http.Response, error) {
		res, err := way.RoundTrip(req)
		if err != nil || operationOf(req) != operation {
			return res, err
		}
		return answer(res)
	})
	return client
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// errNoConnection is what unreachable and vendortest.NoConnection have in common.
const errNoConnection = syscall.ECONNREFUSED

// unreachable reports, as net/http does, that no connection was to be had.
func unreachable(req *http.Request) error {
	if trace := httptrace.ContextClientTrace(req.Context()); trace != nil && trace.GetConn != nil {
		trace.GetConn(req.URL.Host)
	}
	return &net.OpError{Op: "dial", Err: errNoConnection}
}

func operationOf(req *http.Request) string {
	return map[string]string{
		"/purchase/register": "registerPurchase", "/purchase/info": "getPurchaseInfo", "/purchase/cancel": "cancelPurchase",
		"/purchase/validate-purchase-before-payment": "validatePurchase",
	}[req.URL.Path]
}

// since is the time that passed, to the second.
func since(start time.Time) time.Duration { return time.Since(start).Truncate(time.Second) }

func contextFor(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}

var cancelled = hlconnectapi.CancelPurchaseParams{OrderID: 7, OrderLineID: 1}

var (
	links     = hlconnectapi.GetDownloadURLParams{OrderID: 7, OrderLineID: 1}
	viewLinks = hlconnectapi.GetViewURLParams{OrderID: 7, OrderLineID: 1}
)
