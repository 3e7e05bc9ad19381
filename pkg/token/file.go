package token

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// maxFile is more than any token takes, in bytes.
const maxFile = 1 << 20

// FileStore shares tokens between the processes of one machine and user, and
// keeps them from one run to the next. Each key has two files in the store's
// directory: the token, in plain text and readable by its owner alone, and a
// lock, which stays empty and is never removed. A token file is replaced as a
// whole, so nobody sees half of one.
//
// On Unix the store refuses ([ErrStoreUnsafe]) files that are symbolic links,
// that others may read, or that belong to someone else, and a directory that
// others may write to. On Windows it refuses links; who may read is up to the
// directory's access list. Locks are the operating system's (flock,
// LockFileEx): they end with their process, and work on local disks; whether
// they do on network shares is up to the share. Other systems have no
// FileStore: everything answers ErrStoreUnavailable.
type FileStore struct{ dir string }

// NewFileStore returns a store in a directory, which is created for its owner
// alone when first needed. Nothing is read or checked before that.
func NewFileStore(dir string) *FileStore { return &FileStore{filepath.Clean(dir)} }

// Load implements [Store].
func (s *FileStore) Load(_ context.Context, key string) (Token, error) {
	if err := checkDir(s.dir); errors.Is(err, fs.ErrNotExist) {
		return Token{}, nil
	} else if err != nil {
		return Token{}, storeError(err)
	}
	return s.read(key)
}

// Update implements [Store].
func (s *FileStore) Update(ctx context.Context, key string, change func(Token, func(Token) error) error) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return storeError(err)
	}
	if err := checkDir(s.dir); err != nil {
		return storeError(err)
	}
	unlock, err := lockFile(ctx, s.path(key, ".lock"))
	if err != nil {
		return storeError(err)
	}
	defer unlock()
	current, err := s.read(key)
	if err != nil {
		return err
	}
	return change(current, func(t Token) error { return s.write(key, t) })
}

// read returns the token kept under key, or the zero Token.
func (s *FileStore) read(key string) (Token, error) {
	path := s.path(key, ".token")
	var data []byte
	err := whileBusy(func() error {
		f, err := openChecked(path, os.O_RDONLY)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		data, err = io.ReadAll(io.LimitReader(f, maxFile))
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return Token{}, nil
	}
	if err != nil {
		return Token{}, storeError(err)
	}
	t, err := Decode(data)
	if err != nil {
		return Token{}, safe.Errorf(ErrStoreUnavailable, "%s does not hold a token: remove it", path)
	}
	return t, nil
}

// write replaces the token's file: a new one is written beside it, brought to
// the disk, and renamed over it. The caller holds the lock, so there is one new
// file at most; one left behind by a process that died is removed first.
func (s *FileStore) write(key string, t Token) error {
	path := s.path(key, ".token")
	next := path + ".new"
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return storeError(err)
	}
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return storeError(err)
	}
	_, err = f.Write(Encode(t))
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = whileBusy(func() error { return os.Rename(next, path) })
	}
	if err != nil {
		_ = os.Remove(next)
		return storeError(err)
	}
	syncDir(s.dir)
	return nil
}

// path is where a key's file is. Its name begins with what is harmless of the
// key, for people, and ends with the digest of all of it.
func (s *FileStore) path(key, suffix string) string {
	return filepath.Join(s.dir, fileName(key)+suffix)
}

// Format prints the type and the directory.
func (s *FileStore) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "token.FileStore("+s.dir+")")
}

// storeError makes an error of the file system the store's. What it says, a
// path and the system's reason, is no secret.
func storeError(err error) error {
	switch {
	case errors.Is(err, ErrStoreUnsafe), errors.Is(err, ErrStoreUnavailable),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, syscall.ELOOP):
		return notSafe("a symbolic link stands in its place: %v", err)
	}
	return safe.Errorf(ErrStoreUnavailable, "%v", err)
}

func notSafe(format string, args ...any) error { return safe.Errorf(ErrStoreUnsafe, format, args...) }
