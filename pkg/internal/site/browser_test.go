package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

var screenshots = flag.String("screenshots", "", "write pictures of some pages to this directory")

// tab is a tab of a headless Chromium that writes down what pages do wrong.
type tab struct {
	ctx context.Context

	mu       sync.Mutex
	page     string   // what is being looked at
	allowed  string   // how the address of a permitted request begins
	problems []string // in the order in which they came
}

// chromium is the browser's program. Without it a test is skipped, and fails
// where CI is set, because there it has to be installed.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const missing = "no chromium or google-chrome in PATH; install one to have the pages looked at (Debian: apt-get install chromium)"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

// openTab starts a browser for the time of the test.
func openTab(t *testing.T, allowed string) *tab {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(chromium(t)),
		chromedp.WSURLReadTimeout(time.Minute))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium has no sandbox for root
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	b := &tab{allowed: allowed}
	b.ctx, stop = chromedp.NewContext(ctx, chromedp.WithListener(b.listen))
	t.Cleanup(stop)
	command(t, b, network.Enable, network.EnableParams{})
	command(t, b, log.Enable, cdp.Empty{})
	return b
}

func (b *tab) listen(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, b.allowed) && !strings.HasPrefix(e.Request.URL, "data:") && e.Request.URL != "about:blank" {
			b.complain("asks for " + e.Request.URL)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			b.complain("a request failed: " + e.ErrorText)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			b.complain(fmt.Sprintf("%s answered %d", e.Response.URL, e.Response.Status))
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.complain("wrote to the console")
		}
	case *runtime.EventExceptionThrown:
		b.complain("threw: " + e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.complain("the browser says: " + e.Entry.Text)
		}
	}
}

func (b *tab) complain(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = append(b.problems, b.page+": "+what)
}

// found are the problems so far.
func (b *tab) found() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.problems)
}

// open shows a page.
func (b *tab) open(t *testing.T, address string) {
	t.Helper()
	b.mu.Lock()
	b.page = address
	b.mu.Unlock()
	require.NoError(t, chromedp.Do(b.ctx, chromedp.Navigate(address)), address)
}

// look sets the window's width and the colour scheme.
func (b *tab) look(t *testing.T, width int64, scheme string) {
	t.Helper()
	command(t, b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1})
	command(t, b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// command sends a command of the DevTools protocol.
func command[P, R any](t *testing.T, b *tab, c cdp.Command[P, R], params P) {
	t.Helper()
	_, err := chromedp.Call(b.ctx, c, params)
	require.NoError(t, err)
}

// ask evaluates an expression on the page.
func ask[T any](t *testing.T, b *tab, expression string) T {
	t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(t, err, "%s: %s", b.page, expression)
	return value
}

// built is the site of this project, made once for all tests.
func built(t *testing.T) files {
	t.Helper()
	t.Chdir("../../..")
	site, err := buildOnce()
	require.NoError(t, err)
	return site
}

var buildOnce = sync.OnceValues(build)

// written is the site of this project in a directory of its own, with the names
// of its pages.
func written(t *testing.T) (dir string, pages []string) {
	t.Helper()
	site := built(t)
	dir = filepath.Join(t.TempDir(), "site")
	require.NoError(t, site.write(dir))
	for _, name := range names(nil, site) {
		if strings.HasSuffix(name, ".html") {
			pages = append(pages, name)
		}
	}
	return dir, pages
}

func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a Windows drive
	}
	return "file://" + path
}
