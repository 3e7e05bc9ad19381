package hlconnect

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/transport"
)

// accessToken is the security scheme of the specification.
const accessToken = "accessToken"

// Credential says who the caller is: [AccessToken], [AccessTokenFunc] or [TokenFile].
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

// AccessTokenFunc is an access token that can be exchanged at run time: get returns it
// for each request, and may block until ctx is done. A request that the vendor refuses
// (401) while the token changes is sent again, once, with the new one. An error of get
// is the call's, [boxoffice.ErrCredential], and nothing is sent; errors.Is finds it, and
// its text is not printed. A nil get is refused with boxoffice.ErrCredential.
func AccessTokenFunc(get func(ctx context.Context) (boxoffice.SecretText, error)) Credential {
	return tokenFunc(get)
}

type tokenFunc func(context.Context) (boxoffice.SecretText, error)

func (get tokenFunc) authenticator() (transport.Authenticator, error) {
	return transport.Exchangeable{
		Scheme: accessToken, Header: "Authorization", Prefix: "Bearer ", What: "access token", Get: get,
		Check: func(token boxoffice.SecretText) error { return checkToken("the access token", token.Reveal()) },
	}.Authenticator()
}

// TokenFile is a file that holds an access token, such as a mounted secret. One
// line end after the token is ignored. A symbolic link is followed; a relative
// path is relative to where the program was when it called [New].
//
// The file is read for every request, so a token that is replaced is used from
// the next request on; a request that the vendor refuses (401) while the file
// changes is sent again, once, with the new token. When the file is missing, empty,
// unreadable or not a regular file, or when it does not hold a token, New and every
// call fail with boxoffice.ErrCredential until the file is correct. They send nothing
// and do not use the earlier token. [errors.Is] finds the reason, such as
// [fs.ErrNotExist].
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
	return transport.Current(accessToken, "Authorization", "Bearer ", func(context.Context) (string, error) { return f.read() }), err
}

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
