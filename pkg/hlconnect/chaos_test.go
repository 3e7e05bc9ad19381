package hlconnect_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing/iotest"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/statustable"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// watch sits between a client and its unreliable network, and holds what is sent
// against what no purchase may do, whatever happens to it.
type watch struct {
	*vendortest.Unreliable

	mu     sync.Mutex
	counts map[string]int
	wrong  []string
	ends   map[string]time.Time // of the validation tokens that came back
	spent  map[string]bool      // tokens that may have arrived
	failed bool                 // the vendor's own 502 has come back

	revoked, restored time.Time // between these the access token is refused
}

// revoke has the vendor refuse the access token for a while: from then on
// everything that arrives is answered with 401.
func (w *watch) revoke(after, lasts time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.revoked = time.Now().Add(after)
	w.restored = w.revoked.Add(lasts)
}

// refuses reports whether the access token is refused now.
func (w *watch) refuses() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	if !now.Before(w.restored) || now.Before(w.revoked) {
		return false
	}
	w.counts["fault: access token revoked"]++
	return true
}

func watched(network *vendortest.Unreliable) *watch {
	return &watch{Unreliable: network, counts: map[string]int{}, ends: map[string]time.Time{}, spent: map[string]bool{}}
}

// again begins another call, which may ask about a failed order once more.
func (w *watch) again() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed = false
}

func (w *watch) RoundTrip(req *http.Request) (*http.Response, error) {
	operation, token := operationOf(req), ""
	if operation == "registerPurchase" {
		token = tokenIn(req)
	}
	w.sends(operation, token)
	if w.refuses() {
		res := statustable.Response(req, http.StatusUnauthorized, "application/json", `{"name":"Unauthorized","message":"The access token is missing or invalid."}`)
		w.hears(operation, res)
		return res, nil
	}
	res, err := w.Unreliable.RoundTrip(req)
	if token != "" {
		w.mu.Lock()
		w.spent[token] = !(errors.Is(err, errNoConnection) || res != nil && res.StatusCode == http.StatusTooManyRequests)
		w.mu.Unlock()
	}
	if err != nil {
		return nil, err
	}
	w.hears(operation, res)
	return res, nil
}

// sends looks at a request before it goes out.
func (w *watch) sends(operation, token string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.counts["sent: "+operation]++
	if w.failed {
		w.wrong = append(w.wrong, operation+" was sent after the vendor's 502")
	}
	if token == "" {
		return
	}
	switch end, known := w.ends[token]; {
	case !known:
		w.wrong = append(w.wrong, "a token was sent that nobody handed out")
	case !time.Now().Before(end):
		w.wrong = append(w.wrong, "an expired token was sent")
	case w.spent[token]:
		w.wrong = append(w.wrong, "a token was sent twice")
	}
}

// hears looks at an answer, and leaves it as it came.
func (w *watch) hears(operation string, res *http.Response) {
	body, broken := io.ReadAll(res.Body)
	_ = res.Body.Close()
	rest := io.Reader(strings.NewReader(string(body)))
	if broken != nil {
		rest = io.MultiReader(rest, iotest.ErrReader(broken))
	}
	res.Body = io.NopCloser(rest)
	var answer struct {
		Token  string
		Exp    int64 `json:"exp_date"`
		Status any
	}
	_ = json.Unmarshal(body, &answer)

	w.mu.Lock()
	defer w.mu.Unlock()
	w.counts[fmt.Sprintf("answer: %s %d", operation, res.StatusCode)]++
	if answer.Token != "" {
		w.ends[answer.Token] = time.Unix(answer.Exp, 0)
	}
	if res.StatusCode == http.StatusBadGateway && answer.Status == "FAILED" {
		w.failed = true
	}
}

func tokenIn(req *http.Request) string {
	var body struct{ Token string }
	data, err := req.GetBody()
	if err != nil || json.NewDecoder(data).Decode(&body) != nil || body.Token == "" {
		panic("the registration cannot be read")
	}
	return body.Token
}
