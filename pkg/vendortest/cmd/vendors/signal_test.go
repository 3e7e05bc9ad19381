//go:build unix

package main

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
)

// program is the command, built and started.
type program struct {
	*exec.Cmd

	lines     *bufio.Scanner
	said      string
	addresses []string // everything that it listens at
}

func startProgram(t *testing.T, file string, args ...string) *program {
	t.Helper()
	p := &program{Cmd: exec.CommandContext(t.Context(), file, args...)}
	out, err := p.StdoutPipe()
	require.NoError(t, err)
	p.Stderr = os.Stderr
	require.NoError(t, p.Start())
	t.Cleanup(func() { _ = p.Process.Kill() })
	for p.lines = bufio.NewScanner(out); p.lines.Scan(); {
		p.said += p.lines.Text() + "\n"
		if p.lines.Text() == "Ctrl-C stops them." {
			break
		}
	}
	for _, address := range regexp.MustCompile(`https?://(127\.0\.0\.1:\d+)`).FindAllStringSubmatch(p.said, -1) {
		p.addresses = append(p.addresses, address[1])
	}
	return p
}

func built(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "vendors")
	said, err := exec.CommandContext(t.Context(), "go", slices.Concat([]string{"build", "-o", file}, race.BuildFlags(), []string{"."})...).CombinedOutput()
	require.NoError(t, err, "%s", said)
	return file
}

func TestASignalStopsTheProgramAndLeavesNothing(t *testing.T) {
	t.Parallel()
	command := built(t)
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			p := startProgram(t, command, "-port", "0", "-https-port", "0", "-latency", "1h")
			require.Len(t, p.addresses, 1+2*len(all())+len(regexp.MustCompile(`try .*`).FindAllString(p.said, -1)), p.said)
			file := regexp.MustCompile(`\S+authority\.pem`).FindString(p.said)
			require.FileExists(t, file)

			// A request is being answered, for an hour, and a page watches.
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			events, err := http.Get("http://" + p.addresses[0] + "/api/requests") //nolint:noctx // it ends with the program
			require.NoError(t, err)
			defer func() { _ = events.Body.Close() }()
			waiting, err := new(net.Dialer).DialContext(ctx, "tcp", p.addresses[1])
			require.NoError(t, err)
			defer func() { _ = waiting.Close() }()
			_, err = waiting.Write([]byte("GET /health HTTP/1.1\r\nHost: a\r\n\r\n"))
			require.NoError(t, err)

			require.NoError(t, p.Process.Signal(signal))
			var rest []string
			for p.lines.Scan() {
				rest = append(rest, p.lines.Text())
			}
			require.NoError(t, p.Wait(), "it exits with 0")
			require.Equal(t, "\nStopped.", strings.Join(rest, "\n"))
			require.NoFileExists(t, file)
			for _, address := range p.addresses {
				_, err := new(net.Dialer).DialContext(ctx, "tcp", address)
				require.ErrorIs(t, err, syscall.ECONNREFUSED, address)
			}
		})
	}
}
