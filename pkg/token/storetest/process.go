package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// variable hands a process its task. Whoever has it in the environment is one.
const variable = "BOXOFFICE_STORETEST"

// task is what a process is to do.
type task struct {
	Role     string // a key of roles
	Location string
	Name     string // of the process, for the vendor
	Vendor   string // base URL
	Count    int
}

// roles are what processes do. An error ends the process with status 1.
var roles = map[string]func(task, token.Store) error{
	"count":  count,
	"holder": holdForever,
	"caller": call,
}

// Main does the part of a process that [Run] has started, and ends it; in any
// other process it returns at once. Call it first in TestMain, with the same
// open function as Run's.
func Main(open func(location string) (token.Store, error)) {
	text, ok := os.LookupEnv(variable)
	if !ok {
		return
	}
	go func() { // the parent holds the other end: no process outlives it
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	if err := perform(text, open); err != nil {
		_, _ = os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	_, _ = os.Stdout.WriteString(finished)
	os.Exit(0)
}

// finished is written by a process that did its part: a test binary without
// Main in its TestMain ends well too.
const finished = "finished\n"

func perform(text string, open func(string) (token.Store, error)) error {
	var todo task
	if err := json.Unmarshal([]byte(text), &todo); err != nil {
		return err
	}
	store, err := open(todo.Location)
	if err != nil {
		return err
	}
	return roles[todo.Role](todo, store)
}

// process is a started process.
type process struct {
	command *exec.Cmd
	stdin   io.Closer
	stdout  *bytes.Buffer
	stderr  *bytes.Buffer
}

// start starts a process; it is killed at the end of the test if it still runs.
func start(t *testing.T, todo task) *process {
	t.Helper()
	text, err := json.Marshal(todo)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	p := &process{command: exec.CommandContext(ctx, os.Args[0], "-test.run=^$"), stdout: new(bytes.Buffer), stderr: new(bytes.Buffer)}
	p.command.Env = append(os.Environ(), variable+"="+string(text))
	p.command.Stdout, p.command.Stderr = p.stdout, p.stderr
	if p.stdin, err = p.command.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// kill ends the process without giving it a chance to do anything.
func (p *process) kill() { _ = p.command.Process.Kill() }

// wait waits for the process and says whether it did its part.
func (p *process) wait(t *testing.T, name string) {
	t.Helper()
	err := p.command.Wait()
	_ = p.stdin.Close()
	switch {
	case err != nil:
		t.Errorf("process %s: %v\n%s", name, err, p.stderr)
	case p.stdout.String() != finished:
		t.Errorf("process %s did nothing: call storetest.Main first in TestMain", name)
	}
}
