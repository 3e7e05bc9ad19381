package rest_test

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// echo is a vendor that keeps the last request.
type echo struct {
	hits atomic.Int32
	last *http.Request
	body string
}

func (e *echo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.hits.Add(1)
	body, _ := io.ReadAll(r.Body)
	e.last, e.body = r, string(body)
	w.WriteHeader(http.StatusNoContent)
}

func TestAPathValueThatWouldMakeAnotherPathIsNotSent(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	type named string
	var missing *string
	for _, value := range []any{"", ".", "..", named(""), named(".."), boxoffice.Ptr(".."), missing, boxoffice.Sensitive(".")} {
		res, err := ask(t.Context(), client, opGet("/things/{thingId}/parts"), func(r *rest.Request) { r.SetPath("thingId", value) })
		require.Nil(t, res)
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, "%q", value)
		e := asError(t, err)
		require.Equal(t, boxoffice.NeverSent, e.Delivery)
		require.Zero(t, e.Attempts)
		require.Equal(t, "getThing", e.Operation)
		require.Contains(t, err.Error(), "thingId", "the error names the parameter")
	}
	require.Zero(t, vendor.hits.Load())
}

// roundTrips sends a value in the path and in the query and reports what is not
// as it was.
func roundTrips(t *testing.T, vendor *echo, client *rest.Client, value string) {
	t.Helper()
	_, err := ask(t.Context(), client, opGet("/things/{thingId}/parts/{partId}"), func(r *rest.Request) {
		r.SetPath("thingId", value)
		r.SetPath("partId", "{thingId}")
		r.SetQuery("q", value)
	})
	if value == "" || value == "." || value == ".." || !utf8.ValidString(value) {
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
		return
	}
	require.NoError(t, err, "%q", value)
	escaped := vendor.last.URL.EscapedPath()
	segments := strings.Split(strings.TrimPrefix(escaped, "/v3/things/"), "/")
	require.Len(t, segments, 3, "one value is one segment: %q became %q", value, escaped)
	got, err := url.PathUnescape(segments[0])
	require.NoError(t, err)
	require.Equal(t, value, got)
	require.Equal(t, "parts", segments[1])
	require.Equal(t, "%7BthingId%7D", segments[2], "a value is not a place for another")
	query, err := url.ParseQuery(vendor.last.URL.RawQuery)
	require.NoError(t, err)
	require.Equal(t, url.Values{"q": {value}}, query)
}

func TestEveryOtherPathValueArrivesAsItIs(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	for _, value := range []string{
		"a", "...", " ", "/", "//", "../..", "a/../b", "%", "%2e%2e", "%2F", "%zz", "a b", "a+b", "a;b=c", "a?b", "a#b", "a&b=c", ":", "@", "a:b@c",
		"é", "日本", "\u202e", "\x00", "\r\n", "\t", "\xff\xfe", "'", `"`, "\\", "{thingId}", "{partId}", strings.Repeat("x", 4000), "~", "!$'()*,",
	} {
		roundTrips(t, vendor, client, value)
	}
	random := rand.New(rand.NewPCG(1, 2))
	const alphabet = "/%.;? +&=#\\{}é日\x00\n\xffaZ0:@'\""
	for range 500 {
		value := make([]byte, 1+random.IntN(12))
		for i := range value {
			value[i] = alphabet[random.IntN(len(alphabet))]
		}
		roundTrips(t, vendor, client, string(value))
	}
}

func FuzzPathAndQueryValuesRoundTrip(f *testing.F) {
	for _, seed := range []string{"..", "../..", "%2e%2e", "a/b;c?d#e", "日本\x00", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		vendor := &echo{}
		roundTrips(t, vendor, memoryClient(t, vendor), value)
	})
}

// Numbers, booleans and times have one form each, whatever their Go type.
func TestParametersAreWrittenAsTheSpecificationWritesThem(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	type enum string
	when := time.Date(2026, 3, 1, 12, 30, 0, 5e8, time.FixedZone("", 3600))
	_, err := ask(t.Context(), client, opGet("/things/{id}"), func(r *rest.Request) {
		r.SetPath("id", int64(-42))
		r.SetQuery("string", enum("a b"))
		r.SetQuery("int", 7)
		r.SetQuery("int32", int32(8))
		r.SetQuery("pointer", boxoffice.Ptr(boxoffice.Ptr(int64(9))))
		r.SetQuery("bool", boxoffice.Ptr(false))
		r.SetQuery("double", 1e21)
		r.SetQuery("float", boxoffice.Ptr(float32(0.5)))
		r.SetQuery("exact", json.Number("10.00"))
		r.SetQuery("secret", boxoffice.Sensitive("hush"))
		r.SetQuery("time", when)
		r.SetQuery("timePointer", &when)
		r.SetQuery("empty", "")
	})
	require.NoError(t, err)
	require.Equal(t, "/v3/things/-42", vendor.last.URL.Path)
	require.Equal(t, url.Values{
		"string": {"a b"}, "int": {"7"}, "int32": {"8"}, "pointer": {"9"}, "bool": {"false"}, "double": {"1000000000000000000000"},
		"float": {"0.5"}, "exact": {"10.00"}, "secret": {"hush"}, "time": {"2026-03-01T12:30:00.5+01:00"},
		"timePointer": {"2026-03-01T12:30:00.5+01:00"}, "empty": {""},
	}, vendor.last.URL.Query())
}

func TestWhatIsNilIsNotSentAndASliceIsSentElementByElement(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	type enum string
	var (
		noString *string
		noTime   *time.Time
		noSlice  []string
		noList   *[]int64
	)
	_, err := ask(t.Context(), client, opGet("/things"), func(r *rest.Request) {
		r.SetQuery("nilString", noString)
		r.SetQuery("nilTime", noTime)
		r.SetQuery("nilSlice", noSlice)
		r.SetQuery("nilList", noList)
		r.SetQuery("emptySlice", []string{})
		r.SetHeader("X-Nil", noString)
		r.SetQuery("id", []int64{3, 1, 2})
		r.SetQuery("tag", &[]enum{"a&b", ""})
		r.SetQuery("part", []*string{boxoffice.Ptr("x"), nil, boxoffice.Ptr("y")})
	})
	require.NoError(t, err)
	require.Equal(t, "id=3&id=1&id=2&tag=a%26b&tag=&part=x&part=y", vendor.last.URL.RawQuery)
	require.NotContains(t, vendor.last.Header, "X-Nil")
}

func TestAListInOneParameterIsJoinedByCommasOfItsOwn(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	var none []string
	_, err := ask(t.Context(), client, opGet("/things"), func(r *rest.Request) {
		r.SetQueryList("id", []string{"a", "b,c", "d e"})
		r.SetQueryList("none", none)
		r.SetQueryList("empty", []string{})
	})
	require.NoError(t, err)
	require.Equal(t, "id=a,b%2Cc,d+e", vendor.last.URL.RawQuery)
}

func TestWhatBelongsToTheClientIsFilledIn(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	type app string
	type request struct {
		Name  app     `json:"name"`
		OS    *string `json:"os,omitempty"`
		Other *app    `json:"other,omitempty"`
	}
	body, own := request{}, request{Name: "mine", OS: boxoffice.Ptr("plan9")}
	op := opPost()
	op.FromClient = []rest.ClientValue{
		{In: "header", Name: "X-Client-Name", Value: "clientName", Required: true}, {In: "query", Name: "os", Value: "clientOs", Required: true},
		{In: "query", Name: "nothing", Value: "unknown"}, {In: "header", Name: "X-Nothing", Value: "unknown"},
	}
	send := func(body request, options ...boxoffice.CallOption) {
		_, err := ask(t.Context(), client, op, func(r *rest.Request) {
			rest.Fill(r, &body.Name, "clientName")
			rest.FillOptional(r, &body.OS, "clientOs")
			rest.FillOptional(r, &body.Other, "unknown")
			r.SetJSON(body)
		}, options...)
		require.NoError(t, err)
	}
	send(body)
	require.Equal(t, request{}, body, "the caller's body is not modified")
	require.JSONEq(t, `{"name":"shop","os":"linux"}`, vendor.body)
	require.Equal(t, "shop", vendor.last.Header.Get("X-Client-Name"))
	require.NotContains(t, vendor.last.Header, "X-Nothing")
	require.Equal(t, "os=linux", vendor.last.URL.RawQuery)
	send(own, boxoffice.WithHeader("x-client-name", "other"))
	require.JSONEq(t, `{"name":"mine","os":"plan9"}`, vendor.body)
	require.Equal(t, []string{"other"}, vendor.last.Header["X-Client-Name"], "a call's own header goes first")

	before := vendor.hits.Load()
	for _, missing := range []rest.ClientValue{
		{In: "header", Name: "X-Version", Value: "clientVersion", Required: true},
		{In: "query", Name: "version", Value: "clientVersion", Required: true},
	} {
		op := opGet("/things")
		op.FromClient = []rest.ClientValue{missing}
		_, err := ask(t.Context(), client, op, nil)
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
		require.Contains(t, strings.ToLower(err.Error()), "version is required", "the error names the parameter")
	}
	require.Equal(t, before, vendor.hits.Load())
}

func TestABodyIsOneJSONValueOrAForm(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	type sale struct {
		Price json.Number         `json:"price"`
		Text  string              `json:"text"`
		Token boxoffice.Sensitive `json:"token"`
		Note  *string             `json:"note,omitempty"`
		Paid  bool                `json:"paid"`
	}
	body := &sale{Price: "10.10", Text: "a&b=é <>", Token: "hush"}
	_, err := ask(t.Context(), client, opPost(), func(r *rest.Request) { r.SetJSON(body) })
	require.NoError(t, err)
	require.Equal(t, "application/json", vendor.last.Header.Get("Content-Type"))
	require.JSONEq(t, `{"price":10.10,"text":"a&b=é <>","token":"hush","paid":false}`, vendor.body)
	require.EqualValues(t, len(vendor.body), vendor.last.ContentLength)

	_, err = ask(t.Context(), client, opPost(), func(r *rest.Request) { r.SetForm(body) })
	require.NoError(t, err)
	require.Equal(t, "application/x-www-form-urlencoded", vendor.last.Header.Get("Content-Type"))
	form, err := url.ParseQuery(vendor.body)
	require.NoError(t, err)
	require.Equal(t, url.Values{"price": {"10.10"}, "text": {"a&b=é <>"}, "token": {"hush"}, "paid": {"false"}}, form)
	require.Equal(t, &sale{Price: "10.10", Text: "a&b=é <>", Token: "hush"}, body)

	_, err = ask(t.Context(), client, opPost(), nil)
	require.NoError(t, err, "a body may be absent")
	require.NotContains(t, vendor.last.Header, "Content-Type")
	require.Zero(t, vendor.last.ContentLength)
}

func TestABodyThatIsNilOrCannotBeEncodedIsRefused(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	var (
		noPointer *thing
		noSlice   []thing
		noMap     map[string]int
	)
	for _, body := range []any{nil, noPointer, noSlice, noMap, json.RawMessage(nil), json.RawMessage("canary{"), json.Number("canary"), make(chan int)} {
		for _, set := range []func(*rest.Request, any){(*rest.Request).SetJSON, (*rest.Request).SetForm} {
			_, err := ask(t.Context(), client, opPost(), func(r *rest.Request) { set(r, body) })
			require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, "%T", body)
			require.NotContains(t, err.Error(), "canary")
		}
	}
	require.Zero(t, vendor.hits.Load())
}

// A form has the names and values that its body has in JSON.
func TestAFormSaysWhatItsBodySaysInJSON(t *testing.T) {
	type word string
	type body struct {
		Zeroth  []string                     `json:"zeroth,omitzero"`
		Numbers []int64                      `json:"numbers"`
		Words   []word                       `json:"words,omitzero"`
		Prices  []boxoffice.Decimal          `json:"prices,omitzero"`
		Share   *float64                     `json:"share,omitzero"`
		Small   int32                        `json:"small"`
		Yes     *bool                        `json:"yes,omitzero"`
		Gone    boxoffice.Nullable[string]   `json:"gone,omitzero"`
		None    boxoffice.Nullable[int64]    `json:"none,omitzero"`
		Some    boxoffice.Nullable[string]   `json:"some,omitzero"`
		Several boxoffice.Nullable[[]string] `json:"several,omitzero"`
		Day     boxoffice.Date               `json:"day,omitzero"`
		When    time.Time                    `json:"when,omitzero"`
		Raw     boxoffice.RawJSON            `json:"raw,omitzero"`
		Odd     string                       `json:"odd & name"`
		Hidden  string                       `json:"-"`
	}
	vendor := &echo{}
	_, err := ask(t.Context(), newClient(t, vendor), opPost(), func(r *rest.Request) {
		r.SetForm(body{
			Numbers: []int64{3, -1}, Words: []word{"b", "a=&"}, Prices: []boxoffice.Decimal{"1.50", "-0.1e3"}, Share: boxoffice.Ptr(0.25), Small: 7, Yes: boxoffice.Ptr(false),
			None: boxoffice.Null[int64](), Some: boxoffice.Set("é \"<\""), Several: boxoffice.Set([]string{"x", "y z"}),
			Day: "2026-11-27", When: time.Date(2026, 11, 27, 1, 2, 3, 0, time.UTC), Raw: boxoffice.RawJSON(`[1,"two",{"a":[]},null]`), Hidden: "hidden",
		})
	})
	require.NoError(t, err)
	require.Equal(t, "day=2026-11-27&none=&numbers=3&numbers=-1&odd+%26+name=&prices=1.50&prices=-0.1e3&raw=1&raw=two&raw=%7B%22a%22%3A%5B%5D%7D&raw="+
		"&several=x&several=y+z&share=0.25&small=7&some=%C3%A9+%22%3C%22&when=2026-11-27T01%3A02%3A03Z&words=b&words=a%3D%26&yes=false", vendor.body)

	_, err = ask(t.Context(), newClient(t, vendor), opPost(), func(r *rest.Request) { r.SetForm(map[string]string{"b": "2", "a": "1 & 1"}) })
	require.NoError(t, err)
	require.Equal(t, "a=1+%26+1&b=2", vendor.body)
}

func TestACallsHeaderCannotBeACredentialOrTheTransports(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	for _, name := range []string{
		"Authorization", "authorization", "AUTHORIZATION", "Proxy-Authorization", "X-API-Key", "Cookie", "Host", "Content-Length",
		"Accept-Encoding", "accept-encoding", "Content-Encoding", "TE", "Trailer", "Upgrade", "Expect",
		"transfer-encoding", "Connection", "Referer", "", "canary canary", "canary:", "canary\r\n", "canaré", "canary\x00",
	} {
		_, err := ask(t.Context(), client, opGet("/things"), nil, boxoffice.WithHeader(name, "canary"))
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, "%q", name)
		require.NotContains(t, err.Error(), "canary")
	}
	for _, value := range []string{"canary\r\nX-Evil: 1", "canary\n", "canary\x00", "canary\x7f", "canary\xc5"} {
		_, err := ask(t.Context(), client, opGet("/things"), nil, boxoffice.WithHeader("X-Shop", value))
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, "%q", value)
		require.NotContains(t, err.Error(), "canary")
		_, err = ask(t.Context(), client, opGet("/things"), func(r *rest.Request) { r.SetHeader("X-Shop", value) })
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest, "%q", value)
		require.NotContains(t, err.Error(), "canary")
		require.NotErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
	}
	require.Zero(t, vendor.hits.Load())
	_, err := ask(t.Context(), client, opGet("/things"), nil, boxoffice.WithHeader("x-shop", "a\tb é"))
	require.NoError(t, err)
	require.Equal(t, "a\tb é", vendor.last.Header.Get("X-Shop"))
}

func TestCallOptionsApplyInOrderAndTheFirstMistakeIsReported(t *testing.T) {
	vendor := &echo{}
	client := newClient(t, vendor)
	_, err := ask(t.Context(), client, opGet("/things"), nil, boxoffice.WithHeader("X-Shop", "one"), boxoffice.WithHeader("x-shop", "two"))
	require.NoError(t, err)
	require.Equal(t, []string{"two"}, vendor.last.Header["X-Shop"])
	_, err = ask(t.Context(), client, opGet("/{id}"), func(r *rest.Request) { r.SetPath("id", "") }, boxoffice.WithMaxBody(-1))
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.Contains(t, err.Error(), "body limit")
	_, err = ask(t.Context(), client, opGet("/things"), nil, nil)
	require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	require.EqualValues(t, 1, vendor.hits.Load())
}

// inMemory is a round tripper that asks a handler, for tests that make many
// calls.
type inMemory struct{ http.Handler }

func (m inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	in := r.Clone(r.Context())
	if in.Body == nil {
		in.Body = http.NoBody
	}
	m.ServeHTTP(w, in)
	return &http.Response{
		StatusCode: w.status, Header: w.header, Body: io.NopCloser(strings.NewReader(w.body.String())), ContentLength: -1, Request: r,
	}, nil
}

type recorder struct {
	header http.Header
	status int
	body   strings.Builder
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(status int)      { w.status = status }
func (w *recorder) Write(p []byte) (int, error) { return w.body.Write(p) }

// memoryClient is an anonymous client of a handler, without a network.
func memoryClient(t testing.TB, h http.Handler, options ...boxoffice.ClientOption) *rest.Client {
	t.Helper()
	user := &http.Client{Transport: inMemory{h}}
	client, err := transport.New(transport.Config{Vendor: "acme", Server: "https://acme.example/v3"},
		append([]boxoffice.ClientOption{boxoffice.WithHTTPClient(user)}, options...)...)
	require.NoError(t, err)
	return client
}
