package musement_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// child is a program that uses the client, logs everything it can, and has
// everything go wrong that can. Its output is looked through by its parent.
type child struct {
	canaries
	failures int
}

// roles are what a child does before it ends.
var roles = map[string]func(*child){
	"failures": (*child).failInEveryWay,
	"panic with a text": func(c *child) {
		c.panicking(func(r *http.Request) any { return "cannot send " + r.URL.String() })
	},
	"panic with an error": func(c *child) {
		c.panicking(func(r *http.Request) any { return fmt.Errorf("cannot send %s", r.URL) })
	},
	"panic with the request": func(c *child) {
		c.panicking(func(r *http.Request) any { return *r.URL })
	},
	"crash":              (*child).crash,
	"panic of the error": func(c *child) { panic(c.refusedLogin()) },
	"panic of a client":  func(c *child) { panic(c.client("https://127.0.0.1:1", c.supplier())) },
}

func (c *child) supplier() musement.Supplier {
	return musement.Supplier{LoginByGet: true,
		ClientID: "my-client-id", ClientSecret: boxoffice.Secret(c.ClientSecret),
		Username: "maria.rossi@example.com", Password: boxoffice.Secret(c.Password),
		Tokens: []token.Option{token.WithCoolDown(0), token.WithWarning(func(err error) { c.show("warning", err) }), token.WithTimeout(5 * time.Minute)},
	}
}

func (c *child) loggers() []*slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelDebug - 4, AddSource: true}
	return []*slog.Logger{slog.New(slog.NewTextHandler(os.Stderr, options)), slog.New(slog.NewJSONHandler(os.Stdout, options))}
}

func (c *child) client(origin string, supplier musement.Supplier, options ...boxoffice.ClientOption) *musement.Client {
	options = append([]boxoffice.ClientOption{
		boxoffice.WithBaseURL(origin), musement.WithApplication("my-application"), boxoffice.WithLogger(c.loggers()[c.failures%2]),
		boxoffice.WithRetry(boxoffice.Retry{Attempts: 2, Base: time.Millisecond}),
	}, options...)
	client, err := musement.New(supplier, options...)
	if err != nil {
		panic("the client cannot be made")
	}
	return client
}

// show prints an error, everything in it and everything below it, in every way.
func (c *child) show(title string, err error) {
	if err == nil {
		fmt.Println("no failure:", title)
		return
	}
	c.failures++
	fmt.Println("failure:", title)
	for _, logger := range c.loggers() {
		logger.Error("failure", slog.String("title", title), slog.Any("err", err), slog.Any("in", struct{ Err error }{err}), slog.Group("g", slog.Any("err", err)))
	}
	log.Print(err)
	c.print(err)
	for _, below := range unwrapped(err) {
		c.print(below)
		for _, logger := range c.loggers() {
			logger.Error("failure", slog.String("title", title), slog.Any("below", below))
		}
	}
}

func (c *child) print(err error) {
	fmt.Printf("%v|%+v|%#v|%s|%q|%x|%T|%d\n", err, err, err, err, err, err.Error(), err, err)
	data, _ := json.Marshal(map[string]any{"err": err})
	fmt.Println(string(data))
	switch e := err.(type) { //nolint:errorlint // every error of the tree comes by
	case *boxoffice.Error:
		fmt.Printf("%+v|%s|%s|%s|%s\n", e.Header, e.Body, e.Message, e.Code, e.RequestID)
	case *musement.FormError:
		fmt.Printf("%s|%+v|%#v\n", e.Message, e.Fields, e.Fields)
	case *musement.OnboardingError:
		fmt.Printf("%v|%+v|%#v\n", e.Progress, e.Progress, e.Progress)
	}
}

// unwrapped are all errors below err.
func unwrapped(err error) (below []error) {
	switch e := err.(type) { //nolint:errorlint // this walks the tree
	case *token.Error:
		below = []error{e.Err}
	case interface{ Unwrap() error }:
		below = []error{e.Unwrap()}
	case interface{ Unwrap() []error }:
		below = e.Unwrap()
	}
	for _, e := range below {
		if e != nil {
			below = append(below, unwrapped(e)...)
		}
	}
	return slicesWithoutNil(below)
}

func slicesWithoutNil(errs []error) (kept []error) {
	for _, err := range errs {
		if err != nil {
			kept = append(kept, err)
		}
	}
	return kept
}

// vendor is a server of the child's.
func vendor(handler http.HandlerFunc) *httptest.Server {
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // the vendor's own log
	server.Start()
	return server
}

// echo is everything the vendor was sent.
func echo(r *http.Request) string {
	body, _ := io.ReadAll(r.Body)
	text := r.URL.String() + " " + fmt.Sprint(r.URL.Query()) + " " + string(body)
	var fields map[string]any
	if json.Unmarshal(body, &fields) == nil {
		text += fmt.Sprint(fields)
	}
	return text
}

func (c *child) refusedLogin() error {
	server := vendor(func(w http.ResponseWriter, r *http.Request) { http.Error(w, echo(r), http.StatusBadRequest) })
	defer server.Close()
	return c.client(server.URL, c.supplier()).Authenticate(context.Background())
}

// panicking sends through a round tripper that panics.
func (c *child) panicking(value func(*http.Request) any) {
	tripper := roundTripper(func(r *http.Request) (*http.Response, error) { panic(value(r)) })
	fmt.Println("failure: panic")
	c.show("panic", c.client("https://127.0.0.1:1", c.supplier(), withTransport(tripper)).Authenticate(context.Background()))
	select {} // the panic is on its way, on the goroutine that logs in
}

// crash ends the program while logins are on their way.
func (c *child) crash() {
	arrived := make(chan struct{})
	server := vendor(func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-r.Context().Done()
	})
	for _, byPost := range []bool{false, true} {
		supplier := c.supplier()
		supplier.LoginByGet = !byPost
		client := c.client(server.URL, supplier)
		go func() { _ = client.Authenticate(context.Background()) }()
	}
	<-arrived
	<-arrived
	fmt.Println("failure: crash")
	panic(errors.New("the program has a bug"))
}

func isLogin(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "/login") || strings.HasSuffix(r.URL.Path, "/refresh")
}
