package probe_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/probe/probeapi"
)

func TestMapsFreeObjectsAndNullsAreReadAsTheyCome(t *testing.T) {
	v := &vendor{body: `{"names":{"de":{"text":"Tisch"},"":{"text":""}},"lists":{"de":[{"text":"a"}]},"labels":{"en":"Table","fr":null},` +
		`"extra":{"width": 1.50,"big":12345678901234567890},"open":{},"any":[1,null],"notes":{"a":{"b":1e400}},"main":null,"second":{"text":"zwei"},` +
		`"special":{"name":"n","colour":"c","size":3},"pets":{"rex":{"tricks":3,"kind":"Dog"}}}`}
	c, err := client(t, v).GetCatalogue(t.Context())
	require.NoError(t, err)
	assert.Equal(t, map[string]probeapi.LocalText{"de": {Text: "Tisch"}, "": {}}, c.Names)
	assert.Equal(t, "a", c.Lists["de"][0].Text)
	assert.Nil(t, c.Labels["fr"])
	assert.Equal(t, "Table", *c.Labels["en"])
	assert.Equal(t, `{"width": 1.50,"big":12345678901234567890}`, string(c.Extra), "numbers stay exact")
	assert.Equal(t, `{}`, string(c.Open))
	assert.Equal(t, `[1,null]`, string(c.Any))
	assert.Equal(t, `{"b":1e400}`, string(c.Notes["a"]))
	assert.Zero(t, c.Main)
	assert.Equal(t, "zwei", c.Second.Text)
	assert.Equal(t, probeapi.SpecialThing{Name: "n", Colour: "c", Size: 3}, c.Special)
	assert.Equal(t, probeapi.Dog{Kind: "Dog", Tricks: 3}, c.Pets["rex"].Value())
}

func TestWhatIsRequiredInsideMapsAndVariantsIsMissedByItsPath(t *testing.T) {
	for body, says := range map[string]string{
		`{"names":{"de":{"text":"a"},"fr":{}}}`:                  `names["fr"].text: missing`,
		`{"names":{"someone@example.com":{}}}`:                   `names{0}.text: missing`,
		`{"names":{},"lists":{"pt-BR":[{"text":"a"},{}]}}`:       `lists["pt-BR"][1].text: missing`,
		`{"names":{},"special":{"name":"a","colour":"b"}}`:       `special.size: missing`,
		`{"names":{},"second":{}}`:                               `second.text: missing`,
		`{"names":{},"pets":{"rex":{"kind":"Dog"}}}`:             `pets["rex"].tricks: missing`,
		`{"names":{},"pets":{"rex":{"tricks":1}}}`:               `pets["rex"].kind: missing`,
		`{"names":{},"pets":{"rex":{"kind":1}}}`:                 `pets["rex"].kind: want text, got a number`,
		`{"names":{},"pets":{"rex":[]}}`:                         `pets["rex"]: want an object, got a list`,
		`{"names":{},"pets":{"rex":null}}`:                       `pets["rex"]: want an object, got null`,
		`{"names":{},"pets":{"rex":{"kind":"Dog","tricks":{}}}}`: `pets["rex"].tricks: want an integer, got an object`,
	} {
		_, err := client(t, &vendor{body: body}).GetCatalogue(t.Context())
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse, body)
		assert.ErrorContains(t, err, says, body)
	}
}

func TestAbsentNullAndEmptyAreSentApart(t *testing.T) {
	v := &vendor{status: 204}
	c := client(t, v)
	for want, body := range map[string]probeapi.CataloguePatch{
		`{}`: {},
		`{"names":{},"labels":{},"extra":{},"any":{}}`: {
			Names: map[string]probeapi.LocalText{}, Labels: boxoffice.Set(map[string]string{}),
			Extra: boxoffice.RawJSON(`{}`), Any: boxoffice.Set(boxoffice.RawJSON(`{}`)),
		},
		`{"labels":null,"any":null,"main":null}`: {
			Labels: boxoffice.Null[map[string]string](), Any: boxoffice.Null[boxoffice.RawJSON](), Main: boxoffice.Null[probeapi.LocalText](),
		},
		`{"names":{"de":{"text":"a"}},"extra":{"n":1.50},"main":{"text":"b"},"second":{"text":"c"},"special":{"name":"n","colour":"c","size":0}}`: {
			Names: map[string]probeapi.LocalText{"de": {Text: "a"}}, Extra: boxoffice.RawJSON(`{"n":1.50}`),
			Main: boxoffice.Set(probeapi.LocalText{Text: "b"}), Second: &probeapi.LocalText{Text: "c"},
			Special: &probeapi.SpecialThing{Name: "n", Colour: "c"},
		},
	} {
		require.NoError(t, c.PatchCatalogue(t.Context(), body))
		assert.JSONEq(t, want, v.last().Body)
	}
	err := c.PatchCatalogue(t.Context(), probeapi.CataloguePatch{Extra: boxoffice.RawJSON(`{"broken`)})
	assert.ErrorContains(t, err, "extra is not JSON text")
}

func TestABodyOfNoDocumentedFormIsSentAndHandedOver(t *testing.T) {
	v := &vendor{body: `{"a": 1.0}`}
	raw, err := client(t, v).PutFreeObject(t.Context(), boxoffice.RawJSON(`{"b": 2.50}`))
	require.NoError(t, err)
	assert.Equal(t, `{"a": 1.0}`, string(raw))
	assert.JSONEq(t, `{"b":2.50}`, v.last().Body)
	assert.Contains(t, v.last().Body, "2.50")
}

const paymentsJSON = `[{"method":"card","number":"canary-4711","amount":1.50,"holder":{"name":"A"}},` +
	`{"parts":[{"method":"voucher","code":"canary-code"},{"method":"crypto","key":"canary-key","amount":0.10}],"method":"split"}]`

func TestOneOfSeveralObjectsIsSwitchedOn(t *testing.T) {
	v := &vendor{body: paymentsJSON}
	c := client(t, v)
	payments, err := c.ListPayments(t.Context())
	require.NoError(t, err)
	i := 0
	for one, err := range c.ListPaymentsSeq(t.Context()) {
		require.NoError(t, err)
		assert.Equal(t, payments[i], one)
		i++
	}
	require.Equal(t, 2, i)
	switch p := payments[0].Value().(type) {
	case probeapi.CardPayment:
		assert.Equal(t, boxoffice.Decimal("1.50"), p.Amount)
		assert.Equal(t, "A", p.Holder.Name)
	default:
		t.Errorf("%T", p)
	}
	split, ok := payments[1].Value().(probeapi.SplitPayment)
	require.True(t, ok)
	voucher, ok := split.Parts[0].Value().(probeapi.VoucherPayment)
	require.True(t, ok)
	assert.Equal(t, "canary-code", string(voucher.Code))
	unknown, ok := split.Parts[1].Value().(boxoffice.UnknownVariant)
	require.True(t, ok, "an undocumented value loses nothing")
	assert.Equal(t, "crypto", unknown.Discriminator)
	assert.Equal(t, `{"method":"crypto","key":"canary-key","amount":0.10}`, string(unknown.JSON))

	text, err := json.Marshal(payments)
	require.NoError(t, err)
	assert.JSONEq(t, paymentsJSON, string(text))
	var again []probeapi.Payment
	require.NoError(t, json.Unmarshal(text, &again))
	assert.Equal(t, payments, again)
}

func TestAnErrorInsideAVariantKeepsTheRest(t *testing.T) {
	v := &vendor{body: `[{"method":"card","number":"1","amount":2},{"method":"split","parts":[{"method":"card","number":"2"}]}]`}
	_, err := client(t, v).ListPayments(t.Context())
	require.ErrorContains(t, err, "[1].parts[0].amount: missing")
	payments, ok := boxoffice.Partial[[]probeapi.Payment](err)
	require.True(t, ok)
	assert.Equal(t, "1", string(payments[0].Value().(probeapi.CardPayment).Number))
}

func TestAnObjectOfSeveralIsSentWithItsDiscriminator(t *testing.T) {
	v := &vendor{status: 201, body: `{"method":"gift","code":"x"}`}
	c := client(t, v)
	card := probeapi.NewPaymentCard(probeapi.CardPayment{Method: "other", Number: "4711", Amount: "1.50"})
	answer, err := c.CreatePayment(t.Context(), probeapi.PaymentRequest{
		Payment: probeapi.NewPaymentSplit(probeapi.SplitPayment{Parts: []probeapi.Payment{card}}),
		Others:  []probeapi.Payment{probeapi.NewPaymentGift(probeapi.VoucherPayment{Code: "x"})},
		Named:   map[string]probeapi.Payment{"a": card},
		Pet:     boxoffice.Set(probeapi.NewPetDog(probeapi.Dog{Tricks: 2})),
	})
	require.NoError(t, err)
	assert.JSONEq(t, `{"payment":{"method":"split","parts":[{"method":"card","number":"4711","amount":1.50}]},"others":[{"method":"gift","code":"x"}],`+
		`"named":{"a":{"method":"card","number":"4711","amount":1.50}},"pet":{"kind":"Dog","tricks":2}}`, v.last().Body)
	assert.Equal(t, probeapi.VoucherPayment{Method: "gift", Code: "x"}, answer.Value())

	for says, body := range map[string]probeapi.PaymentRequest{
		"payment is missing; make it with a function whose name begins with NewPayment": {},
		"others[0] is missing":                 {Payment: card, Others: []probeapi.Payment{{}}},
		"payment.amount is missing; a decimal": {Payment: probeapi.NewPaymentCard(probeapi.CardPayment{Number: "1"})},
	} {
		_, err := c.CreatePayment(t.Context(), body)
		require.ErrorContains(t, err, says)
	}
	_, err = c.CreatePayment(t.Context(), probeapi.PaymentRequest{Payment: card, Pet: boxoffice.Null[probeapi.Pet]()})
	require.NoError(t, err)
	assert.JSONEq(t, `{"payment":{"method":"card","number":"4711","amount":1.50},"pet":null}`, v.last().Body)
}

func TestNoSecretInsideAMapOrAVariantIsPrinted(t *testing.T) {
	v := &vendor{body: paymentsJSON}
	payments, err := client(t, v).ListPayments(t.Context())
	require.NoError(t, err)
	names := map[string]probeapi.LocalText{"de": {Text: "a", Note: boxoffice.Ptr(boxoffice.Sensitive("canary-note"))}}
	patch := probeapi.CataloguePatch{Names: names, Main: boxoffice.Set(names["de"]), Extra: boxoffice.RawJSON(`{"a":"canary"}`)}
	request := probeapi.PaymentRequest{Payment: payments[1], Named: map[string]probeapi.Payment{"a": payments[0]}, Others: payments}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%t"} {
		for _, value := range []any{payments, payments[0], &payments[1], patch, &patch, request, payments[1].Value()} {
			assert.NotContains(t, fmt.Sprintf(verb, value), "canary", "%T with %s", value, verb)
			assert.NotContains(t, fmt.Sprintf(verb, value), "63616e617279", "%T with %s", value, verb)
		}
	}
	v = &vendor{status: 400, body: `{"message":"canary-4711 is refused"}`}
	_, err = client(t, v).CreatePayment(t.Context(), request)
	require.Error(t, err)
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), "canary")
}
