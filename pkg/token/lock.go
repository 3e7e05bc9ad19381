package token

import (
	"context"
	"math/rand/v2"
	"os"
	"time"
)

// lockFile takes the lock of a file, which it creates, and returns how to give
// it back. Other processes hold it for as long as a vendor takes to answer, so
// it is asked for again and again, up to every 20 ms, until ctx is done: a
// blocking request could not be called off.
func lockFile(ctx context.Context, path string) (unlock func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, lockWaitError(err)
	}
	f, err := openChecked(path, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, err
	}
	for pause := time.Millisecond; ; pause = min(pause*3/2, 20*time.Millisecond) {
		taken, err := tryLock(f)
		if taken {
			return func() { releaseLock(f); _ = f.Close() }, nil
		}
		if err != nil {
			_ = f.Close()
			return nil, &os.PathError{Op: "lock", Path: path, Err: err}
		}
		select {
		case <-time.After(pause/2 + rand.N(pause)):
		case <-ctx.Done():
			_ = f.Close()
			return nil, lockWaitError(ctx.Err())
		}
	}
}
