// Package contract is for the contract tests of vendors. A contract test calls one
// operation, as a program would, and asserts on the decoded values; a tape answers the
// request. One [Case] is one documented outcome of one operation:
//
//	var cases = []contract.Case{{
//		Operation: "getDownloadURL", Name: "not-found", Status: 404,
//		Run: func(t require.TestingT, client *http.Client) {
//			_, err := connect(t, client).GetDownloadURL(ctx, params)
//			contract.Refused(t, err, contract.Refusal{Status: 404, Code: "0", Message: "No download link."})
//		},
//	}}
//
//	func TestContract(t *testing.T) { contract.All(t, specs.HLConnect, cases) }
//
// [Operation] makes the cases of an operation that they all call in the same way, and
// [Refusals] those of refusals alone. [Refused] and [Same] are the assertions.
//
// Run makes the vendor's client over the http.Client it is given and speaks to
// the vendor's real address. The tape is cassettes/<vendor>/<operation>.yaml,
// or <operation>.<name>.yaml.
//
// # Recording
//
// The environment variable BOXOFFICE_RECORD makes [Run] write tapes instead:
//
//   - "compose": from the fake in pkg/vendortest, which answers with the
//     documented examples. Run sees them as they will be on tape, so its
//     assertions hold while recording and afterwards. A tape recorded live is
//     left alone; delete it first.
//   - "live": from the vendor, for cases marked Live. See [Env] for what it
//     takes. Assertions that do not hold are logged, and the tape is written all
//     the same: it is the expectations that need a look then.
//
// The first line of a tape says which of the two it is.
//
// # Gates
//
// These tests check a vendor's committed tapes. Each is a function, and [All] runs all of
// them:
//
//   - [Tapes]: every case has its tape and every tape its case.
//   - [Canonical]: every tape is what the recorder would write, byte for byte.
//   - [Secrets]: nothing on a tape looks like a secret.
//   - [Valid]: every exchange is what the specification says.
//   - [Coverage]: which documented answers have a tape; held by a golden file
//     that may only grow.
//   - [Mutations]: the cases notice when an answer changes.
//   - [Recomposed]: a composed tape comes out the same when it is composed anew.
//   - [Alterations]: a tape cannot be altered without a gate noticing it.
//   - [Rehearsal]: recorded live from a stand-in over TLS, a case gives the tape
//     that it should.
//
// # What a mutation must be caught by
//
// For every case, altered copies of its tape are played to its Run. Run must
// fail on each of these, or the case is a failing one:
//
//   - another status: an undocumented one, and every other documented success;
//   - a documented header dropped, and the same header with another value;
//   - a success that calls itself text/html;
//   - in the body of a success, a change in each field of the root object. When
//     the root or a field of it is a list, each field of the elements counts. When
//     a field is an object, a change of at least one value in it must be noticed;
//   - in the body of a refusal, a change in its message and its code, which are
//     all that the clients decode of one.
//
// A change keeps the type of the value, so an assertion has to find it and not the
// decoder. Changes of values deeper inside that no assertion finds are counted and
// logged, and are no failure. A field that a case does not check for a good reason is in
// its Unread list; a field there whose change is found nevertheless is an error.
package contract

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

// Case is one documented outcome of one operation.
type Case struct {
	// Operation is the operation id.
	Operation string
	// Name tells the operation's cases apart: small letters, digits, hyphens. The
	// plain success has none.
	Name string
	// Status is the documented status, 0 for the operation's first success (or
	// its first status, when it never succeeds).
	Status int
	// MediaType is the documented media type, "" for JSON or the only one.
	MediaType string
	// Example names one of several documented examples to compose with.
	Example string
	// Replies are what to compose with in all: the replies of every operation
	// that Run calls, in order, such as a login. Operations that are not named
	// answer with their plain success; the case's own answers with Status,
	// MediaType and Example unless it is named here.
	Replies map[string][]vendortest.Reply
	// Live allows recording the case with the real vendor.
	Live bool
	// Unread names fields ("customer", "[].id", "entries[].name") and headers
	// ("header X-Environment") of the answer that Run has a reason not to look at.
	Unread []string
	// Run calls the operation over client and asserts on what it returns.
	Run func(t require.TestingT, client *http.Client)
}

// title names the case and its tape.
func (c Case) title() string {
	if c.Name == "" {
		return c.Operation
	}
	return c.Operation + "." + c.Name
}

var caseName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// completed fills in what a case leaves to the specification, and says what is
// wrong with it.
func (c Case) completed(doc *oas.Document) (Case, error) {
	op := doc.Operation(c.Operation)
	switch {
	case op == nil:
		return c, fmt.Errorf("case %s: there is no such operation", c.title())
	case c.Name != "" && !caseName.MatchString(c.Name):
		return c, fmt.Errorf("case %s: the name must be of small letters, digits and hyphens", c.title())
	case c.Run == nil:
		return c, fmt.Errorf("case %s: there is no Run", c.title())
	}
	first := firstStatus(op)
	if c.Status == 0 {
		c.Status = first
	}
	if c.Name == "" && c.Status != first {
		return c, fmt.Errorf("case %s: status %d is not the plain outcome (%d), so the case needs a name", c.title(), c.Status, first)
	}
	response := op.Response(c.Status)
	if response == nil {
		return c, fmt.Errorf("case %s: status %d is not documented", c.title(), c.Status)
	}
	if c.MediaType == "" {
		c.MediaType = mainMediaType(response.Content)
	} else if response.Content[c.MediaType] == nil {
		return c, fmt.Errorf("case %s: media type %s is not documented", c.title(), c.MediaType)
	}
	return c, nil
}

// firstStatus is the first documented success, or else the first status. A range is
// its first status: 2XX is 200.
func firstStatus(op *oas.Operation) int {
	var statuses []int
	for text := range op.Spec.Responses.Map() {
		if status, err := strconv.Atoi(strings.Replace(text, "XX", "00", 1)); err == nil {
			statuses = append(statuses, status)
		}
	}
	slices.SortFunc(statuses, func(a, b int) int { return rank(a) - rank(b) })
	if len(statuses) == 0 {
		return http.StatusOK
	}
	return statuses[0]
}

func rank(status int) int {
	if status/100 == 2 {
		return status - 1000
	}
	return status
}

// mainMediaType is JSON, or else the first; "" when there is no body.
func mainMediaType[V any](content map[string]V) string {
	main := ""
	for mediaType := range content {
		if mediaType == "application/json" {
			return mediaType
		}
		if main == "" || mediaType < main {
			main = mediaType
		}
	}
	return main
}

// All runs the cases and every gate.
func All(t *testing.T, doc specs.Document, cases []Case) {
	t.Helper()
	for _, gate := range []struct {
		name string
		test func(*testing.T, specs.Document, []Case)
	}{
		{"cases", Run}, {"tapes", Tapes}, {"canonical", Canonical}, {"secrets", Secrets}, {"valid", Valid}, {"coverage", Coverage},
		{"mutations", Mutations}, {"recomposed", Recomposed}, {"alterations", Alterations}, {"rehearsal", Rehearsal},
	} {
		t.Run(gate.name, func(t *testing.T) { gate.test(t, doc, cases) })
	}
}
