package token_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/token/storetest"
)

func TestS09_TheFileStoreIsSharedByProcesses(t *testing.T) {
	storetest.Run(t, storetest.Config{Open: openFiles, Location: newDir(t), Rotations: race.Part(1000, 250)})
}

// newDir is a directory that does not exist yet.
func newDir(t *testing.T) string { return filepath.Join(t.TempDir(), "tokens") }

// fill stores a token under the key "k" and returns its file and its lock.
func fill(t *testing.T, dir string) (file, lock string) {
	t.Helper()
	require.NoError(t, put(token.NewFileStore(dir)))
	file = only(t, dir, ".token")
	return file, only(t, dir, ".lock")
}

func put(store token.Store) error {
	return store.Update(context.Background(), "k", func(_ token.Token, write func(token.Token) error) error {
		return write(token.Token{Access: boxoffice.Secret("access"), Refresh: boxoffice.Secret("refresh"), Expires: time.Now().Add(time.Hour)})
	})
}

func only(t *testing.T, dir, suffix string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
	require.NoError(t, err)
	require.Len(t, found, 1)
	return found[0]
}

func unixOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permission bits and links are Unix's")
	}
}

func TestTokenFilesAreTheirOwnersAlone(t *testing.T) {
	unixOnly(t)
	dir := newDir(t)
	file, lock := fill(t, dir)
	for path, want := range map[string]os.FileMode{dir: 0o700, file: 0o600, lock: 0o600} {
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, want, info.Mode().Perm(), path)
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 2, "nothing is left lying about")
}

func TestATokenFileOutlivesItsProcess(t *testing.T) {
	dir := newDir(t)
	v := &vendor{life: time.Hour, rotating: true}
	before := newSource(t, v.issuer(), token.WithStore(token.NewFileStore(dir), "k"))
	require.Equal(t, "access-1", mustToken(t, before))
	require.NoError(t, before.Close(context.Background()))
	after := newSource(t, v.issuer(), token.WithStore(token.NewFileStore(dir), "k"))
	require.Equal(t, "access-1", mustToken(t, after))
	after.Refused("access-1")
	require.Equal(t, "access-2", mustToken(t, after))
	require.Equal(t, 1, v.logins)
	require.Equal(t, 1, v.refreshes)
}

func TestAnUnsafeTokenFileIsRefusedWithWhatToDo(t *testing.T) {
	unixOnly(t)
	move := func(t *testing.T, path string) string {
		moved := path + ".moved"
		require.NoError(t, os.Rename(path, moved))
		return moved
	}
	for name, c := range map[string]struct {
		spoil func(t *testing.T, dir, file, lock string)
		says  string
	}{
		"others may read the token": {func(t *testing.T, _, file, _ string) {
			require.NoError(t, os.Chmod(file, 0o640))
		}, "chmod 600"},
		"others may take the lock": {func(t *testing.T, _, _, lock string) {
			require.NoError(t, os.Chmod(lock, 0o606))
		}, "chmod 600"},
		"others may write to the directory": {func(t *testing.T, dir, _, _ string) {
			require.NoError(t, os.Chmod(dir, 0o770))
		}, "chmod 700"},
		"the token is a link": {func(t *testing.T, _, file, _ string) {
			require.NoError(t, os.Symlink(move(t, file), file))
		}, "is a symbolic link: remove it"},
		"the lock is a link": {func(t *testing.T, _, _, lock string) {
			require.NoError(t, os.Symlink(move(t, lock), lock))
		}, "is a symbolic link: remove it"},
		"the lock is a link to nowhere": {func(t *testing.T, dir, _, lock string) {
			require.NoError(t, os.Remove(lock))
			require.NoError(t, os.Symlink(filepath.Join(dir, "nowhere"), lock))
		}, "is a symbolic link: remove it"},
		"the directory is a link": {func(t *testing.T, dir, _, _ string) {
			require.NoError(t, os.Symlink(move(t, dir), dir))
		}, "give the store the directory itself"},
		"the token is a directory": {func(t *testing.T, _, file, _ string) {
			require.NoError(t, os.Remove(file))
			require.NoError(t, os.Mkdir(file, 0o700))
		}, "not a regular file"},
		"the token is someone else's": {func(t *testing.T, _, file, _ string) {
			if os.Geteuid() != 0 {
				t.Skip("only root can give files away")
			}
			require.NoError(t, os.Chown(file, 12345, -1))
		}, "belongs to user 12345"},
		"the directory is someone else's": {func(t *testing.T, dir, _, _ string) {
			if os.Geteuid() != 0 {
				t.Skip("only root can give files away")
			}
			require.NoError(t, os.Chown(dir, 12345, -1))
		}, "belongs to user 12345"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := newDir(t)
			file, lock := fill(t, dir)
			c.spoil(t, dir, file, lock)
			store := token.NewFileStore(dir)
			err := put(store)
			require.ErrorIs(t, err, token.ErrStoreUnsafe)
			require.Contains(t, err.Error(), c.says)

			v := &vendor{}
			s := newSource(t, v.issuer(), token.WithStore(store, "k"))
			if _, loadErr := store.Load(t.Context(), "k"); loadErr == nil {
				s.Refused("access") // the lock is looked at when it is needed
			}
			err = failToken(t, s)
			require.ErrorIs(t, err, token.ErrStoreUnsafe)
			require.Contains(t, err.Error(), c.says)
			require.Zero(t, v.logins)
		})
	}
}

func TestWhatADeadProcessLeftBesideTheTokenIsNotFollowed(t *testing.T) {
	unixOnly(t)
	dir := newDir(t)
	file, _ := fill(t, dir)
	precious := filepath.Join(t.TempDir(), "precious")
	require.NoError(t, os.WriteFile(precious, []byte("precious"), 0o600))
	require.NoError(t, os.Symlink(precious, file+".new"))
	require.NoError(t, put(token.NewFileStore(dir)))
	kept, err := os.ReadFile(precious)
	require.NoError(t, err)
	require.Equal(t, "precious", string(kept))
}

func TestAnUnreadableTokenFileIsUnavailableAndQuotedByNobody(t *testing.T) {
	for name, content := range map[string]string{"empty": "", "half": `{"access":"canary`, "of another kind": "canary"} {
		t.Run(name, func(t *testing.T) {
			dir := newDir(t)
			file, _ := fill(t, dir)
			require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
			store := token.NewFileStore(dir)
			_, err := store.Load(t.Context(), "k")
			require.ErrorIs(t, err, token.ErrStoreUnavailable)
			require.ErrorIs(t, put(store), token.ErrStoreUnavailable)
			require.Contains(t, err.Error(), "remove it")
			require.NotContains(t, err.Error(), "canary")
		})
	}
}

func TestADirectoryThatCannotBeMadeIsUnavailable(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(blocked, nil, 0o600))
	require.ErrorIs(t, put(token.NewFileStore(filepath.Join(blocked, "tokens"))), token.ErrStoreUnavailable)
}

func TestFileNamesShowNothingButHarmlessLetters(t *testing.T) {
	dir := newDir(t)
	store := token.NewFileStore(dir)
	for _, key := range []string{"Musement/../ü", "musement", "MUSEMENT", strings.Repeat("x", 500)} {
		require.NoError(t, store.Update(t.Context(), key, func(_ token.Token, write func(token.Token) error) error {
			return write(token.Token{Access: boxoffice.Secret(key)})
		}))
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 8)
	for _, e := range entries {
		require.Regexp(t, `^[a-z0-9-]{0,32}-[0-9a-f]{24}\.(token|lock)$`, e.Name())
	}
}
