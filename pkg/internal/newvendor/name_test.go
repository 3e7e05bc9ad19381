package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestANameThatCannotBeAVendorsIsRefused(t *testing.T) {
	t.Chdir("../../..")
	for name, want := range map[string]string{
		"":         "is no name of a package",
		"Acme":     "is no name of a package",
		"acme2":    "is no name of a package",
		"rest":     "is taken",
		"select":   "is taken",
		"acmetest": "is taken",
		"musement": "nothing is overwritten",
	} {
		require.ErrorContains(t, usable(name), want, name)
	}
	require.NoError(t, usable("acme"))
}

func TestAWrittenSpecificationIsLaidOutAsItIs(t *testing.T) {
	t.Chdir("../../..")
	made, _, err := specification("acme", "")
	require.NoError(t, err)
	require.Contains(t, string(made), "This operation is made up.", "where there is none, one is made up")
	written, notes, err := specification("musement", "")
	require.NoError(t, err)
	require.Nil(t, written, "nothing is written in its place")
	require.Empty(t, notes)
	_, _, err = specification("musement", "openapi.json")
	require.ErrorContains(t, err, "specs/musement.yaml is there already: nothing is overwritten")
}
