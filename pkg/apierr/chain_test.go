package apierr_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/apierr"
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
		"a joined one":     errors.Join(apierr.Detail(apierr.ErrUnexpectedResponse, "the body broke off"), quoting),
		"a refusal":        apierr.CredentialsRefused(quoting),
		"another call's":   &apierr.Error{Operation: "login", Err: quoting},
		"a wrapped one":    fmt.Errorf("canary: %w", context.Canceled),
	} {
		err := fmt.Errorf("sale: %w", &apierr.Error{Vendor: "acme", Err: cause})
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
	require.ErrorAs(t, error(&apierr.Error{Err: quoting}), &found)
	require.Same(t, quoting, found, "and handed over to who asks for it")
	require.NoError(t, (&apierr.Error{}).Unwrap())
	require.Equal(t, `"context canceled"`, fmt.Sprintf("%q", (&apierr.Error{Err: context.Canceled}).Unwrap()))
}
