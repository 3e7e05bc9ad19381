package oauth_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func TestASourceRenewsWithTheRotatingRefreshToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var logins, refreshes int
		c := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.PostFormValue("grant_type") {
			case "password":
				logins++
			case "refresh_token":
				if r.PostFormValue("refresh_token") != fmt.Sprint("refresh-", logins+refreshes) {
					http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
					return
				}
				refreshes++
			}
			_, _ = fmt.Fprintf(w, `{"access_token":"access-%d","refresh_token":"refresh-%[1]d","expires_in":"3600"}`, logins+refreshes)
		}))
		source := token.NewSource(token.Issuer{
			LoginAs: c.Password, Refresh: c.Refresh,
			Credentials: func(context.Context) (string, boxoffice.SecretText, error) {
				return "johndoe", boxoffice.Secret(password), nil
			},
		})
		defer func() { _ = source.Close(context.Background()) }()
		for range 60 * 5 { // five hours, a call a minute
			_, err := source.Token(context.Background())
			require.NoError(t, err)
			time.Sleep(time.Minute)
			synctest.Wait()
		}
		require.Equal(t, 1, logins)
		require.Equal(t, 5, refreshes)
	})
}

func TestASourceKnowsRefusedCredentialsFromAServerThatIsBusy(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		until  time.Duration
	}{
		{http.StatusUnauthorized, `{"error":"invalid_client"}`, time.Minute},
		{http.StatusServiceUnavailable, ``, 7 * time.Second},
		{http.StatusTooManyRequests, `{"error":"slow_down"}`, 7 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			var asked atomic.Int32
			client := bubbled(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				asked.Add(1)
				w.Header().Set("Retry-After", "7")
				http.Error(w, c.body, c.status)
			}))
			source := token.NewSource(token.Issuer{Login: client.ClientCredentials})
			defer func() { _ = source.Close(context.Background()) }()
			for range 20 {
				_, err := source.Token(context.Background())
				var failed *token.Error
				require.ErrorAs(t, err, &failed)
				require.Equal(t, time.Now().Add(c.until), failed.Until, c.status)
			}
			require.Equal(t, int32(1), asked.Load(), c.status)
		})
	}
}
