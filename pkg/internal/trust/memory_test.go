package trust_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"math/rand/v2"
	"runtime/metrics"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// allocated is how many bytes the program has allocated so far. Its growth
// bounds the growth of the heap from above, whatever the collector does.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// gibibyte is a JSON text of 1 GiB, in blocks; packed is the same compressed.
func gibibyte(t *testing.T) (block, packed []byte, blocks int) {
	t.Helper()
	const size = 8 << 20
	block = bytes.Repeat([]byte("a"), size)
	var member bytes.Buffer
	w, err := gzip.NewWriterLevel(&member, gzip.BestSpeed)
	require.NoError(t, err)
	_, err = w.Write(block)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return block[:64<<10], bytes.Repeat(member.Bytes(), 1<<30/size), 1 << 30 / (64 << 10)
}

// What a server streams is read up to the client's limit, in bytes after
// decompression: by every adapter, in answers and in logins. (That of every
// limit, and of lists, is shown in pkg/transport and pkg/rest.)
func TestTrust_AGibibyteFromAVendorFillsNoAdaptersMemory(t *testing.T) {
	block, packed, blocks := gibibyte(t)
	const limit = 1 << 20
	var most uint64
	measured := 0
	streams := map[string]func(*asked){
		"plain": func(a *asked) {
			for range blocks {
				if _, err := a.w.Write(block); err != nil {
					return
				}
			}
		},
		"gzip bomb": func(a *asked) { _, _ = a.w.Write(packed) },
	}
	for _, v := range vendors() {
		c := newCanaries(rand.Uint64())
		at := newVendorAt(t, c)
		for _, with := range v.credentials {
			for name, stream := range streams {
				for _, status := range []int{200, 500} {
					client, _, err := with.open(t, c, []token.Option{token.WithCoolDown(0), token.WithLogger(new(logs).logger())}, []boxoffice.ClientOption{
						boxoffice.WithBaseURL(at.URL), boxoffice.WithMaxBody(limit), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}),
					})
					require.NoError(t, err)
					for _, o := range operations(client) {
						if !o.generated() || !v.sampled(o.name) {
							continue
						}
						at.answers(o, func(a *asked) {
							a.w.Header().Set("Content-Type", "application/json")
							if name == "gzip bomb" {
								a.w.Header().Set("Content-Encoding", "gzip")
							}
							a.w.WriteHeader(status)
							stream(a)
						})
						before := allocated()
						err := o.errorOf(t, v.filler(c))
						grown := allocated() - before
						require.Error(t, err, "%s %s %s %s %d", v.name, with.name, o.name, name, status)
						if errors.Is(err, boxoffice.ErrCredential) {
							continue // the operation takes another one
						}
						require.ErrorIs(t, err, boxoffice.ErrTooLarge, "%s %s %s %s %d", v.name, with.name, o.name, name, status)
						require.LessOrEqual(t, grown, uint64(limit)+8<<20, "%s %s: all that was allocated, collected or not", v.name, o.name)
						most = max(most, grown)
						measured++
					}
					_ = closed(t, client)
				}
			}
		}
	}
	t.Logf("%d answers of 1 GiB, plain and compressed: at most %d KiB allocated with a limit of %d KiB", measured, most>>10, limit>>10)
}
