package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// updated is an entry of dependabot.yml.
type updated struct {
	Ecosystem   string `yaml:"package-ecosystem"`
	Directory   string
	Directories []string
}

// ecosystems are Dependabot's, by the names of the files that name other people's code.
var ecosystems = map[string]string{
	"go.mod": "gomod", "package.json": "npm", "Dockerfile": "docker", "compose.yaml": "docker-compose", "docker-compose.yml": "docker-compose",
	"requirements.txt": "pip", "pyproject.toml": "pip", "Cargo.toml": "cargo", "Gemfile": "bundler", "composer.json": "composer", "pom.xml": "maven",
	"build.gradle": "gradle", "build.gradle.kts": "gradle", ".gitmodules": "gitsubmodule", "devcontainer.json": "devcontainers",
	"action.yml": "github-actions", "action.yaml": "github-actions",
}

// unattended are the manifests of a repository that no entry updates, and the entries
// without a manifest.
func unattended(config []byte, files []string) ([]string, error) {
	var read struct{ Updates []updated }
	if err := yaml.Unmarshal(config, &read); err != nil {
		return nil, err
	}
	entries := map[string]bool{} // whether it has a manifest
	for _, u := range read.Updates {
		for _, directory := range append(u.Directories, u.Directory) {
			if directory != "" {
				entries[u.Ecosystem+" "+directory] = false
			}
		}
	}
	var wrong []string
	for _, file := range files {
		ecosystem, directory := ecosystems[path.Base(file)], path.Dir("/"+file)
		if ext := path.Ext(file); path.Dir(file) == ".github/workflows" && (ext == ".yml" || ext == ".yaml") {
			ecosystem, directory = "github-actions", "/"
		}
		if ecosystem == "" {
			continue
		}
		if _, covered := entries[ecosystem+" "+directory]; !covered {
			wrong = append(wrong, fmt.Sprintf("%s is updated by nobody: .github/dependabot.yml has no %s for %s", file, ecosystem, directory))
			continue
		}
		entries[ecosystem+" "+directory] = true
	}
	for entry, found := range entries {
		if !found {
			wrong = append(wrong, ".github/dependabot.yml has "+entry+", where there is nothing to update")
		}
	}
	slices.Sort(wrong)
	return wrong, nil
}

func TestEveryManifestIsUpdatedByDependabot(t *testing.T) {
	t.Parallel()
	config, err := os.ReadFile(filepath.Join(root, ".github", "dependabot.yml"))
	require.NoError(t, err)
	files := strings.Split(strings.TrimSuffix(git(t, root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"), "\x00"), "\x00")
	wrong, err := unattended(config, files)
	require.NoError(t, err)
	assert.Empty(t, wrong)
	// Each is found when its entry is missing, and an entry of nothing is found too.
	for _, file := range files {
		if ecosystems[path.Base(file)] != "" {
			wrong, err := unattended([]byte("updates: [{package-ecosystem: npm, directory: /nowhere}]"), []string{file, ".github/workflows/check.yml", "README.md"})
			require.NoError(t, err)
			require.Len(t, wrong, 3)
			assert.Contains(t, strings.Join(wrong, "\n"), file+" is updated by nobody")
		}
	}
}

// Dependabot tidies a module without what it generates for itself, which is not committed.
func TestDependabotKeepsWhatGeneratedCodeRequires(t *testing.T) {
	t.Parallel()
	dir := clone(t)
	for module := range strings.FieldsSeq(git(t, dir, "ls-files", "--", "go.mod", "*/go.mod")) {
		_, err := output(t.Context(), filepath.Join(dir, filepath.Dir(module)), "go", "mod", "tidy", "-e")
		require.NoError(t, err)
	}
	assert.Empty(t, git(t, dir, "diff", "--", "*go.mod", "*go.sum"))
}
