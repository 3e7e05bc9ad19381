package rest_test

import (
	"fmt"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// The three ways in which a specification can ask for a property. Other is there in
// every answer: one without any documented property is no success.
type (
	required[T any] struct {
		Other string `json:"other,omitzero"`
		V     T      `json:"v"`
	}
	nullable[T any] struct {
		Other string `json:"other,omitzero"`
		V     T      `json:"v" api:"nullable"`
	}
	optional[T any] struct {
		Other string `json:"other,omitzero"`
		V     T      `json:"v,omitzero"`
	}
)

// readAs says what an answer with or without the value reads as.
func readAs[S any](t *testing.T, value string) string {
	t.Helper()
	body := `{"other":"x"}`
	if value != "" {
		body = `{"other":"x","v":` + value + `}`
	}
	var response boxoffice.Response
	client := newClient(t, reply(200, "application/json", body))
	got, err := rest.Object[S](t.Context(), client.Request(opPost(), []boxoffice.CallOption{boxoffice.WithResponse(&response)}))
	switch {
	case err != nil:
		require.ErrorContains(t, err, "response: v: ", body)
		return "error"
	case len(response.Problems) > 0:
		require.Equal(t, "v", response.Problems[0].Path)
		return "problem"
	}
	switch v := reflect.ValueOf(*got).FieldByName("V"); {
	case v.Kind() == reflect.String:
		return fmt.Sprintf("%q", v.String())
	case v.Kind() == reflect.Slice && !v.IsNil():
		return "[]"
	case v.Kind() == reflect.Struct:
		return "{}"
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return "a value"
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Pointer:
		return "nil"
	default:
		return fmt.Sprint(v.Interface())
	}
}

func row[T any](t *testing.T, kind, empty string) string {
	t.Helper()
	line := fmt.Sprintf("%-10s", kind)
	for _, value := range []string{"", "null", empty} {
		line += fmt.Sprintf(" %-24s", strings.Join([]string{readAs[required[T]](t, value), readAs[nullable[T]](t, value), readAs[optional[T]](t, value), readAs[optional[*T]](t, value)}, "; "))
	}
	return strings.TrimRight(line, " ")
}

// What absent, null and empty read as is documented per kind of field.
func TestAbsentNullAndEmptyReadAsDocumented(t *testing.T) {
	documented, err := exec.CommandContext(t.Context(), "go", "doc", "github.com/boxoffice-go/boxoffice/pkg/boxoffice.Problem").Output()
	require.NoError(t, err)
	for _, line := range []string{
		row[string](t, "text", `""`), row[boxoffice.Date](t, "date", `""`), row[boxoffice.Decimal](t, "decimal", `""`), row[int64](t, "integer", `""`),
		row[float64](t, "number", `""`), row[bool](t, "flag", `""`), row[[]int64](t, "list", "[]"), row[struct {
			A string `json:"a,omitzero"`
		}](t, "object", "[]"),
	} {
		require.Contains(t, string(documented), line)
	}
}
