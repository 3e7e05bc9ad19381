package token

import (
	"errors"
	"io/fs"
	"syscall"
	"time"
)

// hasModes: permission bits say nothing here.
const hasModes = false

// noFollow: there is no such flag; openChecked looks at the name first.
const noFollow = 0

func checkOwner(string, fs.FileInfo) error { return nil }

// syncDir: directories cannot be brought to the disk here.
func syncDir(string) {}

const errSharingViolation syscall.Errno = 32

// whileBusy repeats f while another process has the file open, which keeps it
// from being replaced, or is replacing it, which keeps it from being opened.
// Either takes a moment; it gives up after a second.
func whileBusy(f func() error) error {
	for tries := 0; ; tries++ {
		err := f()
		if tries == 200 || !errors.Is(err, errSharingViolation) && !errors.Is(err, syscall.ERROR_ACCESS_DENIED) {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
}
