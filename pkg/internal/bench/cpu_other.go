//go:build !unix

package main

import "time"

const clock = "time by the clock"

var started = time.Now()

// processorTime is by the clock here.
func processorTime() time.Duration { return time.Since(started) }
