package token

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// openChecked opens one of the store's files, after making sure that it is one
// that nobody else can read or swap. It may create it if flag says so.
func openChecked(path string, flag int) (*os.File, error) {
	// Check the name first, because opening follows links.
	if info, err := os.Lstat(path); err == nil {
		if err := checkFile(path, info); err != nil {
			return nil, err
		}
	}
	f, err := os.OpenFile(path, flag|noFollow, 0o600)
	if err != nil {
		return nil, err
	}
	// Check the open file too, because the name may belong to another file by now.
	info, err := f.Stat()
	if err == nil {
		err = checkFile(path, info)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// checkFile says what is wrong with a file, and what to do about it.
func checkFile(path string, info fs.FileInfo) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return notSafe("%s is a symbolic link: remove it", path)
	case !info.Mode().IsRegular():
		return notSafe("%s is not a regular file: remove it", path)
	case hasModes && info.Mode().Perm()&0o077 != 0:
		return notSafe("%s may be read or written by others (mode %04o): chmod 600 it, and have the vendor revoke the token if they were not to see it",
			path, info.Mode().Perm())
	}
	return checkOwner(path, info)
}

// checkDir does the same for the store's directory. Others may look into it;
// they may not put files there.
func checkDir(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return notSafe("the directory %s is a symbolic link: give the store the directory itself", path)
	case !info.IsDir():
		return notSafe("%s is not a directory: give the store one of its own", path)
	case hasModes && info.Mode().Perm()&0o022 != 0:
		return notSafe("others may write to the directory %s (mode %04o): chmod 700 it, or give the store one of its own",
			path, info.Mode().Perm())
	}
	return checkOwner(path, info)
}

// fileName makes a file name of a key. Keys that differ, if only in the case of
// a letter, have names that differ on every file system.
func fileName(key string) string {
	readable := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, key)
	digest := sha256.Sum256([]byte(key))
	return fmt.Sprintf("%.32s-%s", readable, hex.EncodeToString(digest[:12]))
}
