package main

import (
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/stretchr/testify/require"
)

func TestOnPaperEverythingIsUnfoldedAndNoCodeIsCut(t *testing.T) {
	dir, _ := written(t)
	b := openTab(t, fileURL(dir)+"/")
	b.open(t, fileURL(filepath.Join(dir, "venuemanager", "createOrder.html")))
	const folded = `document.querySelector("details:not([open]) .field .name").checkVisibility()`
	const cut = `[...document.querySelectorAll(".code pre")].filter((e) => e.scrollWidth > e.clientWidth).length`
	b.look(t, 600, "light")
	require.False(t, ask[bool](t, b, folded))
	require.Positive(t, ask[int](t, b, cut))
	command(t, b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	require.True(t, ask[bool](t, b, folded))
	require.Zero(t, ask[int](t, b, cut))
	require.False(t, ask[bool](t, b, `document.querySelector(".top").checkVisibility()`))
	require.Empty(t, b.found())
}

func TestWithoutAScriptThereIsNoSearchThatDoesNothing(t *testing.T) {
	dir, _ := written(t)
	b := openTab(t, fileURL(dir)+"/")
	command(t, b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open(t, fileURL(filepath.Join(dir, "venuemanager", "createOrder.html")))
	require.False(t, ask[bool](t, b, `document.getElementById("search").checkVisibility()`))
	require.True(t, ask[bool](t, b, `document.getElementById("curl").nextElementSibling.checkVisibility()`))
	command(t, b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{})
	b.open(t, fileURL(filepath.Join(dir, "venuemanager", "createOrder.html")))
	require.True(t, ask[bool](t, b, `document.getElementById("search").checkVisibility()`))
	require.Empty(t, b.found())
}
