package main

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

func TestComposedSchemasAreShownWithTheirFieldsAndVariants(t *testing.T) {
	spec, err := probeapi.Spec()
	require.NoError(t, err)
	doc, err := openapi3.NewLoader().LoadFromData(spec)
	require.NoError(t, err)
	schemas := doc.Components.Schemas

	var shown []string
	for _, f := range variants(schemas["Payment"].Value) {
		shown = append(shown, f.Name+" "+f.Model)
	}
	require.Equal(t, []string{"method: card CardPayment", "method: gift VoucherPayment", "method: voucher VoucherPayment", "method: split SplitPayment"}, shown)
	properties, required := together(schemas["SpecialThing"].Value)
	require.Len(t, properties, 3)
	require.ElementsMatch(t, []string{"name", "colour", "size"}, required)

	catalogue := schemas["Catalogue"].Value.Properties
	_, model := typeWords(catalogue["main"])
	require.Equal(t, "LocalText", model, "a reference that may be null")
	words, model := typeWords(catalogue["pets"])
	require.Equal(t, "object whose values are Pet", words+" "+model)
	words, _ = typeWords(catalogue["any"])
	require.Equal(t, "any value", words)
	require.Equal(t, []string{"CardPayment", "SplitPayment", "VoucherPayment"}, partsOf(&openapi3.SchemaRef{Value: schemas["Payment"].Value}))
}
