package pkg_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// The operations are methods of an embedded client, which go doc does not show.
// So the comment of every vendor's Client lists them; this test holds the list to
// the specification, and go test ./pkg -run Operations -update writes it.
func TestGoDocOfEveryClientListsItsOperationsBySubject(t *testing.T) {
	update := flag.Lookup("update").Value.String() == "true" // the flag is package contract's
	for _, doc := range specs.All() {
		file := filepath.Join(doc.Name, doc.Name+".go")
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		comment := regexp.MustCompile(`(?s)(?://\n// # Operations\n(?://[^\n]*\n)*)?type Client struct \{`)
		require.Len(t, comment.FindAllIndex(source, -1), 1, file)
		want := comment.ReplaceAllLiteralString(string(source), operationList(t, doc)+"type Client struct {")
		if update {
			require.NoError(t, os.WriteFile(file, []byte(want), 0o600))
			continue
		}
		require.Equal(t, want, string(source), "go test ./pkg -run Operations -update writes the list anew")
		adapter := sourceOf(t, filepath.Join(doc.Name, "*.go"))
		for _, names := range generatedMethods(t, doc.Name) {
			for _, name := range names {
				_, own, _ := strings.Cut(name, ".")
				require.True(t, strings.Contains(want, "api."+name+"]") || strings.Contains(adapter, "\nfunc (c *Client) "+own+"("), "go doc does not name %s", name)
			}
		}
	}
}

// operationList is the list of a vendor's operations, as lines of a comment, in
// the order of the specification's tags.
func operationList(t *testing.T, doc specs.Document) string {
	t.Helper()
	spec, err := oas.Load(doc)
	require.NoError(t, err)
	methods, sequences := generatedMethods(t, doc.Name), pagedMethods(t, doc.Name)
	byTag := map[string][]string{}
	for _, op := range spec.Operations() {
		require.Len(t, op.Spec.Tags, 1, op.ID)
		names := methods[strings.ToLower(op.ID)]
		require.NotEmpty(t, names, "no method is generated for %s", op.ID)
		names = append(names, methods[strings.ToLower(op.ID)+"seq"]...)
		names = append(names, sequences[op.ID]...)
		links := make([]string, len(names))
		for i, name := range names {
			links[i] = fmt.Sprintf("[%sapi.%s]", doc.Name, name)
		}
		line := fmt.Sprintf("//   - %s: %s\n", strings.Join(links, ", "), strings.TrimSuffix(op.Spec.Summary, "."))
		byTag[op.Spec.Tags[0]] = append(byTag[op.Spec.Tags[0]], line)
	}
	var list strings.Builder
	list.WriteString("//\n// # Operations\n//\n// Those of Raw are called as client.Raw.Name, the others as client.Name.\n")
	if strings.Contains(fmt.Sprint(byTag), "], [") {
		list.WriteString("// Where several are named, the others yield the list's elements one by one.\n")
	}
	tags := slices.Clone(spec.T.Tags)
	slices.SortStableFunc(tags, func(a, b *openapi3.Tag) int { return cmp.Compare(rawness(byTag[a.Name]), rawness(byTag[b.Name])) })
	for _, tag := range tags {
		fmt.Fprintf(&list, "//\n// %s%s:\n%s", strings.ToUpper(tag.Name[:1]), tag.Name[1:], strings.Join(byTag[tag.Name], ""))
		delete(byTag, tag.Name)
	}
	require.Empty(t, byTag, "tags that the specification does not declare")
	return list.String()
}

// rawness is 1 for a subject that has raw operations alone: it comes last.
func rawness(lines []string) int {
	for _, line := range lines {
		if !strings.Contains(line, "api.Raw.") {
			return 0
		}
	}
	return 1
}

// generatedMethods are the methods of a vendor's generated package, as
// "Client.ListOrders" or "Raw.PayOrder", by their name in lower case.
func generatedMethods(t *testing.T, vendor string) map[string][]string {
	t.Helper()
	methods := map[string][]string{}
	declaration := regexp.MustCompile(`(?m)^func \(c \*(Client|Raw)\) ([A-Z]\w*)\(`)
	for _, found := range declaration.FindAllStringSubmatch(sourceOf(t, filepath.Join("..", "gen", vendor+"api", "*.gen.go")), -1) {
		name := strings.ToLower(found[2])
		methods[name] = append(methods[name], found[1]+"."+found[2])
	}
	return methods
}

// pagedMethods are the methods that read a list page by page, as "Client.Orders", by
// the operation that they call. A method that the adapter has itself is not among them:
// go doc shows it.
func pagedMethods(t *testing.T, vendor string) map[string][]string {
	t.Helper()
	adapter := sourceOf(t, filepath.Join(vendor, "*.go"))
	methods := map[string][]string{}
	comment := regexp.MustCompile(`(?m)^// (\w+) is \[Client\.(\w+)\] read page by page`)
	for _, found := range comment.FindAllStringSubmatch(sourceOf(t, filepath.Join("..", "gen", vendor+"api", "*.gen.go")), -1) {
		if operation := strings.ToLower(found[2][:1]) + found[2][1:]; !strings.Contains(adapter, "\nfunc (c *Client) "+found[1]+"(") {
			methods[operation] = append(methods[operation], "Client."+found[1])
		}
	}
	return methods
}

// sourceOf is the text of all files of a pattern.
func sourceOf(t *testing.T, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all strings.Builder
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		all.Write(source)
	}
	return all.String()
}
