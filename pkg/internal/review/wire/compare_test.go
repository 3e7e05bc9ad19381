package wire_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/wire"
)

const tree = `openapi: 3.0.3
info: {title: Trees, version: "1"}
paths:
  /trees:
    get:
      operationId: getTree
      responses:
        "200": {description: A tree., content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}}
  /trees/{id}:
    get:
      operationId: getBranch
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: A tree., content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}}
components:
  schemas:
    Tree:
      type: object
      properties:
        name: {type: string}
        branches: {type: array, items: {$ref: "#/components/schemas/Tree"}}
`

// A copy of a schema that has itself as a part is the same; what differs in it is told.
func TestAnAnswerRefersToACopyOfASchemaThatHasItselfAsAPart(t *testing.T) {
	t.Parallel()
	i := strings.Index(tree, "    Tree:\n")
	theirs := strings.Replace(tree[:i], "schemas/Tree", "schemas/Plant", 1) + tree[i:] + strings.ReplaceAll(tree[i:], "Tree", "Plant")
	for edit, verdict := range map[string]string{"": "none", "name: {type: integer}": "breaking", "name: {type: string}, age: {type: string}": "compatible"} {
		now := theirs
		if edit != "" {
			last := strings.LastIndex(theirs, "name: {type: string}")
			now = theirs[:last] + strings.ReplaceAll(edit, ", ", "\n        ") + theirs[last+len("name: {type: string}"):]
		}
		findings, err := wire.Compare("trees", []byte(tree), []byte(now))
		require.NoError(t, err)
		assert.Equal(t, verdict, findings.Verdict(), "%s: %v", edit, findings)
		back, err := wire.Compare("trees", []byte(now), []byte(tree))
		require.NoError(t, err)
		assert.Equal(t, map[string]string{"none": "none", "breaking": "breaking", "compatible": "breaking"}[verdict], back.Verdict(), "%s: %v", edit, back)
	}
}

// An operation that has another address is compared with itself.
func TestWhatElseHasChangedOfAnOperationThatMovedIsTold(t *testing.T) {
	t.Parallel()
	now := strings.NewReplacer("/trees/{id}:", "/forest/trees/{tree}:", "name: id", "name: tree", "operationId: getBranch\n", "operationId: getBranch\n      deprecated: true\n").Replace(tree)
	findings, err := wire.Compare("trees", []byte(tree), []byte(now))
	require.NoError(t, err)
	var said []string
	for _, f := range findings {
		said = append(said, f.String())
	}
	assert.Equal(t, []string{"breaking   trees: getBranch: its address is GET /forest/trees/{tree}, was GET /trees/{id}", "compatible trees: getBranch: endpoint deprecated"}, said)
}
