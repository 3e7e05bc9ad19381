// Command site writes the project's pages: the four vendors' references, made
// from specs/, and the guides, made from the project's Markdown files. It is a
// module of its own, so that what it needs (a Markdown renderer, a highlighter,
// a browser driver for its tests) is no requirement of the module that people
// import. `make docs` runs it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", "../../..", "the project's directory")
	out := flag.String("out", "site", "the directory to write, below the project's; what is in it is removed")
	flag.Parse()
	if err := run(*root, *out); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

// run writes the pages of the project in root. It changes to that directory,
// because the tapes and packages are found from there.
func run(root, out string) error {
	if err := os.Chdir(root); err != nil {
		return err
	}
	pages, err := build()
	if err != nil {
		return err
	}
	if err := pages.write(out); err != nil {
		return err
	}
	fmt.Printf("%d files in %s; open %s\n", len(pages), out, filepath.Join(out, "index.html"))
	return nil
}
