package contract

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAValueCountsForTheFieldAProgramWouldLookAt(t *testing.T) {
	for path, field := range map[string]string{
		"":                      "the value",
		".id":                   "id",
		".customer .name":       "customer",
		".customer .a .b":       "customer",
		".lines [0]":            "lines[]",
		".lines []":             "lines[]",
		".lines [0] .sku":       "lines[].sku",
		".lines [0] .n [0]":     "lines[].n",
		".lines [0] .n [0] .x":  "lines[].n",
		".lines [0] .a .b":      "lines[].a",
		"[0]":                   "[]",
		"[]":                    "[]",
		"[0] .id":               "[].id",
		"[0] .lines [0] .sku":   "[].lines",
		"[0] .lines []":         "[].lines",
		"[0] .customer .name":   "[].customer",
		"[0] [1]":               "[]",
		".a .b [0] .c":          "a",
		".invoice [] .lines []": "invoice[].lines",
	} {
		require.Equal(t, field, topField(strings.Fields(path)), path)
	}
}

func TestAnAlteredTextIsOfTheSameKind(t *testing.T) {
	for text, other := range map[string]string{
		"word": "word-altered", "": "-altered", "true": "false", "false": "true",
		"2024-02-20T10:00:00Z": "2024-02-20T11:00:00Z", "2024-02-20": "2024-02-20-altered",
		"12": "13", "19": "10", "4200.5": "4200.6", "-1": "-2", "0": "1",
	} {
		require.Equal(t, other, altered(text), text)
	}
}
