package musement_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

// trippers are round trippers of a user that say too much.
var trippers = map[string]func(*http.Request) error{
	"text":    func(r *http.Request) error { return fmt.Errorf("cannot send %s", r.URL) },
	"escaped": func(r *http.Request) error { return errors.New(url.QueryEscape(r.URL.String())) },
	"nested": func(r *http.Request) error {
		return fmt.Errorf("outer: %w", &url.Error{Op: "Get", URL: r.URL.String(), Err: errors.New(r.URL.RawQuery)})
	},
	"joined": func(r *http.Request) error { return errors.Join(context.DeadlineExceeded, errors.New(r.URL.String())) },
	"address": func(r *http.Request) error {
		return &net.OpError{Op: "dial", Err: &net.DNSError{Name: r.URL.String(), Err: r.URL.String()}}
	},
	"exported": func(r *http.Request) error { return talkative{r.URL.String()} },
}

// talkative has the address in a field.
type talkative struct{ URL string }

func (e talkative) Error() string { return "cannot send " + e.URL }
func (talkative) Timeout() bool   { return true }
func (talkative) Temporary() bool { return true }

func (c *child) failInEveryWay() {
	slog.SetDefault(c.loggers()[0])
	for name, answer := range answers {
		c.loginsAgainst(name, answer)
		c.refreshesAgainst(name, answer)
		c.onboardingAgainst(name, answer)
	}
	for name, tripper := range trippers {
		failing := withTransport(roundTripper(func(r *http.Request) (*http.Response, error) { return nil, tripper(r) }))
		c.logIn("round tripper: "+name, "https://127.0.0.1:1", failing)
	}
	c.logIn("nobody listens", "http://127.0.0.1:1")
	proxied := &http.Transport{Proxy: func(r *http.Request) (*url.URL, error) { return nil, fmt.Errorf("no proxy for %s", r.URL) }}
	c.logIn("proxy", "https://127.0.0.1:1", withTransport(proxied))
	c.printWhatHoldsSecrets()
}

func (c *child) logIn(name, origin string, options ...boxoffice.ClientOption) {
	for _, byPost := range []bool{false, true} {
		supplier := c.supplier()
		supplier.LoginByGet = !byPost
		client := c.client(origin, supplier, options...)
		_, err := client.GetProfile(context.Background())
		c.show(fmt.Sprintf("login, by POST %t: %s", byPost, name), err)
		_ = client.Close(context.Background())
	}
	// The generated operation, called by itself.
	password := boxoffice.Sensitive(c.Password)
	_, err := c.client(origin, c.supplier(), options...).Login(context.Background(), musementapi.LoginParams{
		ClientID: "my-client-id", ClientSecret: boxoffice.Sensitive(c.ClientSecret), GrantType: musementapi.LoginParamsGrantTypePassword, Password: &password,
	})
	if err != nil {
		fmt.Printf("%v|%+v|%#v\n", err, err, err)
		c.loggers()[0].Error("login by itself", slog.Any("err", err))
	}
}

// waiting is how long a client waits for an answer: not long for one that never
// comes, and long enough on any machine for every other.
func waiting(name string) boxoffice.ClientOption {
	limit := 5 * time.Minute
	if name == "silence" {
		limit = 100 * time.Millisecond
	}
	return boxoffice.WithHTTPClient(&http.Client{Timeout: limit})
}

func (c *child) loginsAgainst(name string, answer http.HandlerFunc) {
	server := vendor(answer)
	defer server.Close()
	c.logIn(name, server.URL, boxoffice.WithMaxBody(4096), waiting(name))
}

// refreshesAgainst has a good login, a refused token, and a refresh that fails.
func (c *child) refreshesAgainst(name string, answer http.HandlerFunc) {
	server := vendor(func(w http.ResponseWriter, r *http.Request) {
		grant := r.URL.Query().Get("grant_type")
		switch {
		case grant == "password":
			answerJSON(w, 200, map[string]any{"access_token": c.AccessToken, "refresh_token": c.RefreshToken, "expires_in": 3600})
		case grant == "refresh_token":
			answer(w, r)
		default:
			answerJSON(w, 401, map[string]any{"code": "1401", "message": "Not authenticated"})
		}
	})
	defer server.Close()
	for _, byLogin := range []bool{false, true} {
		supplier := c.supplier()
		supplier.RefreshByLogin = byLogin
		client := c.client(server.URL, supplier, boxoffice.WithMaxBody(4096), waiting(name))
		_, err := client.GetProfile(context.Background())
		c.show(fmt.Sprintf("refresh, by login %t: %s", byLogin, name), err)
		_ = client.Close(context.Background())
	}
}

func (c *child) onboardingAgainst(name string, answer http.HandlerFunc) {
	server := vendor(answer)
	defer server.Close()
	for _, progress := range []musement.Progress{
		{}, {Done: musement.StepRegister, SupplierUUID: "00000000-0000-4000-8000-000000000002", ConfirmationToken: boxoffice.Sensitive(c.ConfirmationToken)},
	} {
		o := musement.Onboarding{Supplier: c.supplier(), Registration: registration(), Progress: progress}
		_, progress, err := musement.Onboard(context.Background(), o, boxoffice.WithBaseURL(server.URL), musement.WithApplication("my-application"),
			boxoffice.WithLogger(c.loggers()[0]), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}), boxoffice.WithMaxBody(4096), waiting(name))
		c.show("onboarding: "+name, err)
		fmt.Printf("%v|%+v|%#v\n%v|%+v|%#v\n", progress, progress, progress, o.Registration, o.Registration, o.Registration)
	}
}

// printWhatHoldsSecrets prints the values that a program handles.
func (c *child) printWhatHoldsSecrets() {
	supplier := c.supplier()
	client := c.client("https://127.0.0.1:1", supplier)
	onboarding := musement.Onboarding{Supplier: supplier, Registration: registration()}
	onboarding.Registration.Password = boxoffice.Sensitive(c.Password)
	password, refresh := boxoffice.Sensitive(c.Password), boxoffice.Sensitive(c.RefreshToken)
	for _, value := range []any{
		supplier, &supplier, client, *client, onboarding, &onboarding,
		musementapi.LoginParams{ClientSecret: boxoffice.Sensitive(c.ClientSecret), Password: &password, RefreshToken: &refresh},
		musementapi.LoginRequest{Password: &password}, musementapi.Token{RefreshToken: refresh},
		musementapi.RefreshTokenParams{RefreshToken: refresh}, musementapi.ActivateSupplierRequest{ConfirmationToken: boxoffice.Sensitive(c.ConfirmationToken)},
	} {
		fmt.Printf("%v|%+v|%#v|%s|%d\n", value, value, value, value, value)
		c.loggers()[0].Info("value", slog.Any("value", value))
	}
}
