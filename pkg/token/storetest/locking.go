package storetest

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// hold starts an Update that keeps the lock until the returned function is
// called.
func hold(t *testing.T, store token.Store, key string) (release func()) {
	t.Helper()
	held, released, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- store.Update(context.Background(), key, func(token.Token, func(token.Token) error) error {
			close(held)
			<-released
			return nil
		})
	}()
	select {
	case <-held:
	case err := <-ended:
		t.Fatalf("Update failed: %v", err)
	}
	return func() {
		close(released)
		if err := <-ended; err != nil {
			t.Errorf("Update failed: %v", err)
		}
	}
}

// increment adds one to a number kept as an access token.
func increment(store token.Store, key string) error {
	return store.Update(context.Background(), key, func(current token.Token, write func(token.Token) error) error {
		n, _ := strconv.Atoi(current.Access.Reveal())
		return write(token.Token{Access: boxoffice.Secret(strconv.Itoa(n + 1))})
	})
}

func exclusion(t *testing.T, c Config) {
	const each = 10
	var all sync.WaitGroup
	for range 4 {
		store := c.open(t) // openings of one location exclude each other too
		for range 2 {
			all.Go(func() {
				for range each {
					if err := increment(store, "exclusion"); err != nil {
						t.Errorf("Update failed: %v", err)
					}
				}
			})
		}
	}
	all.Wait()
	mustHold(t, c.open(t), "exclusion", token.Token{Access: boxoffice.Secret(strconv.Itoa(4 * 2 * each))})
}

func twoKeys(t *testing.T, c Config) {
	store := c.open(t)
	release := hold(t, store, "one key")
	defer release()
	write(t, store, "another key", sample("other"))
}

func loadWhileLocked(t *testing.T, c Config) {
	store := c.open(t)
	write(t, store, "locked", sample("old"))
	release := hold(t, store, "locked")
	defer release()
	if loaded, err := c.open(t).Load(t.Context(), "locked"); err != nil || !same(loaded, sample("old")) {
		t.Errorf("Load does not return the token while an Update runs (%v)", err)
	}
}

func waitEnds(t *testing.T, c Config) {
	store := c.open(t)
	release := hold(t, store, "waiting")
	defer release()
	must := func(ctx context.Context, want error) {
		err := store.Update(ctx, "waiting", func(token.Token, func(token.Token) error) error {
			t.Error("the change ran without the lock")
			return nil
		})
		if !errors.Is(err, want) {
			t.Errorf("Update returned %v instead of its context's error", err)
		}
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	must(done, context.Canceled)
	late, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	must(late, context.DeadlineExceeded)
	waiting, cancel := context.WithCancel(t.Context())
	go cancel()
	must(waiting, context.Canceled)
}
