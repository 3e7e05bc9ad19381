package contract

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
	"github.com/boxoffice-go/boxoffice/pkg/internal/race"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

var probe = specs.Document{Name: "probe", Spec: probeapi.Spec}

func probeClient(t require.TestingT, client *http.Client) *probeapi.Client {
	rest, err := transport.New(transport.Config{Vendor: "probe", Server: probeapi.ServerProduction}, boxoffice.WithHTTPClient(client), boxoffice.WithRetry(boxoffice.Retry{Attempts: 1}))
	require.NoError(t, err)
	return probeapi.NewClient(rest)
}

// stream is a reader that cannot be read twice.
type stream struct{ io.Reader }

// opaque is an answer of bytes, for which a specification has no example.
func opaque(operation, mediaType, body string) map[string][]vendortest.Reply {
	return map[string][]vendortest.Reply{operation: {{MediaType: mediaType, Body: body}}}
}

func answered(operation string, status int, body string) map[string][]vendortest.Reply {
	return map[string][]vendortest.Reply{operation: {{Status: status, Body: body}}}
}

// kindCases have a body of each kind that a specification can describe.
func kindCases() []Case {
	ctx := context.Background()
	return []Case{
		{Operation: "getCatalogue", Run: func(t require.TestingT, client *http.Client) {
			c, err := probeClient(t, client).GetCatalogue(ctx)
			require.NoError(t, err)
			require.Equal(t, map[string]probeapi.LocalText{"de": {Text: "Tisch"}}, c.Names)
			require.Len(t, c.Labels, 1)
			require.Equal(t, "Table", *c.Labels["en"])
			require.JSONEq(t, `{"width":1.5}`, string(c.Extra))
			require.JSONEq(t, `[1,null]`, string(c.Any))
			require.Equal(t, probeapi.Dog{Kind: "Dog", Tricks: 3}, c.Pets["rex"].Value())
			require.Zero(t, c.Main)
		}},
		{Operation: "patchCatalogue", Run: func(t require.TestingT, client *http.Client) {
			require.NoError(t, probeClient(t, client).PatchCatalogue(ctx, probeapi.CataloguePatch{
				Names: map[string]probeapi.LocalText{"de": {Text: "Tisch"}}, Extra: boxoffice.RawJSON(`{"width":1.5}`), Main: boxoffice.Null[probeapi.LocalText](),
			}))
		}},
		{Operation: "putFreeObject", Run: func(t require.TestingT, client *http.Client) {
			raw, err := probeClient(t, client).PutFreeObject(ctx, boxoffice.RawJSON(`{"a":1}`))
			require.NoError(t, err)
			require.JSONEq(t, `{"a":1}`, string(raw))
		}},
		{Operation: "listPayments", Run: func(t require.TestingT, client *http.Client) {
			payments, err := probeClient(t, client).ListPayments(ctx)
			require.NoError(t, err)
			require.Len(t, payments, 2)
			card, ok := payments[0].Value().(probeapi.CardPayment)
			require.True(t, ok)
			require.Equal(t, boxoffice.Decimal("1.5"), card.Amount)
			require.Equal(t, boxoffice.Sensitive("redacted-number"), card.Number)
			split, ok := payments[1].Value().(probeapi.SplitPayment)
			require.True(t, ok)
			require.Len(t, split.Parts, 1)
			require.Equal(t, probeapi.VoucherPayment{Method: "voucher", Code: "redacted-code"}, split.Parts[0].Value())
		}},
		{Operation: "createPayment", Run: func(t require.TestingT, client *http.Client) {
			payment, err := probeClient(t, client).CreatePayment(ctx, probeapi.PaymentRequest{
				Payment: probeapi.NewPaymentCard(probeapi.CardPayment{Number: "example-number", Amount: "1.50"}),
			})
			require.NoError(t, err)
			require.Equal(t, probeapi.VoucherPayment{Method: "gift", Code: "redacted-code"}, payment.Value())
		}},
		{Operation: "uploadForm", Run: func(t require.TestingT, client *http.Client) {
			require.NoError(t, probeClient(t, client).UploadForm(ctx, probeapi.UploadForm{
				File: boxoffice.File{Content: strings.NewReader("%PDF \xff"), MediaType: "application/pdf", Name: "ticket.pdf"},
				Name: boxoffice.Ptr("ticket"), Count: boxoffice.Ptr(int64(2)), Tags: []string{"x", "y"},
			}))
		}},
		{Operation: "uploadFile", Run: func(t require.TestingT, client *http.Client) {
			require.NoError(t, probeClient(t, client).UploadFile(ctx, boxoffice.File{Content: strings.NewReader("\x89PNG"), MediaType: "image/png"}))
		}},
		{Operation: "importTable", Run: func(t require.TestingT, client *http.Client) {
			require.NoError(t, probeClient(t, client).ImportTable(ctx, &boxoffice.File{Content: stream{strings.NewReader("a,b\n1,2\n")}}))
		}},
		{Operation: "putText", Replies: opaque("putText", "text/plain", "old"), Run: func(t require.TestingT, client *http.Client) {
			text, err := probeClient(t, client).PutText(ctx, "grüß dich")
			require.NoError(t, err)
			require.Equal(t, "old", text)
		}},
		{Operation: "downloadDocument", MediaType: "application/pdf", Replies: opaque("downloadDocument", "application/pdf", "%PDF \xff"), Run: func(t require.TestingT, client *http.Client) {
			document, err := probeClient(t, client).DownloadDocument(ctx, "1")
			require.NoError(t, err)
			Downloaded(t, "application/pdf", "%PDF \xff", document)
		}},
		{Operation: "getByRange", Replies: answered("getByRange", 201, `{"id":7}`), Status: 201, Name: "created", Run: func(t require.TestingT, client *http.Client) {
			thing, err := probeClient(t, client).GetByRange(ctx)
			require.NoError(t, err)
			require.EqualValues(t, 7, thing.ID)
		}},
		{Operation: "getByRange", Replies: answered("getByRange", 409, `{"message":"no"}`), Status: 409, Name: "conflict", Run: func(t require.TestingT, client *http.Client) {
			_, err := probeClient(t, client).GetByRange(ctx)
			require.Equal(t, 409, boxoffice.AsError(err).StatusCode)
			require.Equal(t, "no", boxoffice.AsError(err).Message)
		}},
	}
}

func kindSuite(t *testing.T) suite {
	t.Helper()
	s := suiteIn(t, filepath.Join(t.TempDir(), "probe"), compose, probe, kindCases())
	s.run(t)
	s.mode = replay
	return s
}

func TestATapeOfEveryKindOfBodyPassesEveryGate(t *testing.T) {
	race.Skip(t)
	s := kindSuite(t)
	s.run(t)
	s.tapes(t)
	s.canonical(t)
	s.secrets(t)
	s.valid(t)
	s.mutations(t)
	s.coverage(t, true)
	golden, err := os.ReadFile(filepath.Join(s.dir, "coverage.golden"))
	require.NoError(t, err)
	require.Contains(t, string(golden), "getByRange 2XX application/json: covered\ngetByRange 4XX application/json: covered\n")
	require.Empty(t, s.recomposed(t, t.TempDir()))
	require.Empty(t, s.alterations(t, len(alterations)))
}

// Each kind of body is altered on its tape, and a gate that does not compare with a
// newly composed tape must notice it.
func TestAnAlteredBodyOfEveryKindIsNoticed(t *testing.T) {
	race.Skip(t)
	s := kindSuite(t)
	for _, a := range []struct{ operation, old, other string }{
		{"getCatalogue", `"kind": "Dog"`, `"kind": "Cat"`},
		{"getCatalogue", `"kind": "Dog"`, `"kind": "Cow"`},
		{"getCatalogue", `"de": {`, `"fr": {`},
		{"getCatalogue", `"en": "Table"`, `"en": null`},
		{"getCatalogue", `"width": 1.5`, `"width": 1.6`},
		{"getCatalogue", `"width": 1.5`, `"height": 1.5`},
		{"getCatalogue", `"main": null`, `"main": {}`},
		{"patchCatalogue", `"main": null`, `"main": {"text": "Tisch"}`},
		{"patchCatalogue", `"de": {`, `"en": {`},
		{"patchCatalogue", `"width": 1.5`, `"width": 7`},
		{"putFreeObject", `"a": 1`, `"a": "x"`},
		{"listPayments", `"method": "voucher"`, `"method": "gift"`},
		{"listPayments", `"method": "voucher"`, `"method": "cash"`},
		{"listPayments", `"code": "redacted-code"`, `"code": "hunter2"`},
		{"listPayments", `"amount": 1.5`, `"amount": 1.6`},
		{"createPayment", `"method": "card"`, `"method": "voucher"`},
		{"createPayment", `"method": "gift"`, `"method": "card"`},
		{"uploadForm", "sha256:", "sha256:0"},
		{"uploadForm", " bytes, sha256:", "0 bytes, sha256:"},
		{"uploadForm", "multipart/form-data; boundary=boundary", "multipart/form-data; boundary=other"},
		{"uploadFile", "sha256:0", "sha256:1"},
		{"uploadFile", "image/png", "application/pdf"},
		{"uploadFile", "image/png", "image/gif"},
		{"importTable", "8 bytes", "9 bytes"},
		{"importTable", "text/csv", "text/plain"},
		{"putText", "11 bytes", "12 bytes"},
		{"putText", "3 bytes", "4 bytes"},
		{"putText", "text/plain\n        status", "text/html\n        status"},
		{"downloadDocument", "6 bytes, sha256:7", "6 bytes, sha256:8"},
		{"downloadDocument", "application/pdf\n", "application/zip\n"},
		{"downloadDocument", "code: 200", "code: 206"},
	} {
		c := s.cases[slices.IndexFunc(s.cases, func(c Case) bool { return c.Operation == a.operation })]
		text, err := os.ReadFile(s.tape(c))
		require.NoError(t, err)
		altered := strings.Replace(string(text), a.old, a.other, 1)
		require.NotEqual(t, string(text), altered, "%s: %s", a.operation, a.old)
		assert.NotEmpty(t, s.noticedBy(t.TempDir(), c, altered), "%s: no gate notices %s in place of %s", a.operation, a.other, a.old)
	}
}
