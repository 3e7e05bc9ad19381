package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheCommandsCommentHasAllThatThePageDoes(t *testing.T) {
	t.Parallel()
	comment, err := os.ReadFile("main.go")
	require.NoError(t, err)
	source, err := os.ReadFile("pages.go")
	require.NoError(t, err)
	handled := regexp.MustCompile(`\("((?:GET|POST) /api/[a-z/]+)"`).FindAllStringSubmatch(string(source), -1)
	require.NotEmpty(t, handled)
	for _, pattern := range handled {
		require.Regexp(t, `//\t`+pattern[1]+`[ ?\n]`, string(comment))
	}
}

func TestTheScriptInTheCommandsCommentWorks(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("main.go")
	require.NoError(t, err)
	example := regexp.MustCompile(`(?s)//\t\{\r?\n.*?//\t\}\r?\n`).FindString(string(source))
	require.NotEmpty(t, example)
	file := filepath.Join(t.TempDir(), "script.json")
	require.NoError(t, os.WriteFile(file, []byte(strings.ReplaceAll(example, "//\t", "")), 0o600))
	s := started(t, "-https-port", "-1", "-script", file)
	require.Len(t, s.vendor(t, "ticketing").fake.Faults(), 1)
	require.Contains(t, text(t, s.vendor(t, "venuemanager").fake.State()), "bob@example.com")
}
