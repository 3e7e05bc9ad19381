package vcr_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/vcr"
)

func TestAnIdempotencyKeyIsAnotherOneForEachCall(t *testing.T) {
	const mine, other = "1db8de6f-d268-43d1-8357-4f8ba8eae232", "49e51b51-3b73-4a48-b20b-5318758491ec"
	key := func(value string) func(*http.Client) {
		return func(client *http.Client) {
			send(t, client, http.MethodPost, acme+"/payments", "", "Idempotency-Key", value)
		}
	}
	paid := func(*http.Request) *http.Response { return answer(http.StatusNoContent, "", "") }
	path, _, err := acmeTape(t, vcr.Config{}, paid, key(mine))
	require.NoError(t, err)
	again, _, err := acmeTape(t, vcr.Config{}, paid, key(other))
	require.NoError(t, err)
	require.Equal(t, text(t, path), text(t, again), "composed anew, the tape is the same")

	tape := acmeReplay(t, path)
	key(other)(tape.Client())
	require.NoError(t, tape.Close())

	tape = acmeReplay(t, path)
	_, err = try(tape.Client(), http.MethodPost, acme+"/payments", "")
	require.Error(t, err, "a call without a key is another request")
}
