package rest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

type sale struct {
	ID    int64             `json:"id"             xml:"id"`
	Price boxoffice.Decimal `json:"price"          xml:"price"`
	Code  string            `json:"code,omitzero"  xml:"code"`
	Lines []thing           `json:"lines,omitzero" xml:"line"`
}

func sell(t *testing.T, status int, contentType, body string, response *boxoffice.Response) (*sale, error) {
	t.Helper()
	op := opPost()
	op.Successes = []int{201}
	client := newClient(t, reply(status, contentType, body))
	return rest.Object[sale](t.Context(), client.Request(op, []boxoffice.CallOption{boxoffice.WithResponse(response)}))
}

func TestTheErrorOfASuccessThatCannotBeReadHasThePartThatCan(t *testing.T) {
	const jsonType = "application/json"
	for name, test := range map[string]struct {
		status            int
		contentType, body string
		want              sale
	}{
		"a price of null":            {201, jsonType, `{"id":7,"price":null}`, sale{ID: 7}},
		"an empty price":             {201, jsonType, `{"id":7,"price":""}`, sale{ID: 7}},
		"no price":                   {201, jsonType, `{"id":7}`, sale{ID: 7}},
		"a list of which one is bad": {201, jsonType, `{"id":7,"price":"2.50","lines":[{"name":"a","count":1},null,{"name":"c","count":1}]}`, sale{ID: 7, Price: "2.50", Lines: []thing{{"a", 1}}}},
		"another success":            {200, jsonType, `{"id":7,"price":2}`, sale{ID: 7, Price: "2"}},
		"another media type":         {201, "image/png", `{"id":7,"price":2}`, sale{ID: 7, Price: "2"}},
		"a body that breaks off":     {201, jsonType, `{"id":7,"price":2.5`, sale{ID: 7}},
		"a body that goes on":        {201, jsonType, `{"id":7,"price":2} <!-- 12 ms -->`, sale{ID: 7, Price: "2"}},
		"a key twice":                {201, jsonType, `{"price":2,"id":7,"id":8}`, sale{Price: "2"}},
	} {
		t.Run(name, func(t *testing.T) {
			var response boxoffice.Response
			value, err := sell(t, test.status, test.contentType, test.body, &response)
			require.Nil(t, value)
			require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown)
			part, ok := boxoffice.Partial[*sale](err)
			require.True(t, ok)
			require.Equal(t, &test.want, part)
			same, ok := boxoffice.Partial[sale](err)
			require.True(t, ok)
			require.Equal(t, test.want, same)
			_, ok = boxoffice.Partial[*thing](err)
			require.False(t, ok, "another type")
			require.Equal(t, test.body, string(asError(t, err).Body))
			require.Equal(t, test.status, response.StatusCode)
		})
	}
}

func TestTheErrorOfABodyThatTheConnectionCutsHasThePartThatArrived(t *testing.T) {
	for body, want := range map[string]*sale{
		`{"id":7,"price":2}`:     {ID: 7, Price: "2"},
		`{"id":7,"price":2.5`:    {ID: 7},
		`{"id":7,"code":"abc`:    {ID: 7},
		`{"id":7`:                nil,
		`{"error":"canary"}`:     nil,
		"<html>":                 nil,
		`{"id":7,"price":2}{"id`: {ID: 7, Price: "2"},
	} {
		op := opPost()
		op.Successes = []int{201}
		client := newClient(t, reply(201, "application/json", body, "Content-Length", "100"))
		value, err := rest.Object[sale](t.Context(), client.Request(op, nil))
		require.Nil(t, value)
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, body)
		require.ErrorContains(t, err, "the body broke off")
		require.Equal(t, body, string(asError(t, err).Body))
		part, ok := boxoffice.Partial[*sale](err)
		require.Equal(t, want != nil, ok, body)
		require.Equal(t, want, part, body)
	}
}

func TestThereIsNoPartWhereNothingCouldBeRead(t *testing.T) {
	for _, body := range []string{"", "null", "[]", `"x"`, "<html>", `{"error":"Sold out"}`, `{"id":null}`, `{"id":"x"}`, `{"id":7`, `[{"id":7}]`, "{}", "<br />{\"id\":7}"} {
		_, err := sell(t, 201, "application/json", body, new(boxoffice.Response))
		require.ErrorIs(t, err, boxoffice.ErrOutcomeUnknown, body)
		_, ok := boxoffice.Partial[*sale](err)
		require.False(t, ok, body)
	}
	_, err := sell(t, 404, "application/json", `{"id":7,"price":2}`, new(boxoffice.Response))
	_, ok := boxoffice.Partial[*sale](err)
	require.False(t, ok, "a refusal is no success")
	_, ok = boxoffice.Partial[*sale](nil)
	require.False(t, ok)
}

func TestThePartOfAListEndsBeforeWhatCannotBeRead(t *testing.T) {
	get := func(contentType, body string) ([]thing, error) {
		client := newClient(t, reply(200, contentType, body))
		return rest.List[thing](t.Context(), client.Request(opGet("/things"), nil))
	}
	for contentType, body := range map[string]string{
		"application/json": `[{"name":"a","count":1},{"name":"b"},null,{"name":"d","count":4}]`,
		"application/xml":  `<things><thing><name>a</name><count>1</count></thing><thing><name>b</name></thing><thing/><thing><name>d</name><count>4</count></thing></things>`,
	} {
		list, err := get(contentType, body)
		require.Nil(t, list)
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		part, ok := boxoffice.Partial[[]thing](err)
		require.True(t, ok)
		require.Equal(t, []thing{{"a", 1}, {"b", 0}}, part)
	}
	_, err := get("application/json", `[null]`)
	_, ok := boxoffice.Partial[[]thing](err)
	require.False(t, ok)
}

func TestEveryValueThatCouldNotBeReadIsToldByItsPath(t *testing.T) {
	var response boxoffice.Response
	_, err := sell(t, 201, "application/json", `{"id":"canary","price":"canary","code":["canary"],"lines":[{"name":1}]}`, &response)
	require.Error(t, err)
	var paths []string
	for _, p := range response.Problems {
		require.NotContains(t, p.Text, "canary")
		paths = append(paths, p.Path)
	}
	require.ElementsMatch(t, []string{"id", "price", "code", "lines[0].name", "lines[0].count"}, paths)
}
