package secret_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"text/template"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/secret"
)

const canary = "c4nary"

var verbs = []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%c", "%U", "%e", "%b", "%o", "%z", "%10.3s", "%-20v"}

// printed is a value in every fmt verb, bare and inside of others, and in slog.
func printed(t *testing.T, value any) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, verb := range verbs {
		all[verb] = fmt.Sprintf(verb, value)
		all["in a slice "+verb] = fmt.Sprintf(verb, []any{value})
		all["in a map "+verb] = fmt.Sprintf(verb, map[string]any{"k": value})
		all["in a field "+verb] = fmt.Sprintf(verb, struct{ Exported any }{value})
		all["in an error "+verb] = fmt.Sprintf(verb, fmt.Errorf("x: %v", value))
	}
	var text, object, page bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("x", slog.Any("value", value))
	slog.New(slog.NewJSONHandler(&object, nil)).Info("x", slog.Any("value", value))
	require.NoError(t, template.Must(template.New("").Parse("{{.}} {{printf `%q` .}}")).Execute(&page, value))
	all["slog text"], all["slog JSON"], all["template"] = text.String(), object.String(), page.String()
	return all
}

func hidden(t *testing.T, all map[string]string) {
	t.Helper()
	for sink, text := range all {
		for _, form := range []string{canary, canary[:4], fmt.Sprintf("%x", canary), fmt.Sprintf("%X", canary), fmt.Sprint([]byte(canary))} {
			require.NotContains(t, text, form, sink)
		}
	}
}

func TestASecretShowsInNoVerbAndNoLog(t *testing.T) {
	text, wire := secret.New(canary), secret.Wire(canary)
	for _, value := range []any{text, &text, wire, &wire, []secret.Text{text}, map[string]secret.Text{"k": text}} {
		hidden(t, printed(t, value))
	}
	for _, value := range []any{[]secret.Wire{wire}, map[string]secret.Wire{"k": wire}, struct{ Token secret.Wire }{wire}} {
		all := printed(t, value)
		delete(all, "slog JSON") // which writes what holds a Wire as JSON, and JSON carries it
		hidden(t, all)
	}
	for _, value := range []any{text, wire, secret.Number(424242), secret.Text{}, secret.Wire("")} {
		require.Equal(t, secret.Redacted, fmt.Sprint(value), "an empty secret looks like any other")
		for sink, shown := range printed(t, value) {
			if !strings.HasPrefix(sink, "in an error") { // which has a verb of its own
				require.Contains(t, shown, secret.Redacted, sink)
			}
			require.NotContains(t, shown, "424242", sink)
		}
	}
	require.EqualError(t, errors.New(text.String()+wire.String()+secret.Number(1).String()), strings.Repeat(secret.Redacted, 3))
}

// Even where fmt may not call methods, behind fields that are not exported, a
// Text does not show: its text is behind a pointer.
func TestATextShowsInNoStructThatHoldsItPrivately(t *testing.T) {
	type config struct {
		password secret.Text
		inner    struct{ key *secret.Text }
	}
	key := secret.New(canary)
	value := config{password: secret.New(canary)}
	value.inner.key = &key
	all := make(map[string]string)
	for _, verb := range verbs {
		all[verb], all["&"+verb] = fmt.Sprintf(verb, value), fmt.Sprintf(verb, &value)
	}
	hidden(t, all)
}

func TestATextIsWrittenRedactedAndReadAsItIs(t *testing.T) {
	type config struct {
		Password secret.Text            `json:"password" xml:"password"`
		ByName   map[string]secret.Text `json:"byName"   xml:"-"`
	}
	data, err := json.Marshal(config{secret.New(canary), map[string]secret.Text{"a": secret.New(canary)}})
	require.NoError(t, err)
	require.JSONEq(t, `{"password":"[redacted]","byName":{"a":"[redacted]"}}`, string(data))
	data, err = json.Marshal(map[secret.Text]int{secret.New(canary): 1})
	require.NoError(t, err)
	require.NotContains(t, string(data), canary)
	data, err = xml.Marshal(config{Password: secret.New(canary)})
	require.NoError(t, err)
	require.NotContains(t, string(data), canary)

	var read config
	require.NoError(t, json.Unmarshal([]byte(`{"password":"`+canary+`"}`), &read))
	require.Equal(t, canary, read.Password.Reveal())
}

func TestATextKnowsWhetherItIsEmpty(t *testing.T) {
	require.True(t, secret.Text{}.Empty())
	require.True(t, secret.New("").Empty())
	require.Empty(t, secret.Text{}.Reveal())
	require.False(t, secret.New(" ").Empty())
	require.Equal(t, " ", secret.New(" ").Reveal())
}

// A Wire is what the vendor is sent and sends.
func TestAWireTravelsAsItIs(t *testing.T) {
	type login struct {
		XMLName  xml.Name      `json:"-"        xml:"login"`
		Password secret.Wire   `json:"password" xml:"password"`
		CVV      secret.Number `json:"cvv"      xml:"cvv"`
	}
	data, err := json.Marshal(login{Password: canary, CVV: 123}) //nolint:gosec // the point of the test
	require.NoError(t, err)
	require.JSONEq(t, `{"password":"`+canary+`","cvv":123}`, string(data))
	var read login
	require.NoError(t, json.Unmarshal(data, &read))
	require.Equal(t, canary, string(read.Password))
	require.EqualValues(t, 123, read.CVV)
	data, err = xml.Marshal(login{Password: canary, CVV: 123}) //nolint:gosec // the point of the test
	require.NoError(t, err)
	require.Equal(t, "<login><password>"+canary+"</password><cvv>123</cvv></login>", string(data))
	require.NoError(t, xml.Unmarshal(data, &read))
	require.Equal(t, canary, string(read.Password))
}
