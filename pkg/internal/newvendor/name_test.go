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
