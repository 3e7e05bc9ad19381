package specs_test

import (
	"cmp"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// verbs are what operation ids begin with: the words of verbs.txt.
func verbs(t *testing.T) []string {
	t.Helper()
	all, err := os.ReadFile("verbs.txt")
	require.NoError(t, err)
	return strings.Fields(string(all))
}

func TestOperationIDsBeginWithAVerbAndAreUnique(t *testing.T) {
	shape := regexp.MustCompile(`^[a-z]+([A-Z][A-Za-z0-9]*)?$`)
	known := verbs(t)
	for _, d := range documents(t) {
		seen := map[string]bool{}
		for _, op := range d.operations() {
			id := op.OperationID
			assert.Regexp(t, shape, id, d.name)
			verb := id
			if capital := strings.IndexFunc(id, unicode.IsUpper); capital > 0 {
				verb = id[:capital]
			}
			assert.Contains(t, known, verb, "%s: %s begins with a word that is not in specs/verbs.txt: take another, or add it there if it says what is done", d.name, id)
			assert.False(t, seen[strings.ToLower(id)], "%s: %s is there twice", d.name, id)
			seen[strings.ToLower(id)] = true
		}
	}
}

func TestEveryOperationIsDescribedUnderOneTag(t *testing.T) {
	each(t, func(t *testing.T, _ document, op operation) {
		id := op.OperationID
		assert.NotEmpty(t, op.Summary, id)
		assert.False(t, strings.HasSuffix(op.Summary, "."), "%s: a summary is no sentence", id)
		assert.LessOrEqual(t, len(op.Summary), 72, "%s: summary", id)
		assert.Greater(t, len(op.Description), len(op.Summary), "%s: the description says more than the summary", id)
		assert.True(t, strings.HasSuffix(strings.TrimSpace(op.Description), "."), "%s: a description is of sentences", id)
		assert.Len(t, op.Tags, 1, id)
	})
}

func TestEveryOperationStatesItsSecurity(t *testing.T) {
	each(t, func(t *testing.T, d document, op operation) {
		if !assert.NotNil(t, op.Security, "%s: security is stated, [] for anonymous", op.OperationID) {
			return
		}
		for _, requirement := range *op.Security {
			for scheme := range requirement {
				assert.Contains(t, d.Components.SecuritySchemes, scheme, op.OperationID)
			}
		}
	})
}

// evidence is the mark of x-evidence, "" when there is none.
func evidence(extensions map[string]any) string {
	text, _ := extensions["x-evidence"].(string)
	return text
}

func TestEveryOperationSaysOnWhatEvidenceItStands(t *testing.T) {
	marks := []string{"documented", "public", "inferred"}
	each(t, func(t *testing.T, _ document, op operation) {
		assert.Contains(t, marks, evidence(op.Extensions), op.OperationID)
	})
	for _, d := range documents(t) {
		for _, mark := range regexp.MustCompile(`x-evidence: *(\S+?)[},]*\s`).FindAllStringSubmatch(d.text, -1) {
			assert.Contains(t, marks, mark[1], d.name)
		}
	}
}

// A documented 5xx does not by itself say that nothing was done: servers write it
// in the middle of their work. x-final on the answer says it, and why.
func TestAFinalAnswerIsA5xxWithItsReasonAndNotWorthRepeating(t *testing.T) {
	final := map[string]string{}
	each(t, func(t *testing.T, _ document, op operation) {
		mark, _ := op.Extensions["x-repeat"].(map[string]any)
		for status, ref := range op.Responses.Map() {
			reason, there := ref.Value.Extensions["x-final"]
			if !there {
				continue
			}
			what := op.OperationID + " " + status
			final[what], _ = reason.(string)
			assert.Regexp(t, `^[A-Z].{20,}\.$`, reason, "%s: the reason is a sentence", what)
			assert.Regexp(t, `^5`, status, "%s: every 4xx is a refusal anyhow, and nothing else is one", what)
			number, err := strconv.ParseFloat(status, 64)
			assert.NoError(t, err, what)
			assert.NotContains(t, mark["statuses"], number, "%s: what is final is not asked again", what)
		}
	})
	assert.ElementsMatch(t, []string{"getPurchaseInfo 502", "getHealth 500"}, slices.Collect(maps.Keys(final)),
		"an answer that is called final lets a caller send again: look twice")
}

func TestEveryParameterIsDescribedWithAnExampleThatFits(t *testing.T) {
	each(t, func(t *testing.T, _ document, op operation) {
		for _, ref := range op.parameters {
			p, what := ref.Value, op.OperationID+" "+ref.Value.Name
			assert.NotEmpty(t, p.Description, what)
			if !assert.NotNil(t, p.Schema, what) {
				continue
			}
			example := p.Example
			if example == nil {
				example = p.Schema.Value.Example
			}
			if assert.NotNil(t, example, "%s: an example", what) {
				assert.NoError(t, p.Schema.Value.VisitJSON(example), what)
			}
			if p.Schema.Value.Default != nil {
				assert.NoError(t, p.Schema.Value.VisitJSON(p.Schema.Value.Default), what)
			}
		}
	})
}

func TestEveryAnswerIsDescribedWithItsHeaders(t *testing.T) {
	each(t, func(t *testing.T, _ document, op operation) {
		assert.NotZero(t, op.Responses.Len(), op.OperationID)
		for status, ref := range op.Responses.Map() {
			what := op.OperationID + " " + status
			assert.Regexp(t, `^([2-5]([0-9][0-9]|XX)|default)$`, status, what)
			assert.NotEmpty(t, *ref.Value.Description, what)
			if status == "204" {
				assert.Empty(t, ref.Value.Content, "%s: a 204 has no body", what)
			}
			for name, header := range ref.Value.Headers {
				h := header.Value
				assert.NotEmpty(t, h.Description, "%s %s", what, name)
				if assert.NotNil(t, h.Schema, "%s %s", what, name) && assert.NotNil(t, h.Example, "%s %s: an example", what, name) {
					assert.NoError(t, h.Schema.Value.VisitJSON(h.Example), "%s %s", what, name)
				}
			}
		}
	})
}

func TestNothingInferredIsRequiredInARequest(t *testing.T) {
	each(t, func(t *testing.T, _ document, op operation) {
		whole := evidence(op.Extensions)
		for _, ref := range op.parameters {
			mark := cmp.Or(evidence(ref.Value.Extensions), whole)
			if mark == "inferred" && ref.Value.In != "path" {
				assert.False(t, ref.Value.Required, "%s %s", op.OperationID, ref.Value.Name)
			}
		}
		if op.RequestBody == nil {
			return
		}
		body := op.RequestBody.Value
		mark := cmp.Or(evidence(body.Extensions), whole)
		assert.False(t, body.Required && mark == "inferred", "%s: body", op.OperationID)
		for _, media := range body.Content {
			visit(media.Schema, func(s schemaAt) {
				mark := cmp.Or(s.evidence, whole)
				assert.False(t, s.required && mark == "inferred", "%s: body field %s", op.OperationID, s.at)
			})
		}
	})
}
