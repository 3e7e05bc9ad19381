package venuemanager

import (
	"net/url"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// LoginURL is the address at which a customer's browser is logged in to the
// shop's own pages with a one-time token (operation createOneTimeToken). The
// token is good once, by default for 60 seconds; so the address is a secret for
// as long. shopURL is the shop's public address, https, such as
// "https://shop.example.com"; its path is kept. Anything else, and an empty
// token, is refused with boxoffice.ErrConfiguration.
func LoginURL(shopURL string, token boxoffice.Sensitive) (string, error) {
	u, err := url.Parse(shopURL)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", configuration("the shop URL must be https://host[/path] without user, query or fragment")
	}
	if token == "" {
		return "", configuration("the one-time token is empty")
	}
	u = u.JoinPath("/")
	u.RawQuery = url.Values{"login_by_token": {string(token)}}.Encode()
	return u.String(), nil
}
