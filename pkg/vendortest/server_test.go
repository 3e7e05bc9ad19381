package vendortest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

func TestNoMessageOfTheFakeQuotesWhatItWasSent(t *testing.T) {
	const mark = "5ecret"
	s, r := newToy(t)
	var said strings.Builder
	for _, request := range [][]string{
		{"PUT /api/secrets/" + mark + "?pin=" + mark, "Authorization: Bearer " + mark, isJSON, "", `{"password":"` + mark + `","kind":"` + mark + `","node":{"n":"` + mark + `"}}`},
		{"PUT /api/secrets/" + mark + "?pin=" + mark, "Authorization: Basic " + mark, "X-Toy-Key: " + mark, "Content-Type: application/" + mark, "", mark},
		{"PUT /api/secrets/1?pin=1&pin=" + mark, "X-API-Key: " + mark, isJSON, "", `{"password":"` + mark + `"`},
		{"PATCH /api/secrets/" + mark + "?pin=" + mark},
		{"GET /api/secrets/" + mark + "/" + mark + "?pin=" + mark},
		{strings.ToUpper(mark) + " /" + mark},
		{"GET /api/things?limit=" + mark + "&output=" + mark + "&ids=" + mark, "X-Client-Version: " + mark},
		{"GET /api/things/1", "Authorization: " + mark},
		{"GET /api/things", version},
	} {
		got := send(t, s, request...)
		fmt.Fprint(&said, got, got.header)
	}
	fmt.Fprint(&said, r.reported(), s.Violations(), r.logs)
	for _, sent := range s.Requests() {
		fmt.Fprintf(&said, "%v %+v %#v %s %q %d %v", sent, sent, sent, sent, sent, sent, &sent)
		fmt.Fprintf(&said, "%+v %#v %+v", sent.Credential, sent.Credential, []any{sent, struct{ R vendortest.Request }{sent}})
		slog.New(slog.NewTextHandler(&said, nil)).Info("sent", slog.Any("request", sent))
	}
	for _, form := range []string{mark, strings.ToUpper(mark)} {
		if at := strings.Index(said.String(), form); at >= 0 {
			t.Errorf("a secret shows: …%s", said.String()[max(0, at-80):at+10])
		}
	}
	if len(s.Requests()) != 9 || !strings.Contains(s.Requests()[0].Path, mark) || s.Requests()[0].Header.Get("Authorization") != "Bearer "+mark {
		t.Error("the requests do not keep what was sent")
	}
}

func TestRequestsPrintWhatTheyAre(t *testing.T) {
	s, _ := newToy(t)
	send(t, s, "POST /api/things", key, version, isJSON, "", `{"id":1}`)
	send(t, s, "GET /api/things?limit=1&active=true", key, version)
	if got, want := fmt.Sprint(s.Requests()), "[createThing: POST /things, credential key, body of 8 bytes listThings: GET /things, query active, limit, credential key]"; got != want {
		t.Errorf("%s", got)
	}
}

func TestRequestsAreRememberedInOrderAndAsCopies(t *testing.T) {
	s, _ := newToy(t)
	for i := range 3 {
		send(t, s, fmt.Sprintf("GET /api/things/%d", i))
		send(t, s, fmt.Sprintf("DELETE /api/things/%d", i))
	}
	first := s.Requests("getThing")
	if len(first) != 3 || len(s.Requests()) != 6 || len(s.Requests("listThings")) != 0 || len(s.Requests("getThing", "deleteThing")) != 6 {
		t.Fatalf("%v", s.Requests())
	}
	first[0].PathValues["thing"] = "changed"
	first[0].Header.Set("X-Changed", "1")
	for i, again := range s.Requests("getThing") {
		if again.PathValues["thing"] != fmt.Sprint(i) || again.Header.Get("X-Changed") != "" {
			t.Errorf("%d: %q %q", i, again.PathValues, again.Header)
		}
	}
}

func TestManyCallersAtOnce(t *testing.T) {
	for name, opts := range map[string][]vendortest.Option{"socket": nil, "memory": {vendortest.InMemory()}} {
		t.Run(name, func(t *testing.T) {
			s, r := newToy(t, opts...)
			var wg sync.WaitGroup
			for i := range 20 {
				wg.Go(func() {
					for j := range 10 {
						if j == 5 {
							s.Reply("getThing", vendortest.Reply{Body: map[string]any{"id": i}})
							s.Requests("getThing")
						}
						if _, err := try(t.Context(), s, fmt.Sprintf("GET /api/things/%d?x=1", i)); err != nil {
							t.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			if got := len(r.reported()); got != 200 || len(s.Requests()) != 200 || len(s.Violations()) != 200 {
				t.Errorf("%d reports, %d requests", got, len(s.Requests()))
			}
		})
	}
}

func TestTheClientReachesTheFakeAndNothingElse(t *testing.T) {
	for name, opts := range map[string][]vendortest.Option{"socket": nil, "memory": {vendortest.InMemory()}} {
		t.Run(name, func(t *testing.T) {
			s, _ := newToy(t, opts...)
			_, err := try(t.Context(), s, "GET https://vendor.example.com/?secret=1")
			if err == nil || !strings.Contains(err.Error(), "reaches the fake at "+strings.TrimPrefix(s.URL(), "http://")+" alone, not vendor.example.com:443") {
				t.Error(err)
			}
		})
	}
}

func TestInMemoryTheFakeLivesInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := vendortest.New(t, toy, vendortest.InMemory())
		s.Handle("getThing", func(*vendortest.Call) vendortest.Reply {
			time.Sleep(50 * time.Second)
			return vendortest.Reply{}
		})
		s.Handle("deleteThing", func(c *vendortest.Call) vendortest.Reply {
			<-c.Context().Done() // never answers
			return vendortest.Reply{}
		})
		start := time.Now()
		send(t, s, "GET /api/things/1")
		if passed := time.Since(start); passed != 50*time.Second {
			t.Errorf("%v passed", passed)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if _, err := try(ctx, s, "DELETE /api/things/1"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("answered: %v", err)
		}
		if passed := time.Since(start); passed != 55*time.Second {
			t.Errorf("%v passed", passed)
		}
	})
}

func TestWithoutATestViolationsAreCollectedAndMisuseIsAnError(t *testing.T) {
	s, err := vendortest.Start(toy, vendortest.InMemory())
	if err != nil {
		t.Fatal(err)
	}
	send(t, s, "GET /api/things/1?x=1")
	if got := s.Violations(); len(got) != 1 || got[0] != (vendortest.Violation{
		Operation: "getThing", Where: "query parameter x", Problem: "is not documented; none is",
		Request: 1, Target: "GET /things/{thing}", Status: 400,
	}) {
		t.Errorf("%v", got)
	}
	if err := s.Err(); err != nil {
		t.Errorf("a violation is no misuse: %v", err)
	}
	s.Reply("getthing", vendortest.Reply{})
	s.Reply("getThing", vendortest.Reply{Status: 418})
	s.Handle("getThing", nil)
	s.Before(nil)
	s.Observe(nil)
	s.Fault("getthing", vendortest.Delay(0))
	s.Fault("getThing", vendortest.ServerFault{})
	s.Remember(map[string]func(*vendortest.Call) vendortest.Reply{"getThing": nil})
	s.Requests("getthing")
	s.ClearFaults("getthing")
	s.Attach(nil)
	s.Example("getThing", nil)
	s.Misused("there is no customer %d", 3)
	if err := s.Err(); err == nil || len(strings.Split(err.Error(), "\n")) != 13 || !strings.HasPrefix(err.Error(), `vendortest: toy has no operation "getthing"; the nearest is getThing`) {
		t.Errorf("%v", err)
	}
	if got := s.Violations(); len(got) != 14 || got[13].String() != "use of the fake: there is no customer 3" {
		t.Errorf("%v", got)
	}
	if got := send(t, s, "GET /api/things/1"); got.status != 200 {
		t.Errorf("a misuse had an effect: %s", got)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, (&http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/api/things/1"}}).WithContext(t.Context()))
	if w.Code != 200 {
		t.Errorf("a request without a body was answered %d", w.Code)
	}
	s.Close()
	s.Close()
	s.Attach(&recorder{}) // nothing comes any more, and nothing breaks
	s.Fault("getThing", vendortest.Unavailable())
	s.ClearFaults()
	if _, err := try(t.Context(), s, "GET /api/things/1"); err == nil {
		t.Error("answered after Close")
	}
}

func TestWhatCannotBeStartedIsAnError(t *testing.T) {
	for name, start := range map[string]func() (*vendortest.Server, error){
		"has no Spec":      func() (*vendortest.Server, error) { return vendortest.Start(vendortest.Document{Name: "a"}) },
		"an option is nil": func() (*vendortest.Server, error) { return vendortest.Start(toy, nil) },
		"cannot be read": func() (*vendortest.Server, error) {
			return vendortest.Start(vendortest.Document{Spec: func() ([]byte, error) { return []byte("{"), nil }})
		},
	} {
		if s, err := start(); err == nil || !strings.Contains(err.Error(), name) || s != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := vendortest.NewUnreliable(nil, 1, 0).RoundTrip(httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)); err == nil { //nolint:bodyclose // there is none
		t.Error("a network without a fake answers")
	}
}

func TestNothingIsReportedToATestThatIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &recorder{}
		s := vendortest.New(r, toy, vendortest.InMemory())
		leave, left := make(chan struct{}), false
		s.Handle("getThing", func(*vendortest.Call) vendortest.Reply {
			<-leave
			left = true
			return vendortest.Reply{Status: 500}
		})
		go func() {
			if _, err := try(t.Context(), s, "GET /api/things/1"); err == nil {
				t.Error("answered although the fake was closed")
			}
		}()
		synctest.Wait() // the handler has begun
		r.ends[0]()
		close(leave)
		synctest.Wait()
		if got := r.reported(); len(got) > 0 || !left {
			t.Errorf("reported %q", got)
		}
	})
}

func TestTheGeneratedClientAndTheFakeAgree(t *testing.T) {
	fake := vendortest.New(t, vendortest.Document(specs.VenueManager), vendortest.InMemory())
	client := func(credential transport.Authenticator) *venuemanagerapi.Client {
		c, err := transport.New(transport.Config{
			Vendor: "venuemanager", Server: "https://myshop.admin.venuemanager.net/api/core",
			Authenticator: credential, Values: map[string]string{"clientName": "shop", "clientOs": "linux"},
		}, boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()))
		if err != nil {
			t.Fatal(err)
		}
		return venuemanagerapi.NewClient(c)
	}
	customer := client(transport.Fixed("customerToken", "Authorization", "Bearer ", boxoffice.Secret("example-access-token")))
	user := client(transport.Basic("apiUser", "user", boxoffice.Secret("example-password")))

	order, err := customer.CreateOrder(t.Context(), venuemanagerapi.CreateOrderRequest{OrderLines: []venuemanagerapi.OrderLine{{Quantity: 1}}})
	if err != nil || order.ID != 65478 || order.Location == "" {
		t.Fatalf("%+v, %v", order, err)
	}
	var sent venuemanagerapi.CreateOrderRequest
	if err := json.Unmarshal(fake.Requests("createOrder")[0].Body, &sent); err != nil || sent.ClientName != "shop" {
		t.Errorf("%+v, %v", sent, err)
	}
	format := venuemanagerapi.ListInvoicesParamsFormatXML
	invoices, err := user.ListInvoices(t.Context(), &venuemanagerapi.ListInvoicesParams{Format: &format})
	if err != nil || len(invoices) != 1 {
		t.Fatalf("%+v, %v", invoices, err)
	}
	if invoices, err = user.ListInvoices(t.Context(), nil); err != nil || len(invoices) != 1 {
		t.Fatalf("%+v, %v", invoices, err)
	}
	fake.Reply("createOrder", vendortest.Reply{Status: 400})
	if _, err = customer.CreateOrder(t.Context(), sent); err == nil || !strings.Contains(err.Error(), "400") {
		t.Error(err)
	}
}

func TestDocumentsCanBeHadAsTheyWereWritten(t *testing.T) {
	for _, doc := range specs.All() {
		written, err := doc.YAML()
		if err != nil || !bytes.Contains(written, []byte("openapi: 3.0.3")) {
			t.Errorf("%s: %v", doc.Name, err)
		}
		first, err := doc.JSON()
		if err != nil || !json.Valid(first) {
			t.Fatalf("%s: %v", doc.Name, err)
		}
	}
	if _, err := specs.Document(toy).YAML(); err == nil {
		t.Error("a document that is not ours has no YAML")
	}
}
