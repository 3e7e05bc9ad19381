package oauth

import (
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// kinds are the codes of RFC 6749 and RFC 7009, invalid_token of RFC 6750, and
// invalid_credentials, with which older servers of the PHP League refuse a password. Keycloak answers a wrong secret with
// unauthorized_client, and Auth0 a wrong client with access_denied.
var kinds = map[string]error{
	"invalid_client":         boxoffice.ErrCredentialsRefused,
	"invalid_grant":          boxoffice.ErrCredentialsRefused,
	"unauthorized_client":    boxoffice.ErrCredentialsRefused,
	"access_denied":          boxoffice.ErrCredentialsRefused,
	invalidToken:             boxoffice.ErrCredentialsRefused,
	"invalid_credentials":    boxoffice.ErrCredentialsRefused,
	"invalid_request":        boxoffice.ErrConfiguration,
	"invalid_scope":          boxoffice.ErrConfiguration,
	"unsupported_grant_type": boxoffice.ErrConfiguration,
	"unsupported_token_type": boxoffice.ErrConfiguration,
}

// explain sets the kind of a refusal. Its text has the code and nothing else: a server
// may repeat a secret in the description. A 401 is always a refusal of credentials: PHP
// League's server answers 401 and invalid_request to a refresh token that it does not know.
func explain(e *boxoffice.Error, fields map[string]string) {
	code := fields["error"]
	kind, known := kinds[code]
	if e.StatusCode == http.StatusUnauthorized {
		kind = boxoffice.ErrCredentialsRefused
	}
	switch {
	case known:
		e.Code, e.Err = code, safe.Errorf(kind, "the server answered %s", code)
	case kind != nil:
		e.Err = kind
	}
}

// refine is called for every answer that is no success.
func refine(_ *rest.Request, e *boxoffice.Error) {
	switch {
	case e.StatusCode == http.StatusRequestTimeout, e.StatusCode == http.StatusTooEarly, e.StatusCode == http.StatusTooManyRequests:
	case e.StatusCode >= 400 && e.StatusCode < 500:
		explain(e, read(e.Body, e.Header))
	}
}

// revokedBefore reports whether a revocation was refused because there is no such token
// any more. RFC 7009 has 200 for that, and Google answers 400.
func revokedBefore(err error) bool {
	e := boxoffice.AsError(err)
	return e != nil && e.StatusCode == http.StatusBadRequest && e.Code == invalidToken
}

const invalidToken = "invalid_token"
