package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"
)

// result is what the calls of one client cost.
type result struct {
	name               string
	times              []time.Duration // of one call, by round
	allocations, bytes uint64          // of one call, the least
}

// measure lets all calls take turns.
func measure(names []string, calls []call, rounds, each int) ([]result, error) {
	ctx := context.Background()
	results := make([]result, len(calls))
	for i, do := range calls {
		results[i] = result{name: names[i], allocations: 1 << 62, bytes: 1 << 62}
		for range 3 { // plans are made, tokens fetched, connections opened
			if err := do(ctx); err != nil {
				return nil, fmt.Errorf("%s: %w", names[i], err)
			}
		}
	}
	for round := range rounds {
		for turn := range calls {
			i := (round + turn) % len(calls)
			if err := results[i].add(ctx, calls[i], each); err != nil {
				return nil, fmt.Errorf("%s: %w", names[i], err)
			}
		}
	}
	return results, nil
}

func (r *result) add(ctx context.Context, do call, each int) error {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	begun := processorTime()
	for range each {
		if err := do(ctx); err != nil {
			return err
		}
	}
	took := processorTime() - begun
	runtime.ReadMemStats(&after)
	n := uint64(each) //nolint:gosec // a count
	r.times = append(r.times, took/time.Duration(each))
	r.allocations = min(r.allocations, (after.Mallocs-before.Mallocs+n/2)/n)
	r.bytes = min(r.bytes, (after.TotalAlloc-before.TotalAlloc+n/2)/n)
	return nil
}

func (r *result) median() time.Duration { return middle(r.times) }

// times is how many times as long as base a call took: the median over the
// rounds, each compared with the same round of base.
func (r *result) ratio(base result) float64 {
	ratios := make([]float64, len(r.times))
	for i, t := range r.times {
		ratios[i] = float64(t) / float64(max(base.times[i], 1))
	}
	return middle(ratios)
}

func middle[T ~int64 | ~float64](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
