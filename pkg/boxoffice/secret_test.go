package boxoffice_test

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

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

var secretVerbs = []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%c", "%U", "%e", "%b", "%o", "%z", "%10.3s", "%-20v"}

// printed is a value in every fmt verb, bare and inside of others, and in slog.
func printed(t *testing.T, value any) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, verb := range secretVerbs {
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

func TestANullableFieldPrintsItsValue(t *testing.T) {
	require.Equal(t, "3 null absent", fmt.Sprintln(boxoffice.Set(3), boxoffice.Null[int](), boxoffice.Nullable[int]{})[:13])
	require.Equal(t, "{Code:x Name:absent}", fmt.Sprintf("%+v", struct{ Code, Name boxoffice.Nullable[string] }{Code: boxoffice.Set("x")}))
	require.Contains(t, printed(t, boxoffice.Null[string]())["slog JSON"], `"value":null`)
	require.Contains(t, printed(t, boxoffice.Set("x"))["slog text"], "value=x")
}

func TestASecretShowsInNoVerbAndNoLog(t *testing.T) {
	text, wire := boxoffice.Secret(canary), boxoffice.Sensitive(canary)
	nullable := boxoffice.Set(wire)
	for _, value := range []any{text, &text, wire, &wire, nullable, &nullable, boxoffice.Set([]boxoffice.SecretText{text}), []boxoffice.SecretText{text}, map[string]boxoffice.SecretText{"k": text}} {
		hidden(t, printed(t, value))
	}
	for _, value := range []any{[]boxoffice.Sensitive{wire}, map[string]boxoffice.Sensitive{"k": wire}, struct{ Token boxoffice.Sensitive }{wire}, struct {
		Token boxoffice.Nullable[boxoffice.Sensitive]
	}{nullable}} {
		all := printed(t, value)
		delete(all, "slog JSON") // which writes what holds a Wire as JSON, and JSON carries it
		hidden(t, all)
	}
	for _, value := range []any{text, wire, boxoffice.SensitiveNumber(424242), boxoffice.SecretText{}, boxoffice.Sensitive("")} {
		require.Equal(t, boxoffice.Redacted, fmt.Sprint(value), "an empty secret looks like any other")
		for sink, shown := range printed(t, value) {
			if !strings.HasPrefix(sink, "in an error") { // which has a verb of its own
				require.Contains(t, shown, boxoffice.Redacted, sink)
			}
			require.NotContains(t, shown, "424242", sink)
		}
	}
	require.EqualError(t, errors.New(text.String()+wire.String()+boxoffice.SensitiveNumber(1).String()), strings.Repeat(boxoffice.Redacted, 3))
}

// Even where fmt may not call methods, behind fields that are not exported, a
// Text does not show: its text is behind a pointer.
func TestATextShowsInNoStructThatHoldsItPrivately(t *testing.T) {
	type config struct {
		password boxoffice.SecretText
		inner    struct{ key *boxoffice.SecretText }
	}
	key := boxoffice.Secret(canary)
	value := config{password: boxoffice.Secret(canary)}
	value.inner.key = &key
	all := make(map[string]string)
	for _, verb := range secretVerbs {
		all[verb], all["&"+verb] = fmt.Sprintf(verb, value), fmt.Sprintf(verb, &value)
	}
	hidden(t, all)
}

func TestATextIsWrittenRedactedAndReadAsItIs(t *testing.T) {
	type config struct {
		Password boxoffice.SecretText            `json:"password" xml:"password"`
		ByName   map[string]boxoffice.SecretText `json:"byName"   xml:"-"`
	}
	data, err := json.Marshal(config{boxoffice.Secret(canary), map[string]boxoffice.SecretText{"a": boxoffice.Secret(canary)}})
	require.NoError(t, err)
	require.JSONEq(t, `{"password":"[redacted]","byName":{"a":"[redacted]"}}`, string(data))
	data, err = json.Marshal(map[boxoffice.SecretText]int{boxoffice.Secret(canary): 1})
	require.NoError(t, err)
	require.NotContains(t, string(data), canary)
	data, err = xml.Marshal(config{Password: boxoffice.Secret(canary)})
	require.NoError(t, err)
	require.NotContains(t, string(data), canary)

	var read config
	require.NoError(t, json.Unmarshal([]byte(`{"password":"`+canary+`"}`), &read))
	require.Equal(t, canary, read.Password.Reveal())
}

func TestATextKnowsWhetherItIsEmpty(t *testing.T) {
	require.True(t, boxoffice.SecretText{}.Empty())
	require.True(t, boxoffice.Secret("").Empty())
	require.Empty(t, boxoffice.SecretText{}.Reveal())
	require.False(t, boxoffice.Secret(" ").Empty())
	require.Equal(t, " ", boxoffice.Secret(" ").Reveal())
}

// A Wire is what the vendor is sent and sends.
func TestAWireTravelsAsItIs(t *testing.T) {
	type login struct {
		XMLName  xml.Name                  `json:"-"        xml:"login"`
		Password boxoffice.Sensitive       `json:"password" xml:"password"`
		CVV      boxoffice.SensitiveNumber `json:"cvv"      xml:"cvv"`
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
