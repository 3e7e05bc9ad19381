package contract

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

func TestARefusalIsHeldToWhatTheVendorDocuments(t *testing.T) {
	t.Parallel()
	documented := Refusal{Status: 404, Code: "12", Message: "No such order."}
	same := boxoffice.Error{StatusCode: 404, Code: "12", Message: "No such order.", Delivery: boxoffice.Answered}
	held := func(want Refusal, change func(*boxoffice.Error)) []string {
		e := same
		change(&e)
		return trial(func(t require.TestingT) { Refused(t, &e, want) })
	}
	require.Empty(t, held(documented, func(*boxoffice.Error) {}))
	for name, change := range map[string]func(*boxoffice.Error){
		"status":   func(e *boxoffice.Error) { e.StatusCode = 410 },
		"code":     func(e *boxoffice.Error) { e.Code = "" },
		"message":  func(e *boxoffice.Error) { e.Message = "Not found." },
		"delivery": func(e *boxoffice.Error) { e.Delivery = boxoffice.MaybeDelivered },
	} {
		require.NotEmpty(t, held(documented, change), name)
	}
	documented.Also = func(t require.TestingT, _ error) { require.Fail(t, "not so") }
	require.NotEmpty(t, held(documented, func(*boxoffice.Error) {}))
	require.NotEmpty(t, trial(func(t require.TestingT) { Refused(t, http.ErrNoCookie, documented) }))
}

func TestTheCasesOfAnOperationAreItsSuccessAndItsRefusals(t *testing.T) {
	t.Parallel()
	var answer any
	var err error
	cases := Operation[int]{
		ID: "getOrder", Call: func(int) (any, error) { return answer, err }, Want: `{"id":1}`, Live: true,
		Refusals: []Refusal{{Status: 404}, {Name: "gone", Status: 410, Example: "old"}},
	}.Cases(func(require.TestingT, *http.Client) int { return 0 })
	require.Len(t, cases, 3)
	for i, want := range []string{"getOrder", "getOrder.not-found", "getOrder.gone"} {
		require.Equal(t, want, cases[i].title())
		require.Equal(t, i == 0, cases[i].Live)
	}
	require.Equal(t, 410, cases[2].Status)
	require.Equal(t, "old", cases[2].Example)

	passes := func(c Case) bool { return len(trial(func(t require.TestingT) { c.Run(t, nil) })) == 0 }
	answer = map[string]int{"id": 1}
	require.True(t, passes(cases[0]))
	require.False(t, passes(cases[1]))
	answer, err = nil, &boxoffice.Error{Operation: "getOrder", StatusCode: 404, Delivery: boxoffice.Answered}
	require.False(t, passes(cases[0]))
	require.True(t, passes(cases[1]))
	answer = "something"
	require.False(t, passes(cases[1]), "a refusal comes with nothing else")
	answer, err = nil, &boxoffice.Error{Operation: "getEvent", StatusCode: 404, Delivery: boxoffice.Answered}
	require.False(t, passes(cases[1]), "an error names its operation")
}
