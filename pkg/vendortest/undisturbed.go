package vendortest

import (
	"context"
	"net/http"
)

// Undisturbed is the fake for requests of one's own, such as the login that makes a
// ready-made credential. They wait for no latency and meet no fault, and neither
// Requests nor the functions of [Server.Observe] are told of them. The fake's memory
// answers them as any others.
func (s *Server) Undisturbed() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), undisturbed{}, true)))
	})
}

// undisturbed marks the context of such a request.
type undisturbed struct{}

func isUndisturbed(ctx context.Context) bool { return ctx.Value(undisturbed{}) != nil }
