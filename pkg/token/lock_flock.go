//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package token

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock if nobody has it. The lock belongs to the open file,
// so it holds within a process as well as between processes.
func tryLock(f *os.File) (bool, error) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, err
		}
	}
}

func releaseLock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
