package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/specs"
)

// started serves the vendors on free ports for the time of the test.
func started(t *testing.T, args ...string) *served {
	t.Helper()
	o, err := parse(append([]string{"-port", "0", "-https-port", "0"}, args...), io.Discard)
	require.NoError(t, err)
	s, err := serve(o)
	require.NoError(t, err)
	t.Cleanup(s.close)
	return s
}

func (s *served) vendor(t *testing.T, name string) *origin {
	t.Helper()
	for _, v := range s.vendors {
		if v.name == name {
			return v
		}
	}
	t.Fatalf("%s is not served", name)
	return nil
}

// do sends a request and reads its answer.
func do(t *testing.T, client *http.Client, method, address string, header map[string]string, body string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	require.NoError(t, err)
	for name, text := range header {
		req.Header.Set(name, text)
		if name == "Host" {
			req.Host = text
		}
	}
	resp, err := client.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(data)
}

func TestEveryVendorIsServed(t *testing.T) {
	t.Parallel()
	var want, served []string
	for _, doc := range specs.All() {
		want = append(want, doc.Name)
	}
	for _, v := range all() {
		served = append(served, v.name)
	}
	require.Equal(t, want, served, "a vendor is a file here, which registers it")
}

// words splits a line as a POSIX shell does, as far as our lines use it.
func words(line string) (all []string) {
	word, inWord, quoted := "", false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\'':
			quoted, inWord = !quoted, true
		case c == '\\' && !quoted:
			i++
			word += line[i : i+1]
		case c == ' ' && !quoted:
			if inWord {
				all = append(all, word)
			}
			word, inWord = "", false
		default:
			word, inWord = word+string(c), true
		}
	}
	return append(all, word)
}

func TestEachCurlLineWorksWhenPasted(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := started(t)
	s.describe(&out)
	lines := regexp.MustCompile(`(?m)^  try +(curl .*)$`).FindAllStringSubmatch(out.String(), -1)
	require.Len(t, lines, len(specs.All()))
	curlProgram, missing := exec.LookPath("curl")
	for _, line := range lines {
		args := words(line[1])[1:]
		header, method, body, address := map[string]string{}, http.MethodGet, "", args[len(args)-1]
		for i := 0; i < len(args)-1; i += 2 {
			switch args[i] {
			case "-H":
				name, text, _ := strings.Cut(args[i+1], ": ")
				header[name] = text
			case "-u":
				user, password, _ := strings.Cut(args[i+1], ":")
				req := &http.Request{Header: http.Header{}}
				req.SetBasicAuth(user, password)
				header["Authorization"] = req.Header.Get("Authorization")
			case "--data-raw":
				method, body = http.MethodPost, args[i+1]
			default:
				t.Fatalf("%s: what is %s?", line[1], args[i])
			}
		}
		resp, answer := do(t, http.DefaultClient, method, address, header, body)
		require.Equal(t, 200, resp.StatusCode, "%s: %s", line[1], answer)
		if missing == nil {
			shell := exec.CommandContext(t.Context(), "sh", "-c", curlProgram+" -sSf "+strings.TrimPrefix(line[1], "curl "))
			said, err := shell.CombinedOutput()
			require.NoError(t, err, "%s: %s", line[1], said)
			require.True(t, json.Valid(said), "%s: %s", line[1], said)
		}
	}
	for _, v := range s.vendors {
		require.Empty(t, v.fake.Violations(), v.name)
		require.NoError(t, v.fake.Err())
	}
}

func TestWhatIsBeyondLoopbackHasToBeAskedForByAFlagThatSaysWhatItExposes(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"0.0.0.0", "::", "192.0.2.1", "example.com", ""} {
		_, err := parse([]string{"-host", host}, io.Discard)
		require.ErrorContains(t, err, "credentials included", host)
		require.ErrorContains(t, err, expose)
		_, err = parse([]string{"-host", host, "-" + expose}, io.Discard)
		require.NoError(t, err, host)
	}
	for _, host := range []string{"127.0.0.1", "127.0.0.2", "::1", "[::1]", "localhost"} {
		_, err := parse([]string{"-host", host}, io.Discard)
		require.NoError(t, err, host)
	}
}

func TestFlagsThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"more"}, {"-port", "65535"}, {"-https-port", "-2"}, {"-port", "7310"}, {"-latency", "long"}, {"-latency", "2s-1s"},
		{"-script", filepath.Join(t.TempDir(), "missing.json")}, {"-unknown"}, {"-port", "abc"}, {"-host", "127.0.0.1:80"}, {"-latency", "-1s"}, {"-seed", "-1"},
	} {
		_, err := parse(args, io.Discard)
		require.Error(t, err, args)
	}
}

func TestTheSameSeedMakesTheSameVendorsAndAnotherOneMakesOthers(t *testing.T) {
	t.Parallel()
	states := func(seed string) string {
		var all []any
		for _, v := range started(t, "-seed", seed).vendors {
			all = append(all, v.fake.State())
		}
		text, err := json.Marshal(all)
		require.NoError(t, err)
		return string(text)
	}
	one := states("7")
	require.Equal(t, one, states("7"))
	require.NotEqual(t, one, states("8"))
}

func TestAScriptMakesRequestsAndSetsFaults(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "script.json")
	require.NoError(t, os.WriteFile(file, []byte(`{
		"requests": [
			{"vendor": "venuemanager", "operation": "createCustomer", "body": {"password": "a b", "clientName": "app", "clientOs": "linux",
				"address": [{"field": "email", "value": "bob@example.com"}]}},
			{"vendor": "musement", "operation": "createActivity"},
			{"vendor": "ticketing", "operation": "listEventTickets", "parameters": {"event": "16993717817996"}}
		],
		"faults": [
			{"vendor": "ticketing", "operation": "getEvent", "fault": "too-many-requests", "wait": "3s", "times": 2, "after": 1},
			{"vendor": "ticketing", "fault": "unavailable", "times": -1}
		]}`), 0o600))
	s := started(t, "-script", file)
	require.Contains(t, text(t, s.vendor(t, "venuemanager").fake.State()), "bob@example.com")
	require.Contains(t, text(t, s.vendor(t, "musement").fake.State()), `"DRAFT"`)
	require.JSONEq(t, `[
		{"operation": "getEvent", "fault": "too-many-requests 3s", "passing": 1, "left": 2, "happened": 0},
		{"operation": "", "fault": "unavailable", "passing": 0, "left": -1, "happened": 0}]`, text(t, s.vendor(t, "ticketing").fake.Faults()))
}

func text(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	require.NoError(t, err)
	return string(data)
}

// everyName is the list of the vendors' names.
func everyName() string {
	var names []string
	for _, v := range all() {
		names = append(names, v.name)
	}
	return strings.Join(names, ", ")
}

func TestAScriptThatIsWrongSaysWhere(t *testing.T) {
	t.Parallel()
	for script, want := range map[string]string{
		`{"fault": []}`: `unknown field "fault"`,
		`{} {}`:         "after its end",
		`{"requests": [{"vendor": "nobody", "operation": "x"}]}`:                                            `request 1 of the script: there is no vendor "nobody" (there are: ` + everyName(),
		`{"requests": [{"vendor": "venuemanager", "operation": "createOrder", "body": {"orderLines": 1}}]}`: "request 1 of the script: createOrder was answered with 400",
		`{"faults": [{"vendor": "hlconnect", "fault": "no"}]}`:                                              "fault 1 of the script: there is no fault of that name (there are: token-expired",
		`{"faults": [{"vendor": "hlconnect", "operation": "no", "fault": "delay"}]}`:                        `hlconnect has no operation "no"; the page lists its operations`,
		`{"faults": [{"vendor": "hlconnect", "fault": "delay", "wait": "2"}]}`:                              "wait is no duration",
		`{"faults": [{"vendor": "hlconnect", "fault": "truncated", "wait": "2s"}]}`:                         "takes no such duration",
		`{"faults": [{"vendor": "hlconnect", "fault": "truncated", "times": -2}]}`:                          "times is below -1",
	} {
		file := filepath.Join(t.TempDir(), "script.json")
		require.NoError(t, os.WriteFile(file, []byte(script), 0o600))
		o, err := parse([]string{"-port", "0", "-https-port", "-1", "-script", file}, io.Discard)
		if err == nil {
			_, err = serve(o)
		}
		require.ErrorContains(t, err, want)
	}
}

func TestWhatAVendorLetsPassIsRefusedOnRequest(t *testing.T) {
	t.Parallel()
	for want, args := range map[int][]string{200: {"-https-port", "-1"}, 400: {"-https-port", "-1", "-strict"}} {
		v := started(t, args...).vendor(t, "hlconnect")
		header := map[string]string{"Authorization": "Bearer example", "Content-Type": "application/json"}
		resp, body := do(t, http.DefaultClient, http.MethodGet, v.url+"/assets/list", header, "{}")
		require.Equal(t, want, resp.StatusCode, body)
		resp, body = do(t, http.DefaultClient, http.MethodGet, v.url+"/health", header, "")
		require.Equal(t, want, resp.StatusCode, body)
	}
}

func TestABrowsersProgramMayCallAVendor(t *testing.T) {
	t.Parallel()
	v := started(t).vendor(t, "hlconnect")
	header := map[string]string{"Origin": "https://shop.example.com", "Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "authorization,x-more"}
	resp, _ := do(t, http.DefaultClient, http.MethodOptions, v.url+"/purchase/cancel", header, "")
	require.Equal(t, 204, resp.StatusCode)
	require.Equal(t, "https://shop.example.com", resp.Header.Get("Access-Control-Allow-Origin"))
	require.Equal(t, "DELETE", resp.Header.Get("Access-Control-Allow-Methods"))
	require.Equal(t, "authorization,x-more", resp.Header.Get("Access-Control-Allow-Headers"))
	resp, _ = do(t, http.DefaultClient, http.MethodGet, v.url+"/assets/list", map[string]string{"Origin": "https://shop.example.com"}, "")
	require.Equal(t, 401, resp.StatusCode)
	require.Equal(t, "https://shop.example.com", resp.Header.Get("Access-Control-Allow-Origin"))
	require.Contains(t, resp.Header.Get("Access-Control-Expose-Headers"), "Content-Type")
	require.Empty(t, v.fake.Violations(), "a preflight is the browser's own")
}

func TestAProgramWithTheRealHostBuiltInReachesTheFakeOverHTTPS(t *testing.T) {
	t.Parallel()
	s := started(t)
	authority, err := os.ReadFile(s.certificate)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	require.True(t, pool.AppendCertsFromPEM(authority))
	first := strings.TrimPrefix(s.vendors[0].https, "https://") // where every host leads
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12},
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if !strings.HasPrefix(address, "127.0.0.1:") {
				address = first
			}
			return new(net.Dialer).DialContext(ctx, network, address)
		},
	}}
	t.Cleanup(client.CloseIdleConnections)
	for _, address := range []string{
		"https://myshop.admin.venuemanager.net/api/core/test/integer",
		s.vendor(t, "venuemanager").https + "/api/core/test/integer",
	} {
		resp, body := do(t, client, http.MethodGet, address, nil, "")
		require.Equal(t, 200, resp.StatusCode, body)
	}
	resp, body := do(t, client, http.MethodGet, "https://api.musement.com/api/v3/cities", map[string]string{"X-Musement-Application": "x"}, "")
	require.Equal(t, 200, resp.StatusCode, body)
	_, err = client.Get("https://example.com/") //nolint:bodyclose,noctx // there is no answer
	require.ErrorContains(t, err, "certificate", "nothing else is vouched for")
}

func TestWhenItIsStoppedNothingIsLeft(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"-port", "0", "-https-port", "0"}, writer, io.Discard)
		_ = writer.Close()
	}()
	said := make([]byte, 64<<10)
	n, err := reader.Read(said)
	require.NoError(t, err)
	page := regexp.MustCompile(`http://[0-9.:]+/`).FindString(string(said[:n]))
	file := regexp.MustCompile(`\S+authority\.pem`).FindString(string(said[:n]))
	require.FileExists(t, file)
	events, err := http.Get(page + "api/requests") //nolint:noctx // it ends with the program
	require.NoError(t, err)
	defer func() { _ = events.Body.Close() }()
	stop()
	rest, err := io.ReadAll(reader)
	require.NoError(t, err)
	require.Equal(t, "\nStopped.\n", string(rest))
	require.NoError(t, <-ended)
	require.NoFileExists(t, file)
	_, err = net.Dial("tcp", strings.Trim(strings.TrimPrefix(page, "http://"), "/")) //nolint:noctx // it is refused
	require.Error(t, err)
}

func TestAPortThatIsTakenIsNamedWithWhatToDo(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = taken.Close() }()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	require.NoError(t, err)
	err = run(t.Context(), []string{"-port", port, "-https-port", "-1"}, io.Discard, io.Discard)
	require.ErrorContains(t, err, port)
	require.ErrorContains(t, err, "-port and -https-port choose other ports")
}
