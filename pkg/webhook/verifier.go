// Package webhook verifies that a delivery comes from the vendor that signed it.
//
// It is for the common kind of signature: one header holds a Unix time and one or more
// HMAC-SHA256 signatures, as in t=1735689600,v1=98aa08…, and each signature covers the
// time and the body. Ticket Tailor documents this kind in its guide to webhooks.
//
// A vendor may deliver the same event more than once, and within the tolerance a
// recorded delivery can be sent again. Therefore a program remembers the id of each
// event that it has handled.
package webhook

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// What a Verifier uses where its field is zero.
const (
	DefaultTolerance       = 5 * time.Minute
	DefaultMaxBody   int64 = 1 << 20 // bytes
)

// Why a delivery is refused. Compare with errors.Is.
var (
	// ErrSignature means that the header is missing or malformed, or that no signature in
	// it was made with one of the secrets.
	ErrSignature = errors.New("webhook: the delivery has no valid signature")
	// ErrExpired means that the signature is valid, but made longer ago than the
	// tolerance, or later than now by more than the tolerance.
	ErrExpired = errors.New("webhook: the delivery was signed too long ago or in the future")
	// ErrTooLarge means that the body has more bytes than MaxBody.
	ErrTooLarge = errors.New("webhook: the delivery is too large")
	// ErrConfiguration means that a field of the Verifier must change. Until then each
	// delivery is refused.
	ErrConfiguration = errors.New("webhook: the verifier is not configured")
)

// A Verifier verifies the deliveries of one vendor. The zero Verifier refuses each of
// them. A Verifier may be used by many goroutines while no field is changed. Its errors
// never hold a secret, a signature or a part of the body.
type Verifier struct {
	// Header is the name of the header with time and signatures. Required.
	Header string
	// Secrets are the signing secrets that are accepted, as the vendor shows them. While
	// a secret is replaced, give the old and the new one. At least one is required, and
	// none may be empty.
	Secrets []boxoffice.SecretText
	// Separator is what the vendor puts between time and body before it signs them:
	// nothing for Ticket Tailor, "." for many others.
	Separator string
	// Tolerance is how far the time of the signature may be from now, in both
	// directions. Zero means DefaultTolerance.
	Tolerance time.Duration
	// MaxBody is the largest body that Read reads, in bytes. Zero means DefaultMaxBody.
	MaxBody int64
}

// Verify returns nil when body, exactly as received, has a valid signature in header.
// Otherwise the error is ErrSignature, ErrExpired or ErrConfiguration. It does not block.
func (v Verifier) Verify(header http.Header, body []byte) error {
	signed, err := v.signature(header)
	if err != nil {
		return err
	}
	return v.verify(signed, body)
}

// Read reads the body of r and returns it when its signature is valid. Then r.Body holds
// it once more, from its beginning. Otherwise the body is nil and the error is as of
// Verify, or ErrTooLarge, or that of reading. A request without a well-formed signature
// header is refused before its body is read. Read blocks until the body has come; the
// server's ReadTimeout limits how long.
func (v Verifier) Read(r *http.Request) ([]byte, error) {
	signed, err := v.signature(r.Header)
	if err != nil {
		return nil, err
	}
	limit := v.maxBody()
	tooLarge := fmt.Errorf("%w: more than %d bytes; raise MaxBody when the vendor sends such bodies", ErrTooLarge, limit)
	if r.ContentLength > limit {
		return nil, tooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, limit))
	if tooMany := (*http.MaxBytesError)(nil); errors.As(err, &tooMany) {
		return nil, tooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("webhook: the body could not be read, let the vendor deliver again: %w", err)
	}
	if err := v.verify(signed, body); err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// Handler calls next with each delivery whose signature is valid, and with its body. It
// answers other requests itself: 413 when the body is too large, 500 when the Verifier is
// not configured, and 400 otherwise. The answer says why, without details.
func (v Verifier) Handler(next func(w http.ResponseWriter, r *http.Request, body []byte)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := v.Read(r)
		switch {
		case err == nil:
			next(w, r, body)
		case errors.Is(err, ErrTooLarge):
			http.Error(w, ErrTooLarge.Error(), http.StatusRequestEntityTooLarge)
		case errors.Is(err, ErrConfiguration):
			http.Error(w, ErrConfiguration.Error(), http.StatusInternalServerError)
		case errors.Is(err, ErrExpired):
			http.Error(w, ErrExpired.Error(), http.StatusBadRequest)
		case errors.Is(err, ErrSignature):
			http.Error(w, ErrSignature.Error(), http.StatusBadRequest)
		default:
			http.Error(w, "webhook: the body could not be read", http.StatusBadRequest)
		}
	})
}

// verify compares the signature first. So ErrExpired is said only of what the vendor signed.
func (v Verifier) verify(signed signature, body []byte) error {
	valid := false
	for _, secret := range v.Secrets {
		mac := hmac.New(sha256.New, []byte(secret.Reveal()))
		mac.Write([]byte(signed.time + v.Separator))
		mac.Write(body)
		want := mac.Sum(nil)
		for _, got := range signed.sums {
			valid = hmac.Equal(got, want) || valid
		}
	}
	if !valid {
		return fmt.Errorf("%w: none of the %d secrets made a signature in %s; compare Secrets and Separator with the vendor's, "+
			"and verify the body as received, before anything decodes it", ErrSignature, len(v.Secrets), v.Header)
	}
	if age := time.Since(signed.at); age.Abs() > v.tolerance() {
		return fmt.Errorf("%w: %s before now, and the tolerance is %s; let the vendor deliver again and see that the clock is right",
			ErrExpired, age.Round(time.Second), v.tolerance())
	}
	return nil
}

func (v Verifier) tolerance() time.Duration {
	if v.Tolerance == 0 {
		return DefaultTolerance
	}
	return v.Tolerance
}

func (v Verifier) maxBody() int64 {
	if v.MaxBody == 0 {
		return DefaultMaxBody
	}
	return v.MaxBody
}
