// Command table runs the trust scenarios and prints one row for each: what must
// be shown, by how many tests, and what they counted. It exits with 1 when a
// scenario fails, and when one has no test any more.
//
//	go run ./pkg/internal/trust/table [flags of go test, such as -race]
package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"unicode/utf8"
)

func main() {
	tests, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	columns := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(columns, "\tSCENARIO\tMUST SHOW\tTESTS\tCOUNTED")
	wrong := 0
	for _, s := range scenarios {
		mark, count, counted := s.judge(tests)
		if mark != "ok" {
			wrong++
		}
		_, _ = fmt.Fprintf(columns, "%s\t%s\t%s\t%d\t%s\n", mark, s.id, s.shows, count, cut(counted, 170))
	}
	_ = columns.Flush()
	for _, t := range tests {
		if t.result == "fail" {
			fmt.Printf("\n%s %s\n%s", t.pkg, t.name, strings.Join(t.output, ""))
		}
	}
	fmt.Printf("\n%d scenarios, %d tests, %d scenarios not shown\n", len(scenarios), len(tests), wrong)
	if wrong > 0 {
		os.Exit(1)
	}
}

func cut(text string, length int) string {
	if utf8.RuneCountInString(text) <= length {
		return text
	}
	return string([]rune(text)[:length-1]) + "…"
}
