package pkg_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/specs"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	return string(text)
}

func TestEveryGoBlockOfTheREADMEIsRunByATest(t *testing.T) {
	var tests strings.Builder
	files, err := filepath.Glob("*/*_test.go")
	require.NoError(t, err)
	own, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	for _, file := range append(files, own...) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		tests.WriteString(unindented(string(text)))
	}
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(readme(t), -1)
	require.NotEmpty(t, blocks)
	for _, block := range blocks {
		if block[1] == firstProgram(t) {
			continue // TestTheFirstProgramOfTheREADMERunsAgainstAFake runs it
		}
		require.Contains(t, tests.String(), unindented(block[1]), "this block of the README is in no test or example")
	}
}

// unindented is the text without the white space at the beginning of its lines.
func unindented(text string) string {
	return regexp.MustCompile(`(?m)^[ \t]+`).ReplaceAllString(text, "")
}

func TestEveryMakeTargetOfTheREADMEExists(t *testing.T) {
	makefile, err := os.ReadFile("../Makefile")
	require.NoError(t, err)
	targets := regexp.MustCompile("(?m)(?:^|`)make ([a-z]+)").FindAllStringSubmatch(readme(t), -1)
	require.NotEmpty(t, targets)
	for _, target := range targets {
		require.Regexp(t, `(?m)^`+target[1]+`:`, string(makefile))
	}
}

// .ci/run takes them from there, and runs them where nothing has been downloaded.
func TestTheREADMEHasTheTwoCommandsThatRunInAFreshClone(t *testing.T) {
	require.Regexp(t, "(?m)^```sh\nmake demo( .*)?\nmake test( .*)?\n```$", readme(t))
	require.Len(t, regexp.MustCompile("(?m)^```sh\nmake ").FindAllString(readme(t), -1), 1, "the first such block is what runs")
}

func TestTheTableOfVendorsInTheREADMEIsTrue(t *testing.T) {
	rows := regexp.MustCompile("(?m)^\\| [^|]+ \\| `pkg/([a-z]+)` \\| (\\d+) \\| (\\d+) of (\\d+) \\| (.*) \\|$").FindAllStringSubmatch(readme(t), -1)
	require.Len(t, rows, len(specs.All()), "one row for each vendor of specs.All, in its order")
	for i, doc := range specs.All() {
		row := rows[i]
		require.Equal(t, doc.Name, row[1])
		cells, err := contract.Matrix(doc)
		require.NoError(t, err)
		operations, covered := map[string]bool{}, 0
		for _, c := range cells {
			operations[c.Operation] = true
			if c.Covered {
				covered++
			}
		}
		require.Equal(t, []string{strconv.Itoa(len(operations)), strconv.Itoa(covered), strconv.Itoa(len(cells))}, row[2:5], doc.Name)
		for _, name := range regexp.MustCompile("`([A-Za-z]+)`").FindAllStringSubmatch(row[5], -1) {
			require.Regexp(t, `(?m)^(type|func) `+name[1]+`\b`, sources(t, doc.Name))
		}
	}
}

// sources is what is written by hand in a package, without its tests.
func sources(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(dir + "/*.go")
	require.NoError(t, err)
	var all strings.Builder
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		all.Write(text)
	}
	return all.String()
}

func TestLinksToFilesInTheREADMELeadSomewhere(t *testing.T) {
	for _, link := range regexp.MustCompile(`\]\(([^):]+)\)`).FindAllStringSubmatch(readme(t), -1) {
		_, err := os.Stat(filepath.Join("..", link[1]))
		require.NoError(t, err)
	}
}
