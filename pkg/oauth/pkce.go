package oauth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// NewVerifier returns a random PKCE verifier of 43 characters. Keep it until the code is
// exchanged, and use it for one authorization.
func NewVerifier() boxoffice.SecretText {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	return boxoffice.Secret(base64.RawURLEncoding.EncodeToString(random))
}

// Challenge returns the code_challenge of a verifier, for an authorization with
// code_challenge_method=S256. It is no secret.
func Challenge(verifier boxoffice.SecretText) string {
	sum := sha256.Sum256([]byte(verifier.Reveal()))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// isVerifier reports whether RFC 7636 allows the text as a verifier.
func isVerifier(text string) bool {
	const allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
	return len(text) >= 43 && len(text) <= 128 && strings.Trim(text, allowed) == ""
}
