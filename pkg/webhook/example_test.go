package webhook_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/webhook"
)

// Deliveries of Ticket Tailor. The last line is the answer to one that nobody signed.
func ExampleVerifier() {
	verifier := webhook.Verifier{
		Header:  "Tickettailor-Webhook-Signature",
		Secrets: []boxoffice.SecretText{boxoffice.Secret("example-signing-secret")},
	}
	handler := verifier.Handler(func(w http.ResponseWriter, _ *http.Request, body []byte) {
		_, _ = os.Stdout.Write(body) // decode the event and handle its id once
		w.WriteHeader(http.StatusNoContent)
	})

	answer := httptest.NewRecorder()
	unsigned := strings.NewReader(`{"id":"wh_1"}`)
	handler.ServeHTTP(answer, httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/webhooks", unsigned))
	fmt.Println(answer.Code, answer.Body)
	// Output: 400 webhook: the delivery has no valid signature
}
