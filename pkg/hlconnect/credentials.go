package hlconnect

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// accessToken is the security scheme of the specification.
const accessToken = "accessToken"

// Credential says who the caller is: [AccessToken] or [TokenFile].
type Credential interface {
	authenticator() (transport.Authenticator, error)
}

// AccessToken is an access token of the shop, made in the vendor's dashboard for
// one environment. It is not renewed: there is no operation for that.
func AccessToken(token boxoffice.SecretText) Credential { return givenToken{token} }

type givenToken struct{ token boxoffice.SecretText }

func (t givenToken) authenticator() (transport.Authenticator, error) {
	return transport.Fixed(accessToken, "Authorization", "Bearer ", t.token), checkToken("the access token", t.token.Reveal())
}

// TokenFile is a file that holds an access token, such as a mounted secret. One
// line end after the token is ignored. A symbolic link is followed; a relative
// path is relative to where the program was when it called [New].
//
// The file is read for every request, so a token that is replaced is used from
// the next request on; a request that the vendor refuses (401) while the file
// changes is sent again, once, with the new token. A file that is missing,
// empty, unreadable, no regular file or that holds something that is no token
// is an error, boxoffice.ErrCredential, at New and at every call until it is mended:
// the token it held before is not used any more. Nothing is sent then. The
// reason is there for [errors.Is], such as [fs.ErrNotExist].
func TokenFile(path string) Credential { return tokenFile{path} }

type tokenFile struct{ path string }

func (f tokenFile) authenticator() (transport.Authenticator, error) {
	if f.path == "" {
		return nil, safe.Errorf(boxoffice.ErrCredential, "the path of the token file is empty")
	}
	path, err := filepath.Abs(f.path)
	if err != nil {
		return nil, f.unusable("cannot be located", err)
	}
	f.path = path
	_, err = f.read()
	return f, err
}

// Scheme implements transport.Authenticator.
func (tokenFile) Scheme() string { return accessToken }

// Authenticate implements transport.Authenticator.
func (f tokenFile) Authenticate(context.Context) (name, value, token string, err error) {
	token, err = f.read()
	return "Authorization", "Bearer " + token, token, err
}

// Dead implements transport.Authenticator: a refused token is dead when the file
// holds another one by now.
func (f tokenFile) Dead(_ context.Context, token string, answer *rest.Answer) bool {
	if answer.StatusCode != http.StatusUnauthorized {
		return false
	}
	now, err := f.read()
	return err == nil && now != token
}

// Drop implements transport.Authenticator.
func (tokenFile) Drop(string) {}

// maxTokenFile is more than any token takes, in bytes.
const maxTokenFile = 64 << 10

func (f tokenFile) read() (string, error) {
	// Looked at before it is opened: opening a pipe would block.
	info, err := os.Stat(f.path)
	if err != nil {
		return "", f.unusable(reason(err), err)
	}
	if info.IsDir() {
		return "", f.unusable("is a directory", nil)
	}
	if !info.Mode().IsRegular() {
		return "", f.unusable("is not a regular file", nil)
	}
	file, err := os.Open(f.path)
	if err != nil {
		return "", f.unusable(reason(err), err)
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxTokenFile+1))
	if err != nil {
		return "", f.unusable("cannot be read", err)
	}
	if len(data) > maxTokenFile {
		return "", f.unusable("is too long to be a token", nil)
	}
	token := strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r")
	return token, checkToken("the token file "+f.path, token)
}

func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "does not exist"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read"
	}
	return "cannot be read"
}

func (f tokenFile) unusable(what string, cause error) error {
	return &fileError{safe.Errorf(boxoffice.ErrCredential, "the token file %s %s", f.path, what), cause}
}

// fileError says what is wrong with a token file and keeps the system's
// reason for errors.Is.
type fileError struct{ detail, cause error }

func (e *fileError) Error() string    { return e.detail.Error() }
func (e *fileError) SafeText() string { return e.detail.Error() }
func (e *fileError) Unwrap() []error {
	if e.cause == nil {
		return []error{e.detail}
	}
	return []error{e.detail, e.cause}
}

// checkToken refuses what is no bearer token: those have neither spaces nor
// anything beyond ASCII.
func checkToken(what, token string) error {
	if strings.TrimSpace(token) == "" {
		return safe.Errorf(boxoffice.ErrCredential, "%s is empty", what)
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return safe.Errorf(boxoffice.ErrCredential, "%s has a character that no token has: a space, a line end inside, or none of ASCII", what)
	}
	return nil
}
