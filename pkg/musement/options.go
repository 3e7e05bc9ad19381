package musement

import (
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// What the specification takes from the client as a whole.
const (
	acceptLanguage = "acceptLanguage"
	version        = "version"
	currency       = "currency"
	market         = "market"
	application    = "application"
)

// DefaultVersion is the version of the API that this package is made for. It is
// sent unless [WithVersion] names another one, because Musement answers a call
// without a version with its latest, which need not be stable.
const DefaultVersion = "3.4.0"

// defaultLanguage is the vendor's own default.
const defaultLanguage = "en-US"

// The headers that the options below set, for [boxoffice.WithHeader], which overrides
// them for one call.
const (
	HeaderLanguage    = "Accept-Language"
	HeaderVersion     = "X-Musement-Version"
	HeaderCurrency    = "X-Musement-Currency"
	HeaderMarket      = "X-Musement-Market"
	HeaderApplication = "X-Musement-Application"
)

// WithApplication sends the value that Musement gave the calling application
// (X-Musement-Application). The vendor has made it mandatory; calls without it,
// the login included, are refused with [ErrNoApplication].
func WithApplication(name string) boxoffice.ClientOption { return value(application, name) }

// WithLanguage asks for names and texts in a language, such as "it-IT"
// (Accept-Language). Default: en-US, as with the vendor.
func WithLanguage(locale string) boxoffice.ClientOption { return value(acceptLanguage, locale) }

// WithVersion asks for a version of the API (X-Musement-Version). Default:
// [DefaultVersion].
func WithVersion(number string) boxoffice.ClientOption { return value(version, number) }

// WithCurrency asks for prices in a currency, a code from listCurrencies
// (X-Musement-Currency). Default: not sent, so that the vendor's holds, which
// is USD or depends on the market.
func WithCurrency(code string) boxoffice.ClientOption { return value(currency, code) }

// WithMarket says whose catalogue and prices are meant (X-Musement-Market).
// Default: not sent, which means the public one. Musement refuses an unknown
// market with 400.
func WithMarket(code string) boxoffice.ClientOption { return value(market, code) }

// WithSandbox sends to Musement's sandbox instead of production. It is short for
// boxoffice.WithBaseURL, so the later of the two wins.
func WithSandbox() boxoffice.ClientOption {
	return boxoffice.WithBaseURL(origin(musementapi.ServerSandbox))
}

// origin is a server URL without its base path.
func origin(server string) string {
	scheme, rest, _ := strings.Cut(server, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}

func value(name, text string) boxoffice.ClientOption {
	return transport.WithValues(map[string]string{name: text})
}
