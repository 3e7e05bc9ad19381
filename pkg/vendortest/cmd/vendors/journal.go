package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// journal is what the page shows of the requests: the latest of all vendors, and
// those to come for who listens.
type journal struct {
	mu        sync.Mutex
	count     int
	latest    []entry
	listeners map[chan entry]bool
	closed    bool
}

// entry is a line of the journal, as the event that carries it to the page.
type entry struct {
	number int
	data   []byte
}

// line is what an entry says.
type line struct {
	Vendor     string   `json:"vendor"`
	Number     int      `json:"number"` // of the vendor's requests
	Began      string   `json:"began"`
	Took       float64  `json:"took"` // milliseconds
	Method     string   `json:"method"`
	Path       string   `json:"path"` // with the query
	Operation  string   `json:"operation"`
	Verdict    string   `json:"verdict"`
	Fault      string   `json:"fault"`
	Status     int      `json:"status"` // 0 for no answer
	Violations []string `json:"violations"`
	Warnings   []string `json:"warnings"`
	Sent       string   `json:"sent"`     // the beginning of the request's body
	Answered   string   `json:"answered"` // and of the answer's
	Curl       string   `json:"curl"`
	First      string   `json:"first"` // what the curl line needs, "" for nothing
}

// keptLines is how many requests the page shows, queued how far a listener may
// lag behind before it is left to connect anew.
const (
	keptLines = 200
	queued    = 256
)

func newJournal() *journal { return &journal{listeners: map[chan entry]bool{}} }

// add writes down a request.
func (j *journal) add(v *origin, x vendortest.Exchange) {
	path := x.Request.Path
	if x.Request.RawQuery != "" {
		path += "?" + x.Request.RawQuery
	}
	l := line{
		Vendor: v.name, Number: x.Number, Began: x.Began.Format("15:04:05.000"), Took: float64(x.Duration.Microseconds()) / 1000,
		Method: x.Request.Method, Path: path, Operation: x.Request.Operation, Verdict: string(x.Verdict), Fault: x.Fault, Status: x.Status,
		Violations: []string{}, Warnings: []string{}, Sent: readable(x.Request.Body), Answered: readable(x.Body),
	}
	l.Curl, l.First = curlOf(v.url+path, x.Request)
	for _, found := range x.Violations {
		l.Violations = append(l.Violations, fmt.Sprintf("%s %s", found.Where, found.Problem))
	}
	for _, found := range x.Warnings {
		l.Warnings = append(l.Warnings, fmt.Sprintf("%s %s", found.Where, found.Problem))
	}
	data, err := json.Marshal(l)
	if err != nil {
		return // texts and numbers always encode
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.count++
	e := entry{j.count, data}
	j.latest = append(j.latest, e)
	if len(j.latest) > keptLines {
		j.latest = append([]entry(nil), j.latest[1:]...)
	}
	for listener := range j.listeners {
		select {
		case listener <- e:
		default: // too slow; the page connects anew and goes on where it was
			delete(j.listeners, listener)
			close(listener)
		}
	}
}

// readable is the beginning of a body, unless it is no text.
func readable(body []byte) string {
	const most = 4 << 10
	if len(body) > most {
		return readable(bytes.ToValidUTF8(body[:most-1], nil)) + "…"
	}
	if !utf8.Valid(body) {
		return fmt.Sprintf("(%d bytes that are no text)", len(body))
	}
	return string(body)
}

// listen returns the entries after a number that are still there, and a channel
// for those to come, which is closed when the journal is, or when the listener is
// too slow.
func (j *journal) listen(after int) ([]entry, chan entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	var missed []entry
	for _, e := range j.latest {
		if e.number > after {
			missed = append(missed, e)
		}
	}
	listener := make(chan entry, queued)
	if j.closed {
		close(listener)
	} else {
		j.listeners[listener] = true
	}
	return missed, listener
}

func (j *journal) leave(listener chan entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.listeners, listener)
}

func (j *journal) close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	for listener := range j.listeners {
		delete(j.listeners, listener)
		close(listener)
	}
}

// ServeHTTP sends the journal as server-sent events, until the caller goes.
func (j *journal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	after, _ := strconv.Atoi(r.Header.Get("Last-Event-ID"))
	missed, listener := j.listen(after)
	defer j.leave(listener)
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	send := func(e entry) bool {
		_, err := fmt.Fprintf(w, "id: %d\ndata: %s\n\n", e.number, e.data)
		return err == nil
	}
	_, _ = fmt.Fprint(w, "retry: 500\n\n")
	for _, e := range missed {
		if !send(e) {
			return
		}
	}
	_ = control.Flush()
	alive := time.NewTicker(20 * time.Second)
	defer alive.Stop()
	for {
		select {
		case e, open := <-listener:
			if !open || !send(e) {
				return
			}
		case <-alive.C:
			if _, err := fmt.Fprint(w, ": alive\n\n"); err != nil {
				return
			}
		case <-r.Context().Done():
			return
		}
		_ = control.Flush()
	}
}
