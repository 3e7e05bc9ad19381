// Command review says what a change of the specifications and of the code means
// for people who use the module, compared with a commit:
//
//	go -C pkg/internal/review run . spec-diff main   # what is sent and received
//	go -C pkg/internal/review run . api-diff main    # what the packages export
//	go -C pkg/internal/review run . page main        # both and more, as Markdown
//	go -C pkg/internal/review run . release ""       # all of a release but the pushing
//
// The first two fail on a breaking change that the changelog does not tell of.
// It is a module of its own, so that its tools cost nobody who imports the
// clients anything.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/goapi"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "review:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, args []string) error {
	if len(args) == 2 && args[0] == "release" {
		return release(ctx, w, args[1], "release-notes.md")
	}
	commands := map[string]func(context.Context, io.Writer, versions) error{
		"spec-diff": specDiff, "api-diff": apiDiff, "page": page,
	}
	if len(args) != 2 || commands[args[0]] == nil || args[1] == "" {
		return errors.New("compare with which commit? For example: make review BASE=origin/main")
	}
	v, remove, err := checkout(ctx, args[1])
	if err != nil {
		return err
	}
	defer remove()
	var said strings.Builder
	err = commands[args[0]](ctx, io.MultiWriter(w, &said), v)
	if file := os.Getenv("GITHUB_STEP_SUMMARY"); file != "" {
		err = errors.Join(err, summarize(file, args[0], said.String(), err))
	}
	return err
}

// summarize appends what a command said to the summary of a run on GitHub. The
// page is Markdown already; of the others the fault comes first, because it is
// what a reviewer looks for, and the lines are folded.
func summarize(file, command, said string, fault error) error {
	text := said + "\n"
	if command != "page" {
		result := "passed"
		if fault != nil {
			result = "failed"
			text = fault.Error() + "\n\n" + text
		}
		text = fmt.Sprintf("\n<details><summary><code>make %s</code> %s</summary>\n\n````text\n%s````\n\n</details>\n\n", command, result, text)
	}
	summary, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // GitHub names the file
	if err != nil {
		return err
	}
	_, err = summary.WriteString(text)
	return errors.Join(err, summary.Close())
}

func specDiff(_ context.Context, w io.Writer, v versions) error {
	findings, err := v.wire()
	if err != nil {
		return err
	}
	for _, f := range findings {
		_, _ = fmt.Fprintln(w, f)
	}
	_, _ = fmt.Fprintln(w, "wire:", findings.Verdict())
	return v.told(findings.Verdict())
}

// importable are the packages that programs may import are among these.
var importable = []string{"./gen/...", "./pkg/..."}

func apiDiff(ctx context.Context, w io.Writer, v versions) error {
	changes, err := goapi.Compare(ctx, v.before, v.after, importable...)
	for _, c := range changes {
		_, _ = fmt.Fprintln(w, c)
	}
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintln(w, "Go:", goapi.Verdict(changes))
	return v.told(goapi.Verdict(changes))
}
