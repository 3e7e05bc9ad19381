package token_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

var errBroken = errors.New("broken by the test")

// refusedCredentials is what an adapter makes of a vendor's refusal.
var refusedCredentials = &boxoffice.Error{
	Vendor: "test", Operation: "login", Delivery: boxoffice.Answered, StatusCode: 401, Err: boxoffice.ErrCredentialsRefused,
}

// vendor issues access-1, access-2, … and, with rotating set, refresh-1,
// refresh-2, …, of which it accepts each once and the latest only. Its fields
// are set before use; its counters are read when nobody asks it.
type vendor struct {
	life     time.Duration // of access tokens; 0: they have no end
	latency  time.Duration
	rotating bool
	login    func() error // may fail a login; nil: none fails
	refresh  func() error // may fail a redemption before it takes place

	mu        sync.Mutex
	issued    int
	logins    int
	refreshes int
	running   int            // questions being answered
	most      int            // of them at one time
	sent      map[string]int // how often each refresh token came
}

func (v *vendor) issuer() token.Issuer {
	i := token.Issuer{Login: v.answerLogin}
	if v.rotating {
		i.Refresh = v.answerRefresh
	}
	return i
}

func (v *vendor) answerLogin(ctx context.Context) (token.Token, error) {
	v.enter(&v.logins)
	defer v.leave()
	if err := v.pause(ctx); err != nil {
		return token.Token{}, err
	}
	if v.login != nil {
		if err := v.login(); err != nil {
			return token.Token{}, err
		}
	}
	return v.issue(), nil
}

func (v *vendor) answerRefresh(ctx context.Context, refresh boxoffice.SecretText) (token.Token, error) {
	v.enter(&v.refreshes)
	defer v.leave()
	v.mu.Lock()
	if v.sent == nil {
		v.sent = make(map[string]int)
	}
	v.sent[refresh.Reveal()]++
	current := fmt.Sprint("refresh-", v.issued)
	v.mu.Unlock()
	if err := v.pause(ctx); err != nil {
		return token.Token{}, err
	}
	if v.refresh != nil {
		if err := v.refresh(); err != nil {
			return token.Token{}, err
		}
	}
	if refresh.Reveal() != current {
		return token.Token{}, refusedCredentials
	}
	return v.issue(), nil
}

func (v *vendor) issue() token.Token {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.issued++
	t := token.Token{Access: boxoffice.Secret(fmt.Sprint("access-", v.issued))}
	if v.rotating {
		t.Refresh = boxoffice.Secret(fmt.Sprint("refresh-", v.issued))
	}
	if v.life != 0 {
		t.Expires = time.Now().Add(v.life)
	}
	return t
}

func (v *vendor) enter(counter *int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	*counter++
	v.running++
	v.most = max(v.most, v.running)
}

func (v *vendor) leave() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.running--
}

func (v *vendor) pause(ctx context.Context) error {
	if v.latency == 0 {
		return nil
	}
	select {
	case <-time.After(v.latency):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// resent counts the refresh tokens that came more than once.
func (v *vendor) resent() (n int) {
	for _, times := range v.sent {
		if times > 1 {
			n++
		}
	}
	return n
}

// warnings collects what a source warns of, through both ways.
type warnings struct {
	mu   sync.Mutex
	errs []error
	log  strings.Builder
}

func (w *warnings) options() []token.Option {
	return []token.Option{
		token.WithLogger(slog.New(slog.NewTextHandler(w, nil))),
		token.WithWarning(func(err error) { w.mu.Lock(); defer w.mu.Unlock(); w.errs = append(w.errs, err) }),
	}
}

func (w *warnings) Write(p []byte) (int, error) { return w.log.Write(p) }

// quiet is for tests that cause trouble and do not look at the warnings.
func quiet() token.Option { return token.WithLogger(slog.New(slog.DiscardHandler)) }

// newSource makes a source that is closed at the end of the test.
func newSource(t *testing.T, issuer token.Issuer, opts ...token.Option) *token.Source {
	s := token.NewSource(issuer, append([]token.Option{quiet()}, opts...)...)
	t.Cleanup(func() { require.NoError(t, s.Close(context.Background())) })
	return s
}

// mustToken asks for a token and ends the test if there is none.
func mustToken(t *testing.T, s *token.Source) string {
	t.Helper()
	access, err := s.Token(t.Context())
	require.NoError(t, err)
	return access
}

// failToken asks for a token and returns the error.
func failToken(t *testing.T, s *token.Source) error {
	t.Helper()
	access, err := s.Token(t.Context())
	require.Error(t, err)
	require.Empty(t, access)
	return err
}
