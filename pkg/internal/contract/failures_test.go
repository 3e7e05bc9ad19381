package contract

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/specs"
)

// What real servers do instead of answering, over TLS: the recording says what happened,
// says no secret, and the tape there was stays.
func TestAFailedRecordingSaysWhatHappenedAndLeavesTheTapeAlone(t *testing.T) {
	const session = "abc-12345678"
	for name, vendor := range map[string]struct {
		answer func(w http.ResponseWriter)
		trust  bool
		says   []string
	}{
		"a dropped connection": {func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "100")
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"token":`))
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}, true, []string{"registerPurchase POST /purchase/register was not answered: unexpected EOF"}},
		"another certificate": {func(http.ResponseWriter) {}, false, []string{"was not answered: tls: failed to verify certificate"}},
		"a login page": {func(w http.ResponseWriter) {
			w.Header().Set("Location", "https://login.test/?session="+session)
			w.WriteHeader(http.StatusFound)
		}, true, []string{"did not answer registerPurchase with 422", "it answered: registerPurchase with 302"}},
		"a page instead of an answer": {func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusOK)
			_, _ = fmt.Fprint(w, "<html>")
		}, true, []string{"answer 200 text/html: the specification does not describe a body"}},
		"too many requests": {func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		}, true, []string{"it answered: registerPurchase with 429", "the case says: live_test.go:", "429"}},
		"a session in a message": {func(w http.ResponseWriter) {
			w.Header().Set("Set-Cookie", "sid="+session)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusUnprocessableEntity)
			_, _ = fmt.Fprintf(w, `{"message":"no session %s"}`, session)
		}, true, []string{"such as a token that the vendor repeats in a message", "the case says: "}},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { vendor.answer(w) }))
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.StartTLS()
			defer server.Close()
			t.Setenv("BOXOFFICE_HLCONNECT_ORIGIN", server.URL)
			t.Setenv("BOXOFFICE_TRIAL_CUSTOMER", "Jane Real")
			s := suiteIn(t, filepath.Join(t.TempDir(), "hlconnect"), live, specs.HLConnect, []Case{sold()})
			s.net = server.Client().Transport
			if !vendor.trust {
				s.net = &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
			}
			require.NoError(t, os.MkdirAll(s.dir, 0o750))
			require.NoError(t, os.WriteFile(s.tape(s.cases[0]), []byte("as it was"), 0o600))
			_, err := s.fromVendor(t, s.cases[0])
			for _, says := range vendor.says {
				require.ErrorContains(t, err, says)
			}
			require.NotContains(t, err.Error(), session)
			require.NotContains(t, err.Error(), "Error Trace")
			require.Equal(t, "as it was", mustRead(t, s))
		})
	}
}
