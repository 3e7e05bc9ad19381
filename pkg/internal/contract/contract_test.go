package contract

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// composed are the cases with freshly composed tapes.
func composed(t *testing.T, cases ...Case) suite {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "hlconnect")
	s := suiteIn(t, dir, compose, specs.HLConnect, cases)
	s.run(t)
	s.mode = replay
	return s
}

func TestComposedTapesPassEveryGate(t *testing.T) {
	s := composed(t, health(), validated(), refused(), cancelled(), order())
	s.run(t)
	s.tapes(t)
	s.secrets(t)
	s.valid(t)
	s.mutations(t)
	s.coverage(t, true)
	s.coverage(t, false)
	golden, err := os.ReadFile(filepath.Join(s.dir, "coverage.golden"))
	require.NoError(t, err)
	require.Contains(t, string(golden), "getHealth 200 application/json: covered\ngetHealth 500 application/json: -\n")
	require.Contains(t, string(golden), "cancelPurchase 201 (no body): covered\n")
	require.Equal(t, 6, strings.Count(string(golden), ": covered"), "the sale covers registerPurchase too")
}

func TestATapeShowsTheVendorsAddressAndNoSecret(t *testing.T) {
	s := composed(t, order())
	data, err := os.ReadFile(s.tape(s.cases[0]))
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(data), "# Composed with the fake from specs/hlconnect.yaml."))
	require.Equal(t, 3, strings.Count(string(data), "url: https://hlconnect-api.mu.se/purchase/"))
	for _, no := range []string{"example-access-token", "example-validation-token", "example-download-link", "127.0.0.1", "Date:"} {
		require.NotContains(t, string(data), no)
	}
}

func TestComposingTwiceMakesTheSameTapes(t *testing.T) {
	one, other := composed(t, order()), composed(t, order())
	first, err := os.ReadFile(one.tape(one.cases[0]))
	require.NoError(t, err)
	second, err := os.ReadFile(other.tape(other.cases[0]))
	require.NoError(t, err)
	require.Equal(t, string(first), string(second))
}

// TestComposingFails is run by the test below, in a process of its own.
func TestComposingFails(t *testing.T) {
	dir := os.Getenv("TRIAL_OF_COMPOSING")
	if dir == "" {
		t.Skip("it fails on purpose")
	}
	c := health()
	c.Run = func(t require.TestingT, client *http.Client) {
		health().Run(t, client)
		t.Errorf("an expectation that does not hold")
	}
	suiteIn(t, dir, compose, specs.HLConnect, []Case{c}).run(t)
}

func TestACaseThatFailsWhileComposingKeepsItsTape(t *testing.T) {
	s := composed(t, health())
	require.NoError(t, os.WriteFile(s.tape(s.cases[0]), []byte("# Composed before\n"), 0o600))
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestComposingFails$")
	cmd.Env = append(os.Environ(), "TRIAL_OF_COMPOSING="+s.dir)
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "an expectation that does not hold")
	text, err := os.ReadFile(s.tape(s.cases[0]))
	require.NoError(t, err)
	require.Equal(t, "# Composed before\n", string(text))
}

func TestACaseThatTheSpecificationDoesNotKnowIsRefused(t *testing.T) {
	doc, err := oas.Load(specs.HLConnect)
	require.NoError(t, err)
	nothing := func(require.TestingT, *http.Client) {}
	for says, c := range map[string]Case{
		"no such operation":                     {Operation: "buyEverything", Run: nothing},
		"there is no Run":                       {Operation: "getHealth"},
		"status 418 is not documented":          {Operation: "getHealth", Name: "teapot", Status: 418, Run: nothing},
		"media type text/html is not":           {Operation: "getHealth", MediaType: "text/html", Run: nothing},
		"is not the plain outcome (200)":        {Operation: "getHealth", Status: 500, Run: nothing},
		"small letters, digits and hyphens":     {Operation: "getHealth", Name: "Not Found", Run: nothing},
		"case getHealth.x: status 404 is not d": {Operation: "getHealth", Name: "x", Status: 404, Run: nothing},
	} {
		_, err := c.completed(doc)
		require.ErrorContains(t, err, says)
	}
	whole, err := Case{Operation: "cancelPurchase", Run: nothing}.completed(doc)
	require.NoError(t, err)
	require.Equal(t, 201, whole.Status)
	require.Empty(t, whole.MediaType)
}
