//go:build !race

package hlconnect_test

const schedules = 5000
