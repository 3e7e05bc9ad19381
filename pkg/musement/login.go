package musement

import (
	"context"
	"net/http"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// issuer obtains a supplier's tokens.
type issuer struct {
	Supplier
	anonymous *musementapi.Client
}

func (i issuer) login(ctx context.Context) (token.Token, error) {
	asked := time.Now()
	answer, err := i.ask(ctx)
	// What wrong credentials are answered with is not documented.
	return keep(answer, asked, rest.LoginError(err, http.StatusBadRequest, http.StatusForbidden))
}

// loginAs logs in with credentials that can change.
func (i issuer) loginAs(ctx context.Context, user string, password boxoffice.SecretText) (token.Token, error) {
	if err := transport.CheckLogin("username", user, password, nil); err != nil {
		return token.Token{}, err
	}
	i.Username, i.Password = user, password
	return i.login(ctx)
}

// ask logs in, in the one form or the other.
func (i issuer) ask(ctx context.Context) (*musementapi.Token, error) {
	clientSecret, password := boxoffice.Sensitive(i.ClientSecret.Reveal()), boxoffice.Sensitive(i.Password.Reveal())
	if !i.LoginByGet {
		return i.anonymous.LoginPost(ctx, musementapi.LoginRequest{
			ClientID:     i.ClientID,
			ClientSecret: &clientSecret,
			GrantType:    musementapi.LoginRequestGrantTypePassword,
			Username:     &i.Username,
			Password:     &password,
		})
	}
	return i.anonymous.Login(ctx, musementapi.LoginParams{
		ClientID:     i.ClientID,
		ClientSecret: clientSecret,
		GrantType:    musementapi.LoginParamsGrantTypePassword,
		ClientType:   boxoffice.Ptr(musementapi.LoginParamsClientTypeSupplier),
		Username:     &i.Username,
		Password:     &password,
	})
}

// refresh redeems a refresh token. It is sent once: Musement takes it only once.
func (i issuer) refresh(ctx context.Context, refresh boxoffice.SecretText) (token.Token, error) {
	asked := time.Now()
	answer, err := i.redeem(ctx, boxoffice.Sensitive(refresh.Reveal()))
	return keep(answer, asked, err)
}

// redeem sends the refresh token, in the one form or the other.
func (i issuer) redeem(ctx context.Context, refresh boxoffice.Sensitive) (*musementapi.Token, error) {
	clientSecret := boxoffice.Sensitive(i.ClientSecret.Reveal())
	if i.RefreshByLogin {
		// The operation may be repeated, but not with this grant.
		once := boxoffice.WithRetry(boxoffice.Retry{Attempts: 1})
		return i.anonymous.Login(ctx, musementapi.LoginParams{
			ClientID:     i.ClientID,
			ClientSecret: clientSecret,
			GrantType:    musementapi.LoginParamsGrantTypeRefreshToken,
			RefreshToken: &refresh,
		}, once)
	}
	return i.anonymous.RefreshToken(ctx, musementapi.RefreshTokenParams{
		ClientID:     &i.ClientID,
		ClientSecret: &clientSecret,
		GrantType:    musementapi.RefreshTokenParamsGrantTypeRefreshToken,
		RefreshToken: refresh,
	})
}

// keep makes a token from the answer. A token without a lifetime is used until Musement
// refuses it.
func keep(answer *musementapi.Token, asked time.Time, err error) (token.Token, error) {
	if err != nil {
		return token.Token{}, err
	}
	return token.Answer{
		Access: answer.AccessToken, Refresh: answer.RefreshToken, ExpiresIn: answer.ExpiresIn, Asked: asked,
	}.Token(), nil
}
