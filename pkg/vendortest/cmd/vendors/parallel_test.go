package main

import (
	"io"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// The race detector looks at the callers, and the bubble waits for every goroutine.
func TestEachVendorTakesManyCallersAtOnceAndLeavesNoGoroutine(t *testing.T) {
	t.Parallel()
	for _, v := range all() {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, err := v.start(rand.New(rand.NewPCG(1, 1)), vendortest.InMemory(), vendortest.Keep(5))
				require.NoError(t, err)
				defer s.fake.Close()
				client := s.fake.HTTPClient()
				var callers sync.WaitGroup
				for range 4 {
					callers.Go(func() {
						for range 30 {
							req, err := s.request(s.fake.URL(), s.try)
							if err != nil {
								t.Error(err)
								return
							}
							resp, err := client.Do(req.WithContext(t.Context()))
							if err != nil {
								t.Error(err)
								return
							}
							_, _ = io.Copy(io.Discard, resp.Body)
							_ = resp.Body.Close()
							_, err = s.credentials()
							s.fake.State()
							if resp.StatusCode != 200 || err != nil || len(s.fake.Requests()) == 0 {
								t.Errorf("answered %s, %v", resp.Status, err)
							}
						}
					})
				}
				callers.Wait()
				require.Empty(t, s.fake.Violations())
			})
		})
	}
}
