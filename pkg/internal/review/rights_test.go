package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// writes tells whether a job may change anything.
func (j job) writes() bool {
	for _, right := range j.Permissions {
		if right == "write" {
			return true
		}
	}
	return false
}

func TestAWorkflowMayOnlyReadAndEndsInTime(t *testing.T) {
	for name, w := range workflows(t) {
		assert.Equal(t, map[string]string{"contents": "read"}, w.Permissions, "%s: a job that needs more says so", name)
		assert.NotEmpty(t, w.Concurrency, name)
		for _, event := range w.On.Content {
			assert.NotContains(t, []string{"pull_request_target", "workflow_run"}, event.Value, "%s: it would run with the rights of the repository", name)
		}
		for title, j := range w.Jobs {
			assert.NotZero(t, j.Timeout, "%s %s: no time limit", name, title)
		}
	}
}

// These targets run what is checked out of the default branch or of a tag, and
// nobody else's program. Everything else runs where nothing can be written.
func TestWhatMayWriteRunsNobodyElsesCode(t *testing.T) {
	known := []string{"make regenerate-commit", "make drift-issue", "make release-archive", "make release-publish"}
	for name, w := range workflows(t) {
		for title, j := range w.Jobs {
			for _, s := range j.Steps {
				with := func(option string) string { return s.With[option] }
				if strings.HasPrefix(s.Uses, "actions/download-artifact@") {
					assert.NotEmpty(t, with("path"), "%s %s: an artifact could replace what is checked out", name, title)
				}
				checkout := strings.HasPrefix(s.Uses, "actions/checkout@")
				if checkout && !slices.ContainsFunc(j.Steps, func(s step) bool { return s.Run == "make regenerate-commit" }) {
					assert.Equal(t, "false", with("persist-credentials"), "%s %s: the token stays in the clone", name, title)
				}
				if !j.writes() {
					continue
				}
				if s.Run != "" {
					assert.Contains(t, known, s.Run, "%s %s", name, title)
				}
				assert.NotContains(t, s.Uses, "actions/setup-go@", "%s %s", name, title)
				if checkout {
					assert.Contains(t, []string{"", "${{ env.BASE_BRANCH }}"}, with("ref"), "%s %s: not the branch of a pull request", name, title)
				}
			}
			if j.writes() && strings.Contains(j.If, "needs.regenerate.outputs") {
				assert.Contains(t, j.If, "github.event.pull_request.head.repo.full_name == github.repository", "%s %s: not for forks, whatever their code gave as output", name, title)
			}
		}
	}
}

func TestEveryPinNamesItsVersion(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	require.NoError(t, err)
	pins := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for line := range strings.Lines(string(text)) {
			if _, pin, found := strings.Cut(line, "uses: "); found {
				require.Regexp(t, `^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n$`, pin, file)
				action, _, _ := strings.Cut(pin, "@")
				if pins[action] != "" {
					assert.Equal(t, pins[action], pin, "%s: one version everywhere", file)
				}
				pins[action] = pin
			}
		}
	}
}

// make puts $(BRANCH) into the command before the shell reads it, so a name like
// "; command would run. $$BRANCH is only ever a value.
func TestAValueFromGitHubIsNeverPartOfACommand(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "Makefile"))
	require.NoError(t, err)
	for name, w := range workflows(t) {
		for title, j := range w.Jobs {
			for _, s := range j.Steps {
				assert.NotContains(t, s.Run, "${{", "%s %s", name, title)
				for variable, value := range s.Env {
					if strings.Contains(value, "${{") {
						assert.NotRegexp(t, `[^$]\$[({]`+variable+`[)}]`, string(text), "%s %s", name, title)
					}
				}
			}
		}
	}
}

func TestAJobThatComparesHasTheHistory(t *testing.T) {
	needs := regexp.MustCompile(`^make (review|spec-diff|api-diff|release-check|regenerate-commit)`)
	for name, w := range workflows(t) {
		for title, j := range w.Jobs {
			if slices.ContainsFunc(j.Steps, func(s step) bool { return needs.MatchString(s.Run) }) {
				assert.Equal(t, "0", j.Steps[0].With["fetch-depth"], "%s %s", name, title)
			}
		}
	}
}
