package probe_test

import (
	"net/http"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/wire"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/specs"
)

// What a specification can describe is sent in the same way each time.
func TestWhatEveryOperationSendsIsOnTheWire(t *testing.T) {
	wire.Golden(t, specs.Document{Name: "probe", Spec: probeapi.Spec}, func(client *http.Client) []any {
		return []any{clientOf(t, everyCredential(), boxoffice.WithHTTPClient(client), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))}
	})
}

// One that is sent in neither way is held by no golden file.
func TestEveryKindOfBodyCanBeMadeUp(t *testing.T) {
	golden, err := os.ReadFile("testdata/wire.golden")
	require.NoError(t, err)
	unsent := map[string]int{}
	for _, found := range regexp.MustCompile(`(?m)^(\w+) is not sent$`).FindAllStringSubmatch(string(golden), -1) {
		unsent[found[1]]++
		require.Less(t, unsent[found[1]], 2, "%s is never sent", found[1])
	}
}
