package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

// machine says where and when, in the form of .github/BENCHMARKS.md.
func machine(w io.Writer) {
	experiment := ""
	if e := os.Getenv("GOEXPERIMENT"); e != "" {
		experiment = ", GOEXPERIMENT=" + e
	}
	_, _ = fmt.Fprintf(w, "%s; %s, %d cores, %s; %s/%s%s; %s\n\n", time.Now().Format(time.DateOnly), processor(), runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH, experiment, clock)
}

// processor is its name, as Linux tells it.
func processor() string {
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "processor unknown"
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, ok := strings.CutPrefix(lines.Text(), "model name"); ok {
			return strings.TrimLeft(name, "\t :")
		}
	}
	return "processor unknown"
}

func printCalls(w io.Writer, title string, inMemory, network []result) {
	_, _ = fmt.Fprintf(w, "### %s\n\n| | in memory x by hand | µs | bytes | allocations | loopback x by hand |\n|---|---|---|---|---|---|\n", title)
	for i := range inMemory {
		r, n := &inMemory[i], &network[i]
		_, _ = fmt.Fprintf(w, "| %s | %.2f | %.1f | %s | %d | %.2f |\n", r.name, r.ratio(inMemory[0]), float64(r.median().Nanoseconds())/1000, thousands(r.bytes), r.allocations, n.ratio(network[0]))
	}
	_, _ = fmt.Fprintln(w)
}

func printList(w io.Writer, title string, results []result) {
	_, _ = fmt.Fprintf(w, "### %s\n\n| | x by hand | ms | allocations | of by hand | MiB |\n|---|---|---|---|---|---|\n", title)
	for i := range results {
		r := &results[i]
		_, _ = fmt.Fprintf(w, "| %s | %.2f | %.1f | %s | %.3f | %.1f |\n", r.name, r.ratio(results[0]), float64(r.median().Microseconds())/1000,
			thousands(r.allocations), float64(r.allocations)/float64(results[0].allocations), float64(r.bytes)/(1<<20))
	}
	_, _ = fmt.Fprintln(w)
}

func printOperationsHead(w io.Writer) {
	_, _ = fmt.Fprint(w, "### Other operations, in memory\n\n| | x by hand | µs | bytes | by hand | allocations | by hand |\n|---|---|---|---|---|---|---|\n")
}

func printOperation(w io.Writer, name string, byHand, us result) {
	_, _ = fmt.Fprintf(w, "| %s | %.2f | %.1f | %s | %s | %s | %s |\n", name, us.ratio(byHand), float64(us.median().Nanoseconds())/1000,
		thousands(us.bytes), thousands(byHand.bytes), thousands(us.allocations), thousands(byHand.allocations))
}

// thousands writes 12,345.
func thousands(n uint64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
