package main

import (
	_ "embed"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/specs"
)

// inspect is a function of a page that returns what is wrong with it.
//
//go:embed testdata/inspect.js
var inspect string

func TestEveryPageFromDiskIsReadableWideAndNarrowInLightAndDark(t *testing.T) {
	dir, pages := written(t)
	b := openTab(t, fileURL(dir)+"/")
	for i, page := range pages {
		narrow := []string{"dark", "light"}[i%2] // how much fits does not depend on the colors
		b.open(t, fileURL(filepath.Join(dir, filepath.FromSlash(page))))
		for _, look := range []struct {
			width  int64
			scheme string
			colors bool // they do not depend on the width
		}{{1440, "light", true}, {1440, "dark", true}, {390, narrow, false}} {
			b.look(t, look.width, look.scheme)
			for _, problem := range ask[[]string](t, b, fmt.Sprintf("(%s)(%q, %t)", inspect, look.scheme, look.colors)) {
				b.complain(fmt.Sprintf("%s, %d pixels wide: %s", look.scheme, look.width, problem))
			}
		}
	}
	require.Greater(t, len(pages), 100)
	require.Empty(t, b.found(), "no page asks for anything outside, complains, or is hard to read")
}

func TestEveryOperationsAnchorIsOnItsVendorsPage(t *testing.T) {
	dir, _ := written(t)
	b := openTab(t, fileURL(dir)+"/")
	for _, source := range specs.All() {
		doc, err := oas.Load(source)
		require.NoError(t, err)
		address := fileURL(filepath.Join(dir, source.Name, "index.html"))
		b.open(t, address)
		for _, op := range doc.Operations() {
			target := ask[struct{ ID, Link string }](t, b, fmt.Sprintf(`(() => {
				location.hash = %q;
				const target = document.querySelector(":target");
				return target ? { ID: target.id, Link: target.querySelector("a").getAttribute("href") } : {};
			})()`, op.ID))
			require.Equal(t, op.ID, target.ID, source.Name)
			require.FileExists(t, filepath.Join(dir, source.Name, target.Link))
		}
	}
	require.Empty(t, b.found())
}

// GitHub serves a project's pages below a path, which must not matter.
func TestThePagesWorkBelowAPathOfAServer(t *testing.T) {
	dir, _ := written(t)
	server := httptest.NewServer(http.StripPrefix("/boxoffice", http.FileServer(http.Dir(dir))))
	t.Cleanup(server.Close)
	b := openTab(t, server.URL+"/boxoffice/")
	for _, page := range []string{"", "guides/start.html", "venuemanager/", "venuemanager/createOrder.html", "venuemanager/models.html"} {
		b.open(t, server.URL+"/boxoffice/"+page)
		require.Positive(t, ask[int](t, b, "window.searchIndex.length"), page)
		require.Positive(t, ask[int](t, b, "document.querySelectorAll('h1').length"), page)
	}
	require.Empty(t, b.found())
}

func TestTheSearchIsUsedWithTheKeyboardAlone(t *testing.T) {
	dir, _ := written(t)
	b := openTab(t, fileURL(dir)+"/")
	for _, c := range []struct{ from, query, keys, to string }{
		{"index.html", "createOrder", kb.Enter, "venuemanager/createOrder.html"},
		{"venuemanager/listInvoices.html", "registerpurchase", kb.Enter, "hlconnect/registerPurchase.html"},
		{"guides/design.html", "order_line_id", kb.ArrowDown + kb.Enter, "hlconnect/"},
		{"musement/models.html", "Getting started", kb.Enter, "guides/start.html"},
	} {
		b.open(t, fileURL(filepath.Join(dir, filepath.FromSlash(c.from))))
		pressSlash(t, b)
		require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(c.query)))
		require.Equal(t, c.query, ask[string](t, b, `document.getElementById("search").value`))
		require.Equal(t, "true", ask[string](t, b, `document.getElementById("search").getAttribute("aria-expanded")`))
		require.True(t, ask[bool](t, b, `document.getElementById(document.getElementById("search").getAttribute("aria-activedescendant")).ariaSelected === "true"`))
		response, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent(c.keys))
		require.NoError(t, err, c.query)
		require.Contains(t, response.URL, "/"+c.to)
	}
	b.open(t, fileURL(filepath.Join(dir, "index.html")))
	pressSlash(t, b)
	require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent("xyzzy")))
	require.Contains(t, ask[string](t, b, `document.getElementById("results").textContent`), "Nothing found")
	require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Escape)))
	require.True(t, ask[bool](t, b, `document.getElementById("results").hidden`))
	require.Empty(t, b.found())
}

// pressSlash presses the key as a keyboard does: a page that takes the key keeps
// its character from being typed.
func pressSlash(t *testing.T, b *tab) {
	t.Helper()
	command(t, b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/"})
	command(t, b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: "/", Code: "Slash"})
}

// What these tests look for is found when it is there.
func TestAPageThatIsWrongIsNoticed(t *testing.T) {
	dir := t.TempDir()
	b := openTab(t, fileURL(dir)+"/")
	for name, c := range map[string]struct{ body, says string }{
		"a request that leaves": {`<p>a</p><img src="http://127.0.0.1:1/pixel.png">`, "asks for http://127.0.0.1:1/pixel.png"},
		"a script's error":      {`<p>a</p><script>throw new Error("broken")</script>`, "threw: "},
		"a console's error":     {`<p>a</p><script>console.error("broken")</script>`, "wrote to the console"},
		"a missing file":        {`<p>a</p><script src="missing.js"></script>`, "a request failed"},
		"a wide page":           {`<p style="width: 2000px">a</p>`, "scrolls sideways"},
		"a dead anchor":         {`<p><a href="#nowhere">a</a></p>`, "#nowhere is not on the page"},
		"two equal ids":         {`<p id="a">a</p><p id="a">b</p>`, "the id a is there twice"},
		"faint text":            {`<p style="color: #ccc">faint</p>`, "the contrast of"},
		"a page without dark":   {`<p>a</p>`, "the background is light"},
	} {
		path := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".html")
		require.NoError(t, os.WriteFile(path, []byte("<!doctype html><title>a</title><body style='background: white; color: black'>"+c.body), 0o600))
		b.open(t, fileURL(path))
		b.look(t, 1440, "dark")
		for _, problem := range ask[[]string](t, b, fmt.Sprintf("(%s)(%q, true)", inspect, "dark")) {
			b.complain(problem)
		}
		require.Contains(t, strings.Join(b.found(), "\n"), c.says, name)
		b.mu.Lock()
		b.problems = nil
		b.mu.Unlock()
	}
}

func TestWhatHasTheFocusShowsIt(t *testing.T) {
	dir, _ := written(t)
	b := openTab(t, fileURL(dir)+"/")
	b.open(t, fileURL(filepath.Join(dir, "venuemanager", "createOrder.html")))
	seen := map[string]bool{}
	for range 200 {
		require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Tab)))
		at := ask[struct{ Tag, Outline string }](t, b, `(() => {
			const style = getComputedStyle(document.activeElement);
			return { Tag: document.activeElement.tagName, Outline: style.outlineStyle === "none" ? "" : style.outlineWidth };
		})()`)
		if at.Tag == "BODY" {
			break // the end of the page
		}
		require.Regexp(t, "^[1-9]", at.Outline, "%s has the focus", at.Tag)
		seen[at.Tag] = true
	}
	for _, tag := range []string{"A", "INPUT", "BUTTON", "PRE"} {
		require.Contains(t, seen, tag)
	}
	require.Empty(t, b.found())
}

// TestPictures writes pictures for people to look at, when it is asked to.
func TestPictures(t *testing.T) {
	if *screenshots == "" {
		t.Skip("give -screenshots a directory to have pictures written")
	}
	target, err := filepath.Abs(*screenshots)
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(target, 0o750))
	dir, _ := written(t)
	b := openTab(t, fileURL(dir)+"/")
	for _, page := range []string{"index", "guides/start", "guides/security", "venuemanager/index", "musement/index", "venuemanager/createOrder",
		"hlconnect/getPurchaseInfo", "musement/createActivity", "venuemanager/models"} {
		for _, width := range []int64{1440, 390} {
			for _, scheme := range []string{"light", "dark"} {
				b.open(t, fileURL(filepath.Join(dir, filepath.FromSlash(page)+".html")))
				b.look(t, width, scheme)
				if page == "index" {
					pressSlash(t, b)
					require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent("order")))
					picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
					require.NoError(t, err)
					require.NoError(t, os.WriteFile(filepath.Join(target, fmt.Sprintf("search-%d-%s.png", width, scheme)), picture, 0o600))
					require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Escape)))
				}
				picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
				require.NoError(t, err)
				name := fmt.Sprintf("%s-%d-%s.png", strings.ReplaceAll(page, "/", "-"), width, scheme)
				require.NoError(t, os.WriteFile(filepath.Join(target, name), picture, 0o600))
			}
		}
	}
}
