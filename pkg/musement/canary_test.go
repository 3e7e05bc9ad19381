package musement_test

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// canaries are random secrets, planted in a login to be looked for afterwards.
type canaries struct{ Password, ClientSecret, AccessToken, RefreshToken, ConfirmationToken string }

func newCanaries() canaries {
	return canaries{newCanary(), newCanary(), rand.Text(), newCanary(), newCanary()}
}

func (c canaries) all() map[string]string {
	return map[string]string{
		"password": c.Password, "client secret": c.ClientSecret, "access token": c.AccessToken,
		"refresh token": c.RefreshToken, "confirmation token": c.ConfirmationToken,
	}
}

func canariesOf(all map[string]string) canaries {
	return canaries{all["password"], all["client secret"], all["access token"], all["refresh token"], all["confirmation token"]}
}

// newCanary is a secret whose middle every way of escaping changes.
func newCanary() string { return rand.Text()[:12] + ` "ü/+&=%<#` + rand.Text()[:12] }

// traces are in which forms a canary is found in a text: as it is, or escaped in
// whatever way (its ends are letters and digits, which no way changes), or as
// part of a longer text in base64, or in hexadecimal.
func traces(text, canary string) (found []string) {
	lower := strings.ToLower(text)
	for what, form := range map[string]string{
		"its beginning": canary[:12], "its end": canary[len(canary)-12:], "hexadecimal": hex.EncodeToString([]byte(canary)),
	} {
		if strings.Contains(lower, strings.ToLower(form)) {
			found = append(found, what)
		}
	}
	for shift := range 3 { // the canary may begin anywhere in what was encoded
		for what, encoding := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64, URL form": base64.RawURLEncoding} {
			encoded := encoding.EncodeToString([]byte("..."[:shift] + canary))
			if strings.Contains(text, encoded[(shift*8+5)/6:len(encoded)-1]) {
				found = append(found, what)
			}
		}
	}
	return found
}

func TestACanaryIsFoundInEveryForm(t *testing.T) {
	canary := newCanary()
	for _, text := range append(redact.Forms(canary),
		hex.EncodeToString([]byte(canary)),
		base64.StdEncoding.EncodeToString([]byte(canary)), base64.URLEncoding.EncodeToString([]byte(canary)),
		base64.StdEncoding.EncodeToString([]byte("id:"+canary)), base64.StdEncoding.EncodeToString([]byte("ident:"+canary+"!")),
		base64.StdEncoding.EncodeToString([]byte("name:"+canary+" and so on")),
	) {
		require.NotEmpty(t, traces("before "+text+" after", canary), text)
	}
	require.Empty(t, traces("nothing "+newCanary()+" of the kind", canary))
}
