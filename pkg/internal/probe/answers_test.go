package probe_test

import (
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

func TestADownloadIsAStreamWithTypeLengthAndName(t *testing.T) {
	v := &vendor{header: map[string]string{
		"Content-Type": "application/pdf", "Content-Disposition": `attachment; filename="../../etc/ticket.pdf"`,
	}, body: "%PDF-1.7"}
	document, err := client(t, v).DownloadDocument(t.Context(), "1")
	require.NoError(t, err)
	text, err := io.ReadAll(document.Body)
	require.NoError(t, err)
	require.NoError(t, document.Body.Close())
	assert.Equal(t, "%PDF-1.7", string(text))
	assert.Equal(t, "application/pdf", document.MediaType)
	assert.EqualValues(t, 8, document.Length)
	assert.Equal(t, "ticket.pdf", document.Name, "a server does not choose the directory")
	assert.Equal(t, "application/pdf, application/zip, application/json", v.last().Header.Get("Accept"))
}

func TestAPageInPlaceOfADocumentIsNoSuccess(t *testing.T) {
	v := &vendor{header: map[string]string{"Content-Type": "text/html"}, body: "<p>Sign in</p>"}
	_, err := client(t, v).DownloadDocument(t.Context(), "1")
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	assert.Equal(t, "<p>Sign in</p>", string(boxoffice.AsError(err).Body))
}

func TestADownloadThatIsRefusedHasTheTypedRefusal(t *testing.T) {
	v := &vendor{status: http.StatusNotFound, body: `{"message":"none"}`}
	_, err := client(t, v).DownloadDocument(t.Context(), "1")
	require.ErrorIs(t, err, boxoffice.ErrNotFound)
	refusal, ok := boxoffice.RefusalBody[probeapi.Refusal](err)
	require.True(t, ok)
	assert.Equal(t, "none", refusal.Message)
}

func TestADownloadThatBreaksOffIsAnErrorOfTheCall(t *testing.T) {
	v := &vendor{answer: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "PK")
	}}
	document, err := client(t, v).DownloadDocument(t.Context(), "1")
	require.NoError(t, err)
	_, err = io.ReadAll(document.Body)
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	assert.Equal(t, "downloadDocument", boxoffice.AsError(err).Operation)
	require.NoError(t, document.Body.Close())
}

func TestADownloadIsOneOutcomeOfSeveral(t *testing.T) {
	v := &vendor{header: map[string]string{"Content-Type": "application/pdf", "Last-Modified": "yesterday"}, body: "%PDF"}
	c := client(t, v)
	result, err := c.GetReport(t.Context())
	require.NoError(t, err)
	text, err := io.ReadAll(result.Report.Body)
	require.NoError(t, err)
	require.NoError(t, result.Report.Body.Close())
	assert.Equal(t, "%PDF", string(text))
	assert.Equal(t, "yesterday", result.Report.LastModified)

	v.status, v.header, v.body = http.StatusAccepted, nil, `{"id":7}`
	result, err = c.GetReport(t.Context())
	require.NoError(t, err)
	assert.EqualValues(t, 7, result.Pending.ID)
	assert.Nil(t, result.Report)

	v.status, v.body = http.StatusNoContent, ""
	result, err = c.GetReport(t.Context())
	require.NoError(t, err)
	assert.Equal(t, &probeapi.GetReportResult{Nothing: true}, result)
}

func TestHeadersOfAnAnswerHaveTheirTypes(t *testing.T) {
	v := &vendor{header: map[string]string{"X-When": "2026-01-02T03:04:05Z", "X-Left": "3"}, body: `{"id":7}`}
	c := client(t, v)
	result, err := c.GetStamped(t.Context())
	require.NoError(t, err)
	assert.Equal(t, boxoffice.DateTime("2026-01-02T03:04:05Z"), result.XWhen)
	assert.EqualValues(t, 3, result.XLeft)
	assert.EqualValues(t, 7, result.ID)

	v.header["X-Left"] = "many"
	var resp boxoffice.Response
	_, err = c.GetStamped(t.Context(), boxoffice.WithResponse(&resp))
	require.NoError(t, err, "an optional value that cannot be read is left out")
	assert.Len(t, resp.Problems, 1)
	delete(v.header, "X-When")
	_, err = c.GetStamped(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
}

func TestAnAnswerByDefaultIsTheRefusalOfEveryOtherStatus(t *testing.T) {
	v := &vendor{body: `{"id":7}`}
	c := client(t, v)
	thing, err := c.GetByDefault(t.Context())
	require.NoError(t, err)
	assert.EqualValues(t, 7, thing.ID)

	v.status, v.body = http.StatusTeapot, `{"message":"no"}`
	_, err = c.GetByDefault(t.Context())
	refusal, ok := boxoffice.RefusalBody[probeapi.Refusal](err)
	require.True(t, ok)
	assert.Equal(t, "no", refusal.Message)

	v.status = http.StatusCreated
	_, err = c.GetByDefault(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, "another success is not documented")
}

func TestARangeOfStatusesIsEveryStatusOfIt(t *testing.T) {
	v := &vendor{status: http.StatusCreated, body: `{"id":7}`}
	c := client(t, v)
	thing, err := c.GetByRange(t.Context())
	require.NoError(t, err)
	assert.EqualValues(t, 7, thing.ID)

	v.status, v.body = http.StatusConflict, `{"message":"no"}`
	_, err = c.GetByRange(t.Context())
	require.ErrorIs(t, err, boxoffice.ErrConflict)
	_, ok := boxoffice.RefusalBody[probeapi.Refusal](err)
	require.True(t, ok)

	v.status = http.StatusInternalServerError
	_, err = c.GetByRange(t.Context())
	require.Error(t, err)
	_, ok = boxoffice.RefusalBody[probeapi.Refusal](err)
	require.False(t, ok, "a 5xx is not described")
	_, ok = boxoffice.RefusalBody[probeapi.Refusal](errors.New("another"))
	require.False(t, ok)
}

func TestAnOperationMayHaveADefaultAlone(t *testing.T) {
	v := &vendor{status: http.StatusAccepted, body: `{"id":7}`}
	thing, err := client(t, v).GetAnything(t.Context())
	require.NoError(t, err)
	assert.EqualValues(t, 7, thing.ID)
}

func TestARangeIsTheOutcomeOfWhatHasNoneOfItsOwn(t *testing.T) {
	v := &vendor{body: `{"id":7}`}
	c := client(t, v)
	result, err := c.StartWork(t.Context())
	require.NoError(t, err)
	assert.EqualValues(t, 7, result.Done.ID)
	v.status, v.body = http.StatusAccepted, ""
	result, err = c.StartWork(t.Context())
	require.NoError(t, err)
	assert.Equal(t, &probeapi.StartWorkResult{Later: true}, result)
}
