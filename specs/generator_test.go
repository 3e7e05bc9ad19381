package specs_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	module    = "github.com/boxoffice-go/boxoffice"
	generator = "github.com/oapi-codegen/oapi-codegen/v2"
)

// upstream are the hashes of the generator's own templates that we replace, as
// they were when ours were written from them.
var upstream = map[string]string{
	"client.tmpl":                "393820c177b1bcd8a7ae8a39099b4cab95209964bd17d79cb12534f7a65d677c",
	"client-with-responses.tmpl": "01e28fc263020fab72aa4316d93348a11ebddd98a699894b84dbb7141239bdf8",
	"constants.tmpl":             "be1f1f953e2b161fb00316391c2b2dfd8819a8ff4feb0b74863d45cb20a62194",
	"server-urls.tmpl":           "6aa150d2e80f15efabfdcd6d111d097522919ee14e63b95c2f82990d08c3df20",
	"typedef.tmpl":               "b94393ee7ad5795b401eeb394a66e1f3905d7a0ff5c736d089f11658ae1ae832",
	"imports.tmpl":               "e79731c9a8e0d7104fac1f84e536919fface08f77bfe21d390a1f3f5e87f95d5",
	"inline.tmpl":                "62720ce4e0d92f74793730d62a2c965a7fb6991e225a18c54d0b6a97c7a2c77b",
	"param-types.tmpl":           "54625670b29fb2f0092c57a297a8a12763f671aa0ad48b587b47c2a946164d5c",
	"request-bodies.tmpl":        "454074b0068ad26217d958c4e15f0a310e7eb5735d427809034ff59255451748",
}

func TestCommentsOfGeneratedCodeFitAScreen(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "gen", "*", "*.go"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for line := range strings.Lines(string(source)) {
			if strings.HasPrefix(strings.TrimSpace(line), "// ") {
				assert.LessOrEqual(t, len(line), 150, "%s: %s", file, line)
			}
		}
	}
}

func TestTheGeneratorsTemplatesAreTheOnesOursWereWrittenFrom(t *testing.T) {
	var downloaded struct{ Dir string }
	require.NoError(t, json.Unmarshal([]byte(run(t, "go", "mod", "download", "-json", generator)), &downloaded))
	ours, err := filepath.Glob(filepath.Join("templates", "*.tmpl"))
	require.NoError(t, err)
	require.Len(t, ours, len(upstream), "a template of ours has no hash of the one it replaces")
	for _, file := range ours {
		name := filepath.Base(file)
		theirs, err := os.ReadFile(filepath.Join(downloaded.Dir, "pkg", "codegen", "templates", name))
		require.NoError(t, err, "%s: the generator has no such template any more", name)
		// Line ends are a matter of how a machine unpacks modules.
		sum := sha256.Sum256([]byte(strings.ReplaceAll(string(theirs), "\r\n", "\n")))
		assert.Equal(t, upstream[name], hex.EncodeToString(sum[:]),
			"the generator has changed %s: see what, look again at ours, then put the new hash here", name)
	}
}

func TestGeneratedCodeImportsOnlyThisModuleAndTheStandardLibrary(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "gen", "*", "*.go"))
	require.NoError(t, err)
	require.Greater(t, len(files), 2*len(documents(t)), "a file per tag, the models and the client")
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		require.NoError(t, err)
		for _, spec := range parsed.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			standard := !strings.Contains(strings.Split(path, "/")[0], ".")
			assert.True(t, standard || path == module+"/pkg/rest" || path == module+"/pkg/boxoffice", "%s imports %s", file, path)
		}
	}
}

// The models and the parameters' types are left out on both sides.
func TestAGeneratedClientIsAFractionOfTheStockOne(t *testing.T) {
	stock := filepath.Join(t.TempDir(), "stock.go")
	config := filepath.Join(t.TempDir(), "stock.yaml")
	require.NoError(t, os.WriteFile(config, []byte("package: stock\ngenerate: {client: true}\n"), 0o600))
	run(t, "go", "run", generator+"/cmd/oapi-codegen", "-config", config, "-o", stock, "venuemanager.yaml")

	theirs := len(lines(t, stock))
	files, err := filepath.Glob(filepath.Join("..", "gen", "venuemanagerapi", "*.gen.go"))
	require.NoError(t, err)
	ours := 0
	for _, file := range files {
		if filepath.Base(file) != "models.gen.go" {
			ours += len(lines(t, file))
		}
	}
	t.Logf("venuemanager: methods and results take %d lines; the stock client takes %d", ours, theirs)
	require.Greater(t, ours, 300, "the client was not found")
	require.LessOrEqual(t, ours*100, theirs*20, "at most 20 percent")
}

func lines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// run is the output of a go command that must succeed. The generator is a tool:
// no test imports it, so the first test that needs it on a machine downloads it,
// as go.sum has it. Nothing that the command does may change go.mod.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Env = append(os.Environ(), "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -mod=readonly"))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	return string(out)
}
