package contract

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/specs"
)

// world is the network, as far as a live recording sees it.
type world func(*http.Request) (status int, body string)

func (w world) RoundTrip(req *http.Request) (*http.Response, error) {
	status, body := w(req)
	return &http.Response{
		StatusCode: status, Status: http.StatusText(status), Request: req,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)),
	}, nil
}

func liveSuite(t *testing.T, w world, cases ...Case) suite {
	t.Helper()
	s := suiteIn(t, filepath.Join(t.TempDir(), "hlconnect"), live, specs.HLConnect, cases)
	s.net = w
	return s
}

// sold registers a sale in the name of somebody real.
func sold() Case {
	return Case{Operation: "registerPurchase", Name: "invalid", Status: 422, Live: true, Run: func(t require.TestingT, client *http.Client) {
		err := connect(t, client).Raw.RegisterPurchase(context.Background(), hlconnectapi.PurchaseRegisterRequest{
			Token: "abc", OrderNumber: 1, OrderLineID: 1, UnitPrice: "1.5", LineItemPrice: "1.5",
			Customer: Env(t, "TRIAL_CUSTOMER", "Alex Example"),
		}, once)
		require.ErrorContains(t, err, "as documented")
	}}
}

func TestALiveRecordingIsOfTheRealVendorUnderTheDocumentedAddress(t *testing.T) {
	t.Setenv("BOXOFFICE_HLCONNECT_ORIGIN", "https://sandbox.test")
	t.Setenv("BOXOFFICE_TRIAL_CUSTOMER", "Jane Real")
	s := liveSuite(t, func(req *http.Request) (int, string) {
		require.Equal(t, "https://sandbox.test/purchase/register", req.URL.String())
		require.Equal(t, "sandbox.test", req.Host)
		body, err := io.ReadAll(req.Body)
		require.NoError(t, err)
		require.Contains(t, string(body), `"Jane Real"`)
		require.Contains(t, string(body), `"abc"`)
		return 422, `{"message":"Jane Real owes us money"}`
	}, sold())
	s.run(t) // though the expectation does not hold

	tape := s.tape(s.cases[0])
	source, err := Origin(tape)
	require.NoError(t, err)
	require.Equal(t, Live, source)
	text, err := os.ReadFile(tape)
	require.NoError(t, err)
	require.Contains(t, string(text), "https://hlconnect-api.mu.se/purchase/register")
	require.Contains(t, string(text), "Alex Example owes us money")
	for _, no := range []string{"Jane", "sandbox.test", `"abc"`} {
		require.NotContains(t, string(text), no)
	}

	// An answer of another kind is not what the case is about.
	require.True(t, s.shows(s.cases[0], tape))
	other := s.cases[0]
	other.Status = 409
	require.False(t, s.shows(other, tape))

	// Composing leaves it alone.
	s.mode = compose
	s.run(t)
	again, err := os.ReadFile(tape)
	require.NoError(t, err)
	require.Equal(t, string(text), string(again))
}

func TestACaseWithoutItsVariablesIsNotRecorded(t *testing.T) {
	t.Setenv("BOXOFFICE_TRIAL_CUSTOMER", "")
	s := liveSuite(t, func(*http.Request) (int, string) {
		t.Error("something was sent")
		return 500, "{}"
	}, sold())
	s.run(t)
	require.NoFileExists(t, s.tape(s.cases[0]))
}

func TestACaseThatIsNotMarkedLiveIsNotRecorded(t *testing.T) {
	t.Setenv("BOXOFFICE_TRIAL_CUSTOMER", "Jane Real")
	c := sold()
	c.Live = false
	s := liveSuite(t, func(*http.Request) (int, string) {
		t.Error("something was sent")
		return 500, "{}"
	}, c)
	s.run(t)
	require.NoFileExists(t, s.tape(c))
}

func TestOutsideALiveRecordingTheExampleIsUsed(t *testing.T) {
	t.Setenv("BOXOFFICE_TRIAL_CUSTOMER", "Jane Real")
	require.Equal(t, "Alex Example", Env(t, "TRIAL_CUSTOMER", "Alex Example"))
}

func TestAnOriginThatIsNoneIsRefused(t *testing.T) {
	s := liveSuite(t, nil)
	for _, origin := range []string{"http://sandbox.test", "sandbox.test", "https://sandbox.test/v2", "https://"} {
		t.Setenv("BOXOFFICE_HLCONNECT_ORIGIN", origin)
		_, err := s.vendor(map[string][]string{})
		require.ErrorContains(t, err, "BOXOFFICE_HLCONNECT_ORIGIN must be https://host", origin)
	}
}

func TestAWrongModeIsAnError(t *testing.T) {
	t.Setenv("BOXOFFICE_RECORD", "yes")
	_, err := modeFromEnv()
	require.ErrorContains(t, err, "must be compose, live or unset")
	for _, mode := range []mode{replay, compose, live} {
		t.Setenv("BOXOFFICE_RECORD", string(mode))
		got, err := modeFromEnv()
		require.NoError(t, err)
		require.Equal(t, mode, got)
	}
}
