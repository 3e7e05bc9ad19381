package contract

import (
	"fmt"
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
	t.complaints = append(t.complaints, strings.TrimSpace(fmt.Sprintf(format, args...)))
}

// FailNow ends the trial, as the FailNow of a real test does.
func (t *trialT) FailNow() {
	if len(t.complaints) == 0 {
		t.complaints = append(t.complaints, "the test ended itself")
	}
	runtime.Goexit()
}
