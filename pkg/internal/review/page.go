package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/review/goapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/review/wire"
)

// most is how many lines a list of the page has at most: it is to be read in a
// minute, and spec-diff and api-diff print the rest.
const most = 15

// page prints the summary for reviewers as Markdown. The verdict comes first.
// What cannot be found out because the code does not compile is said in its
// place, so that there is always a page.
func page(ctx context.Context, w io.Writer, v versions) error {
	findings, err := v.wire()
	if err != nil {
		return err
	}
	changes, goErr := goapi.Compare(ctx, v.before, v.after, importable...)
	operations, err := v.operations(findings)
	if err != nil {
		return err
	}
	lines, err := v.generated(ctx)
	if err != nil {
		return err
	}
	untaped, untapedErr := v.untaped(ctx)
	unfit, unfitErr := v.unfit(ctx)

	goVerdict := goapi.Verdict(changes)
	if goErr != nil {
		goVerdict = "breaking, it does not compile"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# Review against %s\n\n", v.base)
	fmt.Fprintf(&b, "| wire | Go | repeat rules |\n|---|---|---|\n| **%s** | **%s** | **%s** |\n\n", findings.Verdict(), goVerdict, repeatRules(findings))
	fmt.Fprintf(&b, "Generated code: %s.\n", lines)
	list(&b, "Repeat rules", texts(meaning(findings.Of("x-repeat"))), nil)
	list(&b, "Operations", operations, nil)
	list(&b, "Wire", texts(meaning(findings)), nil)
	if notes := len(findings) - len(meaning(findings)); notes > 0 {
		fmt.Fprintf(&b, "\n%d notes on texts, examples and names: `make spec-diff BASE=%s`.\n", notes, v.base)
	}
	var api []string
	for _, c := range changes {
		api = append(api, strings.Join(strings.Fields(c.String()), " "))
	}
	list(&b, "Go API", api, goErr)
	list(&b, "Answers without a tape", untaped, untapedErr)
	list(&b, "Tapes that no longer fit", unfit, unfitErr)
	_, err = io.WriteString(w, b.String())
	return err
}

// repeatRules names the operations that are sent again by another rule.
func repeatRules(findings wire.Findings) string {
	var names []string
	for _, f := range meaning(findings.Of("x-repeat")) {
		names = append(names, f.Operations...)
	}
	if len(names) == 0 {
		return "unchanged"
	}
	slices.Sort(names)
	return "changed: " + strings.Join(slices.Compact(names), ", ")
}

// meaning are the findings without the notes.
func meaning(findings wire.Findings) wire.Findings {
	return slices.DeleteFunc(slices.Clone(findings), func(f wire.Finding) bool { return f.Severity == wire.Note })
}

func texts(findings wire.Findings) []string {
	var all []string
	for _, f := range findings {
		all = append(all, strings.Join(strings.Fields(f.String()), " "))
	}
	return all
}

// list prints a section; an empty one is left out.
func list(b *strings.Builder, title string, lines []string, err error) {
	if len(lines) == 0 && err == nil {
		return
	}
	fmt.Fprintf(b, "\n## %s (%d)\n\n", title, len(lines))
	if err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		fmt.Fprintf(b, "Not known: %s\n", first)
	}
	for _, line := range lines[:min(len(lines), most)] {
		fmt.Fprintf(b, "- %s\n", line)
	}
	if n := len(lines) - most; n > 0 {
		fmt.Fprintf(b, "- and %d more\n", n)
	}
}
