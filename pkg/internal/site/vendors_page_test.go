package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// openVendors starts the standalone fakes and opens their page.
func openVendors(t *testing.T) *tab {
	t.Helper()
	chromium(t)
	program := filepath.Join(t.TempDir(), "vendors")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./pkg/vendortest/cmd/vendors")
	build.Dir = "../../.."
	said, err := build.CombinedOutput()
	require.NoError(t, err, "%s", said)
	vendors := exec.CommandContext(t.Context(), program, "-port", "0", "-https-port", "0")
	out, err := vendors.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, vendors.Start())
	t.Cleanup(func() {
		_ = vendors.Process.Signal(os.Interrupt)
		_ = vendors.Wait()
	})
	var page string
	for lines := bufio.NewScanner(out); page == "" && lines.Scan(); {
		page = regexp.MustCompile(`http://127\.0\.0\.1:\d+/$`).FindString(lines.Text())
	}
	require.NotEmpty(t, page)
	go func() { _, _ = bufio.NewReader(out).WriteTo(nowhere{}) }()
	b := openTab(t, "http://127.0.0.1:")
	b.look(t, 1440, "light")
	b.open(t, page)
	eventually(t, b, `document.querySelector("#line.on") && document.querySelector("form")`)
	return b
}

type nowhere struct{}

func (nowhere) Write(data []byte) (int, error) { return len(data), nil }

// eventually waits until an expression of the page is true.
func eventually(t *testing.T, b *tab, expression string) {
	t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(20*time.Second)))
	require.NoError(t, err, "%s, after %q, on\n%s", expression, b.found(), visible(t, b))
}

// visible is what the page's middle reads.
func visible(t *testing.T, b *tab) string {
	t.Helper()
	return ask[string](t, b, `document.querySelector("header").innerText + "\n" + document.querySelector("#detail").innerText`)
}

// at goes to an operation by the page's address.
func at(t *testing.T, b *tab, vendor, operation string) {
	t.Helper()
	ask[string](t, b, fmt.Sprintf("location.hash = %q", vendor+"/"+operation))
	eventually(t, b, fmt.Sprintf("document.querySelector('#detail .title')?.textContent === %q && document.querySelector('.faults') && document.querySelector('.state details')", operation))
}

func press(t *testing.T, b *tab, selector, text string) {
	t.Helper()
	ask[bool](t, b, fmt.Sprintf("[...document.querySelectorAll(%q)].find((e) => e.textContent.includes(%q)).click() ?? true", selector, text))
}

// forget takes back what the browser complained of: answers that are meant to be
// refusals.
func (b *tab) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = nil
}

func TestVendorsPageTriesEveryKindOfCallAndShowsItAtOnce(t *testing.T) {
	b := openVendors(t)
	for _, c := range []struct{ vendor, operation, status string }{
		{"hlconnect", "listAssets", "200"},
		{"hlconnect", "validatePurchase", "200"},
		{"musement", "loginPost", "200"},
		{"musement", "listOrders", "200"},
		{"musement", "getProfile", "200"},
		{"ticketing", "listEventTickets", "200"},
		{"ticketing", "listEvents", "200"},
		{"venuemanager", "listInvoices", "200"},
		{"venuemanager", "createOrder", "201"},
	} {
		at(t, b, c.vendor, c.operation)
		press(t, b, "button.main", "Send")
		eventually(t, b, `document.querySelector(".outcome .tag")`)
		require.Contains(t, ask[string](t, b, `document.querySelector(".outcome .tag").textContent`), c.status, "%s: %s", c.operation, ask[string](t, b, `document.querySelector(".outcome").textContent`))
		eventually(t, b, fmt.Sprintf("document.querySelector('#requests .what').textContent === %q", c.operation))
		require.Contains(t, ask[string](t, b, `document.querySelector("#requests pre").textContent`), "curl ")
	}
	// What was ordered is remembered and shown.
	eventually(t, b, `[...document.querySelectorAll(".state summary")].some((e) => e.textContent === "orders in hand (1)")`)
	require.Empty(t, b.found())
}

func TestVendorsPageSwitchesFaultsOnAndOff(t *testing.T) {
	b := openVendors(t)
	at(t, b, "venuemanager", "listCategories")
	press(t, b, ".switches button", "too-many-requests")
	eventually(t, b, `document.querySelector(".switches [data-key=too-many-requests][aria-pressed=true]")`)
	press(t, b, "button.main", "Send")
	eventually(t, b, `document.querySelector(".outcome .tag")?.textContent.startsWith("429")`)
	require.Contains(t, ask[string](t, b, `document.querySelector(".outcome").textContent`), "Retry-After: 2")
	eventually(t, b, `document.querySelector(".switches [data-key=too-many-requests][aria-pressed=false]")`)
	eventually(t, b, `document.querySelector("#requests .where").textContent.includes("too-many-requests")`)

	// A switch that is pressed again is off.
	press(t, b, ".switches button", "truncated")
	eventually(t, b, `document.querySelector(".switches [data-key=truncated][aria-pressed=true]")`)
	press(t, b, ".switches button", "drop-before-answer")
	eventually(t, b, `document.querySelector(".switches [data-key=drop-before-answer][aria-pressed=true]")`)
	press(t, b, ".switches button", "truncated")
	eventually(t, b, `document.querySelector(".switches [data-key=truncated][aria-pressed=false]")`)
	require.True(t, ask[bool](t, b, `!!document.querySelector(".switches [data-key=drop-before-answer][aria-pressed=true]")`))
	press(t, b, "[data-key=clear]", "")
	eventually(t, b, `document.querySelector(".faults") && !document.querySelector(".faults table")`)
	press(t, b, "button.main", "Send")
	eventually(t, b, `document.querySelector(".outcome .tag")?.textContent.startsWith("200")`)
	b.forget()
}

func TestVendorsPageIsUsedWithTheKeyboardAlone(t *testing.T) {
	b := openVendors(t)
	at(t, b, "venuemanager", "listProducts")
	for presses, to := range []string{"detail", "watch"} { // what the first two stops skip to
		ask[bool](t, b, `document.activeElement.blur() ?? scrollTo(0, 0) ?? true; document.body.tabIndex = -1; document.body.focus(); true`)
		for range presses + 1 {
			require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Tab)))
		}
		require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Enter)))
		eventually(t, b, fmt.Sprintf("document.activeElement.id === %q", to))
		require.Equal(t, "listProducts", ask[string](t, b, `document.querySelector("#detail .title").textContent`))
	}
	pressSlash(t, b)
	require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent("getvoucher"), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter)))
	eventually(t, b, `document.querySelector("#detail .title").textContent === "getVoucherCode"`)
	require.Equal(t, "#venuemanager/getVoucherCode", ask[string](t, b, `document.activeElement.hash`), "the focus stays in the list")
	seen := map[string]bool{}
	for range 150 {
		focus := ask[struct{ Tag, Outline, Text, Key string }](t, b, `(() => {
			const e = document.activeElement, style = getComputedStyle(e);
			return { Tag: e.tagName, Outline: style.outlineStyle === "none" ? "" : style.outlineWidth, Text: e.textContent, Key: e.dataset.key ?? "" };
		})()`)
		if focus.Tag == "BODY" {
			break // the end of the page
		}
		require.Regexp(t, "^[1-9]", focus.Outline, "%s has the focus", focus.Tag)
		seen[focus.Tag] = true
		switch {
		case focus.Text == "Send":
			require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Enter)))
			eventually(t, b, `document.querySelector(".outcome .tag")?.textContent.startsWith("200")`)
		case focus.Key == "unavailable": // the focus outlives the switches' being drawn anew
			for _, pressed := range []string{"true", "false"} {
				require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(" ")))
				eventually(t, b, fmt.Sprintf(`document.activeElement.dataset.key === "unavailable" && document.activeElement.ariaPressed === %q`, pressed))
			}
		case focus.Tag == "SUMMARY":
			was := ask[bool](t, b, `document.activeElement.parentNode.open`)
			require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Enter)))
			eventually(t, b, fmt.Sprintf(`document.activeElement.parentNode.open === %t`, !was))
		}
		require.NoError(t, chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Tab)))
	}
	for _, tag := range []string{"A", "INPUT", "BUTTON", "SELECT", "SUMMARY", "PRE"} {
		require.Contains(t, seen, tag)
	}
	b.forget()
}

func TestVendorsPageShowsWhatWasLetPassAndWhyNothingIsShown(t *testing.T) {
	b := openVendors(t)
	require.Contains(t, ask[string](t, b, `document.querySelector("#none").textContent`), "Nothing yet.")
	at(t, b, "hlconnect", "getHealth")
	send := fmt.Sprintf(`!fetch(document.querySelector("#about dd").textContent + "/health?_=%s", {headers: {Authorization: "Bearer x"}})`, strings.Repeat("1", 300))
	ask[bool](t, b, send)
	eventually(t, b, `document.querySelectorAll("#requests .let").length === 2`)
	require.Contains(t, ask[string](t, b, `document.querySelector("#requests .where").textContent`), "let pass")
	at(t, b, "musement", "listOrders")
	ask[bool](t, b, `document.querySelector("#mine").click() ?? true`)
	require.Contains(t, ask[string](t, b, `document.querySelector("#none:not([hidden])").textContent`), "hidden by what is ticked")
	require.Empty(t, b.found())
}

func TestVendorsPageIsReadableWideAndNarrowInLightAndDark(t *testing.T) {
	b := openVendors(t)
	for _, c := range []struct{ vendor, operation string }{{"hlconnect", "listAssets"}, {"musement", "createActivity"}, {"ticketing", "createEvent"}, {"venuemanager", "listInvoices"}} {
		at(t, b, c.vendor, c.operation)
		press(t, b, ".switches button", "slow-body")
		press(t, b, "button.main", "Send")
		eventually(t, b, `document.querySelector(".outcome .tag")`)
		ask[bool](t, b, `document.querySelectorAll("details").forEach((d) => { d.open = true; }) ?? true`)
		for _, width := range []int64{1440, 1024, 390} {
			for _, scheme := range []string{"light", "dark"} {
				b.look(t, width, scheme)
				for _, problem := range ask[[]string](t, b, fmt.Sprintf("(%s)(%q, true)", inspect, scheme)) {
					if !strings.HasSuffix(problem, "is not on the page") { // an operation's address is no anchor
						t.Errorf("%s, %s, %d pixels wide: %s", c.operation, scheme, width, problem)
					}
				}
				require.True(t, ask[bool](t, b, `((e) => e.scrollHeight <= e.clientHeight || getComputedStyle(e).backgroundAttachment.includes("local"))(document.querySelector("#operations"))`), "a list that goes on shows it")
				picture(t, b, fmt.Sprintf("vendors-%s-%d-%s.png", c.operation, width, scheme))
			}
		}
		b.look(t, 1440, "light")
	}
	b.forget()
}

// picture writes a picture, when pictures are asked for.
func picture(t *testing.T, b *tab, name string) {
	t.Helper()
	if *screenshots == "" {
		return
	}
	data, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(*screenshots, 0o750))
	require.NoError(t, os.WriteFile(filepath.Join(*screenshots, name), data, 0o600))
}
