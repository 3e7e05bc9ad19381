package pkg_test

import (
	"go/ast"
	"go/doc"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A link that go doc cannot resolve is printed with its brackets, and leads nowhere
// on pkg.go.dev. A method of an embedded client is such a name: its link is
// [musementapi.Client.Orders].
func TestNamesInDocCommentsExist(t *testing.T) {
	packages := documented(t)
	brackets := regexp.MustCompile(`(^|\s|\()\[\*?([a-z]\w*\.)?[A-Z]\w*(\.\w+)?\]`)
	qualified := regexp.MustCompile(`\b([a-z]+)\.([A-Z]\w*)`)
	for name, pkg := range packages {
		links := pkg.Parser()
		for _, text := range comments(pkg) {
			for _, text := range plainTexts(links.Parse(text).Content) {
				assert.NotRegexp(t, brackets, text, "%s: go doc resolves no such link", name)
			}
			for _, found := range qualified.FindAllStringSubmatch(text, -1) {
				if other := packages[found[1]]; other != nil {
					assert.True(t, declares(other, found[2]), "%s: its comments name %s, which does not exist", name, found[0])
				}
			}
		}
	}
}

// documented are the packages that programs import, by name.
func documented(t *testing.T) map[string]*doc.Package {
	t.Helper()
	packages := map[string]*doc.Package{}
	for _, root := range []string{".", filepath.Join("..", "gen")} {
		require.NoError(t, filepath.WalkDir(root, func(dir string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.IsDir() || root == dir {
				return err
			}
			if name := entry.Name(); name == "internal" || name == "testdata" || name == "cmd" || name == "redisstore" {
				return filepath.SkipDir
			}
			fset := token.NewFileSet()
			files, err := filepath.Glob(filepath.Join(dir, "*.go"))
			require.NoError(t, err)
			var parsed []*ast.File
			for _, file := range files {
				if strings.HasSuffix(file, "_test.go") {
					continue
				}
				source, err := os.ReadFile(file)
				require.NoError(t, err)
				tree, err := parser.ParseFile(fset, file, source, parser.ParseComments)
				require.NoError(t, err)
				parsed = append(parsed, tree)
			}
			if len(parsed) == 0 {
				return nil
			}
			pkg, err := doc.NewFromFiles(fset, parsed, path.Join("github.com/boxoffice-go/boxoffice", filepath.ToSlash(dir)))
			require.NoError(t, err)
			packages[pkg.Name] = pkg
			return nil
		}))
	}
	require.Contains(t, packages, "musementapi")
	require.Contains(t, packages, "musement")
	return packages
}

// comments are the doc comments of a package and of what it declares.
func comments(pkg *doc.Package) []string {
	all := []string{pkg.Doc}
	values := func(list []*doc.Value) {
		for _, v := range list {
			all = append(all, v.Doc)
		}
	}
	funcs := func(list []*doc.Func) {
		for _, f := range list {
			all = append(all, f.Doc)
		}
	}
	values(pkg.Consts)
	values(pkg.Vars)
	funcs(pkg.Funcs)
	for _, typ := range pkg.Types {
		all = append(all, typ.Doc)
		values(typ.Consts)
		values(typ.Vars)
		funcs(typ.Funcs)
		funcs(typ.Methods)
	}
	return all
}

// declares reports whether a package has a top-level name.
func declares(pkg *doc.Package, name string) bool {
	found := false
	for _, typ := range pkg.Types {
		found = found || typ.Name == name
	}
	links := pkg.Parser()
	return found || links.LookupSym("", name)
}

// plainTexts are the texts of a comment that are neither code nor links.
func plainTexts(blocks []comment.Block) []string {
	var all []string
	add := func(texts []comment.Text) {
		var line strings.Builder
		for _, text := range texts {
			if plain, ok := text.(comment.Plain); ok {
				line.WriteString(string(plain))
			}
		}
		all = append(all, line.String())
	}
	for _, block := range blocks {
		switch block := block.(type) {
		case *comment.Paragraph:
			add(block.Text)
		case *comment.Heading:
			add(block.Text)
		case *comment.List:
			for _, item := range block.Items {
				all = append(all, plainTexts(item.Content)...)
			}
		}
	}
	return all
}
