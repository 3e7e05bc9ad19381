package ticketing

import (
	"net/http"
	"regexp"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

const (
	clientVersion = "clientVersion" // the client's value in the specification
	versionHeader = "X-Client-Version"
)

// UpgradeError is the cause of an error with status 412: the vendor wants a
// newer client version than the one that was sent. Find it with errors.As; the
// error also is boxoffice.ErrPreconditionFailed.
type UpgradeError struct {
	// Sent is the version that the refused request carried.
	Sent string
}

// Error names the version that was sent.
func (e *UpgradeError) Error() string { return e.SafeText() }

// SafeText is Error's text: it may be part of another error's.
func (e *UpgradeError) SafeText() string {
	if !printableVersion.MatchString(e.Sent) {
		return "the vendor asks for a newer client version than the one sent"
	}
	return "the vendor asks for a newer client version than " + e.Sent
}

var printableVersion = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+-]{0,31}$`)

// explain says in the vendor's terms what a refusal means.
func explain(sent *rest.Request, refusal *boxoffice.Error) {
	if refusal.StatusCode == http.StatusPreconditionFailed {
		refusal.Err = &UpgradeError{Sent: sent.Header.Get(versionHeader)}
	}
}
