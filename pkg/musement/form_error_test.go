package musement_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// refused is the error of a call that is answered with the reply.
func refused(t *testing.T, reply vendortest.Reply) error {
	t.Helper()
	fake := newFake(t)
	reply.Undocumented = true
	fake.Reply("createActivity", reply)
	_, err := newClient(t, fake, maria).CreateActivity(context.Background(), musementapi.CreateActivityRequest{})
	require.Error(t, err)
	return err
}

func TestTheFieldsOfARefusedFormAreInTheErrorWithOneMessageEach(t *testing.T) {
	err := refused(t, vendortest.Reply{Status: http.StatusBadRequest, Body: `{"code":"-1","global_error_message":"The form has errors","errors":[
		{"field_name":"cutoff_time","field_error_message":"Not a duration."},
		{"field_name":"cutoff_time","field_error_message":"Too short."},
		{"field_name":"city"},
		{"field_error_message":"Something is wrong."}]}`})
	var form *musement.FormError
	require.ErrorAs(t, err, &form)
	require.Equal(t, "The form has errors", form.Message)
	require.Equal(t, []musement.FieldError{
		{Name: "cutoff_time", Message: "Not a duration."},
		{Name: "cutoff_time", Message: "Too short."},
		{Name: "city"},
		{Message: "Something is wrong."},
	}, form.Fields)
	require.True(t, form.Names("city"))
	require.False(t, form.Names("title"))

	require.ErrorIs(t, err, boxoffice.ErrBadRequest)
	require.Equal(t, "-1", boxoffice.AsError(err).Code)
	require.Equal(t, "The form has errors", boxoffice.AsError(err).Message)
	require.EqualError(t, err, "musement: createActivity: answered 400 Bad Request (code -1): the form is refused for 4 fields (among them cutoff_time, city)")
}

func TestAFormErrorNamesTheFieldsThatTheRequestHasAndNoOthers(t *testing.T) {
	for names, want := range map[string]string{
		`"cutoff_time"`:                      "for 1 field (cutoff_time)",
		`"cutoff_time","city","cutoff_time"`: "for 3 fields (cutoff_time, city)",
		`"cutoff_time","geheim"`:             "for 2 fields (among them cutoff_time)",
		`"geheim","City"`:                    "for 2 fields",
		`"city.geheim","geheim.city"`:        "for 2 fields",
		`"cutoff_time[0]"`:                   "for 1 field (cutoff_time[0])",
		`"cutoff_time[geheim]"`:              "for 1 field",
		`"0","[1]",".",""`:                   "for 4 fields",
		`"field_name"`:                       "for 1 field",
	} {
		var fields []string
		for name := range strings.SplitSeq(names, ",") {
			fields = append(fields, `{"field_name":`+name+`,"field_error_message":"geheim"}`)
		}
		err := refused(t, vendortest.Reply{Status: http.StatusBadRequest, Body: `{"code":"-1","errors":[` + strings.Join(fields, ",") + `]}`})
		require.EqualError(t, err, "musement: createActivity: answered 400 Bad Request (code -1): the form is refused "+want, names)
	}
}

func TestAFormErrorPrintsNothingOfTheVendors(t *testing.T) {
	err := refused(t, vendortest.Reply{Status: http.StatusUnprocessableEntity, Body: `{"global_error_message":"geheim","errors":[{"field_name":"geheim","field_error_message":"geheim"}]}`})
	var form *musement.FormError
	require.ErrorAs(t, err, &form)
	var text strings.Builder
	slog.New(slog.NewJSONHandler(&text, nil)).Error("x", slog.Any("form", form), slog.Any("err", err))
	slog.New(slog.NewTextHandler(&text, nil)).Error("x", slog.Any("form", form), slog.Any("err", err))
	_, _ = fmt.Fprintf(&text, "%v %+v %#v %s %q %x %d", form, form, form, form, form, form, form)
	require.NotContains(t, text.String(), "geheim")
	require.Contains(t, text.String(), "the form is refused for 1 field")
	require.EqualError(t, &musement.FormError{}, "the form is refused")
}

func TestARefusalThatIsNoFormIsNoFormError(t *testing.T) {
	for _, body := range []string{
		`{"code":"1401","message":"Not authenticated"}`, `{"code":1401}`, ``, `null`, `[]`, `"text"`, `<html>`, `{"errors":"no"}`, `{"errors":null}`,
	} {
		err := refused(t, vendortest.Reply{Status: http.StatusBadRequest, Body: body, MediaType: "application/json"})
		var form *musement.FormError
		require.NotErrorAs(t, err, &form, body)
		require.ErrorIs(t, err, boxoffice.ErrBadRequest, body)
	}
}

func TestTheEchoOfAPasswordIsTakenOutOfARefusedRegistration(t *testing.T) {
	fake := newFake(t)
	const password = `pass"wo<rd & ünsichtbar`
	echo, err := json.Marshal(map[string]any{"global_error_message": "Refused: " + password, "errors": []any{
		map[string]string{"field_name": "password", "field_error_message": "»" + password + "« is too simple."},
	}})
	require.NoError(t, err)
	fake.Reply("registerSupplier", vendortest.Reply{Status: http.StatusBadRequest, Body: echo, Header: http.Header{"X-Request-Id": {password}}})
	registration := registration()
	registration.Password, registration.Email = password, "new@example.com"
	_, err = newClient(t, fake, musement.Anonymous{}).RegisterSupplier(context.Background(), registration)
	var form *musement.FormError
	require.ErrorAs(t, err, &form)
	require.Equal(t, "Refused: [redacted]", form.Message)
	require.Equal(t, []musement.FieldError{{Name: "password", Message: "»[redacted]« is too simple."}}, form.Fields, "the rest can be shown")
	e := boxoffice.AsError(err)
	require.NotContains(t, fmt.Sprint(string(e.Body), e.Header, e.Message, e.RequestID), "nsichtbar")
}

func registration() musementapi.RegisterSupplierRequest {
	return musementapi.RegisterSupplierRequest{
		Firstname: "Luigi", Lastname: "Verdi", CompanyLegalName: "Esempio S.r.l.", CompanyName: "Esempio",
		Address: "Via Esempio 1", ZipCode: "20121", City: "Milan", CountryCode: "IT", DefaultCurrency: "EUR",
	}
}
