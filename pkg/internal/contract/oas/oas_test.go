package oas_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
	"github.com/boxoffice-go/boxoffice/specs"
)

func venueManager(t *testing.T) *oas.Document {
	t.Helper()
	doc, err := oas.Load(specs.VenueManager)
	require.NoError(t, err)
	return doc
}

func TestARequestFindsItsOperation(t *testing.T) {
	doc := venueManager(t)
	for request, id := range map[string]string{
		"GET /api/core/customer/17721":                       "getCustomer",
		"POST /api/core/customer/17721":                      "updateCustomer",
		"GET /api/core/customer/token":                       "validateToken", // not a customer of that name
		"POST /api/core/customer/updatePass":                 "updatePassword",
		"PUT /api/core/invoice/markAsPaidByExternalId/a%2Fb": "markInvoiceAsPaid",
	} {
		method, path, _ := strings.Cut(request, " ")
		op, values := doc.Find(method, path)
		require.NotNil(t, op, request)
		require.Equal(t, id, op.ID)
		if id == "markInvoiceAsPaid" {
			require.Equal(t, map[string]string{"externalId": "a/b"}, values)
		}
	}
	for _, request := range []string{
		"DELETE /api/core/customer/17721", "GET /customer/17721", "GET /api/core/customer/", "GET /api/core/customer/1/2",
		"GET /api/corecustomer/1", "GET /api/core/customer/%zz", "GET ",
	} {
		method, path, _ := strings.Cut(request, " ")
		op, _ := doc.Find(method, path)
		require.Nil(t, op, request)
	}
}

func TestEveryOperationIsFoundByItsOwnPath(t *testing.T) {
	for _, source := range specs.All() {
		doc, err := oas.Load(source)
		require.NoError(t, err)
		base, err := doc.T.Servers[0].BasePath()
		require.NoError(t, err)
		for _, op := range doc.Operations() {
			found, _ := doc.Find(op.Method, strings.TrimSuffix(base, "/")+strings.NewReplacer("{", "", "}", "").Replace(op.Path))
			require.NotNil(t, found, "%s %s", source.Name, op.ID)
			require.Equal(t, op.ID, found.ID, source.Name)
			require.Same(t, op, doc.Operation(op.ID))
		}
		require.Nil(t, doc.Operation("nothing"))
	}
}

func TestTheOriginHasTheDefaultsOfItsVariables(t *testing.T) {
	origin, err := venueManager(t).Origin()
	require.NoError(t, err)
	require.Equal(t, "https://customer.admin.venuemanager.net", origin.String())
}

func TestSecretsAreReadFromTheSpecification(t *testing.T) {
	doc := venueManager(t)
	login := doc.Operation("createToken")
	require.True(t, login.RequestBody("application/json").Property("password").Secret())
	require.False(t, login.RequestBody("application/json").Property("username").Secret())
	require.Nil(t, login.RequestBody("application/json").Property("colour"))
	require.Nil(t, login.RequestBody("text/html"))
	require.True(t, login.ResponseBody(200, "application/json").Property("token").Secret())
	require.Nil(t, login.ResponseBody(418, "application/json"))
	require.Nil(t, doc.Operation("validateToken").RequestBody("application/json"))
	require.Equal(t, map[string]scheme.Scheme{"customerToken": {Type: "http", Scheme: "bearer"}, "apiUser": {Type: "http", Scheme: "basic"}}, doc.Schemes())
	field := doc.Operation("getAddressConfiguration").ResponseBody(200, "application/json").Items().Property("values").Items()
	require.False(t, field.Property("name").Secret())
}
