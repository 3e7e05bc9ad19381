package main

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

type workflow struct {
	On          yaml.Node
	Permissions map[string]string
	Concurrency map[string]any
	Jobs        map[string]job
}

type job struct {
	If          string
	Permissions map[string]string
	Timeout     int `yaml:"timeout-minutes"`
	Steps       []step
}

type step struct {
	Run, Uses string
	With, Env map[string]string
}

func workflows(t *testing.T) map[string]workflow {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	all := map[string]workflow{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var w workflow
		require.NoError(t, yaml.Unmarshal(text, &w))
		require.NotEmpty(t, w.Jobs, file)
		all[filepath.Base(file)] = w
	}
	return all
}

// What only runs on GitHub can only be tested there.
func TestEveryStepOfAWorkflowIsAMakeTargetOrAPinnedAction(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	require.NoError(t, err)
	pinned := regexp.MustCompile(`^[\w./-]+@[0-9a-f]{40}$`)
	for name, w := range workflows(t) {
		for job, j := range w.Jobs {
			for _, step := range j.Steps {
				if step.Uses != "" {
					assert.Regexp(t, pinned, step.Uses, "%s %s", name, job)
					continue
				}
				targets, found := strings.CutPrefix(step.Run, "make ")
				require.True(t, found, "%s %s: %q is no make target", name, job, step.Run)
				for target := range strings.FieldsSeq(targets) {
					assert.Contains(t, string(makefile), "\n"+target+":", "%s %s", name, job)
				}
			}
		}
	}
}

func TestABrokenWorkflowFailsTheLinter(t *testing.T) {
	dir := clone(t)
	out, err := makes(t, dir, "lint-workflows")
	require.NoError(t, err, out)
	replace(t, dir, ".github/workflows/regenerate.yml", "steps.regenerate.outputs.changed", "steps.generate.outputs.changed")
	out, err = makes(t, dir, "lint-workflows")
	require.Error(t, err)
	assert.Contains(t, out, `property "generate" is not defined`)
}

func TestASeededFaultFailsTheLinterOfTheSpecifications(t *testing.T) {
	if _, err := exec.LookPath("npm"); err != nil {
		require.Empty(t, os.Getenv("CI"), "CI has node")
		t.Skip("the linter needs node and npm, which are not here")
	}
	dir := clone(t)
	out, err := makes(t, dir, "lint-specs")
	require.NoError(t, err, out)
	for name, s := range map[string]struct{ old, new, rule string }{
		"a tag that is not declared":          {"tags: [Health]", "tags: [Wealth]", "operation-tag-defined"},
		"a parameter without a schema":        {"          schema: {type: integer, format: int64, minimum: 1}\n", "", "spec"},
		"no summary":                          {"      summary: Check the health of the service\n", "", "operation-summary"},
		"the same enum value of another type": {"    Decimal:\n      type: number\n", "    Decimal:\n      type: number\n      enum: [one]\n", "no-enum-type-mismatch"},
	} {
		t.Run(name, func(t *testing.T) {
			replace(t, dir, "specs/hlconnect.yaml", s.old, s.new)
			out, err := makes(t, dir, "lint-specs")
			require.Error(t, err, out)
			assert.Contains(t, out, s.rule)
			git(t, dir, "checkout", "--quiet", "--", "specs")
		})
	}
}

func TestEveryModuleIsLinted(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "Makefile"))
	require.NoError(t, err)
	makefile := string(text)
	for _, variable := range regexp.MustCompile(`(?m)^(\w+) = (pkg/\S+)$`).FindAllStringSubmatch(makefile, -1) {
		makefile = strings.ReplaceAll(makefile, "$("+variable[1]+")", variable[2])
	}
	files, err := output(t.Context(), root, "git", "ls-files", "go.mod", "*/go.mod")
	require.NoError(t, err)
	modules := strings.Fields(files)
	assert.Greater(t, len(modules), 3)
	for _, file := range modules {
		if dir := path.Dir(file); dir != "." {
			up := strings.Repeat("../", strings.Count(file, "/"))
			assert.Contains(t, makefile, "$(call golangci,-C "+dir+") run --config "+up+".github/golangci.yml ./...")
		}
	}
}
