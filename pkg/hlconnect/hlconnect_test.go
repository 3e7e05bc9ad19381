package hlconnect_test

import (
	"context"
	"io/fs"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

// connect is a client of a fake.
func connect(t *testing.T, fake *vendortest.Server, options ...boxoffice.ClientOption) *hlconnect.Client {
	t.Helper()
	return connectAs(t, fake, hlconnect.AccessToken(boxoffice.Secret("example-access-token")), options...)
}

func connectAs(t *testing.T, fake *vendortest.Server, credential hlconnect.Credential, options ...boxoffice.ClientOption) *hlconnect.Client {
	t.Helper()
	shop, err := hlconnect.New(credential, append([]boxoffice.ClientOption{
		boxoffice.WithBaseURL(fake.URL()), boxoffice.WithHTTPClient(fake.HTTPClient()),
	}, options...)...)
	require.NoError(t, err)
	return shop
}

// order is an order of one line that the fake sells.
func order(number int64) hlconnect.Order {
	return hlconnect.Order{
		Number: number, Customer: "Alex Example", CustomerIP: netip.MustParseAddr("203.0.113.1"),
		Lines: []hlconnect.Line{line(1)},
	}
}

func line(id int64) hlconnect.Line {
	return hlconnect.Line{ID: id, AssetID: 472169, Quantity: 3, UnitPrice: "3.95", LinePrice: "11.85"}
}

func tokenFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

func sentTokens(fake *vendortest.Server) []string {
	var tokens []string
	for _, r := range fake.Requests() {
		tokens = append(tokens, r.Credential.Token.Reveal())
	}
	return tokens
}

func TestANilCredentialIsRefused(t *testing.T) {
	_, err := hlconnect.New(nil)
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)
}

func TestABadOptionIsRefused(t *testing.T) {
	_, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret("example")), boxoffice.WithBaseURL("https://example.com/path"))
	require.ErrorIs(t, err, boxoffice.ErrConfiguration)
}

func TestAnAccessTokenThatIsNoneIsRefused(t *testing.T) {
	for token, text := range map[string]string{
		"": "the access token is empty", " ": "the access token is empty", "Bearer example": "a space", "example\n": "a line end", "exämple": "none of ASCII",
	} {
		_, err := hlconnect.New(hlconnect.AccessToken(boxoffice.Secret(token)))
		require.ErrorIs(t, err, boxoffice.ErrCredential, "%q", token)
		require.ErrorContains(t, err, text)
		require.NotContains(t, err.Error(), "xample\n")
	}
}

func TestATokenFileMayEndInOneLineEnd(t *testing.T) {
	for _, content := range []string{"example-token", "example-token\n", "example-token\r\n"} {
		fake := hlconnecttest.New(t)
		_, err := connectAs(t, fake.Server, hlconnect.TokenFile(tokenFile(t, content))).ListAssets(t.Context(), nil)
		require.NoError(t, err)
		require.Equal(t, []string{"example-token"}, sentTokens(fake.Server))
	}
}

func TestATokenFileThatCannotBeUsedIsAClearErrorAtOnce(t *testing.T) {
	dir := t.TempDir()
	for path, text := range map[string]string{
		"":                             "the path of the token file is empty",
		filepath.Join(dir, "missing"):  "missing does not exist",
		dir:                            "is a directory",
		tokenFile(t, ""):               "is empty",
		tokenFile(t, "\n"):             "is empty",
		tokenFile(t, "a\nb"):           "has a character that no token has",
		tokenFile(t, "\ufeffa"):        "has a character that no token has",
		tokenFile(t, "a\n\n"):          "has a character that no token has",
		tokenFile(t, "Bearer example"): "has a character that no token has",
		tokenFile(t, strings.Repeat("a", 64<<10+1)): "is too long to be a token",
	} {
		_, err := hlconnect.New(hlconnect.TokenFile(path))
		require.ErrorIs(t, err, boxoffice.ErrCredential, path)
		require.ErrorContains(t, err, text)
	}
	_, err := hlconnect.New(hlconnect.TokenFile(filepath.Join(dir, "missing")))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestAnUnreadableTokenFileIsAClearError(t *testing.T) {
	path := tokenFile(t, "example-token")
	require.NoError(t, os.Chmod(path, 0))
	if file, err := os.Open(path); err == nil {
		_ = file.Close()
		t.Skip("this user reads everything")
	}
	_, err := hlconnect.New(hlconnect.TokenFile(path))
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.ErrorIs(t, err, fs.ErrPermission)
	require.ErrorContains(t, err, "may not be read")
}

func TestATokenFileIsReadAgainWhenItChanges(t *testing.T) {
	fake := hlconnecttest.New(t)
	path := tokenFile(t, "token-1")
	shop := connectAs(t, fake.Server, hlconnect.TokenFile(path))
	list := func() error { _, err := shop.ListAssets(t.Context(), nil); return err }
	require.NoError(t, list())

	// In place, of the same length, within the clock tick of the file system.
	require.NoError(t, os.WriteFile(path, []byte("token-2"), 0o600))
	require.NoError(t, list())

	// By renaming, with the old file's time.
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path+".new", []byte("token-3"), 0o600))
	require.NoError(t, os.Chtimes(path+".new", info.ModTime(), info.ModTime()))
	require.NoError(t, os.Rename(path+".new", path))
	require.NoError(t, list())
	require.Equal(t, []string{"token-1", "token-2", "token-3"}, sentTokens(fake.Server))
}

func TestATokenFileThatWentBadStopsEveryCallUntilItIsMended(t *testing.T) {
	fake := hlconnecttest.New(t)
	path := tokenFile(t, "token-1")
	shop := connectAs(t, fake.Server, hlconnect.TokenFile(path))

	require.NoError(t, os.WriteFile(path, nil, 0o600))
	_, err := shop.ListAssets(t.Context(), nil)
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.ErrorContains(t, err, "is empty")
	require.Equal(t, boxoffice.NeverSent, boxoffice.AsError(err).Delivery)

	require.NoError(t, os.Remove(path))
	_, err = shop.ListAssets(t.Context(), nil)
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.Empty(t, fake.Requests(), "the token it held before was not used")

	require.NoError(t, os.WriteFile(path, []byte("token-2"), 0o600))
	_, err = shop.ListAssets(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, []string{"token-2"}, sentTokens(fake.Server))
}

func TestATokenReplacedWhileARequestIsUnderWayCostsNoCall(t *testing.T) {
	fake := hlconnecttest.New(t)
	path := tokenFile(t, "token-1")
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.Credential.Token.Reveal() != "token-1" {
			return nil
		}
		// The token is replaced, and the old one revoked, as the request arrives.
		if err := os.WriteFile(path, []byte("token-2"), 0o600); err != nil {
			t.Error(err)
		}
		reply := c.Unauthorized()
		return &reply
	})
	_, err := connectAs(t, fake.Server, hlconnect.TokenFile(path)).ListAssets(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, []string{"token-1", "token-2"}, sentTokens(fake.Server))
}

func TestARefusedTokenIsNotSentTwice(t *testing.T) {
	for _, credential := range []hlconnect.Credential{hlconnect.AccessToken(boxoffice.Secret("token-1")), hlconnect.TokenFile(tokenFile(t, "token-1"))} {
		fake := vendortest.New(t, vendortest.Document(specs.HLConnect))
		fake.Reply("listAssets", vendortest.Reply{Status: http.StatusUnauthorized})
		_, err := connectAs(t, fake, credential).ListAssets(t.Context(), nil)
		require.ErrorIs(t, err, boxoffice.ErrUnauthorized)
		require.Len(t, fake.Requests(), 1)
	}
}

func TestARelativeTokenFileStaysWhereItWas(t *testing.T) {
	path := tokenFile(t, "token-1")
	t.Chdir(filepath.Dir(path))
	fake := hlconnecttest.New(t)
	shop := connectAs(t, fake.Server, hlconnect.TokenFile("token"))
	t.Chdir(t.TempDir())
	_, err := shop.ListAssets(context.Background(), nil)
	require.NoError(t, err)
}

func TestHealthIsAskedWithoutACredential(t *testing.T) {
	fake := hlconnecttest.New(t)
	res, err := connect(t, fake.Server).GetHealth(t.Context())
	require.NoError(t, err)
	require.True(t, (res)[0].Health)
	require.Empty(t, fake.Requests()[0].Credential.Scheme)
}

func TestGeneratedOperationsExplainRefusals(t *testing.T) {
	fake := hlconnecttest.New(t)
	shop := connect(t, fake.Server)
	_, err := shop.Purchase(t.Context(), order(1))
	require.NoError(t, err)
	require.NoError(t, shop.Cancel(t.Context(), 1, 1))

	err = shop.Cancel(t.Context(), 1, 1)
	var refused *hlconnect.NotCancellableError
	require.ErrorAs(t, err, &refused)
	require.EqualError(t, err, "hlconnect: cancelPurchase: answered 400 Bad Request: the line is in a state that cannot be cancelled")
	require.Equal(t, "The line cannot be cancelled in its present status.", boxoffice.AsError(err).Message)

	require.ErrorIs(t, shop.Cancel(t.Context(), 2, 1), boxoffice.ErrNotFound)
	require.NotErrorAs(t, shop.Cancel(t.Context(), 2, 1), &refused)
}
