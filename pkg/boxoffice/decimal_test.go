package boxoffice_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

func TestADecimalThatIsNotSetIsNullInJSONAndNeverZero(t *testing.T) {
	type draft struct{ Price, Tax boxoffice.Decimal }
	stored, err := json.Marshal(draft{Price: "12.50"})
	require.NoError(t, err)
	require.JSONEq(t, `{"Price":12.50,"Tax":null}`, string(stored))
	var again draft
	require.NoError(t, json.Unmarshal(stored, &again))
	require.Equal(t, draft{Price: "12.50"}, again)
	_, err = json.Marshal(draft{Price: "12,50"})
	require.ErrorIs(t, err, boxoffice.ErrNotANumber)
}
