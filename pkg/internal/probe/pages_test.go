package probe_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

// ids reads a list to its end.
func ids(list iter.Seq2[probeapi.Thing, error]) (all []int64, err error) {
	for thing, problem := range list {
		if err = problem; err == nil {
			all = append(all, thing.ID)
		}
	}
	return all, err
}

// things are those from an offset on, as JSON.
func things(all []int64, from, count int) string {
	from = min(max(from, 0), len(all))
	var texts []string
	for _, id := range all[from:min(from+count, len(all))] {
		texts = append(texts, fmt.Sprintf(`{"id":%d}`, id))
	}
	return "[" + strings.Join(texts, ",") + "]"
}

func number(r *http.Request, name string, otherwise int) int {
	if n, err := strconv.Atoi(r.URL.Query().Get(name)); err == nil {
		return n
	}
	return otherwise
}

func jsonBody(w http.ResponseWriter, format string, args ...any) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, fmt.Sprintf(format, args...)) //nolint:gosec // JSON for the client under test, which no browser shows
}

// queries are those of the requests that the vendor got.
func queries(v *vendor) (all []string) {
	for _, r := range v.all() {
		all = append(all, r.Query)
	}
	return all
}

var five = []int64{1, 2, 3, 4, 5}

// paged is a vendor with five things and pages of two, in each way of paging.
func paged(w http.ResponseWriter, r *http.Request) {
	switch path := strings.TrimPrefix(r.URL.Path, "/api"); path {
	case "/numbered":
		size := number(r, "per_page", 2)
		from := (number(r, "page", 1) - 1) * size
		if from >= len(five) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, `{"message":"there is no such page"}`)
			return
		}
		jsonBody(w, `{"entries":%s}`, things(five, from, size))
	case "/uncounted":
		jsonBody(w, "%s", things(five, max(number(r, "page", 1)-1, 0)*2, 2))
	case "/offset/a b":
		jsonBody(w, "%s", things(five, number(r, "offset", 0), number(r, "limit", 2)))
	case "/cursor":
		at := number(r, "cursor", 0)
		jsonBody(w, `{"data":%s,"meta":{"next":"%d","more":%t}}`, things(five, at, 2), at+2, at+2 < len(five))
	case "/after":
		at := slices.Index(five, int64(number(r, "starting_after", 0))) + 1
		next := "null"
		if at+2 < len(five) {
			next = `"/somewhere"`
		}
		jsonBody(w, `{"data":%s,"links":{"next":%s}}`, things(five, at, 2), next)
	case "/rising":
		at := slices.Index(five, int64(number(r, "since", 0))) + 1
		jsonBody(w, "%s", things(five, at, number(r, "limit", 2)))
	case "/linked", "/headers":
		at, next := number(r, "at", 0), ""
		if at+2 < len(five) {
			next = fmt.Sprintf("http://%s/api%s?at=%d&q=kept", r.Host, path, at+2)
		}
		if path == "/linked" {
			jsonBody(w, `{"data":%s,"links":{"next":%q}}`, things(five, at, 2), next)
			return
		}
		w.Header().Set("Link", `</api/headers?at=0>; rel="first", <`+next+`>; title="x"; rel="next"`)
		jsonBody(w, "%s", things(five, at, 2))
	}
}

// lists reads the vendor's things in each way, with the queries that are sent.
var lists = map[string]struct {
	read func(context.Context, *probeapi.Client, ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error]
	sent []string
}{
	"number": {func(ctx context.Context, c *probeapi.Client, o ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error] {
		return c.Numbered(ctx, &probeapi.ListNumberedParams{PerPage: boxoffice.Ptr(int64(2)), Q: boxoffice.Ptr("x")}, o...)
	}, []string{"per_page=2&q=x", "page=2&per_page=2&q=x", "page=3&per_page=2&q=x", "page=4&per_page=2&q=x"}},
	"number, first unknown": {func(ctx context.Context, c *probeapi.Client, o ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error] {
		return c.Uncounted(ctx, nil, o...)
	}, []string{"", "page=1&limit=2", "page=2&limit=2", "page=3&limit=2", "page=4&limit=2"}},
	"offset": {func(ctx context.Context, c *probeapi.Client, o ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error] {
		return c.ByOffset(ctx, "a b", probeapi.ListByOffsetParams{Q: "x"}, o...)
	}, []string{"offset=0&limit=2&q=x", "offset=2&limit=2&q=x", "offset=4&limit=2&q=x", "offset=5&limit=2&q=x"}},
	"cursor": {func(ctx context.Context, c *probeapi.Client, o ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error] {
		return c.ByCursor(ctx, nil, o...)
	}, []string{"", "cursor=2", "cursor=4"}},
	"after": {func(ctx context.Context, c *probeapi.Client, o ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error] {
		return c.After(ctx, &probeapi.ListAfterParams{Limit: boxoffice.Ptr(int64(2))}, o...)
	}, []string{"limit=2", "starting_after=2&limit=2", "starting_after=4&limit=2"}},
	"after, as a stream": {func(ctx context.Context, c *probeapi.Client, o ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error] {
		return c.Rising(ctx, nil, o...)
	}, []string{"", "since=2", "since=4", "since=5"}},
	"link": {func(ctx context.Context, c *probeapi.Client, o ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error] {
		return c.EveryLinkedThing(ctx, &probeapi.ListByLinkParams{Q: boxoffice.Ptr("x")}, o...)
	}, []string{"q=x", "at=2&q=kept", "at=4&q=kept"}},
	"link in a header": {func(ctx context.Context, c *probeapi.Client, o ...boxoffice.CallOption) iter.Seq2[probeapi.Thing, error] {
		return c.ByHeader(ctx, o...)
	}, []string{"", "at=2&q=kept", "at=4&q=kept"}},
}

func TestAListIsReadPageByPageInEveryWay(t *testing.T) {
	t.Parallel()
	for name, l := range lists {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := &vendor{answer: paged}
			var resp boxoffice.Response
			list := l.read(t.Context(), client(t, v), boxoffice.WithHeader("X-Shop", "1"), boxoffice.WithResponse(&resp))
			all, err := ids(list)
			require.NoError(t, err)
			require.Equal(t, five, all)
			require.Equal(t, l.sent, queries(v))
			require.NotZero(t, resp.StatusCode, "options apply to every page")
			for _, r := range v.all() {
				require.Equal(t, "1", r.Header.Get("X-Shop"))
			}
			all, err = ids(list)
			require.NoError(t, err)
			require.Equal(t, five, all, "and can be read again")
		})
	}
}

func TestLeavingTheLoopSendsNoFurtherRequest(t *testing.T) {
	t.Parallel()
	for name, l := range lists {
		v := &vendor{answer: paged}
		for thing, err := range l.read(t.Context(), client(t, v)) {
			require.NoError(t, err, name)
			if thing.ID == 2 {
				break
			}
		}
		require.Len(t, v.all(), 1, name)
	}
}

func TestAnErrorEndsAListOnceAndTheListIsBegunAgainThere(t *testing.T) {
	t.Parallel()
	for name, l := range lists {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v, failing := &vendor{}, true
			v.answer = func(w http.ResponseWriter, r *http.Request) {
				if failing && r.URL.RawQuery == l.sent[len(l.sent)-2] {
					w.WriteHeader(http.StatusForbidden)
					return
				}
				paged(w, r)
			}
			c := client(t, v)
			var seen []int64
			var failed *boxoffice.Error
			for thing, err := range l.read(t.Context(), c) {
				require.Nil(t, failed, "an error is the last thing")
				if failed = boxoffice.AsError(err); err == nil {
					seen = append(seen, thing.ID)
				}
			}
			require.ErrorIs(t, failed, boxoffice.ErrForbidden)
			require.EqualValues(t, len(seen), failed.Elements)
			require.Less(t, len(seen), 5)
			failing = false
			rest, err := ids(l.read(t.Context(), c, boxoffice.WithPage(failed.Page)))
			require.NoError(t, err)
			require.Equal(t, five, append(seen, rest...))
		})
	}
}

func TestAContextThatEndsEndsTheList(t *testing.T) {
	t.Parallel()
	for name, l := range lists {
		v := &vendor{answer: paged}
		ctx, cancel := context.WithCancel(t.Context())
		count := 0
		var last error
		for _, err := range l.read(ctx, client(t, v)) {
			if last = err; err == nil {
				count++
				cancel()
			}
		}
		cancel()
		require.ErrorIs(t, last, context.Canceled, name)
		require.LessOrEqual(t, count, 2, name)
		require.Len(t, v.all(), 1, name)
	}
}

func TestAPageThatComesAgainNeverMakesAnEndlessLoop(t *testing.T) {
	t.Parallel()
	v := &vendor{answer: func(w http.ResponseWriter, r *http.Request) {
		switch strings.TrimPrefix(r.URL.Path, "/api") {
		case "/cursor":
			jsonBody(w, `{"data":[{"id":1}],"meta":{"next":"x","more":true}}`)
		case "/linked":
			jsonBody(w, `{"data":[{"id":1}],"links":{"next":"/api/linked"}}`)
		case "/headers":
			w.Header().Set("Link", `<?at=1>; rel=next`)
			jsonBody(w, `[{"id":1}]`)
		case "/numbered":
			jsonBody(w, `{"entries":[{"id":%d}]}`, number(r, "page", 1)%3) // in a circle
		case "/after":
			jsonBody(w, `{"data":[{"id":1},{"id":2}],"links":{"next":"/x"}}`)
		default:
			jsonBody(w, `[{"id":1},{"id":2}]`)
		}
	}}
	c := client(t, v)
	for name, want := range map[string]struct {
		elements int
		problem  bool
	}{
		"cursor": {2, true}, "link": {2, true}, "link in a header": {2, true}, // the page that is named is asked for once
		"number": {3, false}, "number, first unknown": {2, false}, "after, as a stream": {2, false},
		"offset": {2, true}, "after": {2, true}, // full pages, so the vendor takes no notice
	} {
		all, err := ids(lists[name].read(t.Context(), c))
		require.Len(t, all, want.elements, name)
		if want.problem {
			require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, name)
			require.EqualValues(t, want.elements, boxoffice.AsError(err).Elements)
			continue
		}
		require.NoError(t, err, name)
	}
}

func TestALinkIsFollowedOnTheDocumentedServerAlone(t *testing.T) {
	t.Parallel()
	elsewhere := &vendor{status: http.StatusOK}
	server := httptest.NewServer(elsewhere)
	t.Cleanup(server.Close)
	next := ""
	v := &vendor{answer: func(w http.ResponseWriter, _ *http.Request) {
		jsonBody(w, `{"data":[{"id":1}],"links":{"next":%q}}`, next)
	}}
	c := client(t, v)
	for _, next = range []string{
		"https://evil.test/api/linked", "//evil.test/api/linked", "http://user@127.0.0.1/api/linked", "http://127.0.0.1:1/api/linked",
		"/other/linked", "/api/../other", "/api/%2e%2e/other", "ftp://127.0.0.1/api/linked", "/apis/linked", server.URL + "/api/linked",
	} {
		v.forget()
		_, err := ids(c.EveryLinkedThing(t.Context(), nil))
		require.ErrorIs(t, err, boxoffice.ErrOrigin, next)
		require.NotContains(t, err.Error(), "evil", "a link is not printed")
		require.Len(t, v.all(), 1, next)
		_, err = ids(c.EveryLinkedThing(t.Context(), nil, boxoffice.WithPage(boxoffice.Sensitive(next))))
		require.Error(t, err, next)
	}
	_, err := ids(c.EveryLinkedThing(t.Context(), nil, boxoffice.WithPage("/other/linked")))
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.Empty(t, elsewhere.all())
}

func TestOnlyTheVendorsRefusalOfALaterPageIsTheEnd(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	c := client(t, v)
	for name, test := range map[string]struct {
		failing int
		body    string
		problem bool
	}{
		"past the end":     {3, `{"message":"there is no such page"}`, false},
		"the first page":   {1, `{"message":"there is no such page"}`, true},
		"a proxy's page":   {3, `<html>not found</html>`, true},
		"another refusal":  {3, `{"detail":"no such endpoint"}`, true},
		"an empty message": {3, `{"message":""}`, true},
	} {
		v.answer = func(w http.ResponseWriter, r *http.Request) {
			if number(r, "page", 1) < test.failing {
				paged(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, test.body)
		}
		_, err := ids(c.Numbered(t.Context(), nil))
		if test.problem {
			require.ErrorIs(t, err, boxoffice.ErrNotFound, name)
			continue
		}
		require.NoError(t, err, name)
	}
}

func TestAListEndsWhenAllThatTheVendorCountsHasCome(t *testing.T) {
	t.Parallel()
	v := &vendor{answer: func(w http.ResponseWriter, r *http.Request) {
		jsonBody(w, `{"total":5,"entries":%s}`, things(five, (number(r, "page", 1)-1)*2, 2))
	}}
	c := client(t, v)
	all, err := ids(c.Numbered(t.Context(), nil))
	require.NoError(t, err)
	require.Equal(t, five, all)
	require.Len(t, v.all(), 3)
	all, err = ids(c.Numbered(t.Context(), &probeapi.ListNumberedParams{Page: boxoffice.Ptr(int64(2))}))
	require.NoError(t, err)
	require.Equal(t, []int64{3, 4, 5}, all, "a list that is begun later is read to its end")
}

func TestAnEmptyPageWithACursorIsNotTheEnd(t *testing.T) {
	t.Parallel()
	v := &vendor{answer: func(w http.ResponseWriter, r *http.Request) {
		at := number(r, "cursor", 0)
		jsonBody(w, `{"data":%s,"meta":{"next":"%d","more":%t}}`, things(five, max(at-2, 0), at), at+1, at < 4)
	}}
	all, err := ids(client(t, v).ByCursor(t.Context(), nil))
	require.NoError(t, err)
	require.NotEmpty(t, all)
	require.Len(t, v.all(), 5)
}

func TestAnElementThatMovesToTheNextPageComesOnce(t *testing.T) {
	t.Parallel()
	pages := map[int]string{0: `[{"id":5},{"id":4}]`, 2: `[{"id":4},{"id":3}]`, 4: `[{"id":2}]`}
	v := &vendor{answer: func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[number(r, "offset", 0)]
		if !ok {
			page = "[]"
		}
		jsonBody(w, "%s", page)
	}}
	all, err := ids(client(t, v).ByOffset(t.Context(), "a", probeapi.ListByOffsetParams{Q: "x"}))
	require.NoError(t, err)
	require.Equal(t, []int64{5, 4, 3, 2}, all)
}

func TestArgumentsThatCannotPageAreRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	c, ctx := client(t, v), t.Context()
	for text, list := range map[string]iter.Seq2[probeapi.Thing, error]{
		"Page must be nil: the pages are counted by offset": c.ByOffset(ctx, "a", probeapi.ListByOffsetParams{Page: boxoffice.Ptr(int64(1))}),
		"Offset must not be negative":                       c.ByOffset(ctx, "a", probeapi.ListByOffsetParams{Offset: boxoffice.Ptr(int64(-1))}),
		"StartingAfter must not be negative":                c.After(ctx, &probeapi.ListAfterParams{StartingAfter: boxoffice.Ptr(int64(-1))}),
		"Limit must be at least 1":                          c.ByCursor(ctx, &probeapi.ListByCursorParams{Limit: boxoffice.Ptr(int64(0))}),
		"this list begins at a number":                      c.Numbered(ctx, nil, boxoffice.WithPage("x")),
	} {
		_, err := ids(list)
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, text)
		require.ErrorContains(t, err, text)
	}
	require.Empty(t, v.all())
}

// A method that makes one call has no pages to begin at.
func TestASingleCallRefusesToBeginAtAPage(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	c, ctx, at := client(t, v), t.Context(), boxoffice.WithPage("2")
	_, numbered := c.ListNumbered(ctx, nil, at)
	_, uncounted := c.ListUncounted(ctx, nil, at)
	_, offset := c.ListByOffset(ctx, "a", probeapi.ListByOffsetParams{Q: "x"}, at)
	_, cursor := c.ListByCursor(ctx, nil, at)
	_, after := c.ListAfter(ctx, nil, at)
	_, rising := c.ListRising(ctx, nil, at)
	_, link := c.ListByLink(ctx, nil, at)
	_, header := c.ListByHeader(ctx, at)
	for _, err := range []error{numbered, uncounted, offset, cursor, after, rising, link, header} {
		assert.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	}
	require.Empty(t, v.all(), "nothing was sent")
}
