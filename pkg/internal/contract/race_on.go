//go:build race

package contract

const racing = true
