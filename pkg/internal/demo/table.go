package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/boxoffice-go/boxoffice/pkg/apierr"
)

// table collects the steps of a visit and holds each against what is expected.
type table struct {
	rows  [][4]string
	wrong int
}

// step records one step: what was done, the status the vendor answered with,
// and the outcome in words, which must be as expected.
func (t *table) step(operation string, status int, outcome, expected string) {
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
	if e := apierr.As(err); e != nil {
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
