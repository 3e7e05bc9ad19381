package contract

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dnaeon/go-vcr/v2/cassette"
	"github.com/stretchr/testify/require"
)

// Every kind of alteration, on every kind of tape.
func TestAnAlteredTapeIsNoticed(t *testing.T) {
	s := composed(t, health(), validated(), refused(), cancelled(), order())
	tried := map[string]bool{}
	for _, c := range s.cases {
		text, err := os.ReadFile(s.tape(c))
		require.NoError(t, err)
		for name := range alteredTexts(s.tape(c), string(text), 0, len(alterations)) {
			tried[name] = true
		}
	}
	for _, a := range alterations {
		require.True(t, tried[a.name] || a.name == "a query parameter changed" && tried["a query parameter added"], "%s is never tried", a.name)
	}
	require.Empty(t, s.alterations(t, len(alterations)))
	require.Empty(t, s.recomposed(t, t.TempDir()))
	s.rehearse(t)
}

func TestAnAlterationThatNobodyNoticesIsReported(t *testing.T) {
	defer func(kept map[string]bool) { byComparison = kept }(byComparison)
	byComparison = nil
	c := health()
	c.Run = func(t require.TestingT, client *http.Client) {
		_, err := connect(t, client).GetHealth(context.Background()) // and looks at nothing
		require.NoError(t, err)
	}
	complaints := strings.Join(composed(t, c).alterations(t, len(alterations)), "\n")
	require.Contains(t, complaints, "getHealth: no gate notices this by itself: an answer's text changed")
	require.NotContains(t, complaints, "header")
}

func mustRead(t *testing.T, s suite) string {
	t.Helper()
	text, err := os.ReadFile(s.tape(s.cases[0]))
	require.NoError(t, err)
	return string(text)
}

func TestATapeThatTheRecorderWouldNotWriteIsFound(t *testing.T) {
	for says, change := range map[string]func(*cassette.Interaction){
		"The first difference: it is `Set-Cookie:`": func(i *cassette.Interaction) { i.Response.Headers.Set("Set-Cookie", "a=b") },
		"it is `\"token\": \"hunter2\"`": func(i *cassette.Interaction) {
			i.Response.Body = strings.Replace(i.Response.Body, "redacted-token", "hunter2", 1)
		},
		"the specification does not describe: colour": func(i *cassette.Interaction) {
			i.Request.Body = strings.Replace(i.Request.Body, "{", `{"colour":"red",`, 1)
		},
	} {
		s := composed(t, validated())
		note, err := s.note(s.tape(s.cases[0]))
		require.NoError(t, err)
		tampered(t, s, change)
		text := mustRead(t, s)
		require.NoError(t, os.WriteFile(s.tape(s.cases[0]), []byte("# "+note+"\n"+text), 0o600))
		require.Contains(t, fails(t, func(t tester) { s.canonical(t) }), says)
	}
}

func TestWhatIsNoTapeIsFoundAmongThem(t *testing.T) {
	s := composed(t, validated())
	require.NoError(t, os.WriteFile(filepath.Join(s.dir, "notes.txt"), nil, 0o600))
	require.Contains(t, fails(t, func(t tester) { s.tapes(t) }), "notes.txt: what is this among the tapes?")
	body := strings.TrimSuffix(s.tape(s.cases[0]), ".yaml") + ".0123456789ab.body"
	require.NoError(t, os.Rename(filepath.Join(s.dir, "notes.txt"), body))
	require.Contains(t, fails(t, func(t tester) { s.canonical(t) }), "0123456789ab.body is no body on the tape")
}

func TestAnExampleThatHasChangedIsSeenBeforeItIsRecorded(t *testing.T) {
	s := composed(t, health())
	path := s.tape(s.cases[0])
	text := strings.Replace(mustRead(t, s), `"name": "db"`, `"name": "cache"`, 1)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	differences := s.recomposed(t, t.TempDir())
	require.Len(t, differences, 1)
	require.Contains(t, differences[0], "getHealth: composed anew, the tape is another")
	require.Contains(t, differences[0], "The first difference: it is `\"name\": \"cache\"`, not `\"name\": \"db\"`.")
	require.Contains(t, differences[0], "make record VENDOR=hlconnect MODE=compose")

	s.cases[0].Run = func(t require.TestingT, _ *http.Client) { t.Errorf("it does not compile any more") }
	require.Contains(t, s.recomposed(t, t.TempDir())[0], "it cannot be composed any more: it does not compile any more")
	require.Equal(t, text, mustRead(t, s), "the tape is left alone")

	live := strings.Replace(text, composedNote("hlconnect"), liveNote(), 1)
	require.NoError(t, os.WriteFile(path, []byte(live), 0o600))
	require.Empty(t, s.recomposed(t, t.TempDir()), "what the vendor said is not the example's")
}

func TestTheFirstDifferenceIsNamed(t *testing.T) {
	require.Equal(t, "The first difference is that this is missing: b", firstDifference("a", "a\nb"))
	require.Equal(t, "The first difference is that this is too much: b", firstDifference("a\n b", "a"))
	require.Empty(t, firstDifference("a", "a"))
}

func TestARecordingWithoutTheAnswerSaysWhatWasAnswered(t *testing.T) {
	s := composed(t, order())
	require.Equal(t, []string{"validatePurchase with 200 application/json", "registerPurchase with 201", "getPurchaseInfo with 200 application/json"},
		s.answers(s.tape(s.cases[0])))
}
