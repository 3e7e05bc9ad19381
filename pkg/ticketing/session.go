package ticketing

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// Session is a user who logs in with a password (operation startSession). The first
// call that needs a key starts a session. When the vendor says that the session is
// over, a new one is started. [Client.Close] ends the sessions that the client has
// started, also one that others share through a store, unless KeepOpen is set.
//
// When the answer to a login is lost, its session stays open at the vendor, because
// nobody has the key to end it.
type Session struct {
	// Identification is the username or e-mail address.
	Identification string
	Password       boxoffice.SecretText
	// Credentials, in place of Identification and Password, returns both whenever a
	// session is started, so that a password can be changed without making a new client.
	Credentials boxoffice.Credentials
	// KeepOpen says that Close ends no session, so that other gates that share the
	// session through a store can go on using it. Somebody else has to end it;
	// otherwise the vendor does so at some time.
	KeepOpen bool
	// Key is an integration key to present when a session is started. Leave it
	// empty unless the vendor asks for one: its documents do not say whether it
	// does, and its own SDK presents one.
	Key boxoffice.SecretText
	// Tokens says how the session's key is kept, nil for in memory.
	Tokens []token.Option
}

func (s Session) authenticate(as keyedClient) (authentication, error) {
	err := transport.CheckLogin("identification", s.Identification, s.Password, s.Credentials)
	if err == nil && !s.Key.Empty() {
		err = transport.CheckSecret("key that the session is started with", s.Key)
	}
	if err != nil {
		return authentication{}, err
	}
	all := &sessions{as: as, user: func() Session { return s }, open: map[fingerprint]opened{}, ending: make(chan struct{}, 1)}
	source := token.NewSource(token.Issuer{Login: all.start, LoginAs: all.startAs, Credentials: s.Credentials}, s.Tokens...)
	return authentication{
		authenticator: newSessionAuthenticator(source, all),
		close: func(ctx context.Context) error {
			if s.KeepOpen {
				return closing(ctx, source)
			}
			all.stop()
			if err := closing(ctx, source); err != nil {
				return err
			}
			return all.endAll(ctx)
		},
	}, nil
}

// sessions are those a client has started and the vendor has not called over.
type sessions struct {
	as   keyedClient
	user func() Session // a function, so that no dump of a client names the user

	ending  chan struct{} // holds a value while a Close ends sessions: each is ended once
	mu      sync.Mutex
	open    map[fingerprint]opened
	stopped bool
}

type opened struct {
	key boxoffice.SecretText
	at  time.Time
}

// fingerprint identifies a key but does not reveal it, so that printing a map of
// fingerprints shows no key.
type fingerprint [sha256.Size]byte

func fingerprintOf(key string) fingerprint { return sha256.Sum256([]byte(key)) }

// start logs in.
func (s *sessions) start(ctx context.Context) (token.Token, error) {
	user := s.user()
	return s.startAs(ctx, user.Identification, user.Password)
}

// startAs logs in with credentials that can change.
func (s *sessions) startAs(ctx context.Context, identification string, password boxoffice.SecretText) (token.Token, error) {
	if err := transport.CheckLogin("identification", identification, password, nil); err != nil {
		return token.Token{}, err
	}
	client, err := s.as(s.user().Key)
	if err != nil {
		return token.Token{}, err
	}
	res, err := client.StartSession(ctx, ticketingapi.StartSessionRequest{
		Identification: identification,
		Password:       boxoffice.Sensitive(password.Reveal()),
	})
	if err != nil {
		// The vendor does not document the status of a success. Every 2xx with a key is one.
		part, ok := boxoffice.Partial[*ticketingapi.Session](err)
		if !ok || part.Key == "" {
			return token.Token{}, loginError(err)
		}
		res = part
	}
	return s.keep(ctx, boxoffice.Secret(string(res.Key)))
}

// keep remembers a session, so that Close can end it. A session that starts after
// Close is ended at once.
func (s *sessions) keep(ctx context.Context, key boxoffice.SecretText) (token.Token, error) {
	if key.Empty() {
		return token.Token{}, token.ErrEmptyToken
	}
	s.mu.Lock()
	if transport.CheckSecret("key", key) == nil { // no request can end a session whose key cannot be sent
		s.open[fingerprintOf(key.Reveal())] = opened{key, time.Now()}
	}
	stopped := s.stopped
	s.mu.Unlock()
	if stopped {
		return token.Token{}, errors.Join(token.ErrClosed, s.end(ctx, key))
	}
	return token.Token{Access: key}, nil
}

// over says that the vendor knows no open session of this key.
func (s *sessions) over(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, fingerprintOf(key))
}

// startedSince reports whether the session was started here and not before t.
func (s *sessions) startedSince(key string, t time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	session, ours := s.open[fingerprintOf(key)]
	return ours && !session.at.Before(t)
}

func (s *sessions) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
}

// endAll ends every session that may be open. It waits while another call does so.
func (s *sessions) endAll(ctx context.Context) error {
	if ctx == nil {
		ctx = context.Background()
	}
	select {
	case s.ending <- struct{}{}:
		defer func() { <-s.ending }()
	case <-ctx.Done():
		return &boxoffice.Error{Vendor: vendor, Err: context.Cause(ctx)}
	}
	s.mu.Lock()
	var keys []boxoffice.SecretText
	for _, session := range s.open {
		keys = append(keys, session.key)
	}
	s.mu.Unlock()
	var problems []error
	for _, key := range keys {
		problems = append(problems, s.end(ctx, key))
	}
	return errors.Join(problems...)
}

// end ends one session. When the answer is lost, it sends the request again, although
// the operation is not marked repeatable: if the session is over already, the vendor
// refuses, which is as good as a success here.
func (s *sessions) end(ctx context.Context, key boxoffice.SecretText) error {
	client, err := s.as(key)
	if err != nil {
		return err
	}
	for range 2 {
		_, err = client.EndSession(ctx)
		if err == nil || rest.CarriedOut(err) || errors.Is(err, boxoffice.ErrUnauthorized) || errors.Is(err, boxoffice.ErrForbidden) {
			s.over(key.Reveal())
			return nil
		}
		if !errors.Is(err, boxoffice.ErrOutcomeUnknown) && !errors.Is(err, boxoffice.ErrServer) {
			break
		}
	}
	return err
}
