package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// supplierVisit is the fake Musement and a supplier of it.
type supplierVisit struct {
	fake     *musementtest.Fake
	t        *table
	supplier musement.Supplier
	client   *musement.Client
}

func init() {
	register(visit{"musement", "Musement: from registration to a bookable activity", musementVisit})
	registerFault(fault{"musement", "Musement: the access token is dead from now on", deadToken})
}

// musementVisit plays a supplier: it registers, activates, logs in, renews the token,
// creates an activity that can be booked, and reads the orders.
func musementVisit(ctx context.Context, t *table) error {
	fake, err := musementtest.Start()
	if err != nil {
		return err
	}
	defer fake.Close()
	v := &supplierVisit{fake: fake, t: t, supplier: musement.Supplier{
		ClientID: "demo-client", ClientSecret: boxoffice.Secret("demo-client-secret"),
		Username: "maria.rossi@example.com", Password: boxoffice.Secret("a demo password"),
	}}
	for _, part := range []func(context.Context) error{v.become, v.burst, v.activity, v.orders} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	for _, violation := range fake.Violations() {
		t.step("(the fake)", 0, violation.String(), "")
	}
	return v.client.Close(ctx)
}

func (v *supplierVisit) options() []boxoffice.ClientOption {
	return []boxoffice.ClientOption{boxoffice.WithBaseURL(v.fake.URL()), v.t.watch(), musement.WithApplication("demo"), musement.WithCurrency("EUR")}
}

// become registers, is interrupted, and goes on from what was kept.
func (v *supplierVisit) become(ctx context.Context) error {
	var stored []byte
	o := musement.Onboarding{
		Supplier: v.supplier,
		Registration: musementapi.RegisterSupplierRequest{
			Firstname: "Maria", Lastname: "Rossi", CompanyLegalName: "Example Tours S.r.l.", CompanyName: "Example Tours",
			Address: "Via Esempio 1", ZipCode: "20121", City: "Milan", CountryCode: "IT", DefaultCurrency: "EUR",
		},
		Keep: func(p musement.Progress) error {
			stored, _ = json.Marshal(p)
			return errors.New("the power fails")
		},
	}
	_, _, err := musement.Onboard(ctx, o, v.options()...)
	v.t.refused("registerSupplier", err, "musement: onboarding: register: the step is done and its progress could not be kept")

	early, err := musement.New(v.supplier, v.options()...)
	if err != nil {
		return err
	}
	err = early.Authenticate(ctx)
	v.t.step("login, not active yet", boxoffice.AsError(err).StatusCode, fmt.Sprintf("credentials refused: %t", errors.Is(err, boxoffice.ErrCredentialsRefused)), "credentials refused: true")
	_ = early.Close(ctx)

	if err := json.Unmarshal(stored, &o.Progress); err != nil {
		return err
	}
	o.Keep = nil
	client, progress, err := musement.Onboard(ctx, o, v.options()...)
	if err != nil {
		return err
	}
	v.client = client
	v.t.step("activateSupplier, login", 200, fmt.Sprintf("resumed after the registration, now done: %s", progress.Done), "resumed after the registration, now done: log in")
	v.t.step("  what was sent", 0, fmt.Sprintf("%d registration, %d activation", len(v.fake.Requests("registerSupplier")), len(v.fake.Requests("activateSupplier"))), "1 registration, 1 activation")
	return nil
}

// burst has the token die in the middle of many calls.
func (v *supplierVisit) burst(ctx context.Context) error {
	logins := len(v.fake.Requests("login"))
	var seen atomic.Int64
	v.fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Operation == "getProfile" && seen.Add(1) == 100 {
			v.fake.RevokeTokens()
		}
		return nil
	})
	var wg sync.WaitGroup
	errs := make([]error, 200)
	for caller := range 20 {
		wg.Go(func() {
			for i := caller; i < len(errs); i += 20 {
				_, errs[i] = v.client.GetProfile(ctx)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	v.t.step("getProfile, 200 by 20 at once", 200, fmt.Sprintf("the token died at the 100th: %d refresh, %d further logins, sent again: %t",
		len(v.fake.Requests("refreshToken")), len(v.fake.Requests("login"))-logins, seen.Load() > 200),
		"the token died at the 100th: 1 refresh, 0 further logins, sent again: true")
	return nil
}

// activity creates an activity with a content and a season.
func (v *supplierVisit) activity(ctx context.Context) error {
	created, err := v.client.CreateActivity(ctx, musementapi.CreateActivityRequest{
		Vertical: boxoffice.Ptr("arts-culture"), BookingType: boxoffice.Ptr(musementapi.BookingTypeCalendarTimeslots),
		CutoffTime: boxoffice.Ptr("P1DT0H0M"), Currency: boxoffice.Ptr("EUR"),
	})
	if err != nil {
		return err
	}
	uuid := created.UUID
	v.t.step("createActivity", 200, string(created.Status), "DRAFT")

	_, err = v.client.CreateContent(ctx, uuid, musementapi.CreateContentRequest{Title: boxoffice.Ptr("The Example Museum")})
	var form *musement.FormError
	if !errors.As(err, &form) {
		return fmt.Errorf("a content without a locale is not refused: %w", err)
	}
	v.t.step("createContent, no locale", 400, form.Fields[0].Name+": "+form.Fields[0].Message, "locale: This value is not valid.")
	content, err := v.client.CreateContent(ctx, uuid, musementapi.CreateContentRequest{Locale: boxoffice.Ptr("en"), Title: boxoffice.Ptr("The Example Museum")})
	if err != nil {
		return err
	}
	v.t.step("createContent", 200, content.Title, "The Example Museum")

	_, err = v.client.CreateTimedSeason(ctx, uuid, musementapi.CreateTimedSeasonRequest{
		Title: "Spring", FromDay: "2021-02-01", ToDay: "2021-02-28",
		Setups: []musementapi.SeasonSetup{{
			Type: musementapi.SeasonSetupTypeWithTimeslots, Title: "Standard ticket", Feature: "entrance",
			Days:      []musementapi.Weekday{musementapi.WeekdayMonday, musementapi.WeekdayTuesday},
			Prices:    []musementapi.SeasonPrice{{Holder: "adult", Currency: "EUR", RetailPriceSupplier: boxoffice.Ptr(boxoffice.Decimal("12.50"))}},
			Timeslots: []musementapi.SeasonTimeslot{{Time: "10:00", Availability: 20}},
		}},
	})
	if err != nil {
		return err
	}
	dates, err := v.client.ListDates(ctx, uuid)
	if err != nil {
		return err
	}
	v.t.step("createTimedSeason, listDates", 200, fmt.Sprintf("%d days, the first %s", len(dates), ((dates)[0].Day)[:10]), "8 days, the first 2021-02-01")

	for activity, err := range v.client.Activities(ctx, nil) {
		if err != nil {
			return err
		}
		v.t.step("listActivities", 200, activity.Title, "The Example Museum")
	}
	return nil
}

func (v *supplierVisit) orders(ctx context.Context) error {
	for i := range 5 {
		v.fake.AddOrder(v.supplier.Username, map[string]any{
			"identifier": fmt.Sprintf("MUS000000%d", i), "uuid": fmt.Sprintf("00000000-0000-4000-8000-00000000010%d", i),
			"total_price": map[string]any{"currency": "EUR", "value": json.Number("25.10")},
		})
	}
	count, total := 0, ""
	for order, err := range v.client.Orders(ctx, &musementapi.ListOrdersParams{Limit: boxoffice.Ptr(int64(2))}) {
		if err != nil {
			return err
		}
		count, total = count+1, string(order.TotalPrice.Value)+" "+order.TotalPrice.Currency
	}
	v.t.step("listOrders", 200, fmt.Sprintf("%d orders on pages of 2, the last of %s", count, total), "5 orders on pages of 2, the last of 25.10 EUR")
	return nil
}

// deadToken is a call whose token is refused: the client renews it and calls again.
func deadToken(ctx context.Context, t *table) error {
	fake, err := musementtest.Start()
	if err != nil {
		return err
	}
	defer fake.Close()
	v := &supplierVisit{fake: fake, t: t}
	fake.AddSupplier("maria.rossi@example.com", "a demo password")
	client, err := musement.New(musement.Supplier{
		ClientID: "demo-client", ClientSecret: boxoffice.Secret("demo-client-secret"),
		Username: "maria.rossi@example.com", Password: boxoffice.Secret("a demo password"),
	}, v.options()...)
	if err != nil {
		return err
	}
	if err := client.Authenticate(ctx); err != nil {
		return err
	}
	w := meet(fake.Server, "getProfile", vendortest.TokenExpired())
	profile, err := client.GetProfile(ctx)
	if err != nil {
		return err
	}
	w.steps(t, "the profile of "+profile.Email, "the profile of maria.rossi@example.com",
		"401 GET /api/v3/suppliers/me, fault: token-expired",
		"200 POST /api/v3/refresh",
		"200 GET /api/v3/suppliers/me")
	return client.Close(ctx)
}
