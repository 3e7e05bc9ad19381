package musement_test

// What Musement and its like really send, beside what the document shows.

import (
	"context"
	"fmt"
	"io"
	"iter"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

const jsonType = "application/json"

// answered is a vendor that answers every call but a login with 200 and the same JSON,
// and keeps the bodies that it was sent.
func answered(t *testing.T, body string) (*musement.Client, func() []string) {
	t.Helper()
	var mu sync.Mutex
	var sent []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/login") {
			w.Header().Set("Content-Type", jsonType)
			_, _ = fmt.Fprint(w, `{"access_token":"example-access","expires_in":3600,"token_type":"bearer"}`)
			return
		}
		data, _ := io.ReadAll(r.Body)
		mu.Lock()
		sent = append(sent, string(data))
		mu.Unlock()
		w.Header().Set("Content-Type", jsonType)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	client, err := musement.New(maria, musement.WithApplication("my-application"), boxoffice.WithBaseURL(server.URL))
	require.NoError(t, err)
	t.Cleanup(func() { _ = client.Close(context.Background()) })
	return client, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return sent
	}
}

func cities(t *testing.T, body string) ([]musementapi.ListedCity, boxoffice.Response, error) {
	t.Helper()
	client, _ := answered(t, body)
	var response boxoffice.Response
	list, err := client.ListCities(t.Context(), nil, boxoffice.WithResponse(&response))
	return list, response, err
}

func TestANullInAListIsNoCity(t *testing.T) {
	for _, element := range []string{"null", "{}", "[]", `{"error":"x"}`, `{"id":null,"name":null}`, "1", `"Rome"`, "[null]"} {
		_, _, err := cities(t, `[{"id":1,"name":"Rome"},`+element+`,{"id":2,"name":"Oslo"}]`)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, element)
		require.ErrorContains(t, err, "[1]: ", element)
		part, ok := boxoffice.Partial[[]musementapi.ListedCity](err)
		require.True(t, ok)
		require.Len(t, part, 1)
		require.Equal(t, "Rome", part[0].Name)
	}
}

func TestANumberInOtherClothesIsANumber(t *testing.T) {
	for _, body := range []string{
		`[{"id":"1","name":"Rome"}]`, `[{"id":1.0,"name":"Rome"}]`, `[{"id":1,"latitude":"41.9"}]`, `[{"id":1,"top":1}]`, `[{"id":"1.0","top":"1","event_count":"3"}]`, `[{"id":10e-1}]`,
		`[{"id":1,"country":[]}]`, `[{"id":1,"country":null,"time_zone":null}]`,
	} {
		list, response, err := cities(t, body)
		require.NoError(t, err, body)
		require.EqualValues(t, 1, list[0].ID, body)
		require.Empty(t, response.Problems)
	}
}

func TestOneMalformedOptionalValueDoesNotCostTheAnswer(t *testing.T) {
	for value, path := range map[string]string{
		`"event_count":99999999999999999999`: "[0].event_count", `"event_count":"many"`: "[0].event_count", `"latitude":"north"`: "[0].latitude", `"latitude":1e999`: "[0].latitude",
		`"top":"yes"`: "[0].top", `"url":false`: "[0].url", `"name":7`: "[0].name", `"country":"Italy"`: "[0].country", `"country":{"id":"x"}`: "[0].country.id", `"country":false`: "[0].country",
	} {
		list, response, err := cities(t, `[{"id":1,`+value+`,"time_zone":"Europe/Rome"}]`)
		require.NoError(t, err, value)
		require.EqualValues(t, 1, list[0].ID)
		require.Equal(t, "Europe/Rome", list[0].TimeZone)
		require.Len(t, response.Problems, 1)
		require.Equal(t, path, response.Problems[0].Path, value)
	}
	client, _ := answered(t, `[{"day":"2026-08-17T15:59:43+0000"},{"day":"17/08/2026","validity":"1"}]`)
	days, err := client.ListDates(t.Context(), anActivity)
	require.NoError(t, err)
	require.EqualValues(t, "17/08/2026", days[1].Day, "a date is kept as it was written")
	moment, err := days[0].Day.Time()
	require.NoError(t, err)
	require.Equal(t, 43, moment.Second())
}

func TestAnErrorObjectIsNoEmptySuccess(t *testing.T) {
	const body = `{"code":"1402","message":"Activity not found"}`
	for name, call := range map[string]func(*musement.Client) error{
		"object":          func(c *musement.Client) error { _, err := c.GetActivity(t.Context(), anActivity); return err },
		"list":            func(c *musement.Client) error { _, err := c.ListDates(t.Context(), anActivity); return err },
		"list that nests": func(c *musement.Client) error { _, err := c.ListParentActivities(t.Context(), nil); return err },
		"a change": func(c *musement.Client) error {
			_, err := c.UpdateActivity(t.Context(), anActivity, musementapi.UpdateActivityRequest{})
			return err
		},
		"without a body":  func(c *musement.Client) error { return c.UpdateTicketCode(t.Context(), anActivity, "a", "b", "c", nil) },
		"with a code too": func(c *musement.Client) error { _, err := c.GetFinancialInfo(t.Context(), anActivity); return err },
		"pages":           func(c *musement.Client) error { return last(c.Orders(t.Context(), nil)) },
	} {
		client, _ := answered(t, body)
		err := call(client)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, name)
		require.Equal(t, "Activity not found", boxoffice.AsError(err).Message, name)
		require.Equal(t, "1402", boxoffice.AsError(err).Code, name)
	}
}

func TestAnEmptyListCanBePut(t *testing.T) {
	client, sent := answered(t, "{}")
	_, err := client.UpdateExtraCustomerData(t.Context(), anActivity, 5, musementapi.ExtraCustomerDataRequest{
		Name: boxoffice.Ptr("Sizes"), Activities: []string{}, ExtendedFields: []musementapi.ExtraCustomerDataFieldRequest{},
	})
	require.NoError(t, err)
	_, err = client.UpdateExtraCustomerData(t.Context(), anActivity, 5, musementapi.ExtraCustomerDataRequest{Name: boxoffice.Ptr("")})
	require.NoError(t, err)
	require.JSONEq(t, `{"name":"Sizes","activities":[],"extended_fields":[]}`, sent()[0])
	require.JSONEq(t, `{"name":""}`, sent()[1])
}

func TestEmptyAndZeroCanBePatched(t *testing.T) {
	client, sent := answered(t, "{}")
	_, err := client.UpdateActivity(t.Context(), anActivity, musementapi.UpdateActivityRequest{
		Highlights: []string{}, Duration: boxoffice.Ptr(""), TopSeller: boxoffice.Ptr(false), City: boxoffice.Ptr(int64(0)),
	})
	require.NoError(t, err)
	require.JSONEq(t, `{"highlights":[],"duration":"","top_seller":false,"city":0}`, sent()[0])
}

func TestAForgottenAmountIsNotSentAsZeroAndTheRefusalNamesIt(t *testing.T) {
	client, sent := answered(t, "{}")
	percent := musementapi.AmountTypePercentage
	refund := func(value boxoffice.Decimal) error {
		return client.CreateRefundPolicy(t.Context(), anActivity, musementapi.RefundPolicyRequest{Period: "P1D", Type: percent, Value: value})
	}
	season := func(price musementapi.SeasonPrice) error {
		price.Currency, price.Holder = "EUR", "adult"
		_, err := client.CreateTimedSeason(t.Context(), anActivity, musementapi.CreateTimedSeasonRequest{
			FromDay: "2026-01-01", ToDay: "2026-02-01", Title: "t", Setups: []musementapi.SeasonSetup{{
				Days: []musementapi.Weekday{}, Feature: "f", Title: "t", Type: "WITH-TIMESLOTS", Prices: []musementapi.SeasonPrice{{Currency: "EUR", Holder: "child"}, price},
			}},
		})
		return err
	}
	activity := func(value boxoffice.Decimal) error {
		_, err := client.UpdateActivity(t.Context(), anActivity, musementapi.UpdateActivityRequest{ProposedCommission: &musementapi.CommissionRequest{Type: percent, Value: value}})
		return err
	}
	financial := func(value boxoffice.Decimal) error {
		_, err := client.UpdateFinancialInfo(t.Context(), anActivity, musementapi.UpdateFinancialInfoRequest{CommissionFixedDeduct: boxoffice.Set(value)})
		return err
	}
	for _, bad := range []boxoffice.Decimal{"", "12,5", " 1", "1 ", "NaN", "0x1", "1e9999", "١٢", "+1", ".5", "01"} {
		for path, err := range map[string]error{
			"the body's value ": refund(bad), "the body's proposed_commission.value ": activity(bad), "the body's commission_fixed_deduct ": financial(bad),
			"the body's setups[0].prices[1].supplier_price ": season(musementapi.SeasonPrice{SupplierPrice: &bad}),
		} {
			require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, "%q at %s", bad, path)
			require.ErrorContains(t, err, path, "%q", bad)
		}
	}
	require.Empty(t, sent())
	require.NoError(t, refund("0"))
	require.Contains(t, sent()[0], `"value":0`)
}

// A date and a value of an enumeration that the program did not set are not sent as "".
func TestARequiredValueThatIsNotSetIsNotSentAsAnEmptyText(t *testing.T) {
	client, sent := answered(t, "{}")
	season := func(from boxoffice.Date, kind musementapi.SeasonSetupType, day musementapi.Weekday) error {
		_, err := client.CreateTimedSeason(t.Context(), anActivity, musementapi.CreateTimedSeasonRequest{
			FromDay: from, ToDay: "2026-02-01", Setups: []musementapi.SeasonSetup{
				{Days: []musementapi.Weekday{}, Prices: []musementapi.SeasonPrice{}, Type: "WITH-TIMESLOTS"},
				{Days: []musementapi.Weekday{day}, Prices: []musementapi.SeasonPrice{}, Type: kind},
			},
		})
		return err
	}
	for place, err := range map[string]error{
		"the body's type is missing":              client.CreateRefundPolicy(t.Context(), anActivity, musementapi.RefundPolicyRequest{Period: "P1D", Value: "1"}),
		"the body's from_day is missing":          season("", "WITH-TIMESLOTS", "mon"),
		"the body's setups[1].days[0] is missing": season("2026-01-01", "WITH-TIMESLOTS", ""),
		"the body's setups[1].type is missing":    season("2026-01-01", "", "mon"),
	} {
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, place)
		require.ErrorContains(t, err, place)
	}
	require.Empty(t, sent())
}

// What JSON cannot say is refused by its field's name, not by the encoder.
func TestAValueThatJSONDoesNotHaveIsNamed(t *testing.T) {
	client, sent := answered(t, "{}")
	for _, value := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		_, err := client.UpdateActivity(t.Context(), anActivity, musementapi.UpdateActivityRequest{Latitude: &value})
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
		require.ErrorContains(t, err, "the body's latitude is no number")
	}
	for _, raw := range []string{"{", "canary", `{"a":1} 2`, "\"\xc5\""} {
		_, err := client.UpdateTimeslots(t.Context(), anActivity, boxoffice.Ptr(boxoffice.RawJSON(raw)))
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
		require.ErrorContains(t, err, "the body is not JSON text")
		require.NotContains(t, err.Error(), "canary")
	}
	require.Empty(t, sent())
}

func TestTextThatIsNotUTF8IsNotSent(t *testing.T) {
	client, sent := answered(t, "{}")
	_, err := client.UpdateExtraCustomerData(t.Context(), anActivity, 5, musementapi.ExtraCustomerDataRequest{Activities: []string{"ok", "\xc5se"}})
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.ErrorContains(t, err, "activities[1] is not UTF-8 text")
	require.Empty(t, sent())
}

// last is the error with which a sequence ends.
func last[T any](list iter.Seq2[T, error]) (failed error) {
	for _, err := range list {
		failed = err
	}
	return failed
}
