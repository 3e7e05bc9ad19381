package trust_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// program is a client of a hostile vendor, inside a synctest bubble.
type program struct {
	vendor   vendor
	canaries *canaries
	logs     *logs
	referers *logs   // what requests said where they come from
	dump     *logs   // what boxoffice.WithWireDump was given
	warnings []error // what token.WithWarning was given

	client, credential any
	err                error // why there is no client
	options            []boxoffice.ClientOption
	store              token.Store
	now                atomic.Pointer[operation]
}

// start makes a client for whom all goes as the path has it.
func start(t *testing.T, v vendor, with credential, p path, c *canaries) *program {
	t.Helper()
	prog := &program{vendor: v, canaries: c, logs: new(logs), referers: new(logs), dump: new(logs), store: token.NewMemoryStore()}
	if p.store != nil {
		prog.store = p.store(t, c)
	}
	prog.now.Store(&operation{})
	web, over := newNetwork(), make(chan struct{})
	// A client may log in, unless the path says that this goes wrong too. It may
	// not redeem a refresh token: a renewal that fails is followed by a login.
	mayLogIn := func(r *http.Request) *login {
		l := v.login(r)
		if l == nil || !with.logsIn || p.login || v.isLogin(prog.now.Load().name) || l.renews && !p.fine {
			return nil
		}
		return l
	}
	server := web.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := newAsked(w, r, c, *prog.now.Load(), over)
		_, _ = prog.referers.Write([]byte(r.Referer()))
		switch l := mayLogIn(r); {
		case r.Method == http.MethodConnect:
			a.raw("HTTP/1.1 407 " + a.line + "\r\nProxy-Authenticate: " + a.line + "\r\nContent-Length: 0\r\n\r\n")
		case l != nil:
			l.write(a)
		case p.answer != nil:
			p.answer(a)
		default:
			a.answer(a.success(v.filler(c)))
		}
	}))
	straight, travels := &http.Transport{DialContext: web.dial}, &http.Transport{DialContext: web.dial}
	var way http.RoundTripper = travels
	if p.way != nil {
		way = p.way(travels, c)
	}
	if with.logsIn {
		way = loginsStraight{mayLogIn, straight, way}
	}
	origin := "http://127.0.0.1"
	if p.secure {
		origin = "https://127.0.0.1"
	}
	prog.options = append([]boxoffice.ClientOption{
		boxoffice.WithBaseURL(origin),
		boxoffice.WithHTTPClient(&http.Client{Transport: way, Timeout: time.Minute}),
		boxoffice.WithLogger(prog.logs.logger()), boxoffice.WithWireDump(prog.dump),
		boxoffice.WithHooks(prog.hooks()),
	}, p.options...)
	tokens := []token.Option{
		token.WithStore(prog.store, "key"), token.WithLogger(prog.logs.logger()),
		token.WithWarning(func(err error) { prog.warnings = append(prog.warnings, err) }),
	}
	prog.client, prog.credential, prog.err = with.open(t, c, tokens, prog.options)
	t.Cleanup(func() {
		time.Sleep(2 * time.Minute) // net/http's own timers, for round trippers that misbehave
		close(over)
		straight.CloseIdleConnections()
		travels.CloseIdleConnections()
		_ = server.Close()
		_ = web.Close()
	})
	return prog
}

// operations are the client's, and the flows that are no methods of it.
func (p *program) operations(all bool) []operation {
	methods := operations(p.client)
	if p.vendor.flows != nil {
		methods = append(methods, p.vendor.flows(p)...)
	}
	var chosen []operation
	for _, o := range methods {
		if o.name != "Close" && (all || p.vendor.sampled(o.name)) {
			chosen = append(chosen, o)
		}
	}
	return chosen
}

// hooks log everything that hooks are given.
func (p *program) hooks() boxoffice.Hooks {
	log := p.logs.logger()
	after := func(ctx context.Context, e boxoffice.Event) {
		log.LogAttrs(ctx, slog.LevelInfo, "event", slog.Any("event", e), slog.Any("err", e.Err), slog.String("whole", fmt.Sprintf("%+v %#v", e, e.Err)))
	}
	return boxoffice.Hooks{AfterAttempt: after, AfterCall: after}
}

// closed closes a client, which may send something.
func closed(t *testing.T, client any) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), ample)
	defer cancel()
	return client.(interface{ Close(context.Context) error }).Close(ctx)
}

// loginsStraight sends logins straight to the vendor, and everything else on its
// way.
type loginsStraight struct {
	mayLogIn      func(*http.Request) *login
	straight, way http.RoundTripper
}

func (l loginsStraight) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.mayLogIn(r) == nil {
		return l.way.RoundTrip(r)
	}
	r = r.Clone(r.Context())
	r.URL.Scheme = "http"
	return l.straight.RoundTrip(r)
}
