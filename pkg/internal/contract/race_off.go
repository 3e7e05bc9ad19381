//go:build !race

package contract

const racing = false
