package transport

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

func TestTheShorterOfTheTimeoutsEndsAnAttempt(t *testing.T) {
	const second, hour = time.Second, time.Hour
	for name, test := range map[string]struct{ client, option, call, want time.Duration }{
		"nothing is set":                       {0, 0, 0, boxoffice.DefaultAttemptTimeout},
		"the client brought has a timeout":     {hour, 0, 0, hour},
		"the option is set":                    {0, hour, 0, hour},
		"the option is shorter":                {hour, second, 0, second},
		"the client brought is shorter":        {second, hour, 0, second},
		"the call has its own":                 {0, second, hour, hour},
		"the client brought bounds the call's": {second, 0, hour, second},
	} {
		user := &http.Client{Timeout: test.client}
		b, err := newBase(&settings.Client{HTTPClient: user, AttemptTimeout: test.option}, false)
		require.NoError(t, err, name)
		require.Equal(t, test.want, b.timeout(&call{req: &rest.Request{AttemptTimeout: test.call}}), name)
		require.Zero(t, b.client.Timeout, "%s: it would cut a stream", name)
		require.Equal(t, test.client, user.Timeout, "%s: the user's client stays as it is", name)
	}
}

func TestTheDefaultTransportIsOursAndSharedByAllClients(t *testing.T) {
	first, err := newBase(&settings.Client{Header: http.Header{}}, false)
	require.NoError(t, err)
	second, err := newBase(&settings.Client{Header: http.Header{}}, true)
	require.NoError(t, err)
	used := func(b *base) http.RoundTripper {
		named, ok := b.client.Transport.(withHost)
		require.True(t, ok)
		return named.next
	}
	require.Same(t, used(first), used(second))
	require.NotSame(t, http.DefaultTransport, used(first))

	unpacks, ok := used(first).(*unpacking)
	require.True(t, ok)
	ours, ok := unpacks.next.(*http.Transport)
	require.True(t, ok)
	require.NotNil(t, ours.Proxy, "proxies come from the environment")
	require.True(t, ours.ForceAttemptHTTP2)
	require.Equal(t, 256, ours.MaxIdleConnsPerHost)
	require.Less(t, ours.IdleConnTimeout, time.Minute, "servers and load balancers close idle connections after a minute or later")
	require.EqualValues(t, 1<<20, ours.MaxResponseHeaderBytes)
	require.Zero(t, ours.ResponseHeaderTimeout, "an attempt may take as long as WithAttemptTimeout says")

	standard, ok := http.DefaultTransport.(*http.Transport)
	require.True(t, ok)
	require.Zero(t, standard.MaxIdleConnsPerHost, "the program's own transport stays as it is")

	brought, err := newBase(&settings.Client{HTTPClient: &http.Client{}}, false)
	require.NoError(t, err)
	require.Same(t, http.DefaultTransport, used(brought), "as net/http has it")
}
