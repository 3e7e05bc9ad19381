package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// contract is what one process can see of token.Store's promises. Every check
// uses keys of its own.
var contract = []struct {
	name  string
	check func(*testing.T, Config)
}{
	{"AnUnknownKeyHoldsNothing", unknownKey},
	{"ATokenComesBackAsItWas", roundTrip},
	{"KeysAreApart", keysApart},
	{"AnotherOpeningSeesTheToken", secondOpening},
	{"AFailedChangeKeepsWhatItWroteAndReturnsItsError", failedChange},
	{"APanickingChangeGivesTheLockBack", panickingChange},
	{"UpdatesOfOneKeyExcludeEachOther", exclusion},
	{"UpdatesOfTwoKeysDoNot", twoKeys},
	{"LoadDoesNotWaitForAnUpdate", loadWhileLocked},
	{"TheWaitForTheLockEndsWithItsContext", waitEnds},
	{"AWriteHappensAlthoughTheContextIsDone", writeAfterEnd},
	{"NothingSecretIsPrinted", printing},
}

// sample is a token whose parts can be told apart.
func sample(name string) token.Token {
	return token.Token{
		Access:  boxoffice.Secret("access-" + name),
		Refresh: boxoffice.Secret("refresh-" + name),
		Expires: time.Date(2030, 1, 2, 3, 4, 5, 6_000_000, time.UTC),
	}
}

func unknownKey(t *testing.T, c Config) {
	mustHold(t, c.open(t), "nobody wrote this", token.Token{})
}

func roundTrip(t *testing.T, c Config) {
	store := c.open(t)
	for i, want := range []token.Token{
		sample("whole"),
		{Access: boxoffice.Secret("access only")},
		{Refresh: boxoffice.Secret("refresh only")},
		{Access: boxoffice.Secret("a"), Expires: time.Now().Add(time.Hour)},
		{Access: boxoffice.Secret("\x01 \" \\ <é> 🎟\n")},
		{Access: boxoffice.Secret(strings.Repeat("long ", 5000))},
		{},
	} {
		write(t, store, "round trip", want)
		mustHold(t, store, "round trip", want)
		if t.Failed() {
			t.Fatalf("with token %d", i)
		}
	}
}

func keysApart(t *testing.T, c Config) {
	store := c.open(t)
	keys := []string{"", "a", "A", "a/b", "a\\b", "..", "../a", "a b", "a\x00b", "{a}", "a:lock", "Ü", strings.Repeat("k", 1000), strings.Repeat("k", 1001)}
	for i, key := range keys {
		write(t, store, key, sample(fmt.Sprint(i)))
	}
	for i, key := range keys {
		mustHold(t, store, key, sample(fmt.Sprint(i)))
	}
}

func secondOpening(t *testing.T, c Config) {
	one, other := c.open(t), c.open(t)
	write(t, one, "openings", sample("1"))
	mustHold(t, other, "openings", sample("1"))
	write(t, other, "openings", sample("2"))
	mustHold(t, one, "openings", sample("2"))
}

func failedChange(t *testing.T, c Config) {
	store := c.open(t)
	failure := errors.New("the change failed")
	write(t, store, "failed", sample("old"))
	err := store.Update(t.Context(), "failed", func(token.Token, func(token.Token) error) error { return failure })
	if !errors.Is(err, failure) {
		t.Errorf("Update returned %v instead of the change's error", err)
	}
	mustHold(t, store, "failed", sample("old"))
	err = store.Update(t.Context(), "failed", func(_ token.Token, write func(token.Token) error) error {
		return errors.Join(write(sample("transient")), write(sample("new")), failure)
	})
	if !errors.Is(err, failure) {
		t.Errorf("Update returned %v instead of the change's error", err)
	}
	mustHold(t, store, "failed", sample("new"))
}

func panickingChange(t *testing.T, c Config) {
	store := c.open(t)
	func() {
		defer func() { _ = recover() }()
		_ = store.Update(t.Context(), "panic", func(_ token.Token, write func(token.Token) error) error {
			_ = write(sample("before"))
			panic("on purpose")
		})
	}()
	mustHold(t, store, "panic", sample("before"))
	write(t, store, "panic", sample("after"))
	mustHold(t, store, "panic", sample("after"))
}

func writeAfterEnd(t *testing.T, c Config) {
	store := c.open(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := store.Update(ctx, "done", func(_ token.Token, write func(token.Token) error) error {
		cancel()
		return write(sample("kept"))
	})
	if err != nil {
		t.Errorf("Update failed: %v", err)
	}
	mustHold(t, store, "done", sample("kept"))
}

func printing(t *testing.T, c Config) {
	store := c.open(t)
	write(t, store, "printing", sample("canary"))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		if text := fmt.Sprintf(verb, store); strings.Contains(text, "canary") {
			t.Errorf("%s prints a token", verb)
		}
	}
}

// write writes a token and ends the test if that fails.
func write(t *testing.T, store token.Store, key string, want token.Token) {
	t.Helper()
	err := store.Update(t.Context(), key, func(_ token.Token, write func(token.Token) error) error { return write(want) })
	if err != nil {
		t.Fatalf("Update failed: %v", err)
	}
}

// mustHold compares what Load and Update see under key.
func mustHold(t *testing.T, store token.Store, key string, want token.Token) {
	t.Helper()
	loaded, err := store.Load(t.Context(), key)
	if err != nil {
		t.Fatalf("Load failed: %v", err)
	}
	if !same(loaded, want) {
		t.Errorf("Load does not return what was written")
	}
	err = store.Update(t.Context(), key, func(current token.Token, _ func(token.Token) error) error {
		if !same(current, want) {
			t.Errorf("Update's change does not get what was written")
		}
		return nil
	})
	if err != nil {
		t.Fatalf("Update failed: %v", err)
	}
}

func same(a, b token.Token) bool {
	return a.Access.Reveal() == b.Access.Reveal() && a.Refresh.Reveal() == b.Refresh.Reveal() && a.Expires.Equal(b.Expires)
}
