package vendortest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// toy is a vendor made up for these tests: it has what a specification can
// have.
var toy = vendortest.Document{Name: "toy", Spec: func() ([]byte, error) { return os.ReadFile("testdata/toy.json") }}

// recorder is a test that notes what is reported to it.
type recorder struct {
	mu     sync.Mutex
	errors []string
	fatals []string
	logs   []string
	ends   []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Cleanup(f func()) { r.ends = append(r.ends, f) }
func (r *recorder) Logf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fatals = append(r.fatals, fmt.Sprintf(format, args...))
}

// reported returns what was reported since the last time.
func (r *recorder) reported() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := append(r.errors, r.fatals...)
	r.errors, r.fatals = nil, nil
	return all
}

// newToy starts the toy vendor under a recorder.
func newToy(t *testing.T, opts ...vendortest.Option) (*vendortest.Server, *recorder) {
	t.Helper()
	r := &recorder{}
	s := vendortest.New(r, toy, opts...)
	t.Cleanup(func() {
		for _, end := range r.ends {
			end()
		}
		if left := r.reported(); len(left) > 0 {
			t.Errorf("reported and not expected: %q", left)
		}
	})
	return s, r
}

// answered is an answer that has been read whole.
type answered struct {
	status int
	header http.Header
	body   string
}

func (a answered) String() string { return fmt.Sprintf("%d %s", a.status, a.body) }

// send sends a request given as "METHOD /path", "Header: value"…, "", "body".
func send(t *testing.T, s *vendortest.Server, lines ...string) answered {
	t.Helper()
	got, err := try(t.Context(), s, lines...)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func try(ctx context.Context, s *vendortest.Server, lines ...string) (answered, error) {
	method, path, _ := strings.Cut(lines[0], " ")
	var body io.Reader
	header := http.Header{}
	for i, line := range lines[1:] {
		if line == "" {
			body = strings.NewReader(strings.Join(lines[i+2:], "\n"))
			break
		}
		name, value, _ := strings.Cut(line, ": ")
		header.Add(name, value)
	}
	address := path
	if strings.HasPrefix(path, "/") {
		address = s.URL() + path
	}
	req, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return answered{}, err
	}
	req.Header = header
	resp, err := s.HTTPClient().Do(req)
	if err != nil {
		return answered{}, err
	}
	text, err := io.ReadAll(resp.Body)
	return answered{resp.StatusCode, resp.Header, string(text)}, errors.Join(err, resp.Body.Close())
}

const (
	version = "X-Client-Version: 3"
	key     = "X-Toy-Key: example-key"
	isJSON  = "Content-Type: application/json"
)

// named is where a violation says which request it is about.
var named = regexp.MustCompile(` \(request [0-9]+, [^()]*\)$`)

// expect says what has been reported since the last time, in any order, without
// the requests that it is about.
func expect(t *testing.T, r *recorder, want ...string) {
	t.Helper()
	for i := range want {
		want[i] = "vendortest: " + want[i]
	}
	got := r.reported()
	for i := range got {
		got[i] = named.ReplaceAllString(got[i], "")
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("reported %q, want %q", got, want)
	}
}
