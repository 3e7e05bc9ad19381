package venuemanager

import (
	"net/url"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// LoginURL returns the address that logs a customer's browser in to the shop's own
// pages with a one-time token (operation createOneTimeToken). The token works once and
// expires, by default after 60 seconds. Until then the address is a secret. shopURL is
// the shop's public address, such as "https://shop.example.com". It must be https, and
// its path is kept. Another shopURL and an empty token are refused with
// boxoffice.ErrConfiguration.
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
