package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWritingReplacesWhatAnEarlierRunHasWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	require.NoError(t, files{"a.html": []byte("1"), "b/c.html": []byte("2")}.write(dir))
	require.NoError(t, files{"a.html": []byte("3")}.write(dir))
	content, err := os.ReadFile(filepath.Join(dir, "a.html"))
	require.NoError(t, err)
	require.Equal(t, "3", string(content))
	require.NoDirExists(t, filepath.Join(dir, "b"))
}

func TestADirectoryOfSomebodyElseIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o600))
	require.ErrorContains(t, files{"a.html": nil}.write(dir), "not written by this program; name another directory")
	require.FileExists(t, filepath.Join(dir, "mine.txt"))
	require.NoFileExists(t, filepath.Join(dir, "a.html"))
}
