package main

import (
	"context"
	"fmt"
	"io"
	"path"
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
	operations, told, err := v.operations(findings)
	if err != nil {
		return err
	}
	generated, err := v.generated(ctx)
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
	if findings.Verdict() == "breaking" || goErr != nil || goapi.Verdict(changes) == "breaking" {
		if v.told("breaking") != nil {
			b.WriteString("The changelog does not say yet what programs must change.\n\n")
		}
	}
	fmt.Fprintf(&b, "Generated code: %s.\n", generated)
	list(&b, "Operations", operations, nil)
	list(&b, "Wire", lines(without(meaning(findings), told)), nil)
	if notes := len(findings) - len(meaning(findings)); notes > 0 {
		fmt.Fprintf(&b, "\n%d notes on texts, examples and names: `make spec-diff BASE=%s`.\n", notes, v.base)
	}
	list(&b, "Go API", together(changes), goErr)
	list(&b, "Answers without a tape", plain(untaped), untapedErr)
	unfit = slices.DeleteFunc(unfit, func(text string) bool { return goErr != nil && sameFault(text, goErr.Error()) })
	list(&b, "Tapes that no longer fit", plain(unfit), unfitErr)
	_, err = io.WriteString(w, b.String())
	return err
}

// sameFault tells whether tests do not compile because of a package of which that is
// told already.
func sameFault(test, told string) bool {
	file, broken := strings.CutPrefix(test, "does not compile: ")
	file, _, _ = strings.Cut(file, ":")
	return broken && !strings.HasSuffix(file, "_test.go") && strings.Contains(told, path.Dir(file)+" does not compile")
}

// without are the findings that are not told yet.
func without(findings wire.Findings, told map[string]bool) wire.Findings {
	return slices.DeleteFunc(slices.Clone(findings), func(f wire.Finding) bool { return told[f.String()] })
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

// line is one line of a list, and how many things it is about.
type line struct {
	text  string
	about int
}

func plain(texts []string) []line {
	var all []line
	for _, text := range texts {
		all = append(all, line{strings.Join(strings.Fields(text), " "), 1})
	}
	return all
}

func lines(findings wire.Findings) []line {
	var all []string
	for _, f := range findings {
		all = append(all, f.String())
	}
	return plain(all)
}

// together has a line for changes that are the same of several names, where there are
// too many for a line each.
func together(changes []goapi.Change) []line {
	var all []line
	names, at := map[int][]string{}, map[string]int{}
	for _, c := range changes {
		name, what, _ := strings.Cut(c.What, ": ")
		key := fmt.Sprint(c.Breaking, c.Package, what)
		i, there := at[key]
		if !there || len(changes) <= most {
			i = len(all)
			at[key], all = i, append(all, line{})
		}
		names[i] = append(names[i], name)
		c.What = several(names[i]) + ": " + what
		if what == "" {
			c.What = name
		}
		all[i] = line{strings.Join(strings.Fields(c.String()), " "), len(names[i])}
	}
	return all
}

// several names up to three, and says how many more there are.
func several(names []string) string {
	text := strings.Join(names[:min(len(names), 3)], ", ")
	if n := len(names) - 3; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}

// list prints a section; an empty one is left out.
func list(b *strings.Builder, title string, lines []line, err error) {
	if len(lines) == 0 && err == nil {
		return
	}
	about := 0
	for _, line := range lines {
		about += line.about
	}
	fmt.Fprintf(b, "\n## %s (%d)\n\n", title, about)
	if err != nil {
		first, rest, _ := strings.Cut(err.Error(), "\n")
		if rest != "" {
			first += fmt.Sprintf(" (and %d more)", strings.Count(rest, "\n")+1)
		}
		about := "known"
		if len(lines) > 0 {
			about = "compared"
		}
		fmt.Fprintf(b, "Not %s: %s\n", about, first)
		if len(lines) > 0 {
			b.WriteString("\n")
		}
	}
	for _, line := range lines[:min(len(lines), most)] {
		fmt.Fprintf(b, "- %s\n", line.text)
		about -= line.about
	}
	if about > 0 {
		fmt.Fprintf(b, "- and %d more\n", about)
	}
}
