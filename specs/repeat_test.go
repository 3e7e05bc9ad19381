package specs_test

// Which calls may be sent again. An order that is sent twice costs somebody
// money, and one word in a specification decides it, so the word is held twice:
// by a list that a reviewer sees change, and by the reason beside the word.

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite golden files")

// repeatRule is x-repeat of an operation.
type repeatRule struct {
	delivered bool
	statuses  []any
	reason    string
	key       string // the header of the idempotency key
}

// ruleOf reads the rule. problem, unless empty, says what is wrong with it.
func ruleOf(op operation) (rule repeatRule, problem string) {
	mark, _ := op.Extensions["x-repeat"].(map[string]any)
	var hasDelivered, hasStatuses bool
	rule.delivered, hasDelivered = mark["delivered"].(bool)
	rule.statuses, hasStatuses = mark["statuses"].([]any)
	reason, hasReason := mark["reason"]
	rule.reason, _ = reason.(string)
	rule.key, _ = mark["key"].(string) // the vendor knows a second copy by it, which is reason enough
	hasKey := rule.key != ""
	sentence := regexp.MustCompile(`^[A-Z].{30,}\.$`).MatchString(rule.reason)
	safe := op.method == "GET" || op.method == "HEAD"
	known := 2
	for _, has := range []bool{hasReason, hasKey} {
		if has {
			known++
		}
	}
	switch {
	case !hasDelivered || !hasStatuses || len(mark) != known:
		return rule, "x-repeat is {delivered, statuses} and, where it is called for, reason or key"
	case !rule.delivered && len(rule.statuses) > 0:
		return rule, "what must not be repeated has no status worth repeating"
	case !rule.delivered && hasReason:
		return rule, "what must not be repeated needs no reason: that is the rule wherever there is doubt"
	case rule.delivered && !safe && !hasReason && !hasKey:
		return rule, "a " + op.method + " that may be delivered twice needs x-repeat.reason: what the second delivery does at the vendor, and why that costs nobody anything"
	case hasReason && !sentence:
		return rule, "x-repeat.reason is a sentence"
	}
	for _, status := range rule.statuses {
		if !slices.Contains([]any{429.0, 500.0, 502.0, 503.0, 504.0}, status) && (status != 409.0 || !hasKey) { // 409: the first copy is still at work
			return rule, fmt.Sprintf("%v is no status worth repeating", status)
		}
	}
	return rule, ""
}

// problems are those of all the operations' rules.
func problems(d document) (all []string) {
	for _, op := range d.operations() {
		if _, problem := ruleOf(op); problem != "" {
			all = append(all, op.OperationID+": "+problem)
		}
	}
	return all
}

// repeatLines are the lines of the golden file for one specification.
func repeatLines(d document) string {
	var b strings.Builder
	for _, op := range d.operations() {
		rule, _ := ruleOf(op)
		word := "once"
		if rule.delivered {
			word = strings.TrimSuffix("may be repeated with the key "+rule.key, " with the key ") + ", also after " + strings.Trim(fmt.Sprint(rule.statuses), "[]")
			word = strings.TrimSuffix(word, ", also after ")
		}
		fmt.Fprintf(&b, "%s %s: %s %s: %s\n", d.name, op.OperationID, op.method, op.path, word)
	}
	return b.String()
}

func TestEveryOperationSaysWhetherItMayBeRepeatedAndWhy(t *testing.T) {
	for _, d := range documents(t) {
		assert.Empty(t, problems(d), d.name)
	}
}

func TestWhatMayBeRepeatedIsWhatWasReviewed(t *testing.T) {
	var lines strings.Builder
	for _, d := range documents(t) {
		lines.WriteString(repeatLines(d))
	}
	const golden = "repeat.golden"
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(lines.String()), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, strings.ReplaceAll(string(want), "\r\n", "\n"), lines.String(), `
It has changed which calls are sent again. An operation that moves from "once"
to "may be repeated" is sent up to four times when its answer is lost, so ask of
each such line what the vendor does with the second request: a second order, a
second charge, a second e-mail, a second admission? A method says little: there
are PUTs that book and GETs that spend a token. If the vendor's documents do not
answer, it is sent once. When each line is right: go test ./specs -update`)
}

// purchases are operations whose repetition would cost most. A new vendor may have
// operations of the same names.
var purchases = []string{
	"ticketing settleOrder", "hlconnect registerPurchase", "venuemanager createOrder", "ticketing placeOrder",
	"venuemanager redeemVoucherCode", "venuemanager createCustomer", "musement updateOrderItem",
}

// The words that would cost most, each turned round in the text as a slip of the
// hand would, with and without somebody's reason.
func TestOneWordDoesNotMakeAPurchaseRepeatable(t *testing.T) {
	t.Parallel()
	golden, err := os.ReadFile("repeat.golden")
	require.NoError(t, err)
	reviewed := strings.ReplaceAll(string(golden), "\r\n", "\n")
	flipped := 0
	for _, d := range documents(t) {
		bare, excused := d.text, d.text
		var turned []operation
		for _, op := range d.operations() {
			if slices.Contains(purchases, d.name+" "+op.OperationID) {
				turned = append(turned, op)
				require.Contains(t, reviewed, d.name+" "+op.OperationID+": "+op.method+" "+op.path+": once\n")
				bare = repeating(t, bare, op.OperationID, "{delivered: true, statuses: []}")
				excused = repeating(t, excused, op.OperationID, `{delivered: true, statuses: [503], reason: "The vendor notices the second copy of a request."}`)
			}
		}
		if turned == nil {
			continue
		}
		unexplained, explained := d.as(t, bare), d.as(t, excused)
		require.Len(t, problems(unexplained), len(turned), "%s: each missing reason is noticed", d.name)
		require.Empty(t, problems(explained), d.name)
		for _, op := range turned {
			flipped++
			require.Contains(t, strings.Join(problems(unexplained), "\n"), op.OperationID+": a "+op.method)
			for _, other := range []document{unexplained, explained} {
				require.NotContains(t, repeatLines(other), op.OperationID+": "+op.method+" "+op.path+": once\n", "the list is another one")
			}
		}
		require.Contains(t, reviewed, repeatLines(d), "and the list of what is written is not")
	}
	require.Equal(t, len(purchases), flipped)
}

// repeating is the text with another rule for an operation that is sent once.
func repeating(t *testing.T, text, id, rule string) string {
	t.Helper()
	before, after, found := strings.Cut(text, "operationId: "+id+"\n")
	require.True(t, found, id)
	const once = "x-repeat: {delivered: false, statuses: []}\n"
	own, _, _ := strings.Cut(after, "operationId: ")
	require.Equal(t, 1, strings.Count(own, once), id)
	return before + "operationId: " + id + "\n" + strings.Replace(after, once, "x-repeat: "+rule+"\n", 1)
}

// as is the document with another text.
func (d document) as(t *testing.T, text string) document {
	t.Helper()
	parsed, err := openapi3.NewLoader().LoadFromData([]byte(text))
	require.NoError(t, err)
	return document{d.name, text, parsed}
}
