package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/goapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/review/wire"
)

// copies are two versions of a module with one specification and a changelog.
func copies(t *testing.T, s seed, changelog string) versions {
	t.Helper()
	before := specification(t, s.vendor)
	after, found := s.apply(before)
	require.True(t, found)
	v := versions{before: t.TempDir(), after: t.TempDir(), base: "main"}
	for dir, files := range map[string][2]string{v.before: {before, "\n## Unreleased\n"}, v.after: {after, changelog}} {
		require.NoError(t, os.MkdirAll(filepath.Join(dir, "specs"), 0o750))
		require.NoError(t, os.MkdirAll(filepath.Join(dir, ".github"), 0o750))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "specs", s.vendor+".yaml"), []byte(files[0]), 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(dir, ".github", "CHANGELOG.md"), []byte(files[1]), 0o600))
	}
	return v
}

func named(t *testing.T, name string) seed {
	t.Helper()
	for _, s := range seeds {
		if s.name == name {
			return s
		}
	}
	require.Fail(t, "no seed is called "+name)
	return seed{}
}

func TestABreakingChangeFailsTheGateUntilTheChangelogTells(t *testing.T) {
	s := named(t, "another host")
	var out strings.Builder
	require.ErrorContains(t, specDiff(t.Context(), &out, copies(t, s, "\n## Unreleased\n")), "CHANGELOG.md")
	assert.Contains(t, out.String(), "breaking   hlconnect: servers: ")
	assert.Contains(t, out.String(), "wire: breaking\n")
	require.NoError(t, specDiff(t.Context(), &out, copies(t, s, "\n## Unreleased\n\n### Breaking\n- another host\n\n## 0.1.0\n")))
	require.Error(t, specDiff(t.Context(), &out, copies(t, s, "\n## Unreleased\n\n## 0.1.0\n\n### Breaking\n- long ago\n")), "what an older release says does not count")
	require.NoError(t, specDiff(t.Context(), &out, copies(t, named(t, "a server is added"), "\n## Unreleased\n")))
}

func TestTheOperationsOfAChangeHaveALineEach(t *testing.T) {
	for name, want := range map[string]string{
		"an operation is added":              "added hlconnect `getReady` (GET /ready): Ready; sent again after a lost answer",
		"an operation is gone":               "removed venuemanager `getTestNoContent` (GET /test/noContent): Get an answer without a body; sent again after a lost answer and 429 500 502 503 504",
		"a parameter is renamed":             "changed hlconnect `getPurchaseInfo`: breaking: ",
		"a purchase may be sent twice":       "changed hlconnect `registerPurchase`: breaking: repeat rule: sent again after a lost answer and 502, was not sent again once it may have arrived",
		"a value of an enum is added":        "changed ticketing `createIntegration`: compatible: ",
		"another header for the key":         "",
		"another description":                "",
		"a version is no longer filled in":   "",
		"a property of an answer is renamed": "changed ticketing `startSession`: breaking: ",
	} {
		t.Run(name, func(t *testing.T) {
			v := copies(t, named(t, name), "")
			findings, err := v.wire()
			require.NoError(t, err)
			lines, _, err := v.operations(findings)
			require.NoError(t, err)
			if want != "" {
				assert.True(t, slices.ContainsFunc(lines, func(l line) bool { return strings.Contains(l.text, want) }), "%v", lines)
			}
			assert.Equal(t, len(meaning(findings.Of("x-repeat"))) > 0, repeatRules(findings) != "unchanged")
		})
	}
}

// A vendor asks for one more parameter everywhere: that is one line, told once.
func TestAChangeOfManyOperationsIsOneLine(t *testing.T) {
	before := specification(t, "musement")
	paths, components, found := strings.Cut(before, "\ncomponents:\n")
	require.True(t, found)
	after := strings.ReplaceAll(paths, "\n      parameters:\n", "\n      parameters:\n        - {name: tenant, in: query, required: true, description: Which., schema: {type: string}, example: a}\n") + "\ncomponents:\n" + components
	v := copies(t, named(t, "a server is gone"), "")
	require.NoError(t, os.WriteFile(filepath.Join(v.after, "specs", "musement.yaml"), []byte(after), 0o600))
	findings, err := v.wire()
	require.NoError(t, err)
	all, told, err := v.operations(findings)
	require.NoError(t, err)
	require.Len(t, all, 1)
	assert.Greater(t, all[0].about, 50)
	assert.Regexp(t, "^changed musement `activateSupplier`, `activateSupplierPatch`, `addActivityPickup` and \\d+ more: breaking: added the new required query request parameter tenant$", all[0].text)
	assert.Empty(t, without(meaning(findings), told), "it is not said twice")
}

func TestWhatHasSeveralChangesIsToldInFull(t *testing.T) {
	v := copies(t, named(t, "a property of an answer is renamed"), "")
	findings, err := v.wire()
	require.NoError(t, err)
	all, told, err := v.operations(findings)
	require.NoError(t, err)
	var text strings.Builder
	list(&text, "Operations", all, nil)
	list(&text, "Wire", lines(without(meaning(findings), told)), nil)
	for _, f := range meaning(findings) {
		assert.Equal(t, 1, strings.Count(text.String(), f.What), "%s\n%s", f, text.String())
	}
}

func TestManyChangesOfOneKindAreOneLine(t *testing.T) {
	var few, many []goapi.Change
	for i := range most + 5 {
		many = append(many, goapi.Change{Package: "gen/api", Breaking: true, What: fmt.Sprintf("Client.M%d: takes …Params as well", i)})
	}
	many = append(many, goapi.Change{Package: "gen/api", What: "the package is new"})
	few = many[:2]
	assert.Equal(t, []line{{"breaking gen/api: Client.M0: takes …Params as well", 1}, {"breaking gen/api: Client.M1: takes …Params as well", 1}}, together(few))
	assert.Equal(t, []line{{"breaking gen/api: Client.M0, Client.M1, Client.M2 and 17 more: takes …Params as well", most + 5}, {"compatible gen/api: the package is new", 1}}, together(many))
	var b strings.Builder
	list(&b, "Go API", together(many), errors.New("pkg/a does not compile: x\npkg/b does not compile"))
	assert.Contains(t, b.String(), "## Go API (21)\n\nNot compared: pkg/a does not compile: x (and 1 more)\n\n- breaking gen/api: Client.M0, ")
	assert.NotContains(t, b.String(), "- and")
}

func TestWhatDoesNotCompileIsToldOnce(t *testing.T) {
	const told = "pkg/musement does not compile: pkg/musement/login.go:47:4: not enough arguments"
	assert.True(t, sameFault("does not compile: pkg/musement/onboard.go:41:37: not enough arguments", told))
	assert.False(t, sameFault("does not compile: pkg/musement/login_test.go:41:37: not enough arguments", told))
	assert.False(t, sameFault("musement TestContract/getCity", told))
}

func TestTheCoverageReportIsReadBack(t *testing.T) {
	report := "hlconnect\n  getHealth  200  application/json  covered\n             500  application/json  -\n  cancelPurchase  201    -\n\nhlconnect  1 of 3 answers  0 of 2 operations whole\n"
	assert.Equal(t, []string{"hlconnect getHealth 500 application/json", "hlconnect cancelPurchase 201"}, uncovered(report))
}

func TestTheInnermostFailedTestNamesTheTape(t *testing.T) {
	events := `{"Action":"fail","Package":"x/pkg/hlconnect","Test":"TestContract"}
{"Action":"fail","Package":"x/pkg/hlconnect","Test":"TestContract/getHealth"}
{"Action":"pass","Package":"x/pkg/hlconnect","Test":"TestContract/other"}
{"Action":"build-output","ImportPath":"x","Output":"pkg/hlconnect/a.go:1:2: undefined: y\n"}
{"Action":"fail","Package":"x/pkg/hlconnect"}
`
	assert.Equal(t, []string{"does not compile: pkg/hlconnect/a.go:1:2: undefined: y", "hlconnect TestContract/getHealth"}, failures([]byte(events)))
}

func TestGeneratedLinesAreCountedApartFromEmbeddedDocuments(t *testing.T) {
	assert.Equal(t, "no line of gen/ changes", counted(""))
	assert.Equal(t, "Go: +3 -1 lines in 1 files; embedded specifications: +2 -2 lines in 1 files",
		counted("3\t1\t/a/gen/x/x.gen.go => /b/gen/x/x.gen.go\n2\t2\t/a/gen/x/x.json => /b/gen/x/x.json\n-\t-\tbinary\n"))
}

func TestALongListIsCutAndSaysSo(t *testing.T) {
	var b strings.Builder
	list(&b, "Wire", plain(make([]string, most+2)), nil)
	assert.Contains(t, b.String(), "- and 2 more\n")
	assert.Equal(t, "unchanged", repeatRules(wire.Findings{}))
}

func TestACommitIsAskedFor(t *testing.T) {
	require.ErrorContains(t, run(t.Context(), &strings.Builder{}, []string{"page", ""}), "BASE=origin/main")
	require.ErrorContains(t, run(t.Context(), &strings.Builder{}, []string{"page", "no-such-branch"}), "git fetch")
}
