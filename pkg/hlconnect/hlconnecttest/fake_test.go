package hlconnecttest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// ask sends a request to the fake and decodes the answer.
func ask(t *testing.T, h *Fake, method, path, body string) (status int, answer any) {
	t.Helper()
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, h.URL()+path, content)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer example-access-token")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := h.HTTPClient().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	_ = json.NewDecoder(res.Body).Decode(&answer)
	if res.StatusCode < 300 && res.Header.Get("X-Environment") != "SANDBOX" {
		t.Error("a success does not name its environment")
	}
	return res.StatusCode, answer
}

func validate(t *testing.T, h *Fake, asset int, ip string, quantity int) (int, any) {
	t.Helper()
	return ask(t, h, http.MethodPost, "/purchase/validate-purchase-before-payment", fmt.Sprintf(`{"asset_id":%d,"customer_ip":%q,"quantity":%d}`, asset, ip, quantity))
}

func register(t *testing.T, h *Fake, token string, line int) int {
	t.Helper()
	status, _ := ask(t, h, http.MethodPost, "/purchase/register",
		fmt.Sprintf(`{"token":%q,"order_number":7,"order_line_id":%d,"unit_price":3.950,"line_item_price":11.85,"customer":"Alex Example"}`, token, line))
	return status
}

// tokenFor validates and returns the token.
func tokenFor(t *testing.T, h *Fake) string {
	t.Helper()
	status, answer := validate(t, h, 472169, "203.0.113.1", 3)
	fields, _ := answer.(map[string]any)
	token, _ := fields["token"].(string)
	if status != http.StatusOK || token == "" {
		t.Fatalf("validation was answered with %d", status)
	}
	return token
}

func expect(t *testing.T, got, want int) {
	t.Helper()
	if got != want {
		t.Fatalf("answered %d, want %d", got, want)
	}
}

func TestTheFakeHLConnectRemembersAPurchaseFromValidationToCancellation(t *testing.T) {
	h := New(t)
	h.SetWorking(2)
	expect(t, register(t, h, tokenFor(t, h), 1), http.StatusCreated)
	for _, want := range []int{202, 202, 200, 200} {
		status, _ := ask(t, h, http.MethodGet, "/purchase/info?order_id=7", "")
		expect(t, status, want)
	}
	_, answer := ask(t, h, http.MethodGet, "/purchase/info?order_id=7", "")
	lines, _ := answer.([]any)
	line, _ := lines[0].(map[string]any)
	if line["status"] != "COMPLETED" || line["unit_price"] != 3.95 || line["quantity"] != 3.0 || line["download_url"] == nil {
		t.Errorf("the line is %v", line)
	}
	for _, kind := range []string{"download", "view"} {
		status, answer := ask(t, h, http.MethodGet, "/purchase/"+kind+"-url?order_id=7&order_line_id=1", "")
		link, _ := answer.(map[string]any)
		if status != http.StatusOK || link["url"] != line[kind+"_url"] {
			t.Errorf("the %s link is answered with %d", kind, status)
		}
	}
	for _, want := range []int{201, 400} {
		status, _ := ask(t, h, http.MethodDelete, "/purchase/cancel?order_id=7&order_line_id=1", "")
		expect(t, status, want)
	}
	status, _ := ask(t, h, http.MethodGet, "/purchase/download-url?order_id=7&order_line_id=1", "")
	expect(t, status, http.StatusNotFound)
	got := h.Purchases()
	want := Purchase{Order: 7, Line: 1, Asset: 472169, Quantity: 3, Customer: "Alex Example", UnitPrice: "3.950", LinePrice: "11.85", Status: "CANCELED"}
	if len(got) != 1 || got[0] != want {
		t.Errorf("the purchases are %v", got)
	}
	got[0].Status = "changed"
	if h.Purchases()[0].Status != "CANCELED" {
		t.Error("what Purchases returns is no copy")
	}
}

func TestTheFakeHLConnectTakesEachTokenAndEachLineOnce(t *testing.T) {
	h := New(t)
	token := tokenFor(t, h)
	expect(t, register(t, h, "example-unknown", 1), http.StatusUnprocessableEntity)
	expect(t, register(t, h, token, 1), http.StatusCreated)
	expect(t, register(t, h, token, 1), http.StatusUnprocessableEntity)
	expect(t, register(t, h, token, 2), http.StatusUnprocessableEntity)
	expect(t, register(t, h, tokenFor(t, h), 1), http.StatusConflict)
	h.SetKeyFirst(true)
	expect(t, register(t, h, token, 1), http.StatusConflict)
	expect(t, register(t, h, tokenFor(t, h), 2), http.StatusCreated)
	if n := len(h.Purchases()); n != 2 {
		t.Errorf("%d purchases", n)
	}
}

func TestTheFakeHLConnectRefusesTokensThatHaveExpired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(t, vendortest.InMemory())
		h.SetTokenLife(time.Minute)
		first, second := tokenFor(t, h), tokenFor(t, h)
		time.Sleep(59 * time.Second)
		expect(t, register(t, h, first, 1), http.StatusCreated)
		time.Sleep(time.Second)
		expect(t, register(t, h, second, 2), http.StatusUnprocessableEntity)
	})
}

func TestTheFakeHLConnectJudgesAssetRegionAndQuantity(t *testing.T) {
	h := New(t)
	h.SetAssets(Asset{ID: 9}, Asset{ID: 5, MinQuantity: 10, Barred: []netip.Prefix{netip.MustParsePrefix("198.51.100.0/24")}})
	for _, test := range []struct {
		asset    int
		ip       string
		quantity int
		want     int
		message  string
	}{
		{5, "203.0.113.1", 10, 200, ""},
		{5, "203.0.113.1", 9, 422, "The quantity is below the minimum of the asset."},
		{5, "198.51.100.1", 10, 422, "The asset is not available in the customer's region."},
		{9, "198.51.100.1", 1, 200, ""},
		{9, "10.0.0.1", 1, 422, "The customer's address is none."},
		{9, "nonsense", 1, 422, "The customer's address is none."},
		{4, "203.0.113.1", 1, 404, "The asset does not exist."},
	} {
		status, answer := validate(t, h, test.asset, test.ip, test.quantity)
		expect(t, status, test.want)
		if fields, _ := answer.(map[string]any); test.message != "" && fields["message"] != test.message {
			t.Errorf("the refusal says %v", fields["message"])
		}
	}
	status, _ := ask(t, h, http.MethodPost, "/purchase/validate-purchase-before-payment", `{"asset_id":null,"customer_ip":"203.0.113.1","quantity":1}`)
	expect(t, status, http.StatusUnprocessableEntity)

	token := tokenOf(t, h, 9)
	h.SetAssets()
	expect(t, register(t, h, token, 1), http.StatusNotFound)
}

func tokenOf(t *testing.T, h *Fake, asset int) string {
	t.Helper()
	_, answer := validate(t, h, asset, "203.0.113.1", 1)
	fields, _ := answer.(map[string]any)
	token, _ := fields["token"].(string)
	return token
}

func TestTheFakeHLConnectFailsOrders(t *testing.T) {
	h := New(t)
	h.Fail(7, "The press is broken.")
	h.SetWorking(1)
	expect(t, register(t, h, tokenFor(t, h), 1), http.StatusCreated)
	for _, want := range []int{202, 502, 502} {
		status, answer := ask(t, h, http.MethodGet, "/purchase/info?order_id=7", "")
		expect(t, status, want)
		if fields, _ := answer.(map[string]any); want == 502 && (fields["status"] != "FAILED" || fields["message"] != "The press is broken.") {
			t.Errorf("the failure is %v", fields)
		}
	}
	for path, want := range map[string]int{
		"DELETE /purchase/cancel?order_id=7&order_line_id=1":    400,
		"DELETE /purchase/cancel?order_id=7&order_line_id=2":    404,
		"GET /purchase/download-url?order_id=7&order_line_id=1": 404,
		"GET /purchase/view-url?order_id=8&order_line_id=1":     404,
		"GET /purchase/info?order_id=8":                         404,
	} {
		method, rest, _ := strings.Cut(path, " ")
		status, _ := ask(t, h, method, rest, "")
		expect(t, status, want)
	}
}

func TestTheFakeHLConnectListsItsAssetsInPages(t *testing.T) {
	h := New(t)
	h.SetAssets(Asset{ID: 3}, Asset{ID: 1}, Asset{ID: 2})
	for path, want := range map[string]string{
		"/assets/list":                       `[1 2 3] 3 <nil>`,
		"/assets/list?page_size=2":           `[1 2] 2 /assets/list?page_size=2&last_id=2`,
		"/assets/list?page_size=2&last_id=2": `[3] 3 <nil>`,
		"/assets/list?last_id=3":             `[] <nil> <nil>`,
	} {
		_, answer := ask(t, h, http.MethodGet, path, "")
		page, _ := answer.(map[string]any)
		ids := []any{}
		list, _ := page["assets"].([]any)
		for _, asset := range list {
			fields, _ := asset.(map[string]any)
			ids = append(ids, fields["asset_id"])
		}
		if got := fmt.Sprintf("%v %v %v", ids, page["last_id"], page["next_page"]); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestTheFakeHLConnectCanBeStartedOutsideATest(t *testing.T) {
	h, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	expect(t, register(t, h, tokenFor(t, h), 1), http.StatusCreated)
	if found := h.Violations(); len(found) > 0 {
		t.Error(found)
	}
}

func TestTheFakeCompletesAnOrderInOneCall(t *testing.T) {
	h := New(t)
	h.SetWorking(5)
	h.Fail(7, "The press is broken.")
	expect(t, register(t, h, tokenFor(t, h), 1), http.StatusCreated)
	h.SetWorking(0)
	h.Complete(7)
	if got := h.Purchases()[0].Status; got != "COMPLETED" {
		t.Errorf("the line is %s", got)
	}
	status, _ := ask(t, h, http.MethodGet, "/purchase/info?order_id=7", "")
	expect(t, status, http.StatusOK)
	status, _ = ask(t, h, http.MethodGet, "/purchase/download-url?order_id=7&order_line_id=1", "")
	expect(t, status, http.StatusOK)

	status, _ = ask(t, h, http.MethodDelete, "/purchase/cancel?order_id=7&order_line_id=1", "")
	expect(t, status, http.StatusCreated)
	h.Complete(7)
	if got := h.Purchases()[0].Status; got != "CANCELED" {
		t.Errorf("a cancelled line is %s afterwards", got)
	}
}

func TestCompletingAnOrderThatDoesNotExistIsAMistake(t *testing.T) {
	h, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	h.Complete(7)
	if err := h.Err(); err == nil || !strings.Contains(err.Error(), "there is no order 7") {
		t.Error(err)
	}
	if len(h.Purchases()) != 0 {
		t.Error("an order came to be")
	}
}
