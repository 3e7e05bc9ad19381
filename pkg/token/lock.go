package token

import (
	"context"
	"os"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/internal/backoff"
)

// lockFile creates the file, takes its lock and returns the function that releases it.
// It tries at least every 20 ms, until ctx is done, because a blocking request for the lock
// could not be cancelled. Another process can hold the lock for as long as a vendor takes
// to answer.
func lockFile(ctx context.Context, path string) (unlock func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, lockWaitError(err)
	}
	f, err := openChecked(path, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		taken, err := tryLock(f)
		if taken {
			return func() { releaseLock(f); _ = f.Close() }, nil
		}
		if err != nil {
			_ = f.Close()
			return nil, &os.PathError{Op: "lock", Path: path, Err: err}
		}
		if !backoff.Sleep(ctx, backoff.Jitter(backoff.Ceiling(n, time.Millisecond, 20*time.Millisecond))) {
			_ = f.Close()
			return nil, lockWaitError(ctx.Err())
		}
	}
}
