package webhook_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/webhook"
)

// The secret is the one of Ticket Tailor's examples. The vendor documents no signature to
// go with it, so these are made with openssl:
//
//	printf '%s' '1735689600{"id":"wh_1","event":"ORDER.CREATED"}' | openssl dgst -sha256 -hmac ABCD123
//	printf '%s' '1735689600.{"id":"wh_1","event":"ORDER.CREATED"}' | openssl dgst -sha256 -hmac ABCD123
const (
	secret     = "ABCD123"
	name       = "Tickettailor-Webhook-Signature"
	signedAt   = 1735689600
	body       = `{"id":"wh_1","event":"ORDER.CREATED"}`
	joined     = "98aaa08fffd25eaf3c17b803ddd94ceef4e6a527d16de3c8e9f4f85cec747d54"
	withPeriod = "29617611c43e20a0499688dbaaca07780f8e57e05cbb522ff920921eda4edf66"
)

var other = strings.Repeat("ab", 32)

func verifier(secrets ...string) webhook.Verifier {
	v := webhook.Verifier{Header: name}
	for _, text := range secrets {
		v.Secrets = append(v.Secrets, boxoffice.Secret(text))
	}
	return v
}

func header(values ...string) http.Header { return http.Header{name: values} }

// sign signs as the vendor does, now.
func sign(body string) string {
	now := strconv.FormatInt(time.Now().Unix(), 10)
	return "t=" + now + ",v1=" + sum(now+body)
}

func sum(text string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(mac, text)
	return hex.EncodeToString(mac.Sum(nil))
}

// at runs the test as long after the time of the signature as age says.
func at(t *testing.T, age time.Duration, test func(t *testing.T)) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Unix(signedAt, 0)) + age)
		test(t)
	})
}

func TestOnlyAWellFormedHeaderWithASignatureOfTimeAndBodyIsAccepted(t *testing.T) {
	t.Parallel()
	at(t, time.Second, func(t *testing.T) {
		for what, c := range map[string]struct {
			header http.Header
			body   string
			want   error
		}{
			"as documented":               {header("t=1735689600,v1=" + joined), body, nil},
			"upper case":                  {header("t=1735689600,v1=" + strings.ToUpper(joined)), body, nil},
			"spaces and another order":    {header("v1=" + joined + ", t=1735689600"), body, nil},
			"the second of two":           {header("t=1735689600,v1=" + other + ",v1=" + joined), body, nil},
			"the first of two":            {header("t=1735689600,v1=" + joined + ",v1=" + other), body, nil},
			"another name beside it":      {header("t=1735689600,v0=zz,v1=" + joined), body, nil},
			"another body":                {header("t=1735689600,v1=" + joined), body + " ", webhook.ErrSignature},
			"another time":                {header("t=1735689601,v1=" + joined), body, webhook.ErrSignature},
			"another signature":           {header("t=1735689600,v1=" + other), body, webhook.ErrSignature},
			"half a signature":            {header("t=1735689600,v1=" + joined[:32]), body, webhook.ErrSignature},
			"an empty signature":          {header("t=1735689600,v1="), body, webhook.ErrSignature},
			"another version":             {header("t=1735689600,v2=" + joined), body, webhook.ErrSignature},
			"not hexadecimal":             {header("t=1735689600,v1=z" + joined[1:]), body, webhook.ErrSignature},
			"joined by a period":          {header("t=1735689600,v1=" + withPeriod), body, webhook.ErrSignature},
			"no time":                     {header("v1=" + joined), body, webhook.ErrSignature},
			"two times":                   {header("t=1735689600,t=1735689600,v1=" + joined), body, webhook.ErrSignature},
			"a time with a sign":          {header("t=+1735689600,v1=" + sum("+1735689600"+body)), body, webhook.ErrSignature},
			"the last time there is":      {header("t=9223372036854775807,v1=" + sum("9223372036854775807"+body)), body, webhook.ErrExpired},
			"one second more":             {header("t=9223372036854775808,v1=" + sum("9223372036854775808"+body)), body, webhook.ErrSignature},
			"no header":                   {http.Header{}, body, webhook.ErrSignature},
			"an empty header":             {header(""), body, webhook.ErrSignature},
			"two headers":                 {header("t=1735689600,v1="+joined, "t=1735689600,v1="+joined), body, webhook.ErrSignature},
			"a digit moved to the body":   {header("t=173568960,v1=" + joined), "0" + body, webhook.ErrExpired},
			"a digit moved from the body": {header("t=17356896001,v1=" + sum("1735689600"+"1")), "", webhook.ErrExpired},
		} {
			err := verifier(secret).Verify(c.header, []byte(c.body))
			require.ErrorIs(t, err, c.want, what)
			if err != nil {
				assert.Regexp(t, `; (see|compare)|let the vendor`, err.Error(), "%s: the error says what to do", what)
				assert.NotRegexp(t, secret+"|(?i)"+joined[:8]+"|wh_1", err.Error(), "%s: and holds nothing secret", what)
			}
		}
	})
}

func TestVendorsThatJoinTimeAndBodyByAPeriodAreVerifiedWithASeparator(t *testing.T) {
	t.Parallel()
	at(t, 0, func(t *testing.T) {
		v := verifier(secret)
		v.Separator = "."
		require.NoError(t, v.Verify(header("t=1735689600,v1="+withPeriod), []byte(body)))
		require.ErrorIs(t, v.Verify(header("t=1735689600,v1="+joined), []byte(body)), webhook.ErrSignature)
	})
}

func TestADeliveryIsRefusedWhenItsTimeIsFurtherFromNowThanTheTolerance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tolerance, age time.Duration
		want           error
	}{
		{0, 5 * time.Minute, nil},
		{0, 5*time.Minute + 1, webhook.ErrExpired},
		{0, -5 * time.Minute, nil},
		{0, -5*time.Minute - 1, webhook.ErrExpired},
		{time.Hour, time.Hour, nil},
		{time.Second, 2 * time.Second, webhook.ErrExpired},
	} {
		at(t, c.age, func(t *testing.T) {
			v := verifier(secret)
			v.Tolerance = c.tolerance
			assert.ErrorIs(t, v.Verify(header("t=1735689600,v1="+joined), []byte(body)), c.want, "%s old", c.age)
			assert.ErrorIs(t, v.Verify(header("t=1735689600,v1="+other), []byte(body)), webhook.ErrSignature, "the signature counts first")
		})
	}
}

func TestWhileASecretIsReplacedTheOldAndTheNewOneVerify(t *testing.T) {
	t.Parallel()
	signed := header(sign(body))
	require.NoError(t, verifier("new", secret).Verify(signed, []byte(body)))
	require.NoError(t, verifier(secret, "new").Verify(signed, []byte(body)))
	require.ErrorIs(t, verifier("new", "newer").Verify(signed, []byte(body)), webhook.ErrSignature)
}

func TestAVerifierThatIsNotConfiguredRefusesEachDelivery(t *testing.T) {
	t.Parallel()
	mac := hmac.New(sha256.New, nil) // what an empty secret would sign
	now := strconv.FormatInt(time.Now().Unix(), 10)
	_, _ = io.WriteString(mac, now+body)
	forged := header("t=" + now + ",v1=" + hex.EncodeToString(mac.Sum(nil)))

	negativeTolerance, negativeBody, nameless := verifier(secret), verifier(secret), verifier(secret)
	negativeTolerance.Tolerance, negativeBody.MaxBody, nameless.Header = -1, -1, ""
	for field, v := range map[string]webhook.Verifier{
		"Header": nameless, "Secrets": verifier(), "Secrets[1]": verifier(secret, ""), "Secrets[0]": verifier(""),
		"Tolerance": negativeTolerance, "MaxBody": negativeBody,
	} {
		err := v.Verify(forged, []byte(body))
		require.ErrorIs(t, err, webhook.ErrConfiguration, field)
		assert.ErrorContains(t, err, field)
	}
	require.ErrorIs(t, webhook.Verifier{}.Verify(forged, []byte(body)), webhook.ErrConfiguration)
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", verifier(secret), verifier(secret), verifier(secret)), secret)
}

func TestAHandlerHandsOverVerifiedBodiesAndAnswersTheOthersItself(t *testing.T) {
	t.Parallel()
	large := strings.Repeat("x", 101)
	for what, c := range map[string]struct {
		header, body string
		chunked      bool
		secrets      []string
		status       int
		answer       string
	}{
		"signed":                    {sign(body), body, false, []string{secret}, 200, body + body},
		"signed, no length":         {sign(body), body, true, []string{secret}, 200, body + body},
		"of the largest size":       {sign(large[1:]), large[1:], true, []string{secret}, 200, large[1:] + large[1:]},
		"of no size":                {sign(""), "", false, []string{secret}, 200, ""},
		"another body":              {sign(body), body + " ", false, []string{secret}, 400, webhook.ErrSignature.Error() + "\n"},
		"no signature":              {"", body, false, []string{secret}, 400, webhook.ErrSignature.Error() + "\n"},
		"expired":                   {"t=1735689600,v1=" + joined, body, false, []string{secret}, 400, webhook.ErrExpired.Error() + "\n"},
		"a byte too large":          {sign(large), large, false, []string{secret}, 413, webhook.ErrTooLarge.Error() + "\n"},
		"too large, no length":      {sign(large), large, true, []string{secret}, 413, webhook.ErrTooLarge.Error() + "\n"},
		"a verifier without secret": {sign(body), body, false, nil, 500, webhook.ErrConfiguration.Error() + "\n"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			v := verifier(c.secrets...)
			v.MaxBody = 100
			server := httptest.NewServer(v.Handler(func(w http.ResponseWriter, r *http.Request, body []byte) {
				_, _ = w.Write(body)
				_, _ = io.Copy(w, r.Body) // the body can be read again
			}))
			defer server.Close()
			var sent io.Reader = strings.NewReader(c.body)
			if c.chunked {
				sent = io.MultiReader(sent)
			}
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, sent)
			require.NoError(t, err)
			request.Header.Set(name, c.header)
			response, err := server.Client().Do(request)
			require.NoError(t, err)
			defer func() { _ = response.Body.Close() }()
			answer, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			assert.Equal(t, c.status, response.StatusCode)
			assert.Equal(t, c.answer, string(answer))
		})
	}
}

func TestABodyThatBreaksOffIsNotADelivery(t *testing.T) {
	t.Parallel()
	broken := io.MultiReader(strings.NewReader(body), brokenReader{})
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", broken)
	request.Header.Set(name, sign(body))
	got, err := verifier(secret).Read(request)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Nil(t, got)
}

func TestABodyIsNotReadWhenItsHeadersAreEnoughToRefuseIt(t *testing.T) {
	t.Parallel()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", brokenReader{})
	_, err := verifier(secret).Read(request)
	require.ErrorIs(t, err, webhook.ErrSignature)

	request.Header.Set(name, sign(body))
	request.ContentLength = webhook.DefaultMaxBody + 1
	_, err = verifier(secret).Read(request)
	require.ErrorIs(t, err, webhook.ErrTooLarge)
	assert.ErrorContains(t, err, "raise MaxBody")
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestOneVerifierServesManyGoroutines(t *testing.T) {
	t.Parallel()
	v, signed := verifier("new", secret), header(sign(body))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() { assert.NoError(t, v.Verify(signed, []byte(body))) })
	}
	group.Wait()
}

// Whatever a header holds, it is accepted only with the signature of its time and the body.
func FuzzAHeaderIsAcceptedOnlyWithTheRightSignature(f *testing.F) {
	f.Add(sign(body), []byte(body))
	f.Add("t=1735689600,v1="+joined, []byte(body))
	f.Add("t=,v1=,=,t", []byte{})
	first := regexp.MustCompile(`t=(\d+)`)
	f.Fuzz(func(t *testing.T, text string, body []byte) {
		err := verifier(secret).Verify(header(text), body)
		if err == nil {
			found := first.FindStringSubmatch(text)
			require.NotNil(t, found)
			require.Contains(t, strings.ToLower(text), "v1="+sum(found[1]+string(body)))
			return
		}
		require.NotErrorIs(t, err, webhook.ErrConfiguration)
		require.NotContains(t, err.Error(), secret)
	})
}
