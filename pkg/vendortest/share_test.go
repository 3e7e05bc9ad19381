package vendortest_test

import (
	"sync"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestFakesOfOneVendorShareItsSpecificationAndNothingElse(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	fakes := make([]*vendortest.Server, 8)
	for i := range fakes {
		all.Go(func() {
			s, err := vendortest.Start(toy)
			if err != nil {
				t.Error(err)
				return
			}
			fakes[i] = s
			if i%2 == 0 {
				s.Reply("getThing", vendortest.Reply{Body: map[string]int{"id": 100 + i}})
			}
			for range 3 {
				if _, err := try(t.Context(), s, "GET /api/things/1"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for i, s := range fakes {
		want := `{"id": 1}`
		if i%2 == 0 {
			want = `{"id":10` + string(rune('0'+i)) + `}`
		}
		if got := send(t, s, "GET /api/things/1").body; got != want || len(s.Requests()) != 4 {
			t.Errorf("fake %d answered %s, not %s, and has %d requests", i, got, want, len(s.Requests()))
		}
		s.Close()
	}
}
