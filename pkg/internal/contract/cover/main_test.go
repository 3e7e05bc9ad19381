package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheMatrixOfAVendorIsPrinted(t *testing.T) {
	var b strings.Builder
	require.NoError(t, run(&b, []string{"venuemanager"}))
	out := b.String()
	require.Regexp(t, `(?m)^  listInvoices +200 +application/json +(covered|-)$`, out)
	require.Regexp(t, `(?m)^  +200 +application/xml +(covered|-)$`, out)
	require.Regexp(t, `(?m)^venuemanager  \d+ of 64 answers +\d+ of 35 operations whole$`, out)
	require.NotContains(t, out, "hlconnect")
}
