package redact

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
)

// digest matches what [Digest] writes. The hexadecimal digits reveal nothing.
var digest = regexp.MustCompile(`\b[0-9]+ bytes, sha256:[0-9a-f]{64}\b`)

// Digest stands for a body that cannot be redacted because it has no fields: an
// image, a document, a table. It is "1234 bytes, sha256:" and the hash in 64
// hexadecimal digits.
func Digest(body []byte) string {
	sum := sha256.Sum256(body)
	return fmt.Sprintf("%d bytes, sha256:%s", len(body), hex.EncodeToString(sum[:]))
}

// IsDigest reports whether a text is, as a whole, one that [Digest] writes.
func IsDigest(text string) bool { return digest.FindString(text) == text && text != "" }
