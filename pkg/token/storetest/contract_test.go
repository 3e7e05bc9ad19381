package storetest

import (
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/token"
)

func TestTheMemoryStoreKeepsTheContractWithinItsProcess(t *testing.T) {
	for _, c := range contract {
		t.Run(c.name, func(t *testing.T) {
			store := token.NewMemoryStore() // opening it again finds the same one
			c.check(t, Config{Open: func(string) (token.Store, error) { return store, nil }})
		})
	}
}
