package ticketing_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
)

func TestAURIYieldsItsIDsExactly(t *testing.T) {
	u, err := ticketing.ParseURI("/events/16993717817996/sections/16993964783416/modifiers/9223372036854775807")
	require.NoError(t, err)
	id, ok := u.Event()
	require.True(t, ok)
	require.Equal(t, event, id)
	id, ok = u.Section()
	require.True(t, ok)
	require.Equal(t, general, id)
	id, ok = u.Modifier()
	require.True(t, ok)
	require.Equal(t, int64(math.MaxInt64), id)
	_, ok = u.Venue()
	require.False(t, ok)
	require.Equal(t, "modifiers", u.Kind())

	for text, has := range map[string]func(ticketing.URI) (int64, bool){
		"/events/1/tokens/2": ticketing.URI.Token, "/hosts/2": ticketing.URI.Host, "/venues/2": ticketing.URI.Venue,
		"/regions/2": ticketing.URI.Region, "/categories/2": ticketing.URI.Category,
	} {
		u, err := ticketing.ParseURI(text)
		require.NoError(t, err)
		id, ok := has(u)
		require.True(t, ok, text)
		require.Equal(t, int64(2), id, text)
	}
	for text, has := range map[string]func(ticketing.URI) (string, bool){
		"/accounts/EX-00000001/preferences": ticketing.URI.Account, "/orders/EX-00000001": ticketing.URI.Order,
		"/transfers/EX-00000001": ticketing.URI.Transfer,
	} {
		u, err := ticketing.ParseURI(text)
		require.NoError(t, err)
		number, ok := has(u)
		require.True(t, ok, text)
		require.Equal(t, "EX-00000001", number, text)
	}
	u, err = ticketing.ParseURI("/accounts/EX-00000001/preferences")
	require.NoError(t, err)
	require.Equal(t, "preferences", u.Kind())
	_, ok = u.ID("preferences")
	require.False(t, ok)
	u, err = ticketing.ParseURI("/orders/012345678901")
	require.NoError(t, err)
	number, _ := u.Order()
	require.Equal(t, "012345678901", number, "a number that is a text keeps its zeros")
}

func TestWhatIsNoURIIsRefusedWithWhereItIsWrong(t *testing.T) {
	for text, says := range map[string]string{
		"":                                "does not begin with a slash",
		"events/1":                        "does not begin with a slash",
		"https://evil.example.com/":       "does not begin with a slash",
		"//evil.example.com/events/1":     "part 1 is empty",
		"/":                               "part 1 is empty",
		"/events/":                        "part 2 is empty",
		"/events/1/":                      "part 3 is empty",
		"/events/1//2":                    "part 3 is empty",
		"/events/0":                       "part 2 is not a positive 64-bit number",
		"/events/-1":                      "part 2 is not a positive",
		"/events/+1":                      "part 2 is not a positive",
		"/events/01":                      "part 2 is not a positive",
		"/events/1e3":                     "part 2 is not a positive",
		"/events/9223372036854775808":     "part 2 is not a positive",
		"/events/1.0":                     "part 2 is not a positive",
		"/events/1/sections/x":            "part 4 is not a positive",
		"/events/1/events/2":              "part 3 names a kind of resource again",
		"/events/1/Sections/2":            "part 3 is not a kind",
		"/events/1/../2":                  "part 3 is not a kind",
		"/orders/..":                      "part 2 is not an id",
		"/orders/%2e%2e":                  "part 2 is not an id",
		"/orders/a?b=c":                   "part 2 is not an id",
		"/orders/a#b":                     "part 2 is not an id",
		"/orders/a b":                     "part 2 is not an id",
		"/orders/ø":                       "part 2 is not an id",
		"/orders/a\n":                     "part 2 is not an id",
		"/16993717817996":                 "part 1 is not a kind",
		"/events/1/sections/2/modifiers/": "part 6 is empty",
	} {
		u, err := ticketing.ParseURI(text)
		require.ErrorIs(t, err, ticketing.ErrURI, "%q", text)
		require.ErrorContains(t, err, says, "%q", text)
		require.Zero(t, u)
	}
}

func TestURIsAreBuiltAndJoined(t *testing.T) {
	section := ticketing.SectionURI(event, general)
	require.Equal(t, "/events/16993717817996/sections/16993964783416", section.String())
	require.Equal(t, []string{"/events/16993717817996", section.String()}, ticketing.Texts(ticketing.EventURI(event), section))
	for _, text := range []string{"/sections/16993964783416", section.String()} {
		joined, err := ticketing.EventURI(event).Join(text)
		require.NoError(t, err)
		require.Equal(t, section, joined)
	}
	for _, wrong := range []string{"", "sections/1", "/events/1", "/events/16993717817997/sections/1", "//sections/1"} {
		_, err := ticketing.EventURI(event).Join(wrong)
		require.ErrorIs(t, err, ticketing.ErrURI, wrong)
	}
	_, err := ticketing.URI{}.Join("//evil.example.com")
	require.ErrorIs(t, err, ticketing.ErrURI)
	require.Zero(t, ticketing.EventURI(0))
	require.Zero(t, ticketing.SectionURI(0, 1))
	require.Zero(t, ticketing.SectionURI(1, -1))

	uris, err := ticketing.ParseURIs([]string{"/events/1", "/orders/A"})
	require.NoError(t, err)
	require.Len(t, uris, 2)
	_, err = ticketing.ParseURIs([]string{"/events/1", "x"})
	require.ErrorIs(t, err, ticketing.ErrURI)
}

func TestAURITravelsAsText(t *testing.T) {
	type kept struct{ Event, None ticketing.URI }
	data, err := json.Marshal(kept{Event: ticketing.EventURI(1)})
	require.NoError(t, err)
	require.JSONEq(t, `{"Event":"/events/1","None":""}`, string(data))
	var back kept
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, kept{Event: ticketing.EventURI(1)}, back)
	require.ErrorIs(t, json.Unmarshal([]byte(`{"Event":"/events/x"}`), &back), ticketing.ErrURI)
	require.Equal(t, ticketing.EventURI(1), back.Event, "a failed reading changes nothing")
	require.Empty(t, ticketing.URI{}.Kind())
}

func FuzzAURIIsWhatItWasParsedFrom(f *testing.F) {
	for _, text := range []string{
		"/events/16993717817996/sections/16993964783416", "/accounts/EX-00000001/preferences", "/orders/012", "//x", "/events/0",
		"/events/9223372036854775808", "/a/b/a/c", "https://example.com/events/1", "/sections/1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := ticketing.ParseURI(text)
		if err != nil {
			require.ErrorIs(t, err, ticketing.ErrURI)
			require.Zero(t, u)
			return
		}
		require.Equal(t, text, u.String())
		require.True(t, strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "//"))
		require.False(t, strings.ContainsAny(text, ".?#%\\:@ \t\r\n"), "nothing that could lead elsewhere")
		again, err := ticketing.ParseURI(u.String())
		require.NoError(t, err)
		require.Equal(t, u, again)
		require.NotEmpty(t, u.Kind())
		if id, ok := u.Event(); ok {
			require.Positive(t, id)
			text, _ := u.ID("events")
			require.Equal(t, "/events/"+text, ticketing.EventURI(id).String())
			if section, ok := u.Section(); ok {
				require.NotZero(t, ticketing.SectionURI(id, section))
			}
		}
	})
}
