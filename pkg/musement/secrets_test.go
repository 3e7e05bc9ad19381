package musement_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/specs"
)

func TestNothingThatAProgramWritesHoldsASecretWhateverGoesWrong(t *testing.T) {
	for role := range roles {
		t.Run(role, func(t *testing.T) {
			if role == "failures" {
				race.Skip(t)
			}
			planted := newCanaries()
			output := runChild(t, role, planted)
			for line := range strings.Lines(output) {
				require.False(t, strings.HasPrefix(line, "no failure") || strings.HasPrefix(line, "a redirect was followed"), line)
			}
			for name, canary := range planted.all() {
				assert.Empty(t, traces(output, canary), "the %s is in what was written", name)
			}
			switch {
			case role == "failures":
				// Three ways in for each answer and two for each round tripper, each of the former in two forms.
				require.Equal(t, 6*len(answers)+2*(len(trippers)+2), strings.Count(output, "failure: login")+strings.Count(output, "failure: refresh")+strings.Count(output, "failure: onboarding"))
				require.Contains(t, output, "failure: warning")
				require.Contains(t, output, "[redacted]")
			case strings.HasPrefix(role, "panic with"):
				require.Contains(t, output, "panic: ")
				require.Contains(t, output, "goroutine ")
				require.Contains(t, output, "RoundTrip", "where it happened")
			default:
				require.Contains(t, output, "panic: ")
			}
		})
	}
}

// runChild has the test binary make trouble, and returns all that it writes.
func runChild(t *testing.T, role string, planted canaries) string {
	t.Helper()
	stdin, err := json.Marshal(planted.all())
	require.NoError(t, err)
	executable, err := os.Executable()
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, executable)
	cmd.Env = append(os.Environ(), childVariable+"="+role, "GOTRACEBACK=all")
	cmd.Stdin = bytes.NewReader(stdin)
	cmd.Dir = t.TempDir()
	output, err := cmd.CombinedOutput()
	require.NoError(t, ctx.Err())
	if role == "failures" {
		require.NoError(t, err, "%s", output[max(0, len(output)-2000):])
	} else {
		require.Error(t, err, "it crashes")
	}
	files, err := filepath.Glob(filepath.Join(cmd.Dir, "*"))
	require.NoError(t, err)
	require.Empty(t, files)
	return string(output)
}

// plantedSupplier is maria with secrets that can be looked for.
func plantedSupplier() (canaries, musement.Supplier) {
	planted, supplier := newCanaries(), maria
	supplier.ClientSecret, supplier.Password = boxoffice.Secret(planted.ClientSecret), boxoffice.Secret(planted.Password)
	return planted, supplier
}

func TestARedirectedLoginGoesNowhereElse(t *testing.T) {
	planted, supplier := plantedSupplier()
	var mu sync.Mutex
	var elsewhere []string
	record := func(r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		elsewhere = append(elsewhere, r.URL.Path, r.URL.RawQuery, r.Referer())
	}
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { record(r) }))
	defer other.Close()
	for _, byPost := range []bool{false, true} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			for _, target := range []string{other.URL + "/elsewhere", "/elsewhere", "/api/v3/login/"} {
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.URL.Path != "/api/v3/login" {
						record(r)
						return
					}
					w.Header().Set("Location", target+"?"+r.URL.RawQuery)
					w.WriteHeader(status)
				}))
				supplier.LoginByGet = !byPost
				client, err := musement.New(supplier, boxoffice.WithBaseURL(server.URL))
				require.NoError(t, err)
				err = client.Authenticate(context.Background())
				require.Error(t, err)
				require.Empty(t, traces(err.Error(), planted.Password))
				server.Close()
			}
		}
	}
	require.Empty(t, elsewhere)
}

func TestTracesOfACallSeeNothingOfItsLogin(t *testing.T) {
	fake := newFake(t)
	planted, supplier := plantedSupplier()
	fake.AddApplication(supplier.ClientID, planted.ClientSecret)
	supplier.Username = "someone@example.com"
	fake.AddSupplier(supplier.Username, planted.Password)
	var seen strings.Builder
	var mu sync.Mutex
	note := func(texts ...string) {
		mu.Lock()
		defer mu.Unlock()
		seen.WriteString(strings.Join(texts, " ") + "\n")
	}
	ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
		GetConn:          func(hostPort string) { note("conn", hostPort) },
		WroteHeaderField: func(key string, value []string) { note(append(value, key)...) },
		Got1xxResponse:   func(_ int, header textproto.MIMEHeader) error { note(header.Get("Link")); return nil },
		WroteRequest:     func(httptrace.WroteRequestInfo) { note("wrote") },
	})
	_, err := newClient(t, fake, supplier).GetProfile(ctx)
	require.NoError(t, err)
	require.Contains(t, seen.String(), "Bearer", "the call itself is traced")
	require.Equal(t, 1, strings.Count(seen.String(), "conn "), "and the login is not")
	require.Empty(t, traces(seen.String(), planted.Password))
	require.Empty(t, traces(seen.String(), planted.ClientSecret))
}

func TestATapeOfALoginHoldsNoSecret(t *testing.T) {
	doc, err := oas.Load(specs.Musement)
	require.NoError(t, err)
	fake := newFake(t)
	planted, supplier := plantedSupplier()
	supplier.Username = "someone@example.com"
	fake.AddApplication(supplier.ClientID, planted.ClientSecret)
	target, err := url.Parse(fake.URL())
	require.NoError(t, err)
	toFake := roundTripper(func(r *http.Request) (*http.Response, error) {
		clone := r.Clone(r.Context())
		clone.URL.Scheme, clone.URL.Host, clone.Host = target.Scheme, target.Host, target.Host
		return fake.HTTPClient().Transport.RoundTrip(clone)
	})
	for _, byPost := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "login.yaml")
		tape, err := vcr.Open(path, vcr.Config{Spec: doc, Mode: vcr.Record, Transport: toFake})
		require.NoError(t, err)
		supplier.LoginByGet, supplier.RefreshByLogin = !byPost, byPost
		client, _, err := musement.Onboard(context.Background(), musement.Onboarding{Supplier: supplier, Registration: registration()},
			musement.WithApplication("my-application"), boxoffice.WithHTTPClient(tape.Client()))
		require.NoError(t, err)
		fake.RevokeTokens()
		_, err = client.GetProfile(context.Background())
		require.NoError(t, err)
		require.NoError(t, tape.Close())
		written, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Contains(t, string(written), "redacted-password")
		require.Contains(t, string(written), "redacted-refresh_token")
		for name, canary := range planted.all() {
			require.Empty(t, traces(string(written), canary), name)
		}
		for _, issued := range []string{"example-access-token", "example-refresh-token", "example-confirmation-token"} {
			require.NotContains(t, string(written), issued)
		}
		fake = newFake(t) // the address is taken in the first one
		fake.AddApplication(supplier.ClientID, planted.ClientSecret)
		target, err = url.Parse(fake.URL())
		require.NoError(t, err)
	}
}
