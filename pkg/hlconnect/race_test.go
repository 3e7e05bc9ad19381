//go:build race

package hlconnect_test

// schedules are fewer with the race detector, which takes four times as long.
const schedules = 2000
