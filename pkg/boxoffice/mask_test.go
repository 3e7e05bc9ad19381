package boxoffice_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// words takes down what testify says.
type words struct{ strings.Builder }

func (w *words) Errorf(format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }

// testify's differences are made by what follows pointers and asks no methods.
func TestATextShowsInNoDumpThatAsksNoMethods(t *testing.T) {
	type config struct {
		Password boxoffice.SecretText
		inner    *boxoffice.SecretText
	}
	long := boxoffice.Secret(strings.Repeat(canary, 40))
	value := config{boxoffice.Secret(canary), &long}
	for name, compare := range map[string]func(assert.TestingT){
		"of values":   func(t assert.TestingT) { assert.Equal(t, config{}, value) },
		"of pointers": func(t assert.TestingT) { assert.Equal(t, &config{}, &value) },
		"of lists":    func(t assert.TestingT) { assert.ElementsMatch(t, []any{value}, []any{1}) },
	} {
		var said words
		compare(&said)
		require.Contains(t, said.String(), "masked", name)
		require.NotContains(t, said.String(), canary, name)
	}
}

func TestTextsAreEqualWhenTheirSecretsAre(t *testing.T) {
	require.True(t, reflect.DeepEqual(boxoffice.Secret(canary), boxoffice.Secret(canary)))
	require.False(t, reflect.DeepEqual(boxoffice.Secret(canary), boxoffice.Secret(canary+"x")))
	require.False(t, reflect.DeepEqual(boxoffice.Secret(canary), boxoffice.SecretText{}))
	for n := range 200 {
		text := strings.Repeat("é\x00a", n)
		require.Equal(t, text, boxoffice.Secret(text).Reveal())
	}
}
