package token

import (
	"context"
	"fmt"
	"io"
	"sync"
)

// MemoryStore shares tokens between the sources of one process. Its zero value
// is empty and ready; it must not be copied. It prints as its type.
type MemoryStore struct {
	mu      sync.Mutex
	entries map[string]*entry
}

type entry struct {
	lock  chan struct{} // holds one value while an Update runs
	token Token         // guarded by MemoryStore.mu
}

// NewMemoryStore returns an empty store.
func NewMemoryStore() *MemoryStore { return new(MemoryStore) }

// Load implements [Store].
func (m *MemoryStore) Load(_ context.Context, key string) (Token, error) {
	e := m.entry(key)
	m.mu.Lock()
	defer m.mu.Unlock()
	return e.token, nil
}

// Update implements [Store].
func (m *MemoryStore) Update(ctx context.Context, key string, change func(Token, func(Token) error) error) error {
	if err := ctx.Err(); err != nil {
		return lockWaitError(err)
	}
	e := m.entry(key)
	select {
	case e.lock <- struct{}{}:
	case <-ctx.Done():
		return lockWaitError(ctx.Err())
	}
	defer func() { <-e.lock }()
	current, _ := m.Load(ctx, key)
	return change(current, func(t Token) error {
		m.mu.Lock()
		defer m.mu.Unlock()
		e.token = t
		return nil
	})
}

// Format prints the type's name and nothing of its contents.
func (m *MemoryStore) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "token.MemoryStore") }

func (m *MemoryStore) entry(key string) *entry {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.entries[key]
	if e == nil {
		if m.entries == nil {
			m.entries = make(map[string]*entry)
		}
		e = &entry{lock: make(chan struct{}, 1)}
		m.entries[key] = e
	}
	return e
}

func lockWaitError(err error) error {
	return fmt.Errorf("token: waiting for the store's lock: %w", err)
}
