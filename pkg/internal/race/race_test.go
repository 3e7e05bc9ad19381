package race_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is skipped here is run there: the recipes name the package of every test
// that calls Skip or Part.
func TestWhatTheRaceDetectorSkipsIsRunWithoutIt(t *testing.T) {
	root, err := filepath.Abs("../../..")
	require.NoError(t, err)
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("it needs make")
	}
	run := exec.CommandContext(t.Context(), "make", "-n", "tapes", "sweeps")
	run.Dir = root
	recipes, err := run.Output()
	require.NoError(t, err)
	packages := strings.Fields(string(recipes))
	calls := regexp.MustCompile(`race\.(Skip|Part)\(\w`)
	callers := 0
	require.NoError(t, filepath.WalkDir(filepath.Join(root, "."), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !calls.Match(text) {
			return err
		}
		callers++
		dir, err := filepath.Rel(root, filepath.Dir(path))
		name := "./" + filepath.ToSlash(dir)
		for _, listed := range packages {
			if listed == name || strings.HasSuffix(listed, "/...") && strings.HasPrefix(name+"/", strings.TrimSuffix(listed, "...")) {
				return err
			}
		}
		t.Errorf("%s calls race.Skip or race.Part, and neither `make tapes` nor `make sweeps` tests %s", path, name)
		return err
	}))
	require.Greater(t, callers, 5)
}
