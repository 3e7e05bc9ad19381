package token

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Store keeps tokens for several sources, in this process or in others. It is
// safe for concurrent use. The package storetest checks an implementation.
//
// If the store is set up such that secrets are not safe in it, its error wraps
// [ErrStoreUnsafe]. After any other error the source does this renewal without the
// store. A store should wrap [ErrStoreUnavailable] where it can.
type Store interface {
	// Load returns the token kept under key; if there is none, the zero Token
	// and no error. It does not wait for an Update.
	Load(ctx context.Context, key string) (Token, error)

	// Update calls change once, while no other Update of that key runs anywhere.
	// change gets the token kept under key (or the zero Token) and may write any
	// number of times, on the calling goroutine. Each write replaces the token;
	// what was written stays, even if change fails, panics, or its process dies.
	// A write that returned nil is seen by every later Load and Update. A write
	// fails if the lock was lost to another Update meanwhile.
	//
	// ctx limits the wait for the lock and the reading. Once change runs, a write
	// happens even if ctx is done. An error of change is returned such that errors.Is
	// finds it. When ctx ends while waiting, the error wraps ctx's, and change has not
	// run.
	Update(ctx context.Context, key string, change func(current Token, write func(Token) error) error) error
}

// Key makes a store key from what tells one caller from another: the vendor's
// name, which the key begins with, and for instance the base URL, the client id
// and the user's name, of which the key has only a digest. Leave passwords and
// tokens out: a digest of a weak password can be guessed.
func Key(vendor string, identity ...string) string {
	digest := sha256.New()
	for _, part := range append([]string{vendor}, identity...) {
		_, _ = fmt.Fprintf(digest, "%d:%s", len(part), part)
	}
	return vendor + "-" + hex.EncodeToString(digest.Sum(nil)[:16])
}
