package rest_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

func TestTheFieldOfTheStatusAndMediaTypeThatCameIsSet(t *testing.T) {
	want := &thing{Name: "table", Count: 3}
	for _, contentType := range []string{
		"application/json", "application/json; charset=utf-8", "Application/JSON", "application/json;", "application/problem+json", "",
	} {
		res, err := ask(t.Context(), newClient(t, reply(200, contentType, ` {"name":"table","count":3,"unknown":[]} `)), opGet("/things"), nil)
		require.NoError(t, err, contentType)
		require.Equal(t, want, res.Object, contentType)
		require.Equal(t, 200, res.StatusCode)
		require.Equal(t, ` {"name":"table","count":3,"unknown":[]} `, string(res.Body))
	}
	for _, contentType := range []string{"application/xml", "application/xml; charset=utf-8", "application/atom+xml"} {
		const body = "<?xml version=\"1.0\"?>\n<!-- shop --><things><thing><name>table</name><count>3</count></thing></things>\n<!-- end -->"
		res, err := ask(t.Context(), newClient(t, reply(202, contentType, body)), opGet("/things"), nil)
		require.NoError(t, err, contentType)
		require.Equal(t, []thing{*want}, res.List, contentType)
		require.Nil(t, res.Object)
	}
}

func TestRootsOfEveryJSONKindDecode(t *testing.T) {
	res, err := ask(t.Context(), newClient(t, reply(202, "application/json", `[{"name":"a","count":0},{"name":"b","count":0}]`)), opGet("/"), nil)
	require.NoError(t, err)
	require.Equal(t, []thing{{Name: "a"}, {Name: "b"}}, res.List)
	res, err = ask(t.Context(), newClient(t, reply(202, "application/json", `[]`)), opGet("/"), nil)
	require.NoError(t, err)
	require.NotNil(t, res.List)
	require.Empty(t, res.List)
	res, err = ask(t.Context(), newClient(t, reply(203, "application/json", "9007199254740993\n")), opGet("/"), nil)
	require.NoError(t, err)
	require.EqualValues(t, 9007199254740993, *res.Number)
	res, err = ask(t.Context(), newClient(t, reply(206, "application/json", `"tab\u006ce"`)), opGet("/"), nil)
	require.NoError(t, err)
	require.Equal(t, "table", *res.Text)
	res, err = ask(t.Context(), newClient(t, reply(204, "", "")), opGet("/"), nil)
	require.NoError(t, err)
	require.Nil(t, res.Body)
}

// A success that is not as promised is an error that keeps everything: the
// vendor may have acted on the request.
func TestASuccessThatIsNotAsPromisedKeepsStatusHeaderAndBody(t *testing.T) {
	const json, xml = "application/json", "application/xml"
	for name, test := range map[string]struct {
		status      int
		contentType string
		body        string
		says        string
	}{
		"empty":                   {200, json, "", "empty"},
		"blank":                   {200, json, " \r\n\t ", "empty"},
		"null":                    {200, json, "null", "null"},
		"null in blanks":          {200, json, "\n null \n", "null"},
		"null list":               {202, json, "null", "null"},
		"null integer":            {203, json, "null", "null"},
		"truncated":               {200, json, `{"name":"canary`, "name: the body ends in the middle at byte 16"},
		"two values":              {200, json, `{"name":"canary"}{"name":"canary"}`, "the body goes on after its value at byte 18"},
		"trailing text":           {200, json, `{"name":"canary"} canary`, "the body goes on after its value at byte 19"},
		"byte order mark":         {200, json, "\ufeff{}", "name: missing; count: missing"},
		"HTML as JSON":            {200, json, "<html>canary</html>", "not valid JSON at byte"},
		"HTML":                    {200, "text/html", "<html>canary</html>", "media type text/html"},
		"HTML without type":       {200, "", "<html>canary</html>", "not valid JSON"},
		"text":                    {200, "text/plain; charset=canary", "canary", "media type text/plain"},
		"foreign type":            {200, "application/canary", "canary", "that media type"},
		"malformed type":          {200, "canary;;;=", "canary", "that media type"},
		"string for object":       {200, json, `"canary"`, "the body: want an object, got a string"},
		"list for object":         {200, json, `[{"name":"canary"}]`, "the body: want an object, got a list"},
		"object for list":         {202, json, `{"canary":"canary"}`, "the body: want a list, got an object"},
		"object for integer":      {203, json, `{"canary":1}`, "the body: want an integer, got an object"},
		"fraction for integer":    {203, json, `1.5`, "the body: want an integer, got a number that is no integer"},
		"too large an integer":    {203, json, `9223372036854775808`, "the body: want an integer, got a number out of range"},
		"integer for string":      {206, json, `1`, "the body: want text, got a number"},
		"mistyped field":          {200, json, `{"name":{"canary":1}}`, "name: want text, got an object; count: missing"},
		"undocumented 2xx":        {207, json, `{"name":"canary"}`, "status 207"},
		"undocumented, no body":   {205, "", "", "status 205"},
		"XML error page":          {202, xml, "<error>canary</error>", "root element"},
		"XHTML":                   {202, xml, "<html xmlns='canary'><thing><name>canary</name></thing></html>", "root element"},
		"empty XML":               {202, xml, "", "empty"},
		"XML without root":        {202, xml, "<?xml version='1.0'?><!-- canary -->", "the body ends in the middle at byte 37"},
		"truncated XML":           {202, xml, "<things><thing><name>canary</name>", "things.thing[0]: the body ends in the middle at byte 35"},
		"XML with trailing text":  {202, xml, "<things><thing><name>a</name></thing></things> canary", "goes on after its end"},
		"two XML documents":       {202, xml, "<things><thing><name>a</name></thing></things><canary/>", "goes on after its end"},
		"XML with mistyped field": {202, xml, "<things><thing><count>canary</count></thing></things>", "things.thing[0].count: want an integer, got text that holds no number; things.thing[0].name: missing"},
		"JSON as XML":             {202, xml, `{"name":"canary"}`, "not XML: text before the root element, at byte 1"},
	} {
		t.Run(name, func(t *testing.T) {
			vendor := reply(test.status, test.contentType, test.body, "X-Request-Id", "r-1")
			res, err := ask(t.Context(), newClient(t, vendor), opPost(), nil)
			require.Nil(t, res)
			require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
			e := asError(t, err)
			require.Equal(t, test.status, e.StatusCode)
			require.Equal(t, test.body, string(e.Body))
			require.Equal(t, "r-1", e.RequestID)
			require.Equal(t, boxoffice.Answered, e.Delivery)
			require.Equal(t, 1, e.Attempts)
			require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, "the vendor may have created it")
			require.Contains(t, err.Error(), test.says)
			require.NotContains(t, err.Error(), "canary")
		})
	}
}

func TestRequiredHeadersHaveToBeThereAndTypedHeadersHaveToFit(t *testing.T) {
	const url = "https://pay.example/1"
	res, err := ask(t.Context(), newClient(t, reply(201, "", "", "location", url, "x-left", "-7", "X-FRESH", "true")), opPost(), nil)
	require.NoError(t, err)
	require.Equal(t, []any{url, int64(-7), true}, []any{res.Location, res.Left, res.Fresh})
	res, err = ask(t.Context(), newClient(t, reply(201, "text/html", "whatever", "Location", url)), opPost(), nil)
	require.NoError(t, err, "a status without documented content has no media type to compare")
	require.Equal(t, []any{url, int64(0), false}, []any{res.Location, res.Left, res.Fresh})

	res, err = ask(t.Context(), newClient(t, reply(201, "", "", "X-Left", "1")), opPost(), nil)
	require.Nil(t, res)
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	require.ErrorContains(t, err, "the required header Location is missing")
	require.Equal(t, "1", asError(t, err).Header.Get("X-Left"))

	for says, header := range map[string][2]string{
		"is text that holds no number, want an integer":          {"X-Left", "canary"},
		"is a number out of range, want an integer":              {"X-Left", "9223372036854775808"},
		"is text that is neither true nor false, want a boolean": {"X-Fresh", "T"},
	} {
		res, err := ask(t.Context(), newClient(t, reply(201, "", "", "Location", url, header[0], header[1])), opPost(), nil)
		require.NoError(t, err, "an optional header does not cost the answer")
		require.Equal(t, []any{url, int64(0), false}, []any{res.Location, res.Left, res.Fresh})
		require.Equal(t, []boxoffice.Problem{{Path: "header " + header[0], Text: says}}, res.Problems)
	}
	res, err = ask(t.Context(), newClient(t, reply(201, "", "", "Location", url, "X-Left", " 3.0 ", "X-Fresh", "1")), opPost(), nil)
	require.NoError(t, err, "the tolerances are those of a body")
	require.Equal(t, []any{int64(3), true}, []any{res.Left, res.Fresh})
}

func TestEveryStatusThatIsNoSuccessIsAnErrorWithTheVendorsOwnWords(t *testing.T) {
	for body, want := range map[string][2]string{
		`{"errorCode":4711,"message":"no such thing"}`:           {"4711", "no such thing"},
		`{"errorCode":"NOT_FOUND","message":"no such thing"}`:    {"NOT_FOUND", "no such thing"},
		`{"error_code":1.50,"error_description":"no"}`:           {"1.50", "no"},
		`{"code":"x","errorCode":"y","error":"e","message":"m"}`: {"y", "m"},
		`{"errorCode":null,"code":"x","message":"","error":"e"}`: {"x", "e"},
		`{"errorCode":{"a":1},"code":true,"message":["m"]}`:      {"", "m"},
		"\r\n {\"message\":\"m\"}":                               {"", "m"},
		`{"message":"m"`:                                         {"", ""},
		`["message"]`:                                            {"", ""},
		` [{"code":12,"message":"m"},{"code":13}]`:               {"12", "m"},
		`[{"error":{"code":12,"message":"m"}}]`:                  {"12", "m"},
		`[]`:                                                     {"", ""},
		`"message"`:                                              {"", ""},
		`null`:                                                   {"", ""},
		``:                                                       {"", ""},
		`<html>`:                                                 {"", ""},
		strings.Repeat("[", 20000):                               {"", ""},
		`{"code":` + strings.Repeat("[", 20000):                  {"", ""},
		`{"code":1e400,"message":"\ud800"}`:                      {"1e400", ""},
		`{"CODE":"folded","Message":"folded"}`:                   {"", ""},
		`{"code":"first","code":"second","message":"\u0000\u001b"}`: {"first", "\x00\x1b"},
	} {
		for _, status := range []int{300, 304, 400, 401, 404, 409, 418, 422, 500, 503, 599, 999} {
			if status == 304 {
				continue // has no body
			}
			res, err := ask(t.Context(), memoryClient(t, reply(status, "application/json", body)), opPost(), nil)
			require.Nil(t, res)
			e := asError(t, err)
			require.Equal(t, status, e.StatusCode)
			require.Equal(t, want, [2]string{e.Code, e.Message}, body)
			require.Equal(t, body, string(e.Body))
			require.NoError(t, e.Err, "an ordinary refusal has no cause")
		}
	}
	_, err := ask(t.Context(), newClient(t, reply(http.StatusNotModified, "", "")), opGet("/"), nil)
	require.Equal(t, 304, asError(t, err).StatusCode)
}

func TestTrust_AVendorsPackageCanRefineARefusal(t *testing.T) {
	client := newClient(t, reply(409, "application/json", `{"code":"17"}`))
	client.Refine = func(r *rest.Request, e *boxoffice.Error) {
		if r.Op.ID == "createThing" && e.Code == "17" {
			e.Err = safe.Errorf(boxoffice.ErrCredential, "the voucher is used")
		}
	}
	_, err := ask(t.Context(), client, opPost(), nil)
	require.ErrorIs(t, err, boxoffice.ErrCredential)
	require.ErrorIs(t, err, boxoffice.ErrConflict)
	_, err = ask(t.Context(), client, opGet("/things"), nil)
	require.NotErrorIs(t, err, boxoffice.ErrCredential)
}

// spent is a vendor's reason without a text that may be printed.
type spent struct{ voucher string }

func (s *spent) Error() string { return "voucher " + s.voucher + " is spent" }

func TestTrust_AReasonWithoutAPrintableTextLeavesItToTheStatus(t *testing.T) {
	for status, says := range map[int]string{
		400: "acme: createThing: answered 400 Bad Request (code 17)", 410: "acme: createThing: answered 410 Gone (code 17)", 418: "acme: createThing: answered 418 I'm a teapot (code 17)",
		500: "acme: createThing: answered 500 Internal Server Error (code 17) (outcome unknown)", 599: "acme: createThing: answered 599 (code 17) (outcome unknown)",
	} {
		for _, wrap := range []func(error) error{
			func(err error) error { return err }, func(err error) error { return fmt.Errorf("canary: %w", err) }, func(err error) error { return errors.Join(err, errors.New("canary")) },
		} {
			client := newClient(t, reply(status, "application/json", `{"code":"17"}`))
			client.Refine = func(_ *rest.Request, e *boxoffice.Error) { e.Err = wrap(&spent{"canary"}) }
			_, err := ask(t.Context(), client, opPost(), nil)
			require.EqualError(t, err, says)
			var reason *spent
			require.ErrorAs(t, err, &reason)
			require.Equal(t, "canary", reason.voucher)
			require.Equal(t, status == 410, errors.Is(err, boxoffice.ErrGone))
			require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, errors.Unwrap(err)), "canary")
		}
	}
}
