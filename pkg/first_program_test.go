package pkg_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
)

// firstProgram is the first Go block of the README.
func firstProgram(t *testing.T) string {
	t.Helper()
	block := regexp.MustCompile("(?s)```go\n(package main\n.*?)```").FindStringSubmatch(readme(t))
	require.NotEmpty(t, block, "the README's first program is gone")
	return block[1]
}

func TestTheFirstProgramOfTheREADMEIsShort(t *testing.T) {
	lines := 0
	for line := range strings.Lines(firstProgram(t)) {
		if strings.TrimSpace(line) != "" {
			lines++
		}
	}
	require.LessOrEqual(t, lines, 15)
}

// Only the address is changed: the program speaks to the fake instead of the
// vendor.
func TestTheFirstProgramOfTheREADMERunsAgainstAFake(t *testing.T) {
	fake := musementtest.New(t)
	const vendor, imports = `musement.WithApplication("my-application")`, "import (\n"
	source := firstProgram(t)
	require.Equal(t, 1, strings.Count(source, vendor))
	source = strings.Replace(source, vendor, vendor+`, boxoffice.WithBaseURL("`+fake.URL()+`")`, 1)
	source = strings.Replace(source, imports, imports+"\t\"github.com/boxoffice-go/boxoffice/pkg/boxoffice\"\n", 1)
	dir := t.TempDir()
	file := filepath.Join(dir, "main.go")
	require.NoError(t, os.WriteFile(file, []byte(source), 0o600))
	binary := filepath.Join(dir, "first.exe")
	goCommand(t, "..", slices.Concat([]string{"build", "-o", binary}, race.BuildFlags(), []string{file})...)

	output, err := exec.CommandContext(t.Context(), binary).CombinedOutput()
	require.NoError(t, err, "%s", output)
	require.Contains(t, string(output), "Milan")
	require.NotEmpty(t, fake.Requests("listCities"))
}
