package rest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// show has properties that errors have as well, and requires nothing.
type show struct {
	Title  string `json:"title,omitzero"`
	Status string `json:"status,omitzero"`
	Type   string `json:"type,omitzero"`
	Hall   string `json:"hall,omitzero"`
}

// What frameworks write when something failed, and the status stays that of a success.
func TestAnErrorInTheFormOfAnyFrameworkIsNoSuccess(t *testing.T) {
	for body, want := range map[string][2]string{
		`{"status":"error","message":"Gone"}`:                                       {"", "Gone"},
		`{"status":"fail","data":null,"message":"Gone","code":1402}`:                {"1402", "Gone"},
		`{"status":404,"error":"Not Found","message":"Gone","path":"/x"}`:           {"", "Gone"},
		`{"status":"404","title":"Not Found","detail":"Gone","type":"about:blank"}`: {"", "Gone"},
		`{"type":"https://tools.example/gone","title":"Not Found","detail":"Gone"}`: {"", "Gone"},
		`{"success":false,"message":"Gone"}`:                                        {"", "Gone"},
		`{"success":0,"title":null,"message":"Gone"}`:                               {"", "Gone"},
		`{"title":"","hall":"","error":"Gone"}`:                                     {"", "Gone"},
		`{"success":false,"hall":"","message":"Gone"}`:                              {"", "Gone"},
		`{"error":true,"message":"Gone"}`:                                           {"", "Gone"},
		`{"error":{"code":1402,"message":"Gone"}}`:                                  {"1402", "Gone"},
		`{"errors":[{"code":"1402","message":"Gone"},{"message":"And more"}]}`:      {"1402", "Gone"},
		`{"errors":[{"detail":"Gone","status":"404"}]}`:                             {"", "Gone"},
		`{"errors":["Gone"]}`:                                                       {"", "Gone"},
		`{"message":["Gone","And more"],"error":"Bad Request","statusCode":400}`:    {"", "Gone"},
	} {
		_, err := rest.Object[show](t.Context(), newClient(t, reply(200, "application/json", body)).Request(opPost(), nil))
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, body)
		require.Equal(t, want[1], asError(t, err).Message, body)
		require.Equal(t, want[0], asError(t, err).Code, body)
		require.Nil(t, asError(t, err).Partial, body)
		require.NotContains(t, err.Error(), "Gone")

		err = rest.Send(t.Context(), newClient(t, reply(200, "application/json", body)).Request(opPost(), nil))
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, "where no body is documented: %s", body)
		require.Equal(t, want[1], asError(t, err).Message, body)

		_, err = rest.Object[show](t.Context(), newClient(t, reply(404, "application/json", body)).Request(opPost(), nil))
		require.Equal(t, want[1], asError(t, err).Message, "a refusal: %s", body)
	}
	for _, body := range []string{`{"success":false,"hall":""}`, `{"ok":false,"hall":"","title":null}`} {
		_, err := rest.Object[show](t.Context(), newClient(t, reply(200, "application/json", body)).Request(opPost(), nil))
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, body)
		require.ErrorContains(t, err, "the body says that the request failed")
	}
	_, err := rest.Object[show](t.Context(), newClient(t, reply(200, "application/problem+json", `{"title":"Not Found","detail":"Gone"}`)).Request(opPost(), nil))
	require.Equal(t, "Gone", asError(t, err).Message)
}

// A page for maintenance, and the end of a PHP script, often come with 200.
func TestAPageIsNoSuccessWithoutABody(t *testing.T) {
	for body, contentType := range map[string]string{
		"<!DOCTYPE html><html><h1>Maintenance</h1>": "text/html; charset=UTF-8",
		"\ufeff\n<html>Sign in</html>":              "application/xhtml+xml",
		"<br />\n<b>Fatal error</b>: Uncaught":      "application/json",
		"<html/>":                                   "",
	} {
		err := rest.Send(t.Context(), newClient(t, reply(200, contentType, body)).Request(opPost(), nil))
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, body)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, body)
		require.Equal(t, body, string(asError(t, err).Body))
	}
	for body, contentType := range map[string]string{"OK": "text/html", "1": "text/html", "true": "application/json", "{}": "application/json", "<ok/>": "application/xml", "<?xml version='1.0'?><ok/>": "text/xml"} {
		require.NoError(t, rest.Send(t.Context(), newClient(t, reply(200, contentType, body)).Request(opPost(), nil)), body)
	}
}

// A flag that is documented is what was asked for.
func TestADocumentedFlagThatIsFalseIsNoError(t *testing.T) {
	type check struct {
		OK      bool     `json:"ok,omitzero"`
		Reasons []string `json:"reasons,omitzero"`
	}
	_, err := rest.Object[check](t.Context(), newClient(t, reply(200, "application/json", `{"ok":false,"reasons":[]}`)).Request(opPost(), nil))
	require.NoError(t, err)
}

func TestASuccessThatHasAStatusOrATitleIsOne(t *testing.T) {
	for _, body := range []string{
		`{"status":"error"}`, `{"title":"Errors","type":"musical"}`, `{"status":"cancelled","message":"See you in May"}`, `{"title":"Gala","status":"active","message":"New"}`,
		`{"title":"Gala","status":"error","hall":"A","message":"New"}`, `{"title":"Gala","success":true,"message":"Found"}`, `{"title":"Gala","errors":[],"error":false,"message":"Found"}`, `{"title":"Gala","hall":"","error":0,"message":"Found"}`, `{"hall":"","error":"0"}`, `{"hall":"","message":"Found"}`, `{"success":true,"hall":""}`, `{"status":200,"message":"Found","hall":"A"}`,
	} {
		_, err := rest.Object[show](t.Context(), newClient(t, reply(200, "application/json", body)).Request(opPost(), nil))
		require.NoError(t, err, body)
	}
	for _, body := range []string{`{"success":true,"message":"Done"}`, `{"success":1}`, `{"status":"ok","message":"Done"}`, `{"status":200}`, `{"errors":[]}`, `{"error":0,"message":"Done"}`, `{"error":"0"}`, `{"errors":null,"error":false}`, `{"error":{}}`, `{"title":"Done"}`} {
		require.NoError(t, rest.Send(t.Context(), newClient(t, reply(200, "application/json", body)).Request(opPost(), nil)), body)
	}
}
