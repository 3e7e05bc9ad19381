package vcr_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

func sale(t *testing.T) string {
	return recorded(t, func(*http.Request) *http.Response {
		return answer(200, "application/json", `{"token":"t","exp_date":1}`)
	}, func(client *http.Client) {
		send(t, client, "POST", validate, `{"asset_id":1,"customer_ip":"203.0.113.1","quantity":1}`)
	})
}

func catalogue(t *testing.T) string {
	return recorded(t, func(*http.Request) *http.Response {
		return answer(200, "application/json", `{"assets":[],"last_id":null,"next_page":null}`)
	}, func(client *http.Client) {
		send(t, client, "GET", origin+"/assets/list?page_size=20&last_id=7", "")
	})
}

func firstPage(t *testing.T) string {
	return recorded(t, func(*http.Request) *http.Response {
		return answer(200, "application/json", `{"assets":[],"last_id":null,"next_page":null}`)
	}, func(client *http.Client) {
		send(t, client, "GET", origin+"/assets/list?page_size=20", "")
	})
}

func TestARequestThatDiffersIsNotAnsweredAndSaysInWhat(t *testing.T) {
	for _, c := range []struct {
		tape              string
		method, url, body string
		headers           []string
		says              string
	}{
		{sale(t), "POST", validate, `{"asset_id":1,"customer_ip":"203.0.113.1","quantity":2}`, nil, "body field quantity differs"},
		{sale(t), "POST", validate, `{"asset_id":1.0,"customer_ip":"203.0.113.1","quantity":1}`, nil, "body field asset_id differs"},
		{sale(t), "POST", validate, `{"asset_id":1,"quantity":1}`, nil, "body field customer_ip is missing"},
		{sale(t), "POST", validate, `{"asset_id":1,"customer_ip":"203.0.113.1","quantity":1,"colour":"s3cr3t"}`, nil, "the request has what the specification does not describe: colour"},
		{sale(t), "POST", validate, `[1]`, nil, "the specification does not describe: a list"},
		{sale(t), "POST", validate, ``, nil, "the body is missing"},
		{sale(t), "POST", validate, `{"asset_id":1,"customer_ip":"203.0.113.1","quantity":1}`, []string{"Authorization", "Basic s3cr3t"}, "header Authorization differs"},
		{sale(t), "POST", validate, `{"asset_id":1,"customer_ip":"203.0.113.1","quantity":1}`, []string{"Content-Type", "application/problem+json"}, "header Content-Type differs"},
		{catalogue(t), "GET", origin + "/assets/list?page_size=20&last_id=8", "", nil, "query parameter last_id differs"},
		{catalogue(t), "GET", origin + "/assets/list?page_size=20", "", nil, "query parameter last_id is missing"},
		{catalogue(t), "GET", origin + "/assets/list?page_size=20&last_id=7&q=s3cr3t", "", nil, "the request has what the specification does not describe: q"},
		{firstPage(t), "GET", origin + "/assets/list?page_size=20&last_id=7", "", nil, "query parameter last_id is not on tape"},
		{sale(t), "POST", validate, `{"asset_id":1,"customer_ip":"203.0.113.1","quantity":1}`, []string{"Accept", "text/html"}, "header Accept is not on tape"},
		{catalogue(t), "GET", "https://elsewhere.test/assets/list?page_size=20&last_id=7", "", nil, "the origin is another"},
		{catalogue(t), "GET", origin + "/health", "", nil, "the path is another"},
		{catalogue(t), "DELETE", origin + "/purchase/cancel?order_id=1&order_line_id=1", "", nil, "the method is DELETE"},
		{catalogue(t), "GET", origin + "/s3cr3t", "", nil, "a path that the specification hlconnect does not have"},
	} {
		tape := replay(t, c.tape)
		_, err := try(tape.Client(), c.method, c.url, c.body, c.headers...)
		require.ErrorContains(t, err, c.says)
		missed := tape.Close()
		require.ErrorContains(t, missed, c.says, "a test that swallows the error fails all the same")
		require.ErrorContains(t, missed, "was not played")
		require.NotContains(t, missed.Error(), "s3cr3t")
		require.NotContains(t, missed.Error(), "203.0.113.1")
	}
}

func TestTheOrderOfTheQueryAndOfJSONFieldsDoesNotCount(t *testing.T) {
	tape := replay(t, catalogue(t))
	send(t, tape.Client(), "GET", origin+"/assets/list?last_id=7&page_size=20", "")
	require.NoError(t, tape.Close())
	tape = replay(t, sale(t))
	send(t, tape.Client(), "POST", validate, ` { "quantity": 1, "asset_id": 1, "customer_ip": "203.0.113.1" } `)
	require.NoError(t, tape.Close())
}

func TestSecretsAreComparedRedacted(t *testing.T) {
	path := recorded(t, func(*http.Request) *http.Response { return answer(201, "", "") }, func(client *http.Client) {
		send(t, client, "POST", origin+"/purchase/register", `{"token":"the recorded one","order_number":1}`)
	})
	tape := replay(t, path)
	send(t, tape.Client(), "POST", origin+"/purchase/register", `{"token":"another","order_number":1}`)
	require.NoError(t, tape.Close())
}

func TestEqualRequestsAreAnsweredInTheirOrderAndOnlyOnce(t *testing.T) {
	n := 0
	path := recorded(t, func(*http.Request) *http.Response {
		n++
		return answer(200, "application/json", fmt.Sprintf(`[{"name":"db","health":%v}]`, n == 2))
	}, func(client *http.Client) {
		send(t, client, "GET", origin+"/health", "")
		send(t, client, "GET", origin+"/health", "")
	})
	tape := replay(t, path)
	_, first := send(t, tape.Client(), "GET", origin+"/health", "")
	_, second := send(t, tape.Client(), "GET", origin+"/health", "")
	require.Contains(t, first, "false")
	require.Contains(t, second, "true")
	_, err := try(tape.Client(), "GET", origin+"/health", "")
	require.ErrorContains(t, err, "all have been played")
	require.Error(t, tape.Close())
}

func TestAnInteractionThatIsNotPlayedFailsTheTest(t *testing.T) {
	fails := &failing{}
	client := vcr.Start(fails, catalogue(t), vcr.Config{Spec: spec(t)})
	require.NotNil(t, client)
	require.Empty(t, fails.errors)
	fails.end()
	require.Len(t, fails.errors, 1)
	require.Contains(t, fails.errors[0], "interaction 1 (listAssets GET /assets/list) was not played")
}

func TestAMissingTapeFailsTheTest(t *testing.T) {
	fails := &failing{}
	require.Panics(t, func() { vcr.Start(fails, "nowhere.yaml", vcr.Config{Spec: spec(t)}) })
	require.Len(t, fails.errors, 1)
}

func TestACallerWhoHasGivenUpPlaysNothing(t *testing.T) {
	tape := replay(t, catalogue(t))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+"/assets/list?page_size=20&last_id=7", nil)
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer t")
	_, err = tape.RoundTrip(req)
	require.ErrorIs(t, err, context.Canceled)
	send(t, tape.Client(), "GET", origin+"/assets/list?page_size=20&last_id=7", "")
	require.NoError(t, tape.Close())
}

// failing is a test that takes note of its failures.
type failing struct {
	errors  []string
	cleanup []func()
}

func (f *failing) Helper()           {}
func (f *failing) Cleanup(do func()) { f.cleanup = append(f.cleanup, do) }
func (f *failing) Errorf(format string, a ...any) {
	f.errors = append(f.errors, fmt.Sprintf(format, a...))
}
func (f *failing) Fatalf(format string, a ...any) { f.Errorf(format, a...); panic("fatal") }
func (f *failing) end() {
	for _, do := range f.cleanup {
		do()
	}
}
