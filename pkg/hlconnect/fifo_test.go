//go:build unix

package hlconnect_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
)

func TestAPipeIsNoTokenFileAndBlocksNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	_, err := hlconnect.New(hlconnect.TokenFile(path))
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.ErrorContains(t, err, "is not a regular file")
}
