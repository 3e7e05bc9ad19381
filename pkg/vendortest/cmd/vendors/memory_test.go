package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
)

// growth is a call that makes a fake remember more: the documented example, unless
// there is a body. In both # is the number of the call, and the example's fields
// named in own begin with it.
type growth struct {
	operation string
	event     string // a parameter
	body      string
	own       []string
}

// The most that is left of one kind: the first hundred, ten times what Keep says,
// and what came with the hundred requests since.
const (
	keptHere  = 1
	mostThere = 100 + 10*keptHere + 2*100
	calls     = mostThere + 40
)

func TestTheMemoryOfEachVendorIsBoundedAndKeepsWhatItBeganWith(t *testing.T) {
	t.Parallel()
	opts := []vendortest.Option{vendortest.HandlerOnly(), vendortest.Keep(keptHere)}
	shop, err := hlconnecttest.Start(opts...)
	require.NoError(t, err)
	supply, err := musementtest.Start(opts...)
	require.NoError(t, err)
	supply.AddSupplier("maria.rossi@example.com", "correct horse")
	gate, err := ticketingtest.Start(opts...)
	require.NoError(t, err)
	gate.AddAccount("a longer name than others", "correct horse")
	gate.AddIntegrationKey("exampleIntegrationKey00000000001")
	gate.AddEvent(1, 1, 2)
	venue, err := venuemanagertest.Start(opts...)
	require.NoError(t, err)
	venue.AddCustomer("alice@example.com", "correct horse")

	const login = `{"client_id": "a", "client_secret": "b", "grant_type": "password", "client_type": "supplier", "username": "maria.rossi@example.com", "password": "correct horse"}`
	for name, c := range map[string]struct {
		fake   any
		server *vendortest.Server
		header map[string]string
		calls  []growth
	}{
		"hlconnect": {shop, shop.Server, map[string]string{"Authorization": "Bearer example"}, []growth{
			{operation: "validatePurchase", body: `{"asset_id": 1499, "customer_ip": "203.0.113.1", "quantity": 1}`},
			{operation: "registerPurchase", body: `{"token": "example-validation-token-#", "order_number": #, "order_line_id": 1, "customer": "a", "unit_price": 1, "line_item_price": 1}`},
		}},
		"musement": {supply, supply.Server, map[string]string{"X-Musement-Application": "a", "Authorization": "Bearer example-access-token-3"}, []growth{
			{operation: "loginPost", body: login},
			{operation: "createActivity", body: `{"vertical": "arts-culture", "booking_type": "CALENDAR-TIMESLOTS", "cutoff_time": "P1DT0H0M", "currency": "EUR"}`},
			{operation: "registerSupplier", own: []string{"email"}},
		}},
		"ticketing": {gate, gate.Server, map[string]string{"X-Client-Version": "3.0.0", "X-API-Key": "exampleIntegrationKey00000000001"}, []growth{
			{operation: "startSession", body: `{"identification": "a longer name than others", "password": "correct horse"}`},
			{operation: "createAccount", body: `{"username": "a#", "password": "correct horse", "email": "a#@example.com"}`},
			{operation: "createIntegration", body: `{"name": "a#", "access": "public"}`},
			{operation: "issueAdmissionToken", event: "1", body: `{"sections": ["/events/1/sections/1"]}`},
			{operation: "addRegion", own: []string{"name"}},
			{operation: "createCategory", own: []string{"name"}},
		}},
		"venuemanager": {venue, venue.Server, map[string]string{"Authorization": "Bearer example-token-17722"}, []growth{
			{operation: "createToken", body: `{"username": "alice@example.com", "password": "correct horse", "clientName": "a", "clientOs": "b"}`},
			{operation: "createGuestToken"},
			{operation: "createCustomer", body: `{"password": "a b", "clientName": "a", "clientOs": "b", "address": [{"field": "email", "value": "a#@example.com"}]}`},
			{operation: "createOrder", body: `{"clientName": "a", "clientOs": "b", "orderLines": [{"productId": 1, "quantity": 1}]}`},
			{operation: "payOrder"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			described := map[string]vendortest.Operation{}
			for _, o := range c.server.Operations() {
				described[o.ID] = o
			}
			for i := range calls {
				for _, call := range c.calls {
					answer := httptest.NewRecorder()
					c.server.ServeHTTP(answer, call.request(t, described[call.operation], c.header, i+1))
					require.Equal(t, 2, answer.Code/100, "%s, the %dth time: %d %s", call.operation, i+1, answer.Code, answer.Body)
				}
			}
			require.NoError(t, c.server.Err())
			require.Len(t, c.server.Requests(), keptHere)
			largest := 0
			lengths(reflect.ValueOf(c.fake).Elem(), map[uintptr]bool{}, func(name string, n int) {
				largest = max(largest, n)
				require.LessOrEqual(t, n, mostThere, name)
			})
			require.GreaterOrEqual(t, largest, 110, "the memory has not been filled")
		})
	}
}

// request is the call of this number.
func (g growth) request(t *testing.T, o vendortest.Operation, header map[string]string, number int) *http.Request {
	t.Helper()
	if o.Body != nil {
		body := *o.Body
		if g.body != "" {
			body.Example = strings.ReplaceAll(g.body, "#", strconv.Itoa(number))
		}
		if len(g.own) > 0 {
			var example map[string]any
			require.NoError(t, json.Unmarshal([]byte(body.Example), &example))
			for _, name := range g.own {
				example[name] = fmt.Sprintf("%d%s", number, example[name])
			}
			body.Example = text(t, example)
		}
		o.Body = &body
	}
	req, err := o.ExampleRequest("", map[string]string{"event": g.event})
	require.NoError(t, err)
	for name, value := range header {
		if len(o.Schemes) > 0 || name != "Authorization" && name != "X-API-Key" {
			req.Header.Set(name, value)
		}
	}
	return req
}

// lengths tells the lengths of all lists and maps that a fake keeps, but for its
// specification.
func lengths(v reflect.Value, seen map[uintptr]bool, tell func(string, int)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type().String() == "*vendortest.spec" || v.IsNil() || seen[v.Pointer()] {
			return
		}
		seen[v.Pointer()] = true
		lengths(v.Elem(), seen, tell)
	case reflect.Interface:
		lengths(v.Elem(), seen, tell)
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			lengths(v.Field(i), seen, func(below string, n int) { tell(name+" "+below, n) })
		}
	case reflect.Map:
		tell(v.Type().String(), v.Len())
		for entry := v.MapRange(); entry.Next(); {
			lengths(entry.Value(), seen, tell)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		tell(v.Type().String(), v.Len())
		for i := range v.Len() {
			lengths(v.Index(i), seen, tell)
		}
	}
}
