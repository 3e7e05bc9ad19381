//go:build race

package trust_test

// stride: under the race detector, which makes everything ten times slower,
// every path is taken by one operation in four, and every operation takes one
// path in four.
const stride = 4
