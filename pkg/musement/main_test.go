package musement_test

import (
	"encoding/json"
	"os"
	"testing"
)

// childVariable makes the test binary play a program that goes wrong; see
// child_test.go.
const childVariable = "BOXOFFICE_TEST_MUSEMENT_CHILD"

func TestMain(m *testing.M) {
	if role := os.Getenv(childVariable); role != "" {
		var planted map[string]string
		if err := json.NewDecoder(os.Stdin).Decode(&planted); err != nil {
			panic(err)
		}
		roles[role](&child{canaries: canariesOf(planted)})
		os.Exit(0)
	}
	os.Exit(m.Run())
}
