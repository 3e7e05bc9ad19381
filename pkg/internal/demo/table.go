package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// table collects the steps of a visit and compares each with what is expected.
type table struct {
	rows  [][4]string
	wrong int

	mu       sync.Mutex
	answered map[int]bool // the statuses on the wire since the last step
}

// watch makes a client's answers known to the table.
func (t *table) watch() boxoffice.ClientOption {
	return boxoffice.WithHTTPClient(&http.Client{Transport: t, Timeout: time.Minute})
}

// RoundTrip implements http.RoundTripper.
func (t *table) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err == nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.answered == nil {
			t.answered = map[int]bool{}
		}
		t.answered[resp.StatusCode] = true
	}
	return resp, err
}

// step records one step: what was done, the status that the vendor must have
// answered with since the last step (0: none is expected), and the outcome in
// words, which must be as expected. A row that begins with a blank explains the
// step before it.
func (t *table) step(operation string, status int, outcome, expected string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if status != 0 && !t.answered[status] && !strings.HasPrefix(operation, " ") {
		outcome += fmt.Sprintf(" (no answer %d)", status)
	}
	if !strings.HasPrefix(operation, " ") {
		clear(t.answered)
	}
	t.row(operation, status, outcome, expected)
}

// row records a step of which only the outcome is checked.
func (t *table) row(operation string, status int, outcome, expected string) {
	mark := "ok"
	if outcome != expected {
		mark = "WRONG"
		outcome += "\n       expected: " + expected
		t.wrong++
	}
	code := "-"
	if status != 0 {
		code = fmt.Sprint(status)
	}
	t.rows = append(t.rows, [4]string{mark, operation, code, outcome})
}

// refused records a step that the vendor is expected to refuse: the outcome is
// the error's own text.
func (t *table) refused(operation string, err error, expected string) {
	status, outcome := 0, "no error"
	if e := boxoffice.AsError(err); e != nil {
		status, outcome = e.StatusCode, e.Error()
	} else if err != nil {
		outcome = err.Error()
	}
	t.step(operation, status, outcome, expected)
}

func (t *table) print(w io.Writer, title string) {
	_, _ = fmt.Fprintf(w, "\n%s\n%s\n", title, strings.Repeat("=", len([]rune(title))))
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(columns, "\tOPERATION\tSTATUS\tOUTCOME")
	for _, row := range t.rows {
		_, _ = fmt.Fprintln(columns, strings.Join(row[:], "\t"))
	}
	_ = columns.Flush()
}
