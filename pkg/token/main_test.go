package token_test

import (
	"os"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/token/storetest"
)

func TestMain(m *testing.M) {
	storetest.Main(openFiles)
	os.Exit(m.Run())
}

func openFiles(location string) (token.Store, error) { return token.NewFileStore(location), nil }
