//go:build !race

package decode_test

// The race detector makes sync.Pool forget at random, so allocations and memory
// are counted without it.

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

func TestReadingMakesFewAllocations(t *testing.T) {
	j, x := manyJSON(1000), manyXML(1000)
	var one small
	object := []byte(smallJSON)
	for name, test := range map[string]struct {
		most float64
		do   func() error
	}{
		"a small object":      {1, func() error { _, err := decode.JSON(object, &one); return err }},
		"1,000 invoices":      {9_000, wholeJSON[[]invoice](j)},
		"... as a stream":     {9_000, streamed[invoice](j)},
		"1,000 XML invoices":  {9_000, wholeXML[invoices](x)},
		"... XML as a stream": {9_000, streamed[invoice](x)},
	} {
		require.NoError(t, test.do())
		got := testing.AllocsPerRun(10, func() { _ = test.do() })
		require.LessOrEqual(t, got, test.most, name)
	}
}

// repeated is a list of n elements that takes no memory.
type repeated struct {
	begin, one, between, end string
	n                        int
	now                      *strings.Reader
	state                    int
}

func (r *repeated) Read(p []byte) (int, error) {
	for r.now == nil || r.now.Len() == 0 {
		switch {
		case r.state == 0:
			r.now = strings.NewReader(r.begin + r.one)
		case r.state < r.n:
			r.now = strings.NewReader(r.between + r.one)
		case r.state == r.n:
			r.now = strings.NewReader(r.end)
		default:
			return 0, io.EOF
		}
		r.state++
	}
	return r.now.Read(p)
}

func TestALongListTakesTheMemoryOfOneElement(t *testing.T) {
	const n = 20_000
	for name, stream := range map[string]func(func(invoice, decode.Report) error) error{
		"JSON": func(do func(invoice, decode.Report) error) error {
			return decode.EachJSON(&repeated{begin: "[", one: invoiceJSON, between: ",", end: "]", n: n}, 4<<20, do)
		},
		"XML": func(do func(invoice, decode.Report) error) error {
			return decode.EachXML(&repeated{begin: "<invoices>", one: invoiceXML, end: "</invoices>", n: n}, "invoices", "invoice", 4<<20, do)
		},
	} {
		runtime.GC()
		var before, now runtime.MemStats
		runtime.ReadMemStats(&before)
		count, peak := 0, uint64(0)
		require.NoError(t, stream(func(invoice, decode.Report) error {
			if count++; count%4000 == 0 {
				runtime.GC() // what is still alive, without what is merely not yet collected
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc)
			}
			return nil
		}))
		require.Equal(t, n, count, name)
		require.Less(t, int64(peak)-int64(before.HeapAlloc), int64(1<<20), name)
	}
}
