package probe_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

func TestParametersOfPlainKindsAreSentAsDocumented(t *testing.T) {
	v := &vendor{body: `[{"id":1,"name":{"de":"Tisch"},"errs":{"when":["late"]},"data":{"any":1}}]`}
	list, err := client(t, v).ListThings(t.Context(), probeapi.ListThingsParams{
		List: []int64{1, 2}, Expand: []probeapi.Expand{probeapi.ExpandItem, probeapi.ExpandSubevent},
		Csv:     []probeapi.ListThingsParamsCsv{"a", "b"},
		Dates:   []boxoffice.DateTime{"2026-01-02T03:04:05Z"},
		FilterX: boxoffice.Ptr("a&b"), When: boxoffice.Ptr(boxoffice.DateTime("2026-01-02T03:04:05Z")),
	})
	require.NoError(t, err)
	assert.Equal(t, "list=1&list=2&expand=item&expand=subevent&csv=a,b&dates=2026-01-02T03%3A04%3A05Z&filter%5Bx%5D=a%26b", v.last().Query)
	assert.Equal(t, "2026-01-02T03:04:05Z", v.last().Header.Get("When"))
	assert.Equal(t, probeapi.Translations{"de": "Tisch"}, list[0].Name)
	assert.Equal(t, map[string][]string{"when": {"late"}}, list[0].Errs)
	assert.JSONEq(t, `{"any":1}`, string(list[0].Data))
}

func TestAParameterOfThePathIsOneOfEachOperation(t *testing.T) {
	v := &vendor{body: `{"id":7}`}
	thing, err := client(t, v).GetThing(t.Context(), 7)
	require.NoError(t, err)
	assert.Equal(t, "/things/7", v.last().Path)
	assert.EqualValues(t, 7, thing.ID)
}
