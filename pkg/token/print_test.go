package token_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// sinks is everything that a value may be written to.
func sinks(value any) map[string]string {
	out := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%t"} {
		out[verb] = fmt.Sprintf(verb, value)
		out["nested "+verb] = fmt.Sprintf(verb, struct{ a, B any }{value, value})
	}
	if err, ok := value.(error); ok {
		out["Error"] = err.Error()
	}
	data, err := json.Marshal(map[string]any{"value": value})
	out["json"] = fmt.Sprint(string(data), err)
	var text, lines bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("m", slog.Any("value", value))
	slog.New(slog.NewJSONHandler(&lines, nil)).Info("m", slog.Any("value", value))
	out["slog text"], out["slog json"] = text.String(), lines.String()
	return out
}

func TestNothingSecretIsPrintedByAnythingAnywhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answer := token.Token{Access: boxoffice.Secret("canary-access"), Refresh: boxoffice.Secret("canary-refresh"), Expires: time.Now().Add(time.Hour)}
		var w warnings
		values := map[string]any{"Token": answer, "*Token": &answer}
		for name, cause := range map[string]error{
			"a URL":          &url.Error{Op: "Get", URL: "https://example.com/?password=canary-password", Err: errBroken},
			"any text":       fmt.Errorf("canary-password is wrong"),
			"a refusal":      fmt.Errorf("canary-password: %w", boxoffice.ErrCredentialsRefused),
			"an API error":   &boxoffice.Error{StatusCode: 401, Body: []byte("canary-password"), Message: "canary-password", Err: boxoffice.ErrCredentialsRefused},
			"a second URL":   &url.Error{Op: "Get", URL: "https://canary-password@example.com", Err: context.DeadlineExceeded},
			"another's text": fmt.Errorf("canary-password: %w", context.Canceled),
		} {
			store := token.NewMemoryStore()
			var fail error
			s := newSource(t, token.Issuer{
				Login:   func(context.Context) (token.Token, error) { return answer, fail },
				Refresh: func(context.Context, boxoffice.SecretText) (token.Token, error) { return token.Token{}, fail },
			}, append(w.options(), token.WithStore(store, "k"))...)
			require.Equal(t, "canary-access", mustToken(t, s))
			fail = cause
			s.Refused("canary-access")
			values["the error of "+name] = failToken(t, s)
			values["Source after "+name], values["Store after "+name] = s, store
		}
		for i, warning := range w.errs {
			values[fmt.Sprint("warning ", i)] = warning
		}
		require.NotEmpty(t, w.errs)
		require.NotContains(t, w.log.String(), "canary")
		for name, value := range values {
			for sink, text := range sinks(value) {
				require.NotContains(t, text, "canary", "%s in %s", name, sink)
			}
		}
	})
}

func TestAnErrorSaysWhatFailedAndUntilWhen(t *testing.T) {
	e := &token.Error{Step: token.StepLogin, Err: boxoffice.ErrCredentialsRefused, Until: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)}
	const text = "token: login: credentials refused (not tried again before 2030-01-02T03:04:05Z)"
	require.Equal(t, text, e.Error())
	require.Equal(t, fmt.Sprintf("%q", text), fmt.Sprintf("%q", e))
	outer := &boxoffice.Error{Vendor: "musement", Operation: "getCart", Err: e}
	require.Equal(t, "musement: getCart: "+text, outer.Error(), "it may be part of another error's text")
	require.Equal(t, "token: store: no cause given", (&token.Error{Step: token.StepStore}).Error())
}

func TestTheErrorOfALoginSaysWhichCallFailedAndHowItWasAnswered(t *testing.T) {
	login := &boxoffice.Error{Vendor: "acme", Operation: "login", Delivery: boxoffice.Answered, StatusCode: 200, Err: safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body is empty")}
	require.EqualError(t, &token.Error{Step: token.StepLogin, Err: login}, "token: login: acme: login: answered 200 OK: unexpected response: the body is empty")
}
