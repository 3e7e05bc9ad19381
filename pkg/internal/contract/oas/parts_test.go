package oas_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

func TestSecretsInsideMapsPartsAndVariantsAreReplaced(t *testing.T) {
	spec, err := probeapi.Spec()
	require.NoError(t, err)
	doc, err := oas.Parse("probe", spec)
	require.NoError(t, err)
	for _, test := range []struct{ operation, body, want string }{
		{
			"listPayments", `[{"method":"card","number":"canary","amount":1.50,"holder":{"name":"A"}},{"method":"split","parts":[{"method":"gift","code":"canary"}]}]`,
			`[{"method":"card","number":"redacted-number","amount":1.50,"holder":{"name":"A"}},{"method":"split","parts":[{"method":"gift","code":"redacted-code"}]}]`,
		},
		{
			"getCatalogue", `{"names":{"de":{"text":"a","note":"canary"}},"main":{"text":"b","note":"canary"},"lists":{"x":[{"note":"canary"}]},"special":{"name":"n","size":1}}`,
			`{"names":{"de":{"text":"a","note":"redacted-note"}},"main":{"text":"b","note":"redacted-note"},"lists":{"x":[{"note":"redacted-note"}]},"special":{"name":"n","size":1}}`,
		},
	} {
		var undescribed []string
		r := redact.Redactor{Undescribed: func(field string) { undescribed = append(undescribed, field) }}
		out, err := r.JSON([]byte(test.body), doc.Operation(test.operation).ResponseBody(200, "application/json"))
		require.NoError(t, err)
		assert.JSONEq(t, test.want, string(out))
		assert.Empty(t, undescribed)
	}
	r := redact.Redactor{Undescribed: func(string) {}}
	out, err := r.JSON([]byte(`[{"method":"crypto","secretWord":"canary","amount":1}]`), doc.Operation("listPayments").ResponseBody(200, "application/json"))
	require.NoError(t, err)
	assert.NotContains(t, string(out), "canary", "what no variant describes is left out")
}
