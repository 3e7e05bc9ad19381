package decode_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

func TestDeclaredCharsetsBecomeUTF8(t *testing.T) {
	for _, test := range []struct{ contentType, body, want string }{
		{"application/json", "Åse", "Åse"},
		{"", "\xef\xbb\xbfÅse", "Åse"},
		{"application/json; charset=UTF8", "Åse", "Åse"},
		{"application/json; charset", "Åse", "Åse"},
		{"application/json;charset=\"iso-8859-1\"", "\xc5se", "Åse"},
		{"text/xml; charset=ISO_8859-1; q=1", "\xc5se", "Åse"},
		{"application/json; charset=latin1, application/json", "\xc5se", "Åse"},
		{"text/plain; Charset=Windows-1252", "\x80\xc5", "€Å"},
		{"text/plain; charset=cp1252", "\x93x\x94", "“x”"},
		{"text/plain; charset=us-ascii", "Ase", "Ase"},
		{"application/xml", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xc5</a>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Å</a>"},
		{"application/xml; charset=utf-8", "<?xml version='1.0' encoding = 'windows-1252' ?><a>\x80</a>", "<?xml version='1.0' encoding = 'windows-1252' ?><a>€</a>"},
		{"application/xml", "\n \t<?xml version=\"1.0\" encoding=\"latin1\"?><a>\xc5</a>", "\n \t<?xml version=\"1.0\" encoding=\"latin1\"?><a>Å</a>"},
		{"application/xml; charset=latin1", " \xc5", " Å"},
		{"application/json", " \n", " \n"},
		{"", "", ""},
	} {
		got, err := decode.Text([]byte(test.body), test.contentType)
		require.NoError(t, err, test)
		require.Equal(t, test.want, string(got))
		r, err := decode.TextReader(iotest.OneByteReader(strings.NewReader(test.body)), test.contentType)
		require.NoError(t, err)
		got, err = io.ReadAll(r)
		require.NoError(t, err)
		require.Equal(t, test.want, string(got), test)
	}
}

func TestWhatIsNoTextIsRefused(t *testing.T) {
	for _, test := range []struct{ contentType, body, says string }{
		{"application/json", "abc\xc5se", "at byte 4"},
		{"", "\xef\xbb\xbfab\xff", "at byte 6"},
		{"text/plain; charset=us-ascii", "A\xc5", "at byte 2"},
		{"text/plain; charset=windows-1252", "AB\x81", "at byte 3"},
		{"text/plain; charset=utf-7", "canary", "charset that the body names is unknown"},
		{"", "<?xml version='1.0' encoding='canary'?>", "charset that the body names is unknown"},
		{"", "\xff\xfe<\x00", "UTF-16"},
	} {
		_, err := decode.Text([]byte(test.body), test.contentType)
		require.ErrorIs(t, err, decode.ErrMalformed)
		require.ErrorContains(t, err, test.says)
		require.NotContains(t, err.Error(), "canary")
		r, err := decode.TextReader(strings.NewReader(test.body), test.contentType)
		if err == nil {
			var whole []byte
			if whole, err = io.ReadAll(r); err == nil { // UTF-8 is checked by who reads it
				_, err = decode.JSON([]byte(`"`+string(whole)+`"`), new(string))
			}
		}
		require.Error(t, err, test)
	}
}

func TestALatin1StreamIsReadAsText(t *testing.T) {
	r, err := decode.TextReader(strings.NewReader("<?xml version='1.0' encoding='latin1'?><orders><order><id>1</id><amount>2</amount><note>\xc5se</note></order></orders>"), "")
	require.NoError(t, err)
	var got []line
	require.NoError(t, each(r, true, limit, func(l line) error { got = append(got, l); return nil }))
	require.Equal(t, "Åse", got[0].Note)
	r, err = decode.TextReader(strings.NewReader("[{\"id\":1,\"amount\":2,\"note\":\"\x81\"}]"), "application/json; charset=windows-1252")
	require.NoError(t, err)
	require.ErrorIs(t, each(r, false, limit, func(line) error { return nil }), decode.ErrMalformed)
}
