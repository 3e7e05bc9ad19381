package vcr_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
	"github.com/boxoffice-go/boxoffice/specs"
)

// tapeOf records one exchange with a vendor and returns the tape.
func tapeOf(t *testing.T, source specs.Document, v vendor, method, url, body string, headers ...string) string {
	t.Helper()
	doc, err := oas.Load(source)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "case.yaml")
	tape, err := vcr.Open(path, vcr.Config{Spec: doc, Mode: vcr.Record, Transport: v})
	require.NoError(t, err)
	send(t, tape.Client(), method, url, body, headers...)
	require.NoError(t, tape.Close())

	// It plays, too: live secrets are redacted before they are compared.
	again, err := vcr.Open(path, vcr.Config{Spec: doc})
	require.NoError(t, err)
	send(t, again.Client(), method, url, body, headers...)
	require.NoError(t, again.Close())
	return text(t, path)
}

func TestASecretInThePathIsReplaced(t *testing.T) {
	tape := tapeOf(t, specs.TickeTing, func(req *http.Request) *http.Response {
		require.Contains(t, req.URL.Path, "S3CR3T77")
		return answer(200, "application/json", `{"key":"s3cr3t-key","event":"/events/1"}`)
	}, http.MethodGet, "https://api.ticketingevents.com/v3"+pathOf(t, specs.TickeTing, "exchangeTokenCode", "S3CR3T77"), "",
		"X-API-Key", "s3cr3t", "X-Client-Version", "3.0.0")
	require.NotContains(t, strings.ToLower(tape), "s3cr3t")
	require.Contains(t, tape, "/tokens/redacted-code\n")
	require.Contains(t, tape, `"key": "redacted-key"`)
	require.Contains(t, tape, "X-Api-Key:\n                - redacted")
	require.Contains(t, tape, "X-Client-Version:\n                - 3.0.0", "a documented header that is no secret is kept")
	require.NotContains(t, tape, "Authorization", "not this vendor's way")
}

// pathOf is an operation's path with one value for all its templates.
func pathOf(t *testing.T, source specs.Document, id, value string) string {
	t.Helper()
	doc, err := oas.Load(source)
	require.NoError(t, err)
	segments := strings.Split(doc.Operation(id).Path, "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") {
			segments[i] = value
		}
	}
	return strings.Join(segments, "/")
}

func TestSecretsInAQueryAreReplaced(t *testing.T) {
	tape := tapeOf(t, specs.Musement, func(req *http.Request) *http.Response {
		require.Equal(t, "s3cr3t", req.URL.Query().Get("client_secret"))
		return answer(200, "application/json", `{"access_token":"s3cr3t-a","refresh_token":"s3cr3t-r","token_type":"bearer","expires_in":3600}`)
	}, http.MethodGet, "https://api.musement.com/api/v3/login?username=alice%40example.com&password=s3cr3t&client_secret=s3cr3t&client_id=shop&grant_type=password", "")
	require.NotContains(t, tape, "s3cr3t")
	require.Contains(t, tape, "login?client_id=shop&client_secret=redacted-client_secret&grant_type=password&password=redacted-password&username=alice%40example.com")
	require.Contains(t, tape, `"token_type": "bearer"`, "what is said about a token is no secret")
}

func TestSecretsInAFormAreReplaced(t *testing.T) {
	tape := tapeOf(t, specs.Musement, func(*http.Request) *http.Response {
		return answer(200, "application/json", `{"access_token":"s3cr3t-a"}`)
	}, http.MethodPost, "https://api.musement.com/api/v3/login", "username=alice%40example.com&password=s3cr3t&client_id=shop",
		"Content-Type", "application/x-www-form-urlencoded")
	require.NotContains(t, tape, "s3cr3t")
	require.Contains(t, tape, "body: client_id=shop&password=redacted-password&username=alice%40example.com")
}

func TestXMLIsKeptAsItCame(t *testing.T) {
	body := "<invoices>\n  <invoice><id>1</id><totalAmount>0.10</totalAmount></invoice>\n</invoices>\n"
	tape := tapeOf(t, specs.VenueManager, func(*http.Request) *http.Response {
		return answer(200, "application/xml; charset=utf-8", body)
	}, http.MethodGet, "https://customer.admin.venuemanager.net/api/core/invoice?format=xml", "", "Authorization", "Basic s3cr3t")
	require.Contains(t, tape, "<totalAmount>0.10</totalAmount>")
	require.Contains(t, tape, "Basic redacted")
}

func TestACustomerWhoseUserNameIsAnEMailAddressIsRecorded(t *testing.T) {
	tape := tapeOf(t, specs.VenueManager, func(*http.Request) *http.Response {
		return answer(200, "application/json", `{"id":17721,"username":"jane.real@venue.test"}`)
	}, http.MethodGet, "https://customer.admin.venuemanager.net/api/core/customer/17721", "")
	require.Contains(t, tape, `"username": "redacted@example.com"`)
	require.NotContains(t, tape, "jane")
}

func TestCredentialsOfEveryKindAreReplacedByWhatTheSpecificationCallsThem(t *testing.T) {
	t.Parallel()
	spec, err := os.ReadFile(filepath.Join("..", "contract", "testdata", "credentials.yaml"))
	require.NoError(t, err)
	doc, err := oas.Parse("credentials", spec)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "case.yaml")
	record, err := vcr.Open(path, vcr.Config{Spec: doc, Mode: vcr.Record, Transport: vendor(func(*http.Request) *http.Response { return answer(204, "", "") })})
	require.NoError(t, err)
	requests := [][]string{
		{"/both?key=s3cr3t-key", "Cookie", "sid=s3cr3t-sid"},
		{"/cookie", "Cookie", "sid=s3cr3t-sid; lang=de; tracking=s3cr3t-other"},
		{"/token", "Authorization", "Token s3cr3t-token"},
		{"/oauth", "Authorization", "Bearer s3cr3t-token"},
		{"/inherited", "X-Shop", "s3cr3t-shop"},
	}
	play := func(tape *vcr.Tape) {
		for _, r := range requests {
			send(t, tape.Client(), http.MethodGet, "https://acme.test"+r[0], "", r[1:]...)
		}
		require.NoError(t, tape.Close())
	}
	play(record)
	tape := text(t, path)
	require.NotContains(t, tape, "s3cr3t")
	require.Contains(t, tape, "/both?key=redacted-key")
	require.Contains(t, tape, "- sid=redacted-sid\n")
	require.Contains(t, tape, "- lang=de; sid=redacted-sid\n", "a documented cookie is kept, another is not")
	require.Contains(t, tape, "- Token redacted\n")
	require.Contains(t, tape, "- Bearer redacted\n")
	require.Contains(t, tape, "X-Shop:\n                - redacted\n")
	again, err := vcr.Open(path, vcr.Config{Spec: doc})
	require.NoError(t, err)
	play(again)
}
