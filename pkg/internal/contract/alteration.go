package contract

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/dnaeon/go-vcr/v2/cassette"

	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

// alteration is a way in which a tape may be wrong.
type alteration struct {
	name string
	// One of these makes the altered tape. It reports false when the tape has
	// nothing to alter in this way.
	text         func(text string) (string, bool)
	interactions func([]*cassette.Interaction) ([]*cassette.Interaction, bool)
	last         func(*cassette.Interaction) bool
}

// byComparison are alterations after which the tape is still a possible exchange with
// the vendor. When no assertion looks at the altered value, only the comparison with a
// newly composed tape finds them.
var byComparison = map[string]bool{
	"an answer's field dropped": true, "an answer's text changed": true, "an answer's number changed": true,
}

// credentialTrace is what a tape has in place of a credential.
var credentialTrace = regexp.MustCompile(`\bredacted(-[^; ]*)?`)

// credentialHeader is the name of a request's header with a credential, "" for none.
func credentialHeader(r cassette.Request) string {
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		if credentialTrace.MatchString(r.Headers.Get(name)) {
			return name
		}
	}
	return ""
}

var alterations = append([]alteration{
	{name: "an answer's header added", last: func(i *cassette.Interaction) bool {
		return setHeader(&i.Response.Headers, "Set-Cookie", "session=tk-91")
	}},
	{name: "a request's header added", last: func(i *cassette.Interaction) bool {
		return setHeader(&i.Request.Headers, "X-Trace", "tk-91")
	}},
	{name: "an answer's media type removed", last: func(i *cassette.Interaction) bool {
		return i.Response.Body != "" && removed(i.Response.Headers, "Content-Type")
	}},
	{name: "an answer's media type changed", last: func(i *cassette.Interaction) bool {
		return i.Response.Body != "" && setHeader(&i.Response.Headers, "Content-Type", "text/html")
	}},
	{name: "a request's header removed", last: func(i *cassette.Interaction) bool {
		return removed(i.Request.Headers, credentialHeader(i.Request)) || removed(i.Request.Headers, "Accept")
	}},
	{name: "a request's header changed", last: func(i *cassette.Interaction) bool {
		return removed(i.Request.Headers, "Accept") && setHeader(&i.Request.Headers, "Accept", "text/html")
	}},
	{name: "a real credential", last: func(i *cassette.Interaction) bool {
		name := credentialHeader(i.Request)
		trace := i.Request.Headers.Get(name)
		return removed(i.Request.Headers, name) && setHeader(&i.Request.Headers, name, credentialTrace.ReplaceAllString(trace, "tk-91"))
	}},
	{name: "a status that is not documented", last: func(i *cassette.Interaction) bool {
		i.Response.Code, i.Response.Status = 299, "299"
		return true
	}},
	{name: "a status in other words", last: func(i *cassette.Interaction) bool {
		i.Response.Status = "200 Okay"
		return true
	}},
	{name: "an answer's field renamed", last: func(i *cassette.Interaction) bool {
		return changed(&i.Response.Body, func(o map[string]any, name string) { o[name+"Renamed"] = o[name]; delete(o, name) })
	}},
	{name: "an answer's field of another type", last: func(i *cassette.Interaction) bool {
		return changed(&i.Response.Body, func(o map[string]any, name string) { o[name] = map[string]any{"a": true} })
	}},
	{name: "an answer's field dropped", last: func(i *cassette.Interaction) bool {
		return changed(&i.Response.Body, func(o map[string]any, name string) { delete(o, name) })
	}},
	{name: "an answer's field added", last: func(i *cassette.Interaction) bool {
		return changed(&i.Response.Body, func(o map[string]any, _ string) { o["session"] = "tk-91" })
	}},
	{name: "an answer's text changed", last: func(i *cassette.Interaction) bool {
		return changedText(&i.Response.Body, regexp.MustCompile(`": "([A-Za-z][A-Za-z .]*)"`), "Something else")
	}},
	{name: "an answer's number changed", last: func(i *cassette.Interaction) bool {
		return changedText(&i.Response.Body, regexp.MustCompile(`": ([0-9]+)`), "7")
	}},
	{name: "a bank account where nothing is described", last: func(i *cassette.Interaction) bool {
		return changed(&i.Response.Body, func(o map[string]any, _ string) { o["account"] = "DK5000400440116243" })
	}},
	{name: "a JSON Web Token in a text", last: func(i *cassette.Interaction) bool {
		return changedText(&i.Response.Body, regexp.MustCompile(`": "([A-Za-z][^"]*)"`), "eyJhbGciOiJ"+"IUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")
	}},
	{name: "a person's address in a text", last: func(i *cassette.Interaction) bool {
		return changedText(&i.Response.Body, regexp.MustCompile(`": "([A-Za-z][^"]*)"`), "jane@venue.test")
	}},
	{name: "a secret instead of its placeholder", last: func(i *cassette.Interaction) bool {
		return changedText(&i.Response.Body, regexp.MustCompile(`"(redacted-[^"]*)"`), "hunter2") ||
			changedText(&i.Request.Body, regexp.MustCompile(`"(redacted-[^"]*)"`), "hunter2") ||
			changedText(&i.Request.URL, regexp.MustCompile(`=(redacted-[^&]*)`), "hunter2")
	}},
	{name: "a query parameter added", last: func(i *cassette.Interaction) bool {
		if strings.Contains(i.Request.URL, "?") {
			i.Request.URL += "&colour=red"
		} else {
			i.Request.URL += "?colour=red"
		}
		return true
	}},
	{name: "a query parameter changed", last: func(i *cassette.Interaction) bool {
		return changedText(&i.Request.URL, regexp.MustCompile(`[?&][^=]+=([^&]+)`), "7")
	}},
	{name: "another path", last: func(i *cassette.Interaction) bool {
		i.Request.URL = strings.Replace(i.Request.URL, "?", "/7?", 1) + "/7"
		return true
	}},
	{name: "another host", last: func(i *cassette.Interaction) bool {
		i.Request.URL = strings.Replace(i.Request.URL, "://", "://x", 1)
		return true
	}},
	{name: "another method", last: func(i *cassette.Interaction) bool { i.Request.Method = http.MethodTrace; return true }},
	{name: "a request's field changed", last: func(i *cassette.Interaction) bool {
		return changedText(&i.Request.Body, regexp.MustCompile(`": "([A-Za-z][^"]*)"`), "other") || changedText(&i.Request.Body, regexp.MustCompile(`": ([0-9]+)`), "7")
	}},
	{name: "a request's field added", last: func(i *cassette.Interaction) bool {
		return changed(&i.Request.Body, func(o map[string]any, _ string) { o["colour"] = "red" })
	}},
	{name: "a request's field dropped", last: func(i *cassette.Interaction) bool {
		return changed(&i.Request.Body, func(o map[string]any, name string) { delete(o, name) })
	}},
	{name: "white space in a body", last: func(i *cassette.Interaction) bool {
		i.Response.Body += " "
		return i.Response.Body != " "
	}},
	{name: "form fields beside the body", last: func(i *cassette.Interaction) bool {
		i.Request.Form = map[string][]string{"password": {"hunter2"}}
		return true
	}},
	{name: "a duration", last: func(i *cassette.Interaction) bool { i.Response.Duration = 91; return true }},
	{name: "an interaction dropped", interactions: func(all []*cassette.Interaction) ([]*cassette.Interaction, bool) {
		return all[1:], len(all) > 1
	}},
	{name: "an interaction doubled", interactions: func(all []*cassette.Interaction) ([]*cassette.Interaction, bool) {
		return append(all, all[len(all)-1]), true
	}},
	{name: "interactions swapped", interactions: func(all []*cassette.Interaction) ([]*cassette.Interaction, bool) {
		if len(all) < 2 || all[0].Request.URL == all[1].Request.URL {
			return nil, false
		}
		swapped := slices.Clone(all)
		swapped[0], swapped[1] = all[1], all[0]
		return swapped, true
	}},
	{name: "a comment", text: func(text string) (string, bool) {
		return strings.Replace(text, "interactions:\n", "# password: hunter2\ninteractions:\n", 1), true
	}},
	{name: "another first line", text: func(text string) (string, bool) {
		return strings.Replace(text, "# ", "# Recorded live by me: ", 1), true
	}},
	{name: "a second comment", text: func(text string) (string, bool) {
		return strings.Replace(text, "\n", "\n# password: hunter2\n", 1), true
	}},
	{name: "bytes at the end", text: func(text string) (string, bool) { return text + "\n", true }},
	{name: "a document at the end", text: func(text string) (string, bool) { return text + "---\npassword: hunter2\n", true }},
	{name: "a document of nothing at the beginning", text: func(text string) (string, bool) {
		return strings.Replace(text, "version: 1\n", "---\nversion: 1\n", 1), true
	}},
	{name: "an interaction of nothing", text: func(text string) (string, bool) {
		return strings.Replace(text, "interactions:\n", "interactions:\n- null\n", 1), true
	}},
	{name: "a key that go-vcr does not know", text: func(text string) (string, bool) {
		return strings.Replace(text, "version: 1\n", "version: 1\npassword: hunter2\n", 1), true
	}},
	{name: "line ends of Windows", text: func(text string) (string, bool) { return strings.ReplaceAll(text, "\n", "\r\n"), true }},
	{name: "cut off", text: func(text string) (string, bool) { return text[:len(text)-len("duration: 0s\n")], true }},
}, disguises...)

// apply returns the altered text of a tape, and false when the tape has nothing to alter
// in this way.
func (a alteration) apply(tape, text string) (string, bool) {
	if a.text != nil {
		return a.text(text)
	}
	interactions, err := vcr.Load(tape)
	if err != nil {
		return "", false
	}
	var ok bool
	if a.interactions != nil {
		interactions, ok = a.interactions(interactions)
	} else {
		ok = a.last(interactions[len(interactions)-1])
	}
	if !ok {
		return "", false
	}
	dir, err := os.MkdirTemp("", "altered")
	if err != nil {
		return "", false
	}
	defer func() { _ = os.RemoveAll(dir) }()
	file := filepath.Join(dir, "altered.yaml")
	if vcr.Write(file, interactions) != nil {
		return "", false
	}
	altered, err := os.ReadFile(file)
	note, _, _ := strings.Cut(text, "\n")
	return note + "\n" + string(altered), err == nil
}

func setHeader(header *http.Header, name, value string) bool {
	*header = header.Clone()
	if *header == nil {
		*header = http.Header{}
	}
	header.Set(name, value)
	return true
}

func removed(header http.Header, name string) bool {
	if header.Get(name) == "" {
		return false
	}
	header.Del(name)
	return true
}

// changed changes a body's first field.
func changed(body *string, change func(object map[string]any, name string)) bool {
	var root any
	if json.Unmarshal([]byte(*body), &root) != nil {
		return false
	}
	first := root
	for {
		list, ok := first.([]any)
		if !ok || len(list) == 0 {
			break
		}
		first = list[0]
	}
	object, ok := first.(map[string]any)
	if !ok || len(object) == 0 {
		return false
	}
	change(object, sortedKeys(object)[0])
	text, err := json.MarshalIndent(root, "", "  ")
	*body = string(text)
	return err == nil
}

// changedText puts another text in place of the first group of the pattern's first
// match.
func changedText(text *string, pattern *regexp.Regexp, other string) bool {
	at := pattern.FindStringSubmatchIndex(*text)
	if at == nil || (*text)[at[2]:at[3]] == other {
		return false
	}
	*text = (*text)[:at[2]] + other + (*text)[at[3]:]
	return true
}
