package rest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// A success that has none of what a success promises and reads as the vendor's
// error says the vendor's words.
func TestAnErrorWithTheStatusOfASuccessHasTheVendorsMessage(t *testing.T) {
	type coded struct {
		Code string `json:"code,omitzero"`
		Name string `json:"name,omitzero"`
	}
	ask := map[string]func(client *rest.Client) error{
		"object": func(c *rest.Client) error {
			_, err := rest.Object[thing](t.Context(), c.Request(opPost(), nil))
			return err
		},
		"object that has a code too": func(c *rest.Client) error {
			_, err := rest.Object[coded](t.Context(), c.Request(opPost(), nil))
			return err
		},
		"list": func(c *rest.Client) error {
			_, err := rest.List[thing](t.Context(), c.Request(opPost(), nil))
			return err
		},
		"stream": func(c *rest.Client) error {
			_, err := gather(t.Context(), c, new([]thing))
			return err
		},
		"integer": func(c *rest.Client) error {
			_, err := rest.Value[int64](t.Context(), c.Request(opPost(), nil))
			return err
		},
		"text": func(c *rest.Client) error {
			_, err := rest.Value[string](t.Context(), c.Request(opPost(), nil))
			return err
		},
		"nothing": func(c *rest.Client) error { return rest.Send(t.Context(), c.Request(opPost(), nil)) },
	}
	for what, call := range ask {
		for _, test := range []struct{ contentType, body string }{
			{"application/json", `{"code":"1402","message":"Æblet is gone"}`},
			{"application/json; charset=ISO-8859-1", "{\"code\":\"1402\",\"message\":\"\xc6blet is gone\"}"},
			{"application/json", `{"name":null,"code":"1402","error":"Æblet is gone"}`},
			{"application/json", `{"type":"about:blank","code":"1402","title":"Gone","detail":"Æblet is gone"}`},
			{"text/html", "\ufeff{\"code\":1402,\"error\":\"\\u00c6blet is gone\",\"data\":null}"},
		} {
			err := call(newClient(t, reply(200, test.contentType, test.body)))
			e := asError(t, err)
			require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, what)
			require.Equal(t, "Æblet is gone", e.Message, "%s: %s", what, test.body)
			require.Equal(t, "1402", e.Code, what)
			require.Equal(t, test.body, string(e.Body), what)
			require.Nil(t, e.Partial, what)
			require.NotContains(t, err.Error(), "blet")
		}
	}
}

func TestWhatASuccessSaysOfItselfIsNoError(t *testing.T) {
	type note struct {
		Code    string `json:"code,omitzero"`
		Message string `json:"message,omitzero"`
	}
	for _, body := range []string{`{"code":"7","message":"all is well"}`, `{"message":"all is well","more":1}`, "{}"} {
		_, err := rest.Object[note](t.Context(), newClient(t, reply(200, "application/json", body)).Request(opPost(), nil))
		require.NoError(t, err, body)
	}
	for _, body := range []string{`{"message":"all is well"}`, `{"detail":"all is well"}`, `{"code":0,"message":"all is well"}`, `{"code":200,"message":"all is well"}`, `[]`, "ok", `{"error":null}`, `{"error":""}`} {
		require.NoError(t, rest.Send(t.Context(), newClient(t, reply(200, "application/json", body)).Request(opPost(), nil)), body)
	}
	// An order that is broken and has a message of its own is no refusal.
	type order struct {
		ID      int64  `json:"id"`
		Message string `json:"message,omitzero"`
	}
	_, err := rest.Object[order](t.Context(), newClient(t, reply(200, "application/json", `{"id":"x","message":"for Ann"}`)).Request(opPost(), nil))
	require.Empty(t, asError(t, err).Message)
}

func TestAMessageThatIsNoTextIsNotShown(t *testing.T) {
	for _, body := range []string{"{\"message\":\"\xc6blet\"}", `{"message":"\ud800"}`} {
		_, err := rest.Object[thing](t.Context(), newClient(t, reply(404, "application/json", body)).Request(opPost(), nil))
		require.Empty(t, asError(t, err).Message)
		require.Equal(t, body, string(asError(t, err).Body))
	}
}

func TestTheTextOfACauseIsWhatMayBePrintedOfIt(t *testing.T) {
	t.Parallel()
	require.Empty(t, rest.CauseText(nil))
	require.Equal(t, "transport failure", rest.CauseText(errors.New("secret")))
	require.Equal(t, "acme: getShow: answered 404 Not Found", rest.CauseText(&boxoffice.Error{Vendor: "acme", Operation: "getShow", StatusCode: 404, Delivery: boxoffice.Answered}))
	require.Equal(t, "credentials refused: context canceled", rest.CauseText(fmt.Errorf("secret: %w", rest.CredentialsRefused(context.Canceled))))
}

func TestALoginIsRefusedForItsCredentialsByTheVendorItself(t *testing.T) {
	t.Parallel()
	answered := func(status int, message string) *boxoffice.Error {
		return &boxoffice.Error{StatusCode: status, Message: message, Delivery: boxoffice.Answered}
	}
	client := answered(400, "Which application?")
	client.Err = boxoffice.ErrConfiguration
	for _, c := range []struct {
		err     error
		refused bool
	}{
		{nil, false},
		{errors.New("not ours"), false},
		{answered(401, ""), true},
		{answered(400, "Wrong password"), true},
		{answered(400, ""), false}, // the page of a proxy
		{answered(403, "Wrong password"), false},
		{answered(500, "Wrong password"), false},
		{client, false},
		{&boxoffice.Error{Delivery: boxoffice.MaybeDelivered}, false},
	} {
		err := rest.LoginError(c.err, 400)
		require.Equal(t, c.refused, errors.Is(err, boxoffice.ErrCredentialsRefused), "%v", c.err)
		if !c.refused {
			require.Equal(t, c.err, err)
			continue
		}
		require.ErrorIs(t, err, c.err)
	}
}

func TestAnErrorSaysWhetherItsCallWasCarriedOut(t *testing.T) {
	t.Parallel()
	for status, done := range map[int]bool{0: false, 200: true, 204: true, 302: false, 404: false, 502: false} {
		err := fmt.Errorf("in: %w", &boxoffice.Error{StatusCode: status})
		require.Equal(t, status, rest.Status(err))
		require.Equal(t, done, rest.CarriedOut(err))
	}
	require.Zero(t, rest.Status(nil))
	require.Zero(t, rest.Status(errors.New("not ours")))
}

func TestAnAnswerSaysThatItIsJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": true, "application/json": true, "application/json; charset=utf-8": true, "application/problem+json": true,
		"text/html": false, "text/plain": false, "application/json;;": false, "json": false,
	} {
		require.Equal(t, want, rest.IsJSON(http.Header{"Content-Type": {text}}), text)
	}
	require.True(t, rest.IsJSON(nil))
}
