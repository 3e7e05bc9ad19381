package transport_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// memory is a vendor without a network, whose one answer costs next to nothing.
type memory struct {
	response http.Response
	body     memoryBody
}

type memoryBody struct{ strings.Reader }

func (*memoryBody) Close() error { return nil }

const cannedThing = `{"name":"table"}`

func newMemory() *memory {
	m := &memory{}
	m.response = http.Response{
		Status: "200 OK", StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(cannedThing)),
		Header: http.Header{"Content-Type": {"application/json"}}, Body: &m.body,
	}
	return m
}

func (m *memory) RoundTrip(r *http.Request) (*http.Response, error) {
	m.body.Reset(cannedThing)
	m.response.Request = r
	return &m.response, nil
}

type listParams struct {
	Limit    *int64
	Language *string
}

// ours is a call as generated clients make it: one value in the path, two in the
// query, a credential.
func ours(ctx context.Context, client *rest.Client, id int64, params *listParams) (*thingResult, error) {
	req := client.Request(&opListThings, nil)
	req.SetPath("thingId", id)
	if params != nil {
		req.SetQuery("limit", params.Limit)
		req.SetQuery("language", params.Language)
	}
	return rest.Decode(ctx, req, decodeThing)
}

var opListThings = rest.Operation{
	ID: "listThings", Method: http.MethodGet, Path: "/things/{thingId}/parts", Accept: "application/json",
	Credentials: []string{"bearer"}, Repeatable: true, RetryStatuses: []int{503}, Successes: []int{200},
}

// byHand is the same call as one writes it with net/http and encoding/json.
func byHand(ctx context.Context, client *http.Client, base, token string, id int64, params *listParams) (*thing, error) {
	query := url.Values{}
	if params.Limit != nil {
		query.Set("limit", strconv.FormatInt(*params.Limit, 10))
	}
	if params.Language != nil {
		query.Set("language", *params.Language)
	}
	address := fmt.Sprintf("%s/things/%d/parts?%s", base, id, query.Encode())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("User-Agent", "shop/1.0")
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close() //nolint:errcheck // as everybody writes it
	body, err := io.ReadAll(io.LimitReader(resp.Body, boxoffice.DefaultMaxBody))
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("answered %d", resp.StatusCode)
	}
	var x thing
	if err := json.Unmarshal(body, &x); err != nil {
		return nil, err
	}
	return &x, nil
}

// calls are both ways, ready to be made.
func calls(t testing.TB) (us, them func()) {
	t.Helper()
	params := &listParams{Limit: boxoffice.Ptr(int64(25)), Language: boxoffice.Ptr("en")}
	credential := transport.Fixed("bearer", "Authorization", "Bearer ", boxoffice.Secret("token"))
	config := transport.Config{Vendor: "acme", Server: "https://api.acme.example", Authenticator: credential}
	client, err := transport.New(config, through(newMemory()))
	require.NoError(t, err)
	plain := &http.Client{Transport: newMemory()}
	ctx := t.Context()
	us = func() {
		if res, err := ours(ctx, client, 4711, params); err != nil || res.Name != "table" {
			t.Fatal(res, err)
		}
	}
	them = func() {
		if x, err := byHand(ctx, plain, "https://api.acme.example", "token", 4711, params); err != nil || x.Name != "table" {
			t.Fatal(x, err)
		}
	}
	return us, them
}

func TestACallAllocatesNoMoreThanTheSameWrittenByHand(t *testing.T) {
	us, them := calls(t)
	mine, handwritten := testing.AllocsPerRun(200, us), testing.AllocsPerRun(200, them)
	t.Logf("allocations of one small call: %v, written by hand: %v", mine, handwritten)
	require.LessOrEqual(t, mine, handwritten)
}

func BenchmarkCall(b *testing.B) {
	us, _ := calls(b)
	b.ReportAllocs()
	for b.Loop() {
		us()
	}
}

func BenchmarkCallByHand(b *testing.B) {
	_, them := calls(b)
	b.ReportAllocs()
	for b.Loop() {
		them()
	}
}
