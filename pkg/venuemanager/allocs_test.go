package venuemanager_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager"
)

// memory is a shop without a network, whose answer costs next to nothing: it
// answers every request with the same response.
type memory struct {
	response http.Response
	body     memoryBody
	answer   string
}

type memoryBody struct{ strings.Reader }

func (*memoryBody) Close() error { return nil }

func answers(status int, mediaType, answer string) *memory {
	m := &memory{answer: answer}
	m.response = http.Response{
		Status: strconv.Itoa(status) + " as asked", StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		ContentLength: int64(len(answer)), Header: http.Header{"Content-Type": {mediaType}}, Body: &m.body,
	}
	return m
}

func (m *memory) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	if strings.HasSuffix(r.URL.Path, "/customer/token") {
		login := answers(http.StatusOK, "application/json", `{"id":6,"customerId":17721,"token":"example-token"}`)
		login.body.Reset(login.answer)
		return &login.response, nil
	}
	m.body.Reset(m.answer)
	m.response.Request = r
	return &m.response, nil
}

const (
	customerAnswer = `{"id":17721,"username":"alice@example.com","address":[{"field":"street","value":"Eksempelgade 1"}],"data":[{"label":"seasonRank","value":"gold"}]}`
	orderAnswer    = `{"id":65478,"number":"AB1C2D3E"}`
	shopAddress    = "https://myshop.admin.venuemanager.net/api/core"
)

// way is a call, made by the client and written by hand with net/http and
// encoding/json.
type way struct{ us, byHand func() error }

func through(m *memory) boxoffice.ClientOption {
	return boxoffice.WithHTTPClient(&http.Client{Transport: m})
}

func getCustomer(t testing.TB) way {
	t.Helper()
	m := answers(http.StatusOK, "application/json", customerAnswer)
	shop, err := venuemanager.New("myshop", venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("secret")}, through(m))
	require.NoError(t, err)
	ctx, plain := t.Context(), &http.Client{Transport: m}
	return way{
		us: func() error { _, err := shop.GetCustomer(ctx, 17721); return err },
		byHand: func() error {
			query := url.Values{"clientName": {"boxoffice"}, "clientOs": {"linux - amd64"}}
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, shopAddress+"/customer/"+strconv.FormatInt(17721, 10)+"?"+query.Encode(), nil)
			if err != nil {
				return err
			}
			return send(plain, req, new(venuemanagerapi.Customer))
		},
	}
}

func createOrder(t testing.TB) way {
	t.Helper()
	m := answers(http.StatusCreated, "application/json", orderAnswer)
	m.response.Header["Location"] = []string{shopAddress + "/order/65478"}
	shop, err := venuemanager.New("myshop", venuemanager.Customer{Username: "alice@example.com", Password: boxoffice.Secret("secret")}, through(m))
	require.NoError(t, err)
	ctx, plain := t.Context(), &http.Client{Transport: m}
	order := venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{{
		SellableID: boxoffice.Ptr(int64(23)), ProductID: boxoffice.Ptr(int64(51)), Quantity: 5, Date: boxoffice.Ptr(boxoffice.Date("2019-02-19")),
		Properties: &venuemanagerapi.OrderLineProperties{Name: boxoffice.Ptr("Fornavn Efternavn"), CountryCode: boxoffice.Ptr("DK"), OldCardID: boxoffice.Ptr(int64(5823))},
	}}}
	return way{
		us: func() error { _, err := shop.CreateOrder(ctx, order); return err },
		byHand: func() error {
			order := order
			order.ClientName, order.ClientOS = "boxoffice", boxoffice.Ptr("linux - amd64")
			body, err := json.Marshal(order)
			if err != nil {
				return err
			}
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, shopAddress+"/order", bytes.NewReader(body))
			if err != nil {
				return err
			}
			req.Header.Set("Content-Type", "application/json")
			return send(plain, req, new(venuemanagerapi.Order))
		},
	}
}

// listInvoices is a list of 100. What is written by hand reads it with
// encoding/json, and in XML with encoding/xml.
func listInvoices(t testing.TB, form venuemanagerapi.ListInvoicesParamsFormat, answer string) way {
	t.Helper()
	m := answers(http.StatusOK, "application/"+string(form), answer)
	shop, err := venuemanager.New("myshop", erp, through(m))
	require.NoError(t, err)
	ctx, plain := t.Context(), &http.Client{Transport: m}
	return way{
		us: func() error {
			list, err := shop.ListInvoices(ctx, &venuemanagerapi.ListInvoicesParams{Format: &form})
			if err == nil && len(list) != 100 {
				err = fmt.Errorf("%d invoices", len(list))
			}
			return err
		},
		byHand: func() error {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, shopAddress+"/invoice?format="+string(form), nil)
			if err != nil {
				return err
			}
			if form == venuemanagerapi.ListInvoicesParamsFormatXML {
				return send(plain, req, new(struct {
					Invoices []venuemanagerapi.Invoice `xml:"invoice"`
				}))
			}
			return send(plain, req, new([]venuemanagerapi.Invoice))
		},
	}
}

// send is what everybody writes once.
func send(client *http.Client, req *http.Request, into any) error {
	req.Header.Set("Authorization", "Bearer "+"example-token")
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("answered %d", resp.StatusCode)
	}
	if strings.HasSuffix(resp.Header.Get("Content-Type"), "/xml") {
		return xml.NewDecoder(resp.Body).Decode(into)
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

// hundred is a list of the invoice in the specification, in one of its forms.
func hundred(t testing.TB, form venuemanagerapi.ListInvoicesParamsFormat) string {
	t.Helper()
	text, err := venuemanagerapi.Spec()
	require.NoError(t, err)
	var document struct {
		Paths map[string]map[string]struct {
			Responses map[string]struct {
				Content map[string]struct{ Example json.RawMessage }
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &document))
	example := document.Paths["/invoice"]["get"].Responses["200"].Content["application/"+string(form)].Example
	if form == venuemanagerapi.ListInvoicesParamsFormatJSON {
		one := strings.Trim(string(example), "[] \n")
		return "[" + strings.Repeat(one+",", 99) + one + "]"
	}
	var list string
	require.NoError(t, json.Unmarshal(example, &list))
	one := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(list), "<invoices>"), "</invoices>")
	return "<invoices>" + strings.Repeat(one, 100) + "</invoices>"
}

// cost is the least that a call allocates. The first calls log in and make
// plans, and the race detector makes sync.Pool forget at random.
func cost(t testing.TB, do func() error) (allocations, size uint64) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var before, after runtime.MemStats
	allocations, size = math.MaxUint64, math.MaxUint64
	for range 12 {
		runtime.ReadMemStats(&before)
		err := do()
		runtime.ReadMemStats(&after)
		require.NoError(t, err)
		allocations, size = min(allocations, after.Mallocs-before.Mallocs), min(size, after.TotalAlloc-before.TotalAlloc)
	}
	return allocations, size
}

// The limits are what was measured and a little, because the next version of Go
// may need a little more. What is written by hand keeps them honest: it grows
// with Go too, and needs less with GOEXPERIMENT=jsonv2. .github/BENCHMARKS.md has the times.
func TestRealOperationsAllocateWithinTheirLimits(t *testing.T) {
	asJSON, asXML := venuemanagerapi.ListInvoicesParamsFormatJSON, venuemanagerapi.ListInvoicesParamsFormatXML
	for _, operation := range []struct {
		name              string
		way               way
		allocations, size uint64
		of                float64 // of the allocations written by hand, at most
	}{
		{"getCustomer", getCustomer(t), 27, 2_900, 1},
		{"createOrder", createOrder(t), 27, 3_050, 1.15},
		{"listInvoices, 100 in JSON", listInvoices(t, asJSON, hundred(t, asJSON)), 233, 390_000, 0.15},
		{"listInvoices, 100 in XML", listInvoices(t, asXML, hundred(t, asXML)), 541, 580_000, 0.01},
	} {
		allocations, size := cost(t, operation.way.us)
		byHand, sizeByHand := cost(t, operation.way.byHand)
		t.Logf("%s: %d allocations, %d B; written by hand %d, %d B", operation.name, allocations, size, byHand, sizeByHand)
		require.LessOrEqual(t, allocations, operation.allocations, operation.name)
		require.LessOrEqual(t, size, operation.size, operation.name)
		require.LessOrEqual(t, float64(allocations), operation.of*float64(byHand), operation.name)
	}
}

func BenchmarkCall(b *testing.B) {
	for name, prepare := range map[string]func(testing.TB) way{"getCustomer": getCustomer, "createOrder": createOrder} {
		for kind, do := range map[string]func() error{"us": prepare(b).us, "byHand": prepare(b).byHand} {
			b.Run(name+"/"+kind, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := do(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
