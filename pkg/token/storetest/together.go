package storetest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// countTogether lets all processes add to one number.
func (c Config) countTogether(t *testing.T) {
	const each = 20
	var processes []*process
	for range c.Processes {
		processes = append(processes, start(t, task{Role: "count", Location: c.Location, Count: each}))
	}
	for i, p := range processes {
		p.wait(t, strconv.Itoa(i))
	}
	mustHold(t, c.open(t), "together", token.Token{Access: boxoffice.Secret(strconv.Itoa(c.Processes * each))})
}

func count(todo task, store token.Store) error {
	for range todo.Count {
		if err := increment(store, "together"); err != nil {
			return err
		}
	}
	return nil
}

// killHolder kills a process within an Update, after a write. The lock must
// come free and the write must be there.
func (c Config) killHolder(t *testing.T) {
	reached := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { close(reached) }))
	defer server.Close()
	p := start(t, task{Role: "holder", Location: c.Location, Vendor: server.URL})
	ended := make(chan error, 1)
	go func() { ended <- p.command.Wait() }()
	select {
	case <-reached:
	case err := <-ended:
		t.Fatalf("the process ended by itself: %v\n%s", err, p.stderr)
	}
	p.kill()
	if err := <-ended; err == nil {
		t.Fatal("the process ended well although it was killed")
	}
	store := c.open(t)
	mustHold(t, store, "holder", sample("written"))
	write(t, store, "holder", sample("next"))
	mustHold(t, store, "holder", sample("next"))
}

func holdForever(todo task, store token.Store) error {
	return store.Update(context.Background(), "holder", func(_ token.Token, write func(token.Token) error) error {
		if err := write(sample("written")); err != nil {
			return err
		}
		request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, todo.Vendor, nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		select {}
	})
}
