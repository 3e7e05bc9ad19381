package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/wire"
)

func probe(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "pkg", "internal", "probe", "probe.yaml"))
	require.NoError(t, err)
	return string(text)
}

func TestEverySeedOfTheProbeGetsItsVerdict(t *testing.T) {
	t.Parallel()
	before := probe(t)
	for _, s := range probeSeeds {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			after, found := seed{after: s.after, old: s.old, new: s.new}.apply(before)
			require.True(t, found, "probe.yaml has changed: the text that the seed replaces is not there")
			findings, err := wire.Compare("probe", []byte(before), []byte(after))
			require.NoError(t, err)
			assert.Equal(t, s.wire, findings.Verdict(), "%v", findings)
			assert.Equal(t, strings.Contains(s.name, "repeat") || strings.Contains(s.name, "idempotency"), len(meaning(findings.Of("x-repeat"))) > 0, "%v", findings)
		})
	}
}

// What nobody knows is breaking, also beside a compatible change of the same operation.
func TestACompatibleChangeHidesNoOther(t *testing.T) {
	t.Parallel()
	before := probe(t)
	for _, c := range []struct {
		name  string
		edits []string // old and new, in pairs
		wire  string
	}{
		{"an extension that nobody knows beside a new parameter", []string{
			"        - {name: spaces,", "        - {name: more, description: One., in: query, schema: {type: string}}\n        - {name: spaces,",
			"      operationId: listByStyle\n", "      operationId: listByStyle\n      x-signed: true\n",
		}, breaks},
		{"an extension that nobody knows beside a new property", []string{
			"    Cat:\n      type: object\n", "    Cat:\n      type: object\n      x-order: true\n",
			"        lives:", "        name: {type: string, description: Its name.}\n        lives:",
		}, breaks},
		{"another object in a parameter beside a new parameter", []string{
			"        - {name: spaces,", "        - {name: more, description: One., in: query, schema: {type: string}}\n        - {name: spaces,",
			`explode: false, schema: {$ref: "#/components/schemas/Filter"}`, `explode: false, schema: {$ref: "#/components/schemas/Named"}`,
		}, breaks},
		{"two compatible changes of one answer", []string{
			"        lives:", "        name: {type: string, description: Its name.}\n        age: {type: string, description: Its age.}\n        lives:",
			"    Catalogue:\n      type: object\n      required: [names]\n      properties:\n", "    Catalogue:\n      type: object\n      required: [names, first]\n      properties:\n        first: {type: string, description: The first.}\n",
		}, adds},
		{"a new operation with a new schema, and a new property", []string{
			"paths:\n", "paths:\n  /new:\n    get:\n      operationId: getNew\n      tags: [Probe]\n      summary: New\n      description: New.\n      x-evidence: documented\n      x-repeat: {delivered: true, statuses: []}\n      security: []\n      responses:\n        \"200\": {description: New., content: {application/json: {schema: {$ref: \"#/components/schemas/New\"}}}}\n",
			"  schemas:\n", "  schemas:\n    New: {type: object, properties: {name: {type: string, description: A name.}}}\n",
			"        special: {$ref: \"#/components/schemas/SpecialThing\"}\n", "        special: {$ref: \"#/components/schemas/SpecialThing\"}\n        new: {$ref: \"#/components/schemas/New\"}\n",
		}, adds},
		{"a new name of a component", []string{"schemas/Filter\"", "schemas/Filters\"", "    Filter:\n", "    Filters:\n"}, none},
		{"a new property of what is only a part of others", []string{
			"        method: {type: string, enum: [split], description: The kind.}\n", "        method: {type: string, enum: [split], description: The kind.}\n        note: {type: string, description: A note.}\n",
		}, adds},
		{"a required property of what is only a part of others", []string{
			"      required: [method]\n      properties:\n        method: {type: string, enum: [split], description: The kind.}\n", "      required: [method, note]\n      properties:\n        note: {type: string, description: A note.}\n        method: {type: string, enum: [split], description: The kind.}\n",
		}, breaks},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			after := strings.NewReplacer(c.edits...).Replace(before)
			require.NotEqual(t, before, after)
			findings, err := wire.Compare("probe", []byte(before), []byte(after))
			require.NoError(t, err)
			assert.Equal(t, c.wire, findings.Verdict(), "%v", findings)
		})
	}
}

func TestEveryChangeOfAVendorGetsItsVerdict(t *testing.T) {
	t.Parallel()
	for _, s := range vendorSeeds {
		t.Run(s.vendor+" "+s.name, func(t *testing.T) {
			t.Parallel()
			before := specification(t, s.vendor)
			after, found := s.apply(before)
			require.True(t, found, "the specification has changed: the text that the seed replaces is not there")
			findings, err := wire.Compare(s.vendor, []byte(before), []byte(after))
			require.NoError(t, err)
			assert.Equal(t, s.wire, findings.Verdict(), "%v", findings)
			assert.Empty(t, meaning(findings.Of("x-repeat")), "no repeat rule changes")
		})
	}
	assert.GreaterOrEqual(t, len(vendorSeeds), 90)
}

func TestOneEditOfManyOperationsIsOneLine(t *testing.T) {
	t.Parallel()
	before := specification(t, "musement")
	after := strings.Replace(before, "description: How many entries to skip.", "description: How many to skip.", 1)
	findings, err := wire.Compare("musement", []byte(before), []byte(after))
	require.NoError(t, err)
	require.Len(t, findings, 1)
	assert.Greater(t, len(findings[0].Operations), 3)
	assert.Contains(t, findings[0].Where, " more query offset")
}
