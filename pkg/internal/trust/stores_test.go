package trust_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// brokenStores are stores that fail, and say what they should not.
func brokenStores() []path {
	loose := func(mode os.FileMode, text func(*canaries) string) func(*testing.T, *canaries) token.Store {
		return func(t *testing.T, c *canaries) token.Store {
			t.Helper()
			dir := filepath.Join(t.TempDir(), "tokens")
			require.NoError(t, os.Mkdir(dir, 0o700))
			store := token.NewFileStore(dir)
			require.NoError(t, store.Update(t.Context(), "key", func(_ token.Token, write func(token.Token) error) error {
				return write(token.Token{Access: boxoffice.Secret(c.plain(hidden, "stored token"))})
			}))
			files, err := filepath.Glob(filepath.Join(dir, "*"))
			require.NoError(t, err)
			for _, file := range files {
				if info, err := os.Stat(file); err == nil && info.Size() > 0 {
					require.NoError(t, os.WriteFile(file, []byte(text(c)), 0o600))
				}
				require.NoError(t, os.Chmod(file, mode))
			}
			return store
		}
	}
	stored := func(c *canaries) string {
		return c.plain(hidden, "stored token") + c.plant(hidden, "stored refresh token")
	}
	broken := func(fail func(*canaries, *brokenStore)) func(*testing.T, *canaries) token.Store {
		return func(_ *testing.T, c *canaries) token.Store {
			store := &brokenStore{Store: token.NewMemoryStore()}
			fail(c, store)
			return store
		}
	}
	says := func(c *canaries) func() error {
		return func() error {
			return fmt.Errorf("redis://me:%s@host: %s", c.plant(hidden, "store's password"), stored(c))
		}
	}
	return []path{
		{name: "store that cannot be read", fine: true, store: broken(func(c *canaries, s *brokenStore) { s.load = says(c) })},
		{name: "store that cannot be locked", fine: true, store: broken(func(c *canaries, s *brokenStore) { s.update = says(c) })},
		{name: "store that cannot be written", fine: true, store: broken(func(c *canaries, s *brokenStore) { s.write = says(c) })},
		{name: "store that is not safe", fine: true, store: broken(func(c *canaries, s *brokenStore) {
			s.load = func() error { return fmt.Errorf("%w: %w", token.ErrStoreUnsafe, says(c)()) }
		})},
		{name: "file that others may read", fine: true, store: loose(0o644, stored)},
		{name: "file that is no token", fine: true, store: loose(0o600, stored)},
		{name: "file of another kind", fine: true, store: loose(0o600, func(c *canaries) string { return fmt.Sprintf(`{"access":{%q:1}}`, stored(c)) })},
	}
}

// brokenStore fails where it is told to.
type brokenStore struct {
	token.Store
	load, update, write func() error // functions print as addresses
}

func (b *brokenStore) Load(ctx context.Context, key string) (token.Token, error) {
	if b.load != nil {
		return token.Token{}, b.load()
	}
	return b.Store.Load(ctx, key)
}

func (b *brokenStore) Update(ctx context.Context, key string, change func(token.Token, func(token.Token) error) error) error {
	if b.update != nil {
		return b.update()
	}
	return b.Store.Update(ctx, key, func(current token.Token, write func(token.Token) error) error {
		return change(current, func(t token.Token) error {
			if b.write != nil {
				return b.write()
			}
			return write(t)
		})
	})
}
