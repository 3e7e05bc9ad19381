package transport

import (
	"maps"
	"net/http"
	"net/url"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// newSettings applies the user's options to the vendor's facts.
func newSettings(config Config, options []boxoffice.ClientOption) (*settings.Client, error) {
	server, err := url.Parse(config.Server)
	if err != nil || server.Hostname() == "" {
		return nil, safe.Errorf(boxoffice.ErrConfiguration, "the server URL of the specification is not usable")
	}
	s := &settings.Client{
		Server:  server,
		Header:  http.Header{"User-Agent": {settings.UserAgent()}},
		MaxBody: boxoffice.DefaultMaxBody,
		Values:  maps.Clone(config.Values),
	}
	for _, option := range options {
		if option == nil {
			return nil, safe.Errorf(boxoffice.ErrConfiguration, "an option is nil")
		}
		if err := option.ApplyClient(s); err != nil {
			return nil, err
		}
	}
	return s, checkOrigin(s.Server)
}

// WithValues sets what the specification takes from the client as a whole, such
// as the app's name. Vendor packages offer it under names of their own.
func WithValues(values map[string]string) boxoffice.ClientOption { return valuesOption(values) }

type valuesOption map[string]string

func (o valuesOption) ApplyClient(s *settings.Client) error {
	for name, value := range o {
		if err := CheckText(name, value); err != nil {
			return safe.Errorf(boxoffice.ErrConfiguration, "%s must be one non-empty line", name)
		}
		if s.Values == nil {
			s.Values = make(map[string]string)
		}
		s.Values[name] = value
	}
	return nil
}
