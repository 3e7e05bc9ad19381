package trust_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// once are the operations that may not be repeated, by their method's name, as
// the specification says.
func (v vendor) once(t *testing.T) map[string]*openapi3.Operation {
	t.Helper()
	spec, err := oas.Load(v.spec)
	require.NoError(t, err)
	all := map[string]*openapi3.Operation{}
	for _, item := range spec.T.Paths.Map() {
		for _, op := range item.Operations() {
			if mark, _ := op.Extensions["x-repeat"].(map[string]any); mark["delivered"] != true {
				all[strings.ToUpper(op.OperationID[:1])+op.OperationID[1:]] = op
			}
		}
	}
	return all
}

// carriedOut is a vendor that carries out whatever it is asked, and counts.
type carriedOut struct {
	status     int
	mediaType  string
	body       string
	deliveries int
}

func (c *carriedOut) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	c.deliveries++
	header := http.Header{"Location": {"https://pay.example/1"}}
	if c.mediaType != "" {
		header.Set("Content-Type", c.mediaType)
	}
	return &http.Response{
		StatusCode: c.status, Status: strconv.Itoa(c.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(strings.NewReader(c.body)), ContentLength: int64(len(c.body)), Request: r,
	}, nil
}

// success is the first documented success of an operation, and whether it has a
// body.
func success(op *openapi3.Operation) (status int, hasBody bool) {
	for _, text := range slices.Sorted(func(yield func(string) bool) {
		for text := range op.Responses.Map() {
			if text[0] == '2' && !yield(text) {
				return
			}
		}
	}) {
		status, _ = strconv.Atoi(text)
		return status, len(op.Responses.Value(text).Value.Content) > 0
	}
	return http.StatusOK, false
}

// undocumented is a success that the operation does not document.
func undocumented(op *openapi3.Operation) int {
	for _, status := range []int{200, 201, 202} {
		if op.Responses.Status(status) == nil {
			return status
		}
	}
	return 203
}

// An operation that may not be repeated was carried out, and the answer is lost
// or is not the one that is documented. Whoever sends again whatever is not
// ErrOutcomeUnknown must not do the thing twice. Under the race detector each
// operation has one answer or more, of all every fourth.
func TestTrust_WhatWasCarriedOutIsNotCalledAFailure(t *testing.T) {
	calls, turn, operationsSeen := 0, 0, 0
	for _, v := range vendors() {
		once := v.once(t)
		seen := map[string]bool{}
		for _, with := range slices.SortedStableFunc(slices.Values(v.credentials), loginsLast) {
			c := newCanaries(rand.Uint64())
			for name, op := range once {
				if seen[name] || with.logsIn && v.isLogin(name) {
					continue // a credential that has not to log in calls it
				}
				called := false
				status, hasBody := success(op)
				for what, fault := range answersOfAnActedCall(op, status, hasBody) {
					if turn++; called && turn%race.Part(1, 4) != 0 {
						continue
					}
					vendor := &carriedOut{status: status}
					if hasBody {
						vendor.mediaType, vendor.body = "application/json", "{}"
					}
					network := fault(vendor)
					if with.logsIn {
						network = loginAnswered{v, c, network}
					}
					client, _, err := with.open(t, c, nil, []boxoffice.ClientOption{
						boxoffice.WithHTTPClient(&http.Client{Transport: network}), boxoffice.WithMaxBody(1 << 10),
					})
					require.NoError(t, err)
					for _, o := range operations(client) {
						if o.name != name || !o.generated() {
							continue
						}
						_, err := o.call(t.Context(), v.filler(c))
						e := boxoffice.AsError(err)
						if e != nil && vendor.deliveries == 0 {
							continue // another credential may call it
						}
						about := fmt.Sprintf("%s %s, %s, as %s: %v", v.name, name, what, with.name, err)
						calls++
						called = true
						require.Equal(t, 1, vendor.deliveries, about)
						require.NotNil(t, e, about)
						require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, about)
						require.False(t, boxoffice.SafeToRepeat(err), about)
						require.Equal(t, what == string(vendortest.AnswerLost), e.StatusCode == 0, about)
						if e.StatusCode != 0 {
							require.Equal(t, boxoffice.Answered, e.Delivery, about)
							require.NotNil(t, e.Header, about)
						}
					}
				}
				seen[name] = called
			}
		}
		for name := range once {
			if !seen[name] {
				t.Errorf("%s: %s was not called", v.name, name)
			}
		}
		operationsSeen += len(once)
	}
	t.Logf("%d calls of %d operations that may not be repeated: each delivered once, each an unknown outcome", calls, operationsSeen)
}

func loginsLast(a, b credential) int {
	switch {
	case a.logsIn == b.logsIn:
		return 0
	case b.logsIn:
		return -1
	}
	return 1
}

// loginAnswered lets a client log in and sends everything else on.
type loginAnswered struct {
	vendor   vendor
	canaries *canaries
	next     http.RoundTripper
}

func (l loginAnswered) RoundTrip(r *http.Request) (*http.Response, error) {
	if login := l.vendor.login(r); login != nil {
		recorder := httptest.NewRecorder()
		login.write(&asked{w: recorder, canaries: l.canaries})
		return recorder.Result(), nil
	}
	return l.next.RoundTrip(r)
}

// answersOfAnActedCall are the ways back from a vendor that has acted.
func answersOfAnActedCall(op *openapi3.Operation, status int, hasBody bool) map[string]func(*carriedOut) http.RoundTripper {
	through := func(fault vendortest.Fault, seed uint64) func(*carriedOut) http.RoundTripper {
		return func(c *carriedOut) http.RoundTripper { return vendortest.NewUnreliable(c, seed, 1, fault) }
	}
	answering := func(status int, mediaType, body string) func(*carriedOut) http.RoundTripper {
		return func(c *carriedOut) http.RoundTripper {
			c.status, c.mediaType, c.body = status, mediaType, body
			return c
		}
	}
	const page = "<html><body>This is not the vendor.</body></html>"
	other := undocumented(op)
	all := map[string]func(*carriedOut) http.RoundTripper{
		string(vendortest.AnswerLost):                     through(vendortest.AnswerLost, 1),
		"JSON with the undocumented " + fmt.Sprint(other): answering(other, "application/json", `{"id":65478,"number":"AB1C2D3E"}`),
		"a redirect": answering(http.StatusSeeOther, "", ""),
	}
	for seed := range uint64(16) { // the network draws the status and the media type
		all["gateway's 5xx, seed "+fmt.Sprint(seed)] = through(vendortest.GatewayAfter, seed)
	}
	for _, gateway := range []int{500, 502, 503, 504, 520} {
		all[fmt.Sprintf("a page with %d", gateway)] = answering(gateway, "text/html", page)
		all[fmt.Sprintf("JSON with %d", gateway)] = answering(gateway, "application/json", `{"message":"upstream"}`)
	}
	if status != http.StatusNoContent { // which has no body to lose
		all["a body over the limit"] = answering(status, "application/json", strings.Repeat(" ", 2<<10))
		all[string(vendortest.AnswerBroken)] = through(vendortest.AnswerBroken, 1)
	}
	if hasBody || op.Responses.Status(http.StatusOK) == nil {
		all[string(vendortest.PageAfter)] = through(vendortest.PageAfter, 1)
	}
	if hasBody {
		all["an empty body"] = answering(status, "application/json", "")
		all["null"] = answering(status, "application/json", "null")
		all["another media type"] = answering(status, "text/html", page)
	}
	return all
}
