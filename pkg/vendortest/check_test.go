package vendortest_test

import (
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

func TestTheNearestOperationOfAPathIsNotTheOneThatTakesItsLongEnd(t *testing.T) {
	r := &recorder{}
	s := vendortest.New(r, vendortest.Document(specs.VenueManager), vendortest.InMemory())
	t.Cleanup(s.Close)
	got := send(t, s, "GET /api/core/catalog/categoriez/"+strings.Repeat("x", 80))
	if !strings.Contains(got.body, "the nearest is GET /catalog/categories (listCategories)") {
		t.Errorf("%s", got)
	}
}

func TestABadRequestFailsTheTestAndNamesThePlace(t *testing.T) {
	s, r := newToy(t)
	for _, c := range []struct {
		request []string
		want    []string
	}{
		{[]string{"GET /api/things?limit=0", key}, []string{
			"toy listThings: query parameter limit must be at least 1",
			"toy listThings: header parameter X-Client-Version is required and missing, must be a string",
		}},
		{[]string{"GET /api/things?limit=101", key, version}, []string{"toy listThings: query parameter limit must be at most 100"}},
		{[]string{"GET /api/things?limit=x", key, version}, []string{"toy listThings: query parameter limit must be an integer, is a string"}},
		{[]string{"GET /api/things?limit=1.5", key, version}, []string{"toy listThings: query parameter limit must be an integer, is a fraction"}},
		{[]string{"GET /api/things?limit=%201", key, version}, []string{"toy listThings: query parameter limit must be an integer, is a string"}},
		{[]string{"GET /api/things?limit=1&limit=2", key, version}, []string{"toy listThings: query parameter limit must be given once, is given 2 times"}},
		{[]string{"GET /api/things?active=yes", key, version}, []string{"toy listThings: query parameter active must be a boolean, is a string"}},
		{[]string{"GET /api/things?ids=1,x", key, version}, []string{"toy listThings: query parameter ids[1] must be an integer, is a string"}},
		{[]string{"GET /api/things?ids=1&ids=2", key, version}, []string{"toy listThings: query parameter ids must be given once with its elements separated by commas, is given 2 times"}},
		{[]string{"GET /api/things?tags=a&tags=c", key, version}, []string{"toy listThings: query parameter tags[1] must be one of a, b"}},
		{[]string{"GET /api/things?tags=a&tags=b&tags=a", key, version}, []string{"toy listThings: query parameter tags must have at most 2 items, has 3"}},
		{[]string{"GET /api/things?Limit=1", key, version}, []string{"toy listThings: query parameter Limit is not documented; documented: active, ids, limit, output, tags"}},
		{[]string{"GET /api/things?limit=%zz", key, version}, []string{"toy listThings: query must be escaped, has a % that begins no escape or a semicolon"}},
		{[]string{"GET /api/things", key, "X-Client-Version: three"}, []string{"toy listThings: header parameter X-Client-Version must match ^[0-9]+$"}},
		{[]string{"GET /api/things", key, version, version}, []string{"toy listThings: header parameter X-Client-Version must be given once, is given 2 times"}},
		{[]string{"GET /api/things", key, version, "", "x"}, []string{"toy listThings: body is not documented: the operation takes none"}},
		{[]string{"GET /api/things/" + strings.Repeat("x", 21)}, []string{"toy getThing: path value thing must have at most 20 characters, has 21"}},
		{[]string{"POST /api/things", version}, []string{"toy createThing: body is required and missing, must be application/json, application/x-www-form-urlencoded"}},
		{[]string{"POST /api/things", version, "", "{}"}, []string{"toy createThing: body must be application/json, application/x-www-form-urlencoded; it names no Content-Type"}},
		{[]string{"POST /api/things", version, "Content-Type: text/xml", "", "<a/>"}, []string{"toy createThing: body must be application/json, application/x-www-form-urlencoded"}},
		{[]string{"POST /api/things", version, isJSON, "", "{"}, []string{"toy createThing: body must be one JSON value, is not JSON"}},
		{[]string{"POST /api/things", version, isJSON, "", `{"id":1}{}`}, []string{"toy createThing: body must be one JSON value, is not JSON"}},
		{[]string{"POST /api/things", version, isJSON, "", `[]`}, []string{"toy createThing: body must be an object, is an array"}},
		{[]string{"POST /api/things", version, isJSON, "", `{"id":null,"ok":1,"name":"abcdef","counts":{"a":1,"b":1.5}}`}, []string{
			"toy createThing: body field counts.b must be an integer, is a fraction",
			"toy createThing: body field id must not be null",
			"toy createThing: body field name must have at most 5 characters, has 6",
			"toy createThing: body field ok must be a boolean, is a number",
		}},
		{[]string{"POST /api/things", version, isJSON, "", `{"id":9223372036854775808}`}, []string{"toy createThing: body field id must fit into 64 bits"}},
		{[]string{"POST /api/things", version, "Content-Type: application/x-www-form-urlencoded", "", "id=x&ok=true"}, []string{"toy createThing: body field id must be an integer, is a string"}},
		{[]string{"POST /api/things", version, "Content-Type: application/x-www-form-urlencoded", "", "id=%zz"}, []string{"toy createThing: body must be a form, has a % that begins no escape"}},
		{[]string{"PUT /api/secrets/1?pin=1", "Authorization: Basic dTpw", isJSON, "", `{"password":"012345678901234567890123456789","kind":"a","more":1}`}, []string{
			"toy putSecret: body field more is not documented; documented: kind, node, password",
		}},
		{[]string{"PUT /api/secrets/1?pin=", "Authorization: Basic dTpw", isJSON, "", `{"password":"012345678901234567890123456789","kind":"a","node":{"next":{"next":{"n":""}}}}`}, []string{
			"toy putSecret: query parameter pin is required and empty, must be a string",
			"toy putSecret: body field node.next.next.n must be an integer, is a string",
		}},
	} {
		if got := send(t, s, c.request...); got.status != 400 || got.header.Get("Content-Type") != "application/json" || got.body == "" {
			t.Errorf("%q: answered %s", c.request, got)
		}
		expect(t, r, c.want...)
	}
}

func TestAGoodRequestIsNoViolation(t *testing.T) {
	s, _ := newToy(t)
	for _, request := range [][]string{
		{"GET /api/things?ids=1,2,9007199254740993&tags=a&tags=b&limit=100&active=false", key, version},
		{"GET /sandbox/api/things", key, version},
		{"POST /api/things", version, isJSON, "", `{"id":9223372036854775807,"name":null,"unlisted":[]}`},
		{"POST /api/things", version, "Content-Type: application/json; charset=utf-8", "", `{"id":1e2}`},
		{"POST /api/things", version, key, "Content-Type: application/x-www-form-urlencoded", "", `id=1&ok=true&name=abc`},
		{"DELETE /api/things/x"},
		{"POST /api/optional"},
		{"POST /api/optional", "Authorization: Basic dTpw", isJSON, "", `{}`},
	} {
		if got := send(t, s, request...); got.status > 299 {
			t.Errorf("%q: answered %s", request, got)
		}
	}
}

func TestAnUnknownPathOrMethodIsAViolation(t *testing.T) {
	s, r := newToy(t)
	for _, c := range []struct {
		request, want string
		status        int
	}{
		{"GET /things", "toy GET /things is no path of the specification; it is one below the base path /api", 404},
		{"GET /api/thing", "toy GET /api/{?} is no path of the specification; the nearest is GET /things (listThings)", 404},
		{"GET /api/things/a/b", "toy GET /api/things/{?}/{?} is no path of the specification; the nearest is GET /things/{thing} (getThing)", 404},
		{"GET /", "toy GET / is no path of the specification", 404},
		{"PUT /api/secrets/", "toy PUT /api/secrets/ is no path of the specification; the nearest is PUT /secrets/{code} (putSecret)", 404},
		{"GET /apithings", "toy GET /{?} is no path of the specification", 404},
		{"PATCH /api/things/x", "toy PATCH /things/{thing} has no such method, only DELETE, GET", 405},
		{"DELETE /api/things/new", "toy DELETE /things/new has no such method, only GET", 405},
		{"BREW /api/things", "toy another method /things has no such method, only GET, POST", 405},
	} {
		got := send(t, s, c.request)
		if got.status != c.status || !strings.Contains(got.body, strings.TrimPrefix(c.want, "toy ")) {
			t.Errorf("%s: answered %s", c.request, got)
		}
		if c.status == 405 && got.header.Get("Allow") == "" {
			t.Errorf("%s: no Allow header", c.request)
		}
		expect(t, r, c.want)
	}
}

func TestPathsAreMatchedAsTheyAreWritten(t *testing.T) {
	s, _ := newToy(t)
	for request, want := range map[string][2]string{
		"GET /api/things/":              {"listThingsWithASlash", ""},
		"GET /api/things/new":           {"getNewThing", ""},
		"GET /api/things/old":           {"getThing", "old"},
		"GET /api/things/a%2Fb%20c%3F":  {"getThing", "a/b c?"},
		"GET /api/things/%252F":         {"getThing", "%2F"},
		"GET /api/things/%2E%2E":        {"getThing", ".."},
		"GET /api/things/%C3%A5":        {"getThing", "å"},
		"DELETE /api/things/listThings": {"deleteThing", "listThings"},
	} {
		send(t, s, request)
		all := s.Requests()
		got := all[len(all)-1]
		if got.Operation != want[0] || got.PathValues["thing"] != want[1] || !strings.HasSuffix(request, got.Path) {
			t.Errorf("%s: %s with %q at %s", request, got.Operation, got.PathValues, got.Path)
		}
	}
}

var leaked = map[[2]string]string{
	{"GET /api/things/1", "Authorization: Bearer x"}:         "getThing: header Authorization carries a credential, and the operation is anonymous",
	{"GET /api/things/1", key}:                               "getThing: header X-Toy-Key carries a credential, and the operation is anonymous",
	{"GET /api/things/1", "X-API-Key: x"}:                    "getThing: header X-Api-Key carries a credential, and the operation is anonymous",
	{"DELETE /api/things/1", "Proxy-Authorization: Basic x"}: "deleteThing: header Proxy-Authorization carries a credential, and the operation is anonymous",
}

func TestACredentialWhereNoneBelongsIsAWarning(t *testing.T) {
	s, r := newToy(t)
	for request, want := range leaked {
		if got := send(t, s, request[0], request[1]); got.status > 299 {
			t.Errorf("%q: answered %s", request, got)
		}
		if warnings := s.Warnings(); named.ReplaceAllString(warnings[len(warnings)-1].String(), "") != want {
			t.Errorf("%q: warned of %q", request, warnings)
		}
		if log := r.logs[len(r.logs)-1]; !strings.Contains(log, "toy "+want) {
			t.Errorf("%q: the log says %s", request, log)
		}
	}
	send(t, s, "GET /api/things", version, key, "Authorization: Basic dTpw")
	send(t, s, "POST /api/things", version, "Authorization: Basic dTpw", isJSON, "", `{"id":1}`)
	for i, want := range []string{"listThings", "createThing"} {
		if got := named.ReplaceAllString(s.Warnings()[len(leaked)+i].String(), ""); got != want+": header Authorization carries a credential that the operation does not take" {
			t.Errorf("warned of %q", got)
		}
	}
	if len(s.Violations()) > 0 {
		t.Errorf("violations: %q", s.Violations())
	}
	send(t, s, "POST /api/optional", "Authorization: Bearer dTpw")
	expect(t, r, "toy postOptional: header Authorization carries a credential of a kind that the operation does not take")
}

func TestAnEmptyObjectWhereNoBodyIsDocumentedIsAWarning(t *testing.T) {
	s, _ := newToy(t)
	for i, request := range [][]string{
		{"GET /api/things/1", isJSON, "", "{}"},
		{"GET /api/things", key, version, "", " { }\n"},
		{"DELETE /api/things/1", isJSON, "", "{}"},
	} {
		if got := send(t, s, request...); got.status > 299 {
			t.Errorf("%q: answered %s", request, got)
		}
		warnings := s.Warnings()
		if len(warnings) != i+1 || warnings[i].Where != "body" || warnings[i].Problem != "is not documented: the operation takes none" {
			t.Errorf("%q: warned of %q", request, warnings)
		}
	}
	if len(s.Violations()) > 0 {
		t.Errorf("violations: %q", s.Violations())
	}
}

func TestAnyOtherBodyWhereNoneIsDocumentedIsAViolation(t *testing.T) {
	s, r := newToy(t)
	for _, body := range []string{"x", "{", "[]", "null", "{}{}", `{"a":1}`} {
		if got := send(t, s, "DELETE /api/things/1", isJSON, "", body); got.status != 400 {
			t.Errorf("%s: answered %s", body, got)
		}
		expect(t, r, "toy deleteThing: body is not documented: the operation takes none")
	}
}

func TestAStrictFakeRefusesWhatIsOtherwiseAWarning(t *testing.T) {
	s, r := newToy(t, vendortest.Strict())
	for request, want := range leaked {
		if got := send(t, s, request[0], request[1]); got.status != 400 {
			t.Errorf("%q: answered %s", request, got)
		}
		expect(t, r, "toy "+want)
	}
	if got := send(t, s, "DELETE /api/things/1", isJSON, "", "{}"); got.status != 400 {
		t.Errorf("answered %s", got)
	}
	expect(t, r, "toy deleteThing: body is not documented: the operation takes none")
	if len(s.Warnings()) > 0 {
		t.Errorf("warnings: %q", s.Warnings())
	}
}

func TestACredentialOfTheWrongKindIsAnsweredAndNoViolation(t *testing.T) {
	s, _ := newToy(t)
	body := []string{isJSON, "", `{"password":"012345678901234567890123456789","kind":"a"}`}
	for _, authorization := range []string{"X-Nothing: 1", "Authorization: Bearer dTpw", "Authorization: Basic !", "Authorization: Basic dTo=", "Authorization: Basic OnA="} {
		got := send(t, s, append([]string{"PUT /api/secrets/1?pin=1", authorization}, body...)...)
		if got.status != 401 || !strings.Contains(got.body, "credential") {
			t.Errorf("%s: answered %s", authorization, got)
		}
	}
	if got := send(t, s, "GET /api/things", version).String(); got != `403 {"error": "no"}` {
		t.Errorf("answered %s", got)
	}
	if got := send(t, s, append([]string{"PUT /api/secrets/1?pin=1", "Authorization: Basic dTpw"}, body...)...); got.status != 204 {
		t.Errorf("answered %s", got)
	}
}

func TestWhatTheFakeCouldNotCheckIsRefusedAtTheStart(t *testing.T) {
	for problem, spec := range map[string]string{
		"schema keyword not":   `{"paths":{},"components":{"schemas":{"A":{"not":{}}}}}`,
		"pattern":              `{"paths":{},"components":{"schemas":{"A":{"pattern":"(?!x)"}}}}`,
		"leads nowhere":        `{"paths":{"/a":{"get":{"operationId":"a","parameters":[{"$ref":"#/components/parameters/B"}]}}}}`,
		"missing or not":       `{"paths":{"/a":{"get":{}}}}`,
		"is not defined":       `{"paths":{"/a":{"get":{"operationId":"a","security":[{"b":[]}]}}}}`,
		"not a whole segment":  `{"paths":{"/a.{b}":{"get":{"operationId":"a"}}}}`,
		"only path, query, he": `{"paths":{"/a":{"get":{"operationId":"a","parameters":[{"name":"c","in":"query","content":{"application/xml":{"schema":{}}}}]}}}}`,
		"server URL that is":   `{"servers":[{"url":"https://{x}.example.com"}],"paths":{}}`,
		"x-usual can be path-": `{"paths":{"/a":{"get":{"operationId":"a","responses":{"200":{"content":{"application/json":{"examples":{"b":{"x-usual":"c"}}}}}}}}}}`,
		"cannot be read":       `{`,
	} {
		_, err := vendortest.Start(vendortest.Document{Name: "toy", Spec: func() ([]byte, error) { return []byte(spec), nil }})
		if err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%s: %v", problem, err)
		}
	}
}
