package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// note is a decision that is left to the author: what was made of the published
// file, and why somebody has to look.
type note struct {
	at    *yaml.Node // where it stands in the document
	where string     // the operation or component
	what  string
	line  int // in the file, once it is written
}

func (n note) String() string {
	if n.line == 0 {
		return fmt.Sprintf("%s: %s", n.where, n.what)
	}
	return fmt.Sprintf("line %d, %s: %s", n.line, n.where, n.what)
}

// note keeps a decision.
func (c *converter) note(at *yaml.Node, where, format string, args ...any) {
	c.notes = append(c.notes, note{at: at, where: where, what: fmt.Sprintf(format, args...)})
}

// proposed marks a value that was made up.
func proposed(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.ScalarNode {
		node.LineComment = "# proposed"
	}
	return node
}

// encoded is the document as text, and gives the notes their lines.
func (c *converter) encoded() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(c.head())
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(c.root); err != nil {
		return nil, err
	}
	var again yaml.Node
	if err := yaml.Unmarshal(out.Bytes(), &again); err != nil {
		return nil, err
	}
	lines := map[*yaml.Node]int{}
	pair(c.root, again.Content[0], lines)
	for i := range c.notes {
		c.notes[i].line = lines[c.notes[i].at]
	}
	slices.SortStableFunc(c.notes, func(a, b note) int { return cmp.Compare(a.line, b.line) })
	return out.Bytes(), nil
}

// pair finds the line of every node in the text that was made of it.
func pair(made, written *yaml.Node, lines map[*yaml.Node]int) {
	lines[made] = written.Line
	for i := range min(len(made.Content), len(written.Content)) {
		pair(made.Content[i], written.Content[i], lines)
	}
}
