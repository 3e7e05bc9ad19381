package token_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func TestALifetimeCountsFromWhenTheTokenWasAskedFor(t *testing.T) {
	t.Parallel()
	asked := time.Now().Add(-time.Minute)
	for seconds, end := range map[int64]time.Time{
		3600: asked.Add(time.Hour), 0: asked, -1: asked, math.MinInt64: asked,
		math.MaxInt64: asked.Add(time.Duration(math.MaxInt64).Truncate(time.Second)),
	} {
		require.Equal(t, end, token.Answer{Access: "a", ExpiresIn: &seconds, Asked: asked}.Token().Expires, seconds)
	}
	require.Equal(t, token.Token{Access: boxoffice.Secret("a"), Refresh: boxoffice.Secret("r")}, token.Answer{Access: "a", Refresh: "r", Asked: asked}.Token())
	require.Equal(t, token.Token{}, token.Answer{}.Token(), "nothing is no secret")
	require.NotContains(t, fmt.Sprintf("%[1]v %+[1]v %#[1]v", token.Answer{Access: "canary", Refresh: "canary"}), "canary")
}
