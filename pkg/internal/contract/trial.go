package contract

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"

	"github.com/stretchr/testify/require"
)

// tester is what a gate needs of a test.
type tester interface {
	require.TestingT
	Helper()
	Logf(format string, args ...any)
	TempDir() string
}

// trial runs a test body and returns its complaints; none means it passed. A
// panic is one.
func trial(run func(require.TestingT)) []string {
	t := &trialT{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				t.Errorf("panic: %v", p)
			}
		}()
		run(t)
	}()
	<-done
	return t.complaints
}

// trialT is the T of a trial. Only the goroutine of the trial uses it.
type trialT struct{ complaints []string }

func (t *trialT) Errorf(format string, args ...any) {
	t.complaints = append(t.complaints, plain(fmt.Sprintf(format, args...)))
}

var (
	trace  = regexp.MustCompile(`(?s)^\s*Error Trace:\s*(\S*/)?([^\s/]+:[0-9]+).*?\n\s*Error:\s*`)
	indent = regexp.MustCompile(`\n[ \t]+`)
)

// plain is a complaint of testify as a few lines: where, and what. Others it leaves.
func plain(complaint string) string {
	short := trace.ReplaceAllString(complaint, "$2: ")
	if short != complaint {
		short = indent.ReplaceAllString(short, "\n")
	}
	return strings.TrimSpace(short)
}

// FailNow ends the trial, as the FailNow of a real test does.
func (t *trialT) FailNow() {
	if len(t.complaints) == 0 {
		t.complaints = append(t.complaints, "the test ended itself")
	}
	runtime.Goexit()
}
