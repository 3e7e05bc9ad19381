package probe_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

// heldBack is a file whose second half exists only when the vendor has the first.
type heldBack struct {
	arrived <-chan struct{}
	parts   []string
}

func (h *heldBack) Read(p []byte) (int, error) {
	if len(h.parts) == 0 {
		return 0, io.EOF
	}
	if h.parts[0] == "second" {
		<-h.arrived
	}
	n := copy(p, h.parts[0])
	h.parts = h.parts[1:]
	return n, nil
}

// A client that read the whole file first would wait for the vendor, and the vendor for
// it.
func TestAnUploadIsSentWhileItIsRead(t *testing.T) {
	t.Parallel()
	for name, send := range map[string]func(*probeapi.Client, boxoffice.File) error{
		"a body": func(c *probeapi.Client, file boxoffice.File) error {
			file.MediaType = "image/png"
			return c.UploadFile(t.Context(), file)
		},
		"a part of a form": func(c *probeapi.Client, file boxoffice.File) error {
			return c.UploadForm(t.Context(), probeapi.UploadForm{File: file})
		},
	} {
		arrived := make(chan struct{})
		var once sync.Once
		got := &strings.Builder{}
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			buffer := make([]byte, 512)
			for {
				n, err := r.Body.Read(buffer)
				got.Write(buffer[:n])
				if strings.Contains(got.String(), "first") {
					once.Do(func() { close(arrived) })
				}
				if err != nil {
					break
				}
			}
			w.WriteHeader(http.StatusNoContent)
		})
		err := send(served(t, handler), boxoffice.File{Content: &heldBack{arrived, []string{"first", "second"}}})
		require.NoError(t, err, name)
		assert.Contains(t, got.String(), "firstsecond", name)
	}
}

func TestADownloadIsHandedOverBeforeAllOfItHasCome(t *testing.T) {
	t.Parallel()
	read := make(chan struct{})
	document, err := served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		_, _ = io.WriteString(w, "first")
		_ = http.NewResponseController(w).Flush()
		select {
		case <-read:
		case <-r.Context().Done():
		}
		_, _ = io.WriteString(w, "second")
	})).DownloadDocument(t.Context(), "1")
	require.NoError(t, err)
	first := make([]byte, len("first"))
	_, err = io.ReadFull(document.Body, first)
	require.NoError(t, err)
	close(read)
	rest, err := io.ReadAll(document.Body)
	require.NoError(t, err)
	require.NoError(t, document.Body.Close())
	assert.Equal(t, "firstsecond", string(first)+string(rest))
	assert.EqualValues(t, -1, document.Length, "the vendor does not say it")
	assert.Empty(t, document.Name)
}
