package probe_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

func TestParametersOfTheQueryHaveTheirStyles(t *testing.T) {
	t.Parallel()
	v := &vendor{status: 204}
	filter := &probeapi.Filter{Color: "a&b", Size: boxoffice.Ptr(int64(3))}
	require.NoError(t, client(t, v).ListByStyle(t.Context(), &probeapi.ListByStyleParams{
		Spaces: []string{"a", "b"}, Pipes: []string{"a", "b"}, Pipe: []string{"a", "b"},
		Filter: filter, Attr: map[string]string{"x": "1", "y z": "2"}, Flat: filter, JSON: filter,
		Path: boxoffice.Ptr("https://example.com/a b?c=d&e"),
	}))
	assert.Equal(t, "spaces=a%20b&pipes=a%7Cb&pipe=a&pipe=b&filter%5Bcolor%5D=a%26b&filter%5Bsize%5D=3&x=1&y+z=2&flat=color,a%26b,size,3"+
		"&path=https://example.com/a+b?c=d%26e&json=%7B%22color%22%3A%22a%5Cu0026b%22%2C%22size%22%3A3%7D", v.last().Query)

	require.NoError(t, client(t, v).ListByStyle(t.Context(), nil))
	assert.Empty(t, v.last().Query)
}

func TestParametersOfThePathHaveTheirStyles(t *testing.T) {
	t.Parallel()
	v := &vendor{status: 204}
	filter := probeapi.Filter{Color: "a/b"}
	require.NoError(t, client(t, v).GetByPath(t.Context(), []string{"a", "b"}, filter, []string{"a", "b"}, []string{"a", "b"}, []string{"a", "b"}, filter))
	assert.Equal(t, "/path/a,b/color=a%2Fb/.a.b/;matrix=a,b/;exploded=a;exploded=b/;color=a%2Fb", v.last().Path)
}

func TestParametersOfHeadersAndCookiesHaveTheirStyles(t *testing.T) {
	t.Parallel()
	v := &vendor{status: 204}
	require.NoError(t, client(t, v).GetByHeader(t.Context(), &probeapi.GetByHeaderParams{
		XIds: []int64{1, 2}, XFilter: &probeapi.Filter{Color: "red", Size: boxoffice.Ptr(int64(3))},
		Session: boxoffice.Ptr("abc"), Seen: []string{"x", "y"},
	}))
	assert.Equal(t, "1,2", v.last().Header.Get("X-Ids"))
	assert.Equal(t, "color=red,size=3", v.last().Header.Get("X-Filter"))
	assert.Equal(t, "session=abc; seen=x,y", v.last().Header.Get("Cookie"))
}
