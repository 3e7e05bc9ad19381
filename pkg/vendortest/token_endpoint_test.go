package vendortest_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/oauth"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

const tokenSpec = `{"openapi":"3.0.3","info":{"title":"Tokens","version":"1"},"servers":[{"url":"https://api.acme.test/v2"}],
"paths":{"/things":{"get":{"operationId":"listThings","security":[{"oauth":[]}],"responses":{"204":{"description":"Done."},"401":{"description":"No."}}}}},
"components":{"securitySchemes":{"oauth":{"type":"oauth2","flows":{
 "clientCredentials":{"tokenUrl":"https://login.acme.test/oauth/token","scopes":{}},
 "password":{"tokenUrl":"/oauth/token","scopes":{}},
 "authorizationCode":{"authorizationUrl":"/oauth/authorize","tokenUrl":"/codes","scopes":{}}}}}}}`

func TestAFakeGivesTokensAtTheTokenURLsOfItsSpecification(t *testing.T) {
	t.Parallel()
	ctx, secret := context.Background(), boxoffice.Secret("example-secret")
	fake, err := vendortest.Start(vendortest.Document{Name: "tokens", Spec: func() ([]byte, error) { return []byte(tokenSpec), nil }})
	if err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	client := func(path string) *oauth.Client {
		c, err := oauth.New(oauth.Endpoint{Vendor: "tokens", TokenURL: fake.URL() + path, ClientID: "example", ClientSecret: secret})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	at, codes := client("/oauth/token"), client("/codes")
	code := oauth.Code{Code: boxoffice.Secret("example-code")}
	for name, ask := range map[string]func() (token.Token, error){
		"client":   func() (token.Token, error) { return at.ClientCredentials(ctx) },
		"password": func() (token.Token, error) { return at.Password(ctx, "alice", secret) },
		"refresh":  func() (token.Token, error) { return at.Refresh(ctx, secret) },
		"code":     func() (token.Token, error) { return codes.Exchange(ctx, code) },
	} {
		got, err := ask()
		if err != nil || got.Access.Empty() || got.Expires.IsZero() || got.Refresh.Empty() != (name == "client") {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if found := fake.Violations(); len(found) > 0 {
		t.Errorf("violations: %v", found)
	}

	if _, err := at.Exchange(ctx, code); boxoffice.AsError(err) == nil || boxoffice.AsError(err).Code != "unsupported_grant_type" {
		t.Errorf("a flow of another address: %v", err)
	}
	for body, want := range map[string]string{
		"":                               "field grant_type must be of a flow of the specification: client_credentials, password, refresh_token",
		"grant_type=client_credentials":  "client is in neither HTTP Basic nor the field client_id",
		"grant_type=password&client_id=": "client is in neither",
		"grant_type=password&client_id=example&username=alice": "field password is required and missing",
	} {
		resp, err := http.Post(fake.URL()+"/oauth/token", "application/x-www-form-urlencoded", strings.NewReader(body)) //nolint:noctx // one request
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		found := fake.Violations()
		if last := found[len(found)-1].String(); resp.StatusCode != 400 || !strings.Contains(last, want) {
			t.Errorf("%q: answered %d, %s", body, resp.StatusCode, last)
		}
	}
}
