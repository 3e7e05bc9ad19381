package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func events(lines ...string) *strings.Reader { return strings.NewReader(strings.Join(lines, "\n")) }

func TestAScenarioIsAsGoodAsItsWorstTest(t *testing.T) {
	tests, err := read(events(
		`{"Action":"run","Package":"p","Test":"TestS01_A"}`,
		`{"Action":"output","Package":"p","Test":"TestS01_A","Output":"    a_test.go:7: 1000 callers, 1 login\n"}`,
		`{"Action":"pass","Package":"p","Test":"TestS01_A/part"}`,
		`{"Action":"pass","Package":"p","Test":"TestS01_A"}`,
		`{"Action":"pass","Package":"p","Test":"TestS02_A"}`,
		`{"Action":"fail","Package":"q","Test":"TestS02_B"}`,
		`{"Action":"skip","Package":"q","Test":"TestS09_C"}`,
		`{"Action":"pass","Package":"p"}`,
	))
	require.NoError(t, err)
	require.Len(t, tests, 4)
	marks := map[string]string{}
	for _, s := range scenarios {
		mark, _, counted := s.judge(tests)
		marks[s.id] = mark
		if s.id == "S1" {
			require.Equal(t, "1000 callers, 1 login", counted)
		}
	}
	require.Equal(t, "ok", marks["S1"])
	require.Equal(t, "FAIL", marks["S2"])
	require.Equal(t, "SKIP", marks["S9"])
	require.Equal(t, "GONE", marks["S3"], "a scenario without a test is not shown")
}

func TestOutputThatIsNoneOfGoTestIsAnError(t *testing.T) {
	_, err := read(events("canary"))
	require.Error(t, err)
}

func TestEveryScenarioHasATestAndEveryTestOfOneARow(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^func (Test(?:S[0-9]|Trust|TheEngine)\w*)\(`)
	shown := map[string]int{}
	root := filepath.Join("..", "..", "..", "..", "pkg")
	require.NoError(t, filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			rows := 0
			for _, s := range scenarios {
				if s.tests.MatchString(m[1]) {
					rows++
					shown[s.id]++
				}
			}
			require.NotZero(t, rows, "%s has no row", m[1])
		}
		return err
	}))
	for _, s := range scenarios {
		require.NotZero(t, shown[s.id], s.id)
	}
}
