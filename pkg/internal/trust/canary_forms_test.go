package trust_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// What finds nothing may be blind.
func TestACanaryIsFoundInEveryForm(t *testing.T) {
	c := newCanaries(1)
	canary, code := c.plant(hidden, "password"), c.code(hidden, "code")
	forms := append(redact.Forms(canary),
		url.QueryEscape(url.QueryEscape(canary)), strings.ToUpper(canary), strings.ToTitle(canary),
		canary[:8], canary[:10]+"…", "…"+canary[len(canary)-8:],
		hex.EncodeToString([]byte(canary)), fmt.Sprintf("%X", canary), fmt.Sprintf("% x", canary), fmt.Sprint([]byte(canary)),
		fmt.Sprintf("%#v", []byte(canary)), fmt.Sprintf("%d", []byte(canary)), strings.ReplaceAll(fmt.Sprint([]byte(canary)), " ", ","),
		code, strings.ToLower(code), hex.EncodeToString([]byte(code)),
	)
	for before := range 6 { // alignments, at both ends
		text := []byte("client"[:before] + canary + "rest"[:before%4])
		forms = append(forms, base64.StdEncoding.EncodeToString(text), base64.URLEncoding.EncodeToString(text), base64.RawURLEncoding.EncodeToString(text))
		forms = append(forms, base64.StdEncoding.EncodeToString([]byte("client"[:before]+canary[:11])), base64.StdEncoding.EncodeToString([]byte("client"[:before]+canary[len(canary)-11:])))
		forms = append(forms, base64.StdEncoding.EncodeToString([]byte("client"[:before]+code+"rest"[:before%4])))
	}
	for _, form := range forms {
		require.NotEmpty(t, c.shown(hidden, "before "+form+" after"), form)
	}
	other := newCanaries(2).plant(hidden, "another")
	require.Empty(t, c.shown(anything, other+hex.EncodeToString([]byte(other))))
	require.Empty(t, c.shown(personal, canary), "it is of another kind")
	require.Equal(t, canary, c.plant(hidden, "password"), "a place has one canary")
}
