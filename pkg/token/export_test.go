package token

import (
	"context"
	"math/rand/v2"
	"runtime"
	"sync"
	"time"
)

// WithChance has a source take its random times from r.
func WithChance(r *rand.Rand) Option {
	var mu sync.Mutex
	return func(o *options) {
		o.chance = func(d time.Duration) time.Duration {
			mu.Lock()
			defer mu.Unlock()
			return time.Duration(r.Int64N(int64(d)))
		}
	}
}

// goexitStore ends whatever goroutine comes by, as a failed assertion in a
// user's own store would.
type goexitStore struct{ MemoryStore }

func (*goexitStore) Load(context.Context, string) (Token, error) {
	runtime.Goexit()
	return Token{}, nil
}
