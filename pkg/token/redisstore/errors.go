package redisstore

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// unavailable says that Redis is away, and why as far as that can be printed:
// an error reply may quote the command, so only its first word is.
func unavailable(err error) error {
	reason := "failed"
	var network *net.OpError
	var reply redis.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		reason = "no answer in time"
	case errors.As(err, &network):
		reason = network.Error()
	case errors.Is(err, redis.ErrClosed):
		reason = "the client is closed"
	case errors.As(err, &reply):
		code, _, _ := strings.Cut(reply.Error(), " ")
		reason = "it answered " + code
	}
	return safe.Errorf(token.ErrStoreUnavailable, "redis: %s", reason)
}

func waitError(err error) error { return fmt.Errorf("redisstore: waiting for the lock: %w", err) }
