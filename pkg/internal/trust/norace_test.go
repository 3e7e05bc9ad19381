//go:build !race

package trust_test

// stride: every operation takes every path.
const stride = 1
