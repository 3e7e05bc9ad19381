//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// without runs `make check-clients` where nothing is in PATH but a shell, and node
// and npm if they are named.
func without(t *testing.T, ci string, there ...string) (said string, err error) {
	t.Helper()
	makeProgram, err := exec.LookPath("make")
	require.NoError(t, err)
	shell, err := exec.LookPath("sh")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.Symlink(shell, filepath.Join(dir, "sh")))
	for _, name := range there {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\nexit 1\n"), 0o700)) //nolint:gosec // it is to be run
	}
	cmd := exec.CommandContext(t.Context(), makeProgram, "--no-print-directory", "check-clients")
	cmd.Dir, cmd.Env = "../../..", []string{"PATH=" + dir, "CI=" + ci}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestWithoutNodeTheClientsAreSkippedAndUnderCITheyFail(t *testing.T) {
	t.Parallel()
	for _, there := range [][]string{nil, {"node"}, {"npm"}} {
		said, err := without(t, "", there...)
		require.NoError(t, err, said)
		require.Equal(t, "check-clients is skipped: it needs node 20 or later and npm\n", said, there)
		said, err = without(t, "true", there...)
		require.Error(t, err, said)
		require.Contains(t, said, "check-clients needs node 20 or later and npm: install them\n", there)
	}
}
