//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package token

import (
	"errors"
	"os"
)

func tryLock(*os.File) (bool, error) { return false, errors.ErrUnsupported }

func releaseLock(*os.File) {}
