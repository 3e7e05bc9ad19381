package contract

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

// gateT is a test that a gate may fail.
type gateT struct {
	require.TestingT
	t *testing.T
}

func (g gateT) Helper()             {}
func (g gateT) Logf(string, ...any) {}
func (g gateT) TempDir() string     { return g.t.TempDir() }

// fails is what a gate complains of.
func fails(t *testing.T, gate func(tester)) string {
	t.Helper()
	complaints := trial(func(tt require.TestingT) { gate(gateT{tt, t}) })
	require.NotEmpty(t, complaints, "the gate let it pass")
	return strings.Join(complaints, "\n")
}

// tampered changes the only tape of a suite.
func tampered(t *testing.T, s suite, change func(*cassette.Interaction)) {
	t.Helper()
	path := s.tape(s.cases[0])
	interactions, err := vcr.Load(path)
	require.NoError(t, err)
	change(interactions[len(interactions)-1])
	require.NoError(t, vcr.Write(path, interactions))
}

func TestAnExchangeThatTheSpecificationDoesNotHaveIsFound(t *testing.T) {
	for says, change := range map[string]func(*cassette.Interaction){
		"no operation of the specification":           func(i *cassette.Interaction) { i.Request.URL += "/more" },
		"no documented server":                        func(i *cassette.Interaction) { i.Request.URL = strings.Replace(i.Request.URL, "https", "http", 1) },
		"query parameter colour is not documented":    func(i *cassette.Interaction) { i.Request.URL += "?colour=red" },
		"there is no bearer credential":               func(i *cassette.Interaction) { i.Request.Headers.Set("Authorization", "Basic redacted") },
		"there is no bearer":                          func(i *cassette.Interaction) { i.Request.Headers.Del("Authorization") },
		`property "quantity" is missing`:              func(i *cassette.Interaction) { i.Request.Body = `{"asset_id":1,"customer_ip":"203.0.113.1"}` },
		"quantity":                                    func(i *cassette.Interaction) { i.Request.Body = strings.Replace(i.Request.Body, "3\n", "\"3\"\n", 1) },
		"value is required but missing":               func(i *cassette.Interaction) { i.Request.Body = "" },
		"status is not supported":                     func(i *cassette.Interaction) { i.Response.Code = 418 },
		`property "exp_date" is missing`:              func(i *cassette.Interaction) { i.Response.Body = `{"token":"redacted-token"}` },
		"exp_date":                                    func(i *cassette.Interaction) { i.Response.Body = `{"token":"redacted-token","exp_date":"soon"}` },
		"response header Content-Type has unexpected": func(i *cassette.Interaction) { i.Response.Headers.Set("Content-Type", "text/html") },
	} {
		s := composed(t, validated())
		tampered(t, s, change)
		require.Contains(t, fails(t, func(t tester) { s.valid(t) }), says)
	}
	anonymous := composed(t, health())
	tampered(t, anonymous, func(i *cassette.Interaction) { i.Request.Headers.Set("Authorization", "Bearer redacted") })
	require.Contains(t, fails(t, func(t tester) { anonymous.valid(t) }), "the operation takes none")
	empty := composed(t, cancelled())
	tampered(t, empty, func(i *cassette.Interaction) { i.Response.Body = "{}" })
	require.Contains(t, fails(t, func(t tester) { empty.valid(t) }), "has a body and none is documented")
	get := composed(t, health())
	tampered(t, get, func(i *cassette.Interaction) { i.Request.Body = "{}" })
	require.Contains(t, fails(t, func(t tester) { get.valid(t) }), "request body not allowed")
}

func TestASecretOnATapeIsFoundAndNotRepeated(t *testing.T) {
	s := composed(t, validated())
	hex := strings.Repeat("0a1b", 10)
	tampered(t, s, func(i *cassette.Interaction) {
		i.Response.Body = strings.Replace(i.Response.Body, "redacted-token", hex, 1)
	})
	complaint := fails(t, func(t tester) { s.secrets(t) })
	require.Contains(t, complaint, "32 or more hexadecimal digits")
	require.NotContains(t, complaint, hex)
}

func TestATapeWithoutACaseAndACaseWithoutATapeAreFound(t *testing.T) {
	s := composed(t, validated())
	require.NoError(t, os.Rename(s.tape(s.cases[0]), filepath.Join(s.dir, "forgotten.yaml")))
	complaint := fails(t, func(t tester) { s.tapes(t) })
	require.Contains(t, complaint, "forgotten.yaml: no case plays this tape")
	require.Contains(t, complaint, "validatePurchase.yaml")
}

func TestATapeThatHidesItsOriginIsFound(t *testing.T) {
	s := composed(t, validated())
	tampered(t, s, func(*cassette.Interaction) {}) // go-vcr writes no comment
	require.Contains(t, fails(t, func(t tester) { s.tapes(t) }), "does not say where it comes from")
}

func TestCoverageMayOnlyGrow(t *testing.T) {
	s := composed(t, validated(), health())
	complaint := fails(t, func(t tester) { s.coverage(t, false) })
	require.Contains(t, complaint, "run the test with -update")
	s.coverage(t, true)
	s.coverage(t, false)

	require.NoError(t, os.Remove(s.tape(s.cases[0])))
	for _, update := range []bool{false, true} {
		complaint = fails(t, func(t tester) { s.coverage(t, update) })
		require.Contains(t, complaint, "validatePurchase 200 application/json: covered")
		require.Contains(t, complaint, "no longer")
	}
}

func TestACaseThatLooksTooLittleIsFound(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		run  func(t require.TestingT, client *http.Client)
		says []string
		not  []string
	}{
		"success alone": {func(t require.TestingT, client *http.Client) {
			_, err := connect(t, client).GetHealth(ctx)
			require.NoError(t, err)
		}, []string{"does not notice: [].health; [].name; []"}, []string{"status 2", "Content-Type"}},
		"what the bytes are": {func(t require.TestingT, client *http.Client) {
			resp, err := client.Get("https://hlconnect-api.mu.se/health") //nolint:noctx // one request
			require.NoError(t, err)
			defer func() { _ = resp.Body.Close() }()
			require.Equal(t, 200, resp.StatusCode)
			body, err := io.ReadAll(resp.Body)
			require.NoError(t, err)
			require.JSONEq(t, `[{"name":"db","health":true}]`, string(body))
		}, []string{"does not notice: header Content-Type"}, []string{"[]."}},
		"a length": {func(t require.TestingT, client *http.Client) {
			res, err := connect(t, client).GetHealth(ctx)
			require.NoError(t, err)
			require.Len(t, res, 1)
		}, []string{"[].health", "[].name"}, []string{"[];"}},
		"one field": {func(t require.TestingT, client *http.Client) {
			res, err := connect(t, client).GetHealth(ctx)
			require.NoError(t, err)
			require.True(t, (res)[0].Health)
		}, []string{"[].name"}, []string{"[].health"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := composed(t, Case{Operation: "getHealth", Example: "healthy", Run: c.run})
			complaint := fails(t, func(t tester) { s.mutations(t) })
			for _, says := range c.says {
				require.Contains(t, complaint, says)
			}
			for _, not := range c.not {
				require.NotContains(t, complaint, not)
			}
		})
	}
}

func TestARefusalMustBeToldByStatusAndMessage(t *testing.T) {
	s := composed(t, Case{Operation: "getHealth", Name: "failed", Status: 500, Run: func(t require.TestingT, client *http.Client) {
		_, err := connect(t, client).GetHealth(context.Background(), once)
		require.ErrorIs(t, err, boxoffice.ErrServer)
	}})
	complaint := fails(t, func(t tester) { s.mutations(t) })
	require.Contains(t, complaint, "does not notice: status 501; code; message")
}

func TestAnOptionalHeaderMustBeReadOrExcused(t *testing.T) {
	c := cancelled()
	c.Run = func(t require.TestingT, client *http.Client) {
		err := connect(t, client).Raw.CancelPurchase(context.Background(), hlconnectapi.CancelPurchaseParams{OrderID: 12345, OrderLineID: 1})
		require.NoError(t, err)
	}
	complaint := fails(t, func(tt tester) { composed(t, c).mutations(tt) })
	require.Contains(t, complaint, "header X-Environment; header X-Environment, dropped")
	c.Unread = []string{"header X-Environment"}
	composed(t, c).mutations(t)
}

func TestAnExcuseThatIsNotNeededIsFound(t *testing.T) {
	c := validated()
	c.Unread = []string{"exp_date", "colour"}
	complaint := fails(t, func(tt tester) { composed(t, c).mutations(tt) })
	require.Contains(t, complaint, "exp_date; colour")
}

func TestACaseIsHeldToTheAnswerItIsAbout(t *testing.T) {
	s := composed(t, health())
	tampered(t, s, func(i *cassette.Interaction) { i.Response.Code = 500 })
	require.Nil(t, s.subject(s.cases[0], mustLoad(t, s)))
	require.Contains(t, fails(t, func(t tester) { s.mutations(t) }), "no answer with the case's status")
}

func TestAPanicIsAComplaint(t *testing.T) {
	complaints := trial(func(require.TestingT) { panic("index out of range") })
	require.Equal(t, []string{"panic: index out of range"}, complaints)
	require.Empty(t, trial(func(require.TestingT) {}))
	require.Len(t, trial(func(t require.TestingT) { t.FailNow() }), 1)
}

func mustLoad(t *testing.T, s suite) []*cassette.Interaction {
	t.Helper()
	interactions, err := vcr.Load(s.tape(s.cases[0]))
	require.NoError(t, err)
	return interactions
}
