package ticketing

import (
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// WithClientVersion sends another version than [ClientVersion] in
// X-Client-Version. The models are those of version 3.0.0 whatever is sent.
func WithClientVersion(version string) boxoffice.ClientOption {
	return transport.WithValues(map[string]string{clientVersion: version})
}

// WithQA speaks to the vendor's QA server. Keys and accounts are not those of
// production.
func WithQA() boxoffice.ClientOption {
	return boxoffice.WithBaseURL(origin(ticketingapi.ServerQA))
}

// origin is the scheme and host of a server URL of the specification.
func origin(server string) string {
	scheme, rest, _ := strings.Cut(server, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}
