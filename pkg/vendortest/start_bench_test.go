package vendortest

import (
	"testing"

	"github.com/boxoffice-go/boxoffice/specs"
)

// BenchmarkStart starts and closes a fake of each vendor: the first of a program,
// which reads the specification, and a further one.
func BenchmarkStart(b *testing.B) {
	for _, doc := range specs.All() {
		run := func(b *testing.B, before func()) {
			for b.Loop() {
				before()
				s, err := Start(Document(doc))
				if err != nil {
					b.Fatal(err)
				}
				s.Close()
			}
		}
		b.Run(doc.Name+"/first", func(b *testing.B) { run(b, parsed.Clear) })
		b.Run(doc.Name+"/further", func(b *testing.B) { run(b, func() {}) })
	}
}
