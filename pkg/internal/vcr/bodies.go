package vcr

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// mostBytes is the size of the largest body that is kept beside a tape.
const mostBytes = 64 << 10

// bodyFile is the file beside a tape with the bytes of an opaque body:
// "case.0123456789ab.body", after the beginning of its hash.
func bodyFile(tape, digest string) string {
	_, hash, _ := strings.Cut(digest, "sha256:")
	return strings.TrimSuffix(tape, extension) + "." + hash[:12] + ".body"
}

// Bodies are the files beside a tape with the bytes of opaque bodies.
func Bodies(tape string) ([]string, error) {
	return filepath.Glob(strings.TrimSuffix(tape, extension) + "." + strings.Repeat("[0-9a-f]", 12) + ".body")
}

// removeUnused removes the bodies of an earlier recording, once the new tape is there.
func removeUnused(files []string, tape string) error {
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if strings.Contains(tape, redact.Digest(data)) {
			continue
		}
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	return nil
}

// writeBodies writes the bodies of a recording.
func (t *Tape) writeBodies() error {
	for digest, text := range t.bodies {
		if !t.config.KeepBodies || len(text) > mostBytes || len(redact.Scan(text)) > 0 || t.policy.redactor.Secrets.ShowIn(text) {
			continue
		}
		if err := ReplaceFile(bodyFile(t.path, digest), text); err != nil {
			return err
		}
	}
	return nil
}

var digestLength = regexp.MustCompile(`^[0-9]+`)

// opaqueBody is the body that a digest on a tape stands for: the bytes beside the
// tape, or as many as there were.
func opaqueBody(tape, digest string) (string, error) {
	data, err := os.ReadFile(bodyFile(tape, digest))
	if os.IsNotExist(err) {
		length, err := strconv.Atoi(digestLength.FindString(digest))
		if err != nil || length > 1<<30 {
			return "", fmt.Errorf("tape %s: a body has no length", filepath.Base(tape))
		}
		const filler = "redacted "
		return strings.Repeat(filler, length/len(filler)+1)[:length], nil
	}
	if err != nil {
		return "", err
	}
	if redact.Digest(data) != digest {
		return "", fmt.Errorf("%s is not the body on tape %s", filepath.Base(bodyFile(tape, digest)), filepath.Base(tape))
	}
	return string(data), nil
}
