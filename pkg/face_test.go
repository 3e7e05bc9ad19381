package pkg_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheSharedPackageFitsOneScreenOfGoDoc(t *testing.T) {
	text := goCommand(t, "..", "doc", "./pkg/boxoffice")
	require.LessOrEqual(t, strings.Count(text, "\n"), 60, "what only generated code and adapters need belongs into pkg/rest:\n%s", text)
	require.Contains(t, text, "func WithRetry(", "options stand below the type that they are of")
}

func TestWhatProgramsDoNotNeedSaysSoInItsFirstSentence(t *testing.T) {
	for _, name := range []string{"rest", "transport"} {
		first, _, _ := strings.Cut(strings.ReplaceAll(goCommand(t, "..", "doc", "./pkg/"+name), "\n", " "), ". ")
		require.Regexp(t, `is for (generated code and )?adapters`, first, name)
	}
}

func TestAFieldThatTheClientFillsSaysSo(t *testing.T) {
	text := goCommand(t, "..", "doc", "./gen/venuemanagerapi", "PayOrderRequest")
	require.Regexp(t, `Left empty, the client's own value is sent\.\n\tClientName string`, text)
	require.Regexp(t, `Left empty, the client's own value is sent\.\n\tClientOS \*string`, text)
}
