//go:build unix

package token

import (
	"io/fs"
	"os"
	"syscall"
)

// hasModes: permission bits say who may read.
const hasModes = true

// noFollow makes opening a symbolic link fail.
const noFollow = syscall.O_NOFOLLOW

// checkOwner refuses what belongs to someone else: they could change its mode.
func checkOwner(path string, info fs.FileInfo) error {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && int(stat.Uid) != os.Geteuid() {
		return notSafe("%s belongs to user %d and this process runs as user %d: give the store a directory of its own",
			path, stat.Uid, os.Geteuid())
	}
	return nil
}

// syncDir brings a rename to the disk. Without it a power cut may bring the old
// file back, with a refresh token that the vendor will refuse; so its failing
// is no reason to give up the new one.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// whileBusy calls f once: Unix lets files be renamed while they are open.
func whileBusy(f func() error) error { return f() }
