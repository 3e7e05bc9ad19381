package vendortest

import (
	"cmp"
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

func (s *schema) checkNumber(v json.Number, at string, found finder) {
	if _, err := v.Float64(); err != nil && s.Type != "" {
		found(at, "is out of every range")
		return
	}
	if s.Type == "integer" {
		if !whole(v) {
			found(at, "must be an integer, is a fraction")
			return
		}
		if bits := map[string]int{"int32": 32, "int64": 64}[s.Format]; bits > 0 && !fits(v, bits) {
			found(at, "must fit into "+strconv.Itoa(bits)+" bits")
			return
		}
	}
	if s.Minimum != "" {
		if c := compare(v, s.Minimum); c < 0 || c == 0 && s.ExclusiveMinimum {
			found(at, "must be "+bound("at least ", "more than ", s.ExclusiveMinimum)+s.Minimum.String())
		}
	}
	if s.Maximum != "" {
		if c := compare(v, s.Maximum); c > 0 || c == 0 && s.ExclusiveMaximum {
			found(at, "must be "+bound("at most ", "less than ", s.ExclusiveMaximum)+s.Maximum.String())
		}
	}
}

func bound(inclusive, exclusive string, isExclusive bool) string {
	if isExclusive {
		return exclusive
	}
	return inclusive
}

// whole reports whether a number has no fraction. 1.0 and 1e3 have none.
func whole(n json.Number) bool {
	if _, err := n.Int64(); err == nil {
		return true
	}
	f, err := n.Float64()
	return err == nil && f == math.Trunc(f)
}

// fits reports whether a whole number fits into a signed integer of that size.
// What is written as an integer is judged exactly.
func fits(n json.Number, bits int) bool {
	if i, err := n.Int64(); err == nil {
		return bits == 64 || i >= math.MinInt32 && i <= math.MaxInt32
	}
	if !strings.ContainsAny(n.String(), ".eE") {
		return false
	}
	f, _ := n.Float64()
	limit := math.Ldexp(1, bits-1)
	return f >= -limit && f < limit
}

// compare is exact for two integers.
func compare(a, b json.Number) int {
	i, errI := a.Int64()
	j, errJ := b.Int64()
	if errI == nil && errJ == nil {
		return cmp.Compare(i, j)
	}
	f, _ := a.Float64()
	g, _ := b.Float64()
	return cmp.Compare(f, g)
}
