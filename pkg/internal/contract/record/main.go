// Command record makes a vendor's tapes anew and says what became of each case:
// also of those that pass, since a recording may show an expectation that does not
// hold, and of those that are left out, with the reason. It exits with 1 when a
// case or a gate fails.
//
//	go run ./pkg/internal/contract/record VENDOR live|compose
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 || args[1] != "live" && args[1] != "compose" {
		return errors.New("usage: record VENDOR live|compose")
	}
	cmd := exec.Command("go", "test", "-json", "-count=1", "-run", "Contract", "./pkg/"+args[0]) //nolint:gosec,noctx // the developer's own arguments; ended by hand
	cmd.Env = append(os.Environ(), "BOXOFFICE_RECORD="+args[1])
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	result, err := read(out)
	_, drained := io.Copy(io.Discard, out)
	result.print(os.Stdout)
	return errors.Join(err, drained, cmd.Wait())
}
