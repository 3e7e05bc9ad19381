package main

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAStrangersPageCannotSetFaults(t *testing.T) {
	t.Parallel()
	s := started(t)
	const fault = `{"vendor": "hlconnect", "fault": "unavailable"}`
	for want, header := range map[int]map[string]string{
		http.StatusUnsupportedMediaType: {"Content-Type": "text/plain"},                                           // what a form can send
		http.StatusMisdirectedRequest:   {"Content-Type": "application/json", "Host": "evil.example:80"},          // a name that was made to lead here
		http.StatusOK:                   {"Content-Type": "application/json; charset=utf-8", "Host": "localhost"}, // the page itself
	} {
		resp, body := do(t, http.DefaultClient, http.MethodPost, s.page+"api/faults", header, fault)
		require.Equal(t, want, resp.StatusCode, body)
		require.Empty(t, resp.Header.Get("Access-Control-Allow-Origin"), "no other page may read what is here")
	}
	require.Len(t, s.vendor(t, "hlconnect").fake.Faults(), 1)
	resp, _ := do(t, http.DefaultClient, http.MethodOptions, s.page+"api/faults", map[string]string{"Origin": "https://evil.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}, "")
	require.GreaterOrEqual(t, resp.StatusCode, 400)
}

// A documented refusal need not name the mistake in a request: the one for admissions
// speaks of sections.
func TestWhatIsWrongWithARequestIsWrittenWithoutItsValues(t *testing.T) {
	t.Parallel()
	s := started(t, "-https-port", "-1")
	written := new(strings.Builder)
	s.report(written)
	v := s.vendor(t, "venuemanager")
	header := map[string]string{"Content-Type": "application/json"}
	resp, body := do(t, http.DefaultClient, http.MethodPost, v.url+"/api/core/customer/token", header, `{"username": 3, "password": "correct horse", "clientName": "app", "clientOs": "linux"}`)
	require.Equal(t, 400, resp.StatusCode, body)
	do(t, http.DefaultClient, http.MethodPost, v.url+"/api/core/customer/token", header, `{"username": "nobody", "password": "correct horse", "clientName": "app", "clientOs": "linux"}`)
	s.close() // what was answered is written
	require.Regexp(t, `^Venue Manager: createToken: body field username must be a string, is a number \(request \d+, POST /customer/token, answered 400\)\n$`, written.String())
}

func TestACustomerWhoIsGoneLeavesTheOtherCredentials(t *testing.T) {
	t.Parallel()
	s := started(t, "-https-port", "-1")
	asked := func() (titles []string, token string) {
		_, body := do(t, http.DefaultClient, http.MethodPost, s.page+"api/credentials", map[string]string{"Content-Type": "application/json"}, `{"vendor": "venuemanager"}`)
		var all []credential
		require.NoError(t, json.Unmarshal([]byte(body), &all), body)
		for _, c := range all {
			titles = append(titles, c.Title)
			if c.Scheme == "customerToken" {
				token = c.Headers["Authorization"]
			}
		}
		return titles, token
	}
	titles, token := asked()
	require.Equal(t, []string{"customer, to log in with", "the same customer, logged in", "API user, for invoices"}, titles)
	header := map[string]string{"Content-Type": "application/json", "Authorization": token}
	resp, body := do(t, http.DefaultClient, http.MethodPost, s.vendor(t, "venuemanager").url+"/api/core/customer/anonymize", header, `{"clientName": "app", "clientOs": "linux"}`)
	require.Equal(t, http.StatusNoContent, resp.StatusCode, body)
	titles, _ = asked()
	require.Equal(t, []string{"customer, whose login is refused by now", "API user, for invoices"}, titles)
}

func TestTheErrorOfAnUnknownVendorListsThem(t *testing.T) {
	t.Parallel()
	s := started(t, "-https-port", "-1")
	_, body := do(t, http.DefaultClient, http.MethodGet, s.page+"api/state", nil, "")
	require.Contains(t, body, `there is no vendor "" (there are: `+everyName()+")")
}

func TestThePageLoadsNothingFromElsewhere(t *testing.T) {
	t.Parallel()
	s := started(t)
	for _, file := range []string{"", "page.css", "page.js", "dom.js", "try.js", "state.js", "requests.js", "icon.svg"} {
		resp, body := do(t, http.DefaultClient, http.MethodGet, s.page+file, nil, "")
		require.Equal(t, 200, resp.StatusCode, file)
		require.Contains(t, resp.Header.Get("Content-Security-Policy"), "default-src 'none'")
		require.NotContains(t, strings.ReplaceAll(body, "http://www.w3.org/2000/svg", ""), "://", file)
	}
}

func TestABrowserAtAVendorsRootIsShownThePage(t *testing.T) {
	t.Parallel()
	v := started(t).vendor(t, "musement")
	resp, body := do(t, http.DefaultClient, http.MethodGet, v.url+"/", map[string]string{"Accept": "text/html"}, "")
	require.Equal(t, 200, resp.StatusCode)
	require.Contains(t, body, "Fake vendors")
	resp, _ = do(t, http.DefaultClient, http.MethodGet, v.url+"/", nil, "")
	require.Equal(t, 404, resp.StatusCode, "a program is told that there is no such path")
}

func TestTheJournalTellsEachRequestAndGoesOnWhereAPageWas(t *testing.T) {
	t.Parallel()
	s := started(t)
	v := s.vendor(t, "hlconnect")
	do(t, http.DefaultClient, http.MethodGet, v.url+"/assets/list?page_size=x&page_size=it's", map[string]string{"Authorization": "Bearer t"}, "")
	read := func(after string) (id int, l line) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.page+"api/requests", nil)
		require.NoError(t, err)
		req.Header.Set("Last-Event-ID", after)
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		defer func() { _ = resp.Body.Close() }()
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if text, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
				id, err = strconv.Atoi(text)
				require.NoError(t, err)
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				require.NoError(t, json.Unmarshal([]byte(data), &l))
				return id, l
			}
		}
		return id, l
	}
	id, l := read("0")
	require.Equal(t, 1, id)
	require.Equal(t, "listAssets", l.Operation)
	require.Equal(t, "violation", l.Verdict)
	require.Equal(t, 400, l.Status)
	require.Len(t, l.Violations, 1)
	require.Equal(t, `curl -H 'Authorization: Bearer t' '`+v.url+`/assets/list?page_size=x&page_size=it'\''s'`, l.Curl)
	do(t, http.DefaultClient, http.MethodGet, v.url+"/health", nil, "")
	id, l = read("1")
	require.Equal(t, 2, id)
	require.Equal(t, "getHealth", l.Operation)
}

func TestTheJournalKeepsTheLatestAlone(t *testing.T) {
	t.Parallel()
	s := started(t)
	for range keptLines + 50 {
		do(t, http.DefaultClient, http.MethodGet, s.vendor(t, "hlconnect").url+"/health", nil, "")
	}
	missed, listener := s.log.listen(0)
	s.log.leave(listener)
	require.Len(t, missed, keptLines)
	require.Equal(t, keptLines+50, missed[len(missed)-1].number)
}
