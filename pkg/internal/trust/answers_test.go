package trust_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// asked is a request at the hostile vendor, who says back what it was sent
// wherever an answer has room for words.
type asked struct {
	w        http.ResponseWriter
	r        *http.Request
	canaries *canaries
	now      operation // the operation that the program is calling
	echo     string    // the whole request
	line     string    // the same in one line
	over     chan struct{}
}

// hang waits until the caller has gone, or the test is over.
func (a *asked) hang() {
	select {
	case <-a.r.Context().Done():
	case <-a.over:
	}
}

func newAsked(w http.ResponseWriter, r *http.Request, c *canaries, now operation, over chan struct{}) *asked {
	body, _ := io.ReadAll(r.Body)
	var head bytes.Buffer
	_ = r.Header.Write(&head)
	query := r.URL.Query()
	echo := fmt.Sprintf("%s %s\n%v\n%s\n%s", r.Method, r.URL, query, head.String(), body)
	line := strings.Map(func(char rune) rune {
		if char < ' ' || char == 0x7f {
			return ' '
		}
		return char
	}, echo)
	return &asked{w: w, r: r, canaries: c, now: now, echo: echo, line: line, over: over}
}

// talk puts the echo and canaries of the vendor's own into the headers that
// clients look at.
func (a *asked) talk() {
	h := a.w.Header()
	for _, name := range []string{"Location", "WWW-Authenticate", "X-Environment"} {
		h.Set(name, short(a.line))
	}
	h.Set("X-Request-Id", a.canaries.plain(answered, "request id")+a.line)
	h.Set("Set-Cookie", "session="+a.canaries.plain(answered, "cookie"))
	h.Set("Content-Type", "application/json")
}

// refuse answers with a status and a body in which every field that a vendor
// names its reasons in has the echo.
func (a *asked) refuse(status int) {
	a.talk()
	a.w.WriteHeader(status)
	own := a.canaries.plant(answered, "message")
	said := short(a.echo)
	fields := map[string]any{own: own, "errors": []any{map[string]any{"field": said, "message": a.echo}}, "fields": map[string]any{said: []string{said}}}
	for _, name := range slices.Concat(rest.CodeFields(), rest.MessageFields()) {
		fields[name] = own + said
	}
	_ = json.NewEncoder(a.w).Encode(fields)
}

// short is the beginning of an echo: the first line and the headers are in it.
func short(echo string) string { return echo[:min(len(echo), 1000)] }

// say answers with the echo in a body of some media type.
func (a *asked) say(status int, contentType, body string) {
	a.talk()
	a.w.Header().Set("Content-Type", contentType)
	a.w.WriteHeader(status)
	_, _ = io.WriteString(a.w, body) //nolint:gosec // it is a hostile vendor
}

// success is the status and the JSON body of a documented answer to the
// operation, full of secrets; without a body where none is documented.
func (a *asked) success(f filler) (status int, body []byte) {
	op := documented()[a.now.name]
	if op == nil {
		return http.StatusOK, []byte("{}")
	}
	status, hasBody := success(op)
	if hasBody {
		body, _ = json.Marshal(a.now.body(f))
	}
	return status, body
}

// answer sends a success. Its Location is a page with a one-time token.
func (a *asked) answer(status int, body []byte) {
	a.answerWith(status, body, map[string]string{"Location": "https://pay.example/?token=" + a.canaries.plain(hidden, "page")})
}

func (a *asked) answerWith(status int, body []byte, header map[string]string) {
	if body != nil {
		a.w.Header().Set("Content-Type", "application/json")
	}
	for name, value := range header {
		a.w.Header().Set(name, value)
	}
	a.w.WriteHeader(status)
	_, _ = a.w.Write(body) //nolint:gosec // it is a hostile vendor
}

// distorted is a JSON body in which every value is of another type, with the
// echo where there is room.
func (a *asked) distorted(body []byte) []byte {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return []byte(`"` + a.canaries.plain(answered, "no JSON") + `"`)
	}
	data, _ := json.Marshal(a.distort(value))
	return data
}

func (a *asked) distort(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, v := range value {
			value[name] = a.distort(v)
		}
		if len(value) == 0 {
			return []any{a.echo}
		}
		return value
	case []any:
		return map[string]any{a.echo: a.echo}
	case string:
		return map[string]any{a.echo: value}
	}
	return a.echo
}

// raw answers with bytes that the standard library's server would not send.
func (a *asked) raw(text string) {
	conn, buffer, err := http.NewResponseController(a.w).Hijack()
	if err != nil {
		panic(err)
	}
	_, _ = buffer.WriteString(text)
	_ = buffer.Flush()
	_ = conn.Close()
}
