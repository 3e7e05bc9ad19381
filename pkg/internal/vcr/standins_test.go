package vcr_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

func standIns(pairs ...string) vcr.Config {
	values := map[string][]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = append(values[pairs[i]], pairs[i+1])
	}
	return vcr.Config{StandIns: func() map[string][]string { return values }}
}

func TestTwoValuesThatAreTheSameHaveEachItsExample(t *testing.T) {
	written, _ := acmeAnswer(t, standIns("7", "654780", "7", "17721"), "/customers/7?after=7&limit=7", answer(200, "application/json", `{"id":7}`))
	require.Contains(t, written, "/customers/17721?after=654780&limit=7")
	require.Contains(t, written, `"id": 17721`)
}

func TestAValueIsReplacedWhereItIsMeantAndNowhereElse(t *testing.T) {
	written, _ := acmeAnswer(t, standIns("1", "654780"), "/customers/1?after=1&limit=1", answer(200, "application/json",
		`{"id":1,"amount":1,"name":"1","numbers":[1,10],"friends":[{"amount":1.00}]}`))
	require.Contains(t, written, "/customers/1?after=654780&limit=1")
	require.Contains(t, written, `"id": 1,`)
	require.Contains(t, written, `"amount": 1,`)
	require.Contains(t, written, `"amount": 1.00`)
	require.NotContains(t, written, "6547800")
}

func TestARealCustomersNumberIsReplacedInJSONAndXML(t *testing.T) {
	written, _ := acmeAnswer(t, standIns("99", "17721"), "/customers/99?limit=99", answer(200, "application/json",
		`{"id":99,"amount":99,"href":"https://api.acme.test/customers/99?of=99","friends":[{"id":99}]}`))
	require.Contains(t, written, "/customers/17721?limit=99")
	require.Contains(t, written, `"id": 17721,`)
	require.Contains(t, written, `"id": 17721
`)
	require.Contains(t, written, `"amount": 99,`)
	require.Contains(t, written, `"href": "https://api.acme.test/customers/17721?of=17721"`)
	written, _ = acmeAnswer(t, standIns("99", "17721"), "/customers/99", answer(200, "application/xml",
		`<customer id="99"><amount>99</amount></customer>`))
	require.Contains(t, written, `<customer id="17721"><amount>99</amount></customer>`)
}

func TestANameIsReplacedInALongerTextWhereItStandsAlone(t *testing.T) {
	written, _ := acmeAnswer(t, standIns("Jane Real", "Alex Example", "Jo", "Al", "jane@venue.test", "alex@example.com"), "/customers/1", answer(200, "application/json",
		`{"name":"Jane Real, Jo and Jane Reality: jane@venue.test.","names":{"a":"Jo","b":"Jane Real"}}`))
	require.Contains(t, written, `"name": "Alex Example, Jo and Jane Reality: alex@example.com."`)
	require.Contains(t, written, `"a": "Jo"`, "it may be anybody's; the specification does not say Al there")
	require.Contains(t, written, `"b": "Alex Example"`)
}

func TestTheRealHostIsReplacedInAddresses(t *testing.T) {
	file, _, err := acmeTape(t, standIns("arena", "api", "sandbox.test:8443", "api.acme.test"), func(*http.Request) *http.Response {
		return answer(200, "application/json", `{"name":"the arena","href":"https://sandbox.test:8443/a"}`)
	}, func(client *http.Client) { send(t, client, http.MethodGet, "https://arena.acme.test/customers/1", "") })
	require.NoError(t, err)
	require.Contains(t, text(t, file), "url: https://api.acme.test/customers/1")
	require.Contains(t, text(t, file), `"name": "the arena"`)
	require.Contains(t, text(t, file), `"href": "https://api.acme.test/a"`)
}
