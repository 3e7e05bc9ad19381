package storetest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// rotate lets all processes use one token until the vendor has rotated its
// refresh token so often, kills one process half way, and looks at what the
// vendor saw: every refresh token at most once, every one accepted, and one
// login, or two if the kill took a refresh token with it.
func (c Config) rotate(t *testing.T, rotations int, at moment) {
	processes := make(map[string]*process)
	v := &vendor{rotations: rotations, kill: at, sent: make(map[string]int)}
	v.victim = func(name string) { processes[name].kill() }
	server := httptest.NewServer(v)
	defer server.Close()
	v.mu.Lock() // nobody is served before all are started
	for i := range c.Processes {
		name := strconv.Itoa(i)
		processes[name] = start(t, task{Role: "caller", Location: c.Location, Name: name, Vendor: server.URL, Count: int(at)})
	}
	v.mu.Unlock()
	for name, p := range processes {
		if err := p.command.Wait(); err != nil && name != v.killedProcess() {
			t.Errorf("process %s: %v\n%s", name, err, p.stderr)
		}
		_ = p.stdin.Close()
	}
	v.report(t, at)
}

func (v *vendor) killedProcess() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.killed
}

func (v *vendor) report(t *testing.T, at moment) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.killed == "" {
		t.Error("no process was killed: is storetest.Main called first in TestMain?")
	}
	if v.rotated != v.rotations {
		t.Errorf("%d rotations instead of %d", v.rotated, v.rotations)
	}
	if v.refused != 0 {
		t.Errorf("%d refresh tokens were refused", v.refused)
	}
	for refresh, times := range v.sent {
		if times != 1 {
			t.Errorf("%s was sent %d times", refresh, times)
		}
	}
	logins := 2
	if at == elsewhere {
		logins = 1
	}
	if v.logins != logins {
		t.Errorf("%d logins instead of %d", v.logins, logins)
	}
	t.Logf("%d rotations, %d refresh tokens sent, %d refused, process %s killed", v.rotated, len(v.sent), v.refused, v.killed)
}

// call is a process that uses the shared token until the vendor has had enough.
func call(todo task, store token.Store) error {
	client := vendorClient{todo}
	source := token.NewSource(
		token.Issuer{
			Login: func(ctx context.Context) (token.Token, error) { return client.obtain(ctx, "/login", "") },
			Refresh: func(ctx context.Context, refresh boxoffice.SecretText) (token.Token, error) {
				return client.obtain(ctx, "/refresh", refresh.Reveal())
			},
		},
		token.WithStore(store, token.Key("storetest", strconv.Itoa(todo.Count))),
		token.WithWarning(func(error) { os.Exit(1) }), // the logger has said why
	)
	for {
		access, err := source.Token(context.Background())
		if err != nil {
			return err
		}
		status, _, err := client.ask(context.Background(), "/use", access)
		switch {
		case err != nil:
			return err
		case status == http.StatusGone:
			return source.Close(context.Background())
		case status == http.StatusUnauthorized:
			source.Refused(access)
		}
	}
}

// vendorClient is a process's way to the vendor.
type vendorClient struct{ task task }

func (c vendorClient) obtain(ctx context.Context, path, refresh string) (token.Token, error) {
	status, body, err := c.ask(ctx, path, refresh)
	if err != nil {
		return token.Token{}, err
	}
	if status != http.StatusOK {
		return token.Token{}, fmt.Errorf("%s answered %d: %w", path, status, boxoffice.ErrCredentialsRefused)
	}
	access, refresh := parse(body)
	return token.Token{Access: boxoffice.Secret(access), Refresh: boxoffice.Secret(refresh), Expires: time.Now().Add(time.Hour)}, nil
}

func (c vendorClient) ask(ctx context.Context, path, sent string) (status int, body string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.task.Vendor+path, nil)
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("X-Process", c.task.Name)
	request.Header.Set("X-Token", sent)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	return response.StatusCode, string(data), err
}
