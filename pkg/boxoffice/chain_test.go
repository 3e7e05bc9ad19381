package boxoffice_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// chain is every error that is reached by unwrapping, as programs that report
// errors walk it.
func chain(err error) []error {
	if err == nil {
		return nil
	}
	all := []error{err}
	switch e := err.(type) { //nolint:errorlint // this walks the chain
	case interface{ Unwrap() error }:
		all = append(all, chain(e.Unwrap())...)
	case interface{ Unwrap() []error }:
		for _, each := range e.Unwrap() {
			all = append(all, chain(each)...)
		}
	}
	return all
}

func TestNoErrorOfTheChainSaysMoreThanTheFirst(t *testing.T) {
	quoting := &url.Error{Op: "Get", URL: "https://example.com/?password=canary", Err: errors.New("canary")}
	for name, cause := range map[string]error{
		"an unknown error": quoting,
		"a joined one":     errors.Join(safe.Errorf(boxoffice.ErrUnexpectedResponse, "the body broke off"), quoting),
		"a refusal":        rest.CredentialsRefused(quoting),
		"another call's":   &boxoffice.Error{Operation: "login", Err: quoting},
		"a wrapped one":    fmt.Errorf("canary: %w", context.Canceled),
	} {
		err := fmt.Errorf("sale: %w", &boxoffice.Error{Vendor: "acme", Err: cause})
		all := chain(err)
		require.Greater(t, len(all), 2, name)
		for _, each := range all {
			for _, verb := range verbs {
				require.NotContains(t, fmt.Sprintf(verb, each), "canary", "%s %s", name, verb)
			}
		}
		require.ErrorIs(t, err, cause, "it is still found")
	}
	var found *url.Error
	require.ErrorAs(t, error(&boxoffice.Error{Err: quoting}), &found)
	require.Same(t, quoting, found, "and handed over to who asks for it")
	require.NoError(t, (&boxoffice.Error{}).Unwrap())
	require.Equal(t, `"context canceled"`, fmt.Sprintf("%q", (&boxoffice.Error{Err: context.Canceled}).Unwrap()))
}
