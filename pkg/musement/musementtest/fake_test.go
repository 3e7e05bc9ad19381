package musementtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// caller speaks to the fake by hand.
type caller struct {
	t      *testing.T
	fake   *musementtest.Fake
	access string
}

func (c caller) call(method, path string, body any) (int, map[string]any) {
	c.t.Helper()
	status, data := c.raw(method, path, body)
	var answer map[string]any
	if len(data) > 0 {
		require.NoError(c.t, json.Unmarshal(data, &answer), "%s", data)
	}
	return status, answer
}

func (c caller) list(path string) []map[string]any {
	c.t.Helper()
	status, data := c.raw(http.MethodGet, path, nil)
	require.Equal(c.t, http.StatusOK, status)
	var answer []map[string]any
	require.NoError(c.t, json.Unmarshal(data, &answer))
	return answer
}

func (c caller) raw(method, path string, body any) (int, []byte) {
	c.t.Helper()
	var content []byte
	if body != nil {
		var err error
		content, err = json.Marshal(body)
		require.NoError(c.t, err)
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.fake.URL()+"/api/v3"+path, bytes.NewReader(content))
	require.NoError(c.t, err)
	req.Header.Set("X-Musement-Application", "test")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.access != "" {
		req.Header.Set("Authorization", "Bearer "+c.access)
	}
	resp, err := c.fake.HTTPClient().Do(req)
	require.NoError(c.t, err)
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	require.NoError(c.t, err)
	return resp.StatusCode, data
}

// login is the answer to a login.
func (c caller) login(username, password string) (int, map[string]any) {
	c.t.Helper()
	c.access = ""
	return c.call(http.MethodGet, "/login?"+url.Values{
		"client_id": {"id"}, "client_secret": {"secret"}, "grant_type": {"password"}, "client_type": {"supplier"},
		"username": {username}, "password": {password},
	}.Encode(), nil)
}

func (c caller) refresh(token string) (int, map[string]any) {
	c.t.Helper()
	c.access = ""
	return c.call(http.MethodPost, "/refresh?"+url.Values{
		"client_id": {"id"}, "client_secret": {"secret"}, "grant_type": {"refresh_token"}, "refresh_token": {token},
	}.Encode(), nil)
}

// as is a caller who has logged in.
func (c caller) as(username, password string) caller {
	c.t.Helper()
	status, answer := c.login(username, password)
	require.Equal(c.t, http.StatusOK, status)
	c.access, _ = answer["access_token"].(string)
	return c
}

func newCaller(t *testing.T, options ...vendortest.Option) caller {
	t.Helper()
	return caller{t: t, fake: musementtest.New(t, options...)}
}

var registration = map[string]any{
	"firstname": "Maria", "lastname": "Rossi", "email": "maria.rossi@example.com", "password": "example-password",
	"company_legal_name": "Example Tours S.r.l.", "company_name": "Example Tours", "country_code": "IT",
	"address": "Via Esempio 1", "zip_code": "20121", "city": "Milan", "default_currency": "EUR", "is_natural_person": "true",
}

func TestASupplierOfTheFakeIsInactiveUntilActivated(t *testing.T) {
	c := newCaller(t)
	status, supplier := c.call(http.MethodPost, "/supplier-registrations", registration)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "Maria", supplier["first_name"], "answers spell it differently")
	require.Equal(t, true, supplier["is_natural_person"])
	require.NotContains(t, supplier, "password")
	status, _ = c.login("maria.rossi@example.com", "example-password")
	require.Equal(t, http.StatusBadRequest, status, "not active")
	status, form := c.call(http.MethodPost, "/supplier-registrations", registration)
	require.Equal(t, http.StatusBadRequest, status, "the address is taken")
	require.Equal(t, "email", form["errors"].([]any)[0].(map[string]any)["field_name"])

	path := "/suppliers/" + supplier["uuid"].(string) + "/activate"
	for _, method := range []string{http.MethodPost, http.MethodPatch} {
		status, _ = c.call(method, path, map[string]any{"confirmation_token": "another"})
		require.Equal(t, http.StatusBadRequest, status)
		status, _ = c.call(method, "/suppliers/00000000-0000-4000-8000-000000000099/activate", map[string]any{"confirmation_token": "another"})
		require.Equal(t, http.StatusNotFound, status)
	}
	body := map[string]any{"confirmation_token": supplier["confirmation_token"]}
	status, supplier = c.call(http.MethodPost, path, body)
	require.Equal(t, http.StatusOK, status)
	require.Nil(t, supplier["confirmation_token"])
	status, _ = c.call(http.MethodPost, path, body)
	require.Equal(t, http.StatusBadRequest, status, "once")

	status, _ = c.login("maria.rossi@example.com", "another-password")
	require.Equal(t, http.StatusBadRequest, status)
	_, profile := c.as("maria.rossi@example.com", "example-password").call(http.MethodGet, "/suppliers/me", nil)
	require.Equal(t, "Milan", profile["city"])
}

func TestTokensOfTheFakeEndAndRefreshTokensRotate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCaller(t, vendortest.InMemory())
		c.fake.AddSupplier("maria.rossi@example.com", "example-password")
		c.fake.SetTokenLifetime(10 * time.Minute)
		_, first := c.login("maria.rossi@example.com", "example-password")
		require.InDelta(t, 600, first["expires_in"], 0)
		c.access = first["access_token"].(string)
		profile := func() int {
			status, _ := c.call(http.MethodGet, "/suppliers/me", nil)
			return status
		}
		time.Sleep(10*time.Minute - time.Second)
		require.Equal(t, http.StatusOK, profile())
		time.Sleep(time.Second)
		require.Equal(t, http.StatusUnauthorized, profile())

		status, second := c.refresh(first["refresh_token"].(string))
		require.Equal(t, http.StatusOK, status)
		require.NotEqual(t, first["refresh_token"], second["refresh_token"])
		status, _ = c.refresh(first["refresh_token"].(string))
		require.Equal(t, http.StatusBadRequest, status, "it was used")
		c.access = second["access_token"].(string)
		require.Equal(t, http.StatusOK, profile())
		c.fake.RevokeTokens()
		require.Equal(t, http.StatusUnauthorized, profile())
		c.fake.RevokeRefreshTokens()
		status, _ = c.refresh(second["refresh_token"].(string))
		require.Equal(t, http.StatusBadRequest, status)
	})
}

func TestTheFakeTakesTheApplicationsItWasGivenAndNoOthers(t *testing.T) {
	c := newCaller(t)
	c.fake.AddSupplier("maria.rossi@example.com", "example-password")
	status, _ := c.login("maria.rossi@example.com", "example-password")
	require.Equal(t, http.StatusOK, status, "without any it takes every one")
	c.fake.AddApplication("id", "another")
	status, _ = c.login("maria.rossi@example.com", "example-password")
	require.Equal(t, http.StatusBadRequest, status)
	c.fake.AddApplication("id", "secret")
	status, _ = c.login("maria.rossi@example.com", "example-password")
	require.Equal(t, http.StatusOK, status)

	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.fake.URL()+"/api/v3/currencies", nil)
	require.NoError(t, err)
	resp, err := c.fake.HTTPClient().Do(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusBadRequest, resp.StatusCode, "no application is named")
}

func TestTheFakeKeepsActivitiesWithTheirContentsAndSeasons(t *testing.T) {
	nobody := newCaller(t)
	nobody.fake.AddSupplier("maria.rossi@example.com", "example-password")
	nobody.fake.AddSupplier("luigi.verdi@example.com", "example-password")
	maria, luigi := nobody.as("maria.rossi@example.com", "example-password"), nobody.as("luigi.verdi@example.com", "example-password")

	_, activity := maria.call(http.MethodPost, "/activities", map[string]any{"booking_type": "CALENDAR-TIMESLOTS", "currency": "EUR"})
	require.Equal(t, "DRAFT", activity["status"])
	require.Equal(t, "EUR", activity["supplier_currency"])
	path := "/activities/" + activity["uuid"].(string)
	_, activity = maria.call(http.MethodPatch, path, map[string]any{"status": "REVIEW"})
	require.Equal(t, "REVIEW", activity["status"])
	require.Equal(t, "CALENDAR-TIMESLOTS", activity["booking_type"])

	status, content := maria.call(http.MethodPost, path+"/contents", map[string]any{"locale": "en", "title": "A museum", "where": "Milan", "meta_decription": "m"})
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "m", content["meta_description"])
	status, _ = maria.call(http.MethodPost, path+"/contents", map[string]any{"locale": "en"})
	require.Equal(t, http.StatusBadRequest, status, "there is one")
	_, content = maria.call(http.MethodPatch, path+"/contents/en", map[string]any{"where": "", "title": "The museum"})
	require.NotContains(t, content, "where", "an empty text removes it")
	_, activity = nobody.call(http.MethodGet, path, nil)
	require.Equal(t, "The museum", activity["title"], "the default content's")
	_, content = maria.call(http.MethodPut, path+"/contents/en", map[string]any{"description": "d"})
	require.Equal(t, map[string]any{"locale": "en", "description": "d"}, content)
	status, _ = maria.raw(http.MethodDelete, path+"/contents/en", nil)
	require.Equal(t, http.StatusNoContent, status)
	status, _ = nobody.call(http.MethodGet, path+"/contents/en", nil)
	require.Equal(t, http.StatusNotFound, status)

	season := map[string]any{"title": "s", "from_day": "2021-02-01", "to_day": "2021-02-09", "setups": []any{map[string]any{
		"type": "DAILY", "title": "t", "days": []string{"MONDAY", "TUESDAY"}, "feature": "entrance", "prices": []any{map[string]any{"holder": "adult", "currency": "EUR"}},
	}}}
	status, _ = maria.call(http.MethodPost, path+"/timed-seasons", season)
	require.Equal(t, http.StatusOK, status)
	dates := maria.list("/suppliers" + path + "/dates/list")
	require.Len(t, dates, 4)
	require.Equal(t, "2021-02-09T00:00:00+0000", dates[3]["day"])
	season["to_day"] = "2021-01-01"
	status, _ = maria.call(http.MethodPost, path+"/timed-seasons", season)
	require.Equal(t, http.StatusBadRequest, status)

	require.Len(t, maria.list("/suppliers/me/activities"), 1)
	require.Empty(t, luigi.list("/suppliers/me/activities"))
	for _, status := range []int{
		first(luigi.call(http.MethodPatch, path, map[string]any{})), first(luigi.call(http.MethodPatch, "/suppliers/me"+path, map[string]any{})),
		first(luigi.call(http.MethodGet, "/suppliers"+path+"/dates/list", nil)), first(luigi.call(http.MethodGet, "/activities/00000000-0000-4000-8000-000000000099", nil)),
	} {
		require.Equal(t, http.StatusNotFound, status, "another's, or nobody's")
	}
	require.Equal(t, http.StatusBadRequest, first(luigi.call(http.MethodPost, path+"/contents", map[string]any{"locale": "it"})), "no 404 is documented for it")
}

func first(status int, _ map[string]any) int { return status }

func TestTheFakeListsOrdersAndInvoicesPageByPage(t *testing.T) {
	c := newCaller(t)
	c.fake.AddSupplier("maria.rossi@example.com", "example-password")
	for i := range 25 {
		c.fake.AddOrder("maria.rossi@example.com", map[string]any{"identifier": string(rune('a' + i))})
		c.fake.AddInvoice("maria.rossi@example.com", map[string]any{"number": string(rune('a' + i))})
	}
	c = c.as("maria.rossi@example.com", "example-password")
	require.Len(t, c.list("/suppliers/me/orders"), 10)
	require.Equal(t, []map[string]any{{"identifier": "y"}}, c.list("/suppliers/me/orders?offset=24&limit=5"))
	require.Empty(t, c.list("/suppliers/me/orders?offset=25"))
	require.Equal(t, []map[string]any{{"number": "f"}, {"number": "g"}, {"number": "h"}, {"number": "i"}, {"number": "j"}}, c.list("/suppliers/me/invoices?page=2&limit=5"))
	require.Len(t, c.list("/suppliers/me/invoices?page=3"), 5)
	require.Empty(t, c.list("/suppliers/me/invoices?page=4"))
}

func TestTheFakeTakesAChangeOfTheProfile(t *testing.T) {
	nobody := newCaller(t)
	nobody.fake.AddSupplier("maria.rossi@example.com", "example-password")
	nobody.fake.AddSupplier("luigi.verdi@example.com", "example-password")
	maria := nobody.as("maria.rossi@example.com", "example-password")
	require.Equal(t, http.StatusBadRequest, first(maria.call(http.MethodPatch, "/suppliers/me", map[string]any{"email": "luigi.verdi@example.com"})))
	_, profile := maria.call(http.MethodPatch, "/suppliers/me", map[string]any{"email": "rossi@example.com", "password": "another-password", "city": "Rome"})
	require.Equal(t, "Rome", profile["city"])
	require.NotContains(t, profile, "password")
	nobody.as("rossi@example.com", "another-password")
}

func TestASupplierWhoIsAddedAgainGetsThePassword(t *testing.T) {
	nobody := newCaller(t)
	status, answer := nobody.call(http.MethodPost, "/supplier-registrations", registration)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, answer["uuid"], nobody.fake.AddSupplier("maria.rossi@example.com", "correct horse"))
	nobody.as("maria.rossi@example.com", "correct horse")
}
