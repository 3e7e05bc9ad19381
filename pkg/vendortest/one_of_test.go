package vendortest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestAFakeChecksAndAnswersMapsPartsAndVariants(t *testing.T) {
	t.Parallel()
	for body, problem := range map[string]string{
		`{"payment":{"method":"card","number":"1","amount":1}}`:                                           "",
		`{"payment":{"method":"gift","code":"1"},"pet":null,"named":{"a":{"method":"split","parts":[]}}}`: "",
		`{"payment":{"method":"card","number":"1"}}`:                                                      "body field payment.amount is required and missing",
		`{"payment":{"method":"cash"}}`:                                                                   "body field payment.method must be one of card, gift, split, voucher",
		`{"payment":{}}`:                                                                                  "body field payment.method is required and missing",
		`{"payment":{"method":7}}`:                                                                        "body field payment.method must be a string, is a number",
		`{"payment":[]}`:                                                                                  "body field payment must be an object, is an array",
		`{"payment":null}`:                                                                                "body field payment must not be null",
		`{"payment":{"method":"split","parts":[{"method":"gift"}]}}`:                                      "body field payment.parts[0].code is required and missing",
		`{"payment":{"method":"gift","code":"1"},"pet":{"kind":"Dog"}}`:                                   "body field pet.tricks is required and missing",
	} {
		r := &recorder{}
		s := vendortest.New(r, vendortest.Document{Name: "probe", Spec: probeapi.Spec})
		resp, err := http.Post(s.URL()+"/api/payments", "application/json", strings.NewReader(body)) //nolint:noctx // of a test
		require.NoError(t, err)
		answer, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		for _, end := range r.ends {
			end()
		}
		if problem == "" {
			assert.Equal(t, http.StatusCreated, resp.StatusCode, string(answer))
			assert.JSONEq(t, `{"method":"gift","code":"example-code"}`, string(answer))
			assert.Empty(t, r.errors, body)
			continue
		}
		assert.Contains(t, strings.Join(r.errors, "\n"), problem, body)
	}
}
