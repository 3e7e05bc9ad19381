package specs_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// count is the size of a specification. Answers are counted by status and media
// type.
type count struct{ paths, operations, answers int }

func counted(d document, mark string) count {
	paths := map[string]bool{}
	var c count
	for _, op := range d.operations() {
		if mark != "" && evidence(op.Extensions) != mark {
			continue
		}
		paths[op.path] = true
		c.operations++
		for _, ref := range op.Responses.Map() {
			c.answers += max(1, len(ref.Value.Content))
		}
	}
	c.paths = len(paths)
	return c
}

// The figures come from the vendors' documents, counted by hand: a
// specification that loses an operation or an answer is noticed here.
func TestSpecificationsHaveAllThatTheVendorsDocument(t *testing.T) {
	documented := map[string]count{
		"venuemanager": {paths: 31, operations: 35, answers: 64},
		"hlconnect":    {paths: 6, operations: 6, answers: 31},
	}
	public := map[string]count{
		"venuemanager": {},
		"hlconnect":    {paths: 2, operations: 2, answers: 6},
	}
	for _, d := range documents(t) {
		if want, counts := documented[d.name]; counts {
			require.Equal(t, want, counted(d, "documented"), "%s: documented", d.name)
			require.Equal(t, public[d.name], counted(d, "public"), "%s: public", d.name)
			require.Equal(t, count{}, counted(d, "inferred"), "%s: inferred", d.name)
		}
	}
}
