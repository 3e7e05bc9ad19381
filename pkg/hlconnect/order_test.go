package hlconnect_test

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
)

func TestAnOrderThatCannotBeSentIsRefusedFieldByField(t *testing.T) {
	fake := hlconnecttest.New(t)
	shop := connect(t, fake.Server)
	for name, test := range map[string]struct {
		spoil func(*hlconnect.Order)
		want  hlconnect.Problem
	}{
		"no number":                 {func(o *hlconnect.Order) { o.Number = 0 }, hlconnect.Problem{Field: "Number", Text: "must be greater than 0"}},
		"a negative number":         {func(o *hlconnect.Order) { o.Number = -1 }, hlconnect.Problem{Field: "Number", Text: "must be greater than 0"}},
		"no customer":               {func(o *hlconnect.Order) { o.Customer = " \t" }, hlconnect.Problem{Field: "Customer", Text: "is empty"}},
		"a customer of two lines":   {func(o *hlconnect.Order) { o.Customer = "Alex\nExample" }, hlconnect.Problem{Field: "Customer", Text: "is not one line of text"}},
		"a customer of broken text": {func(o *hlconnect.Order) { o.Customer = "Alex\xff" }, hlconnect.Problem{Field: "Customer", Text: "is not one line of text"}},
		"no address":                {func(o *hlconnect.Order) { o.CustomerIP = netip.Addr{} }, hlconnect.Problem{Field: "CustomerIP", Text: "is missing or malformed"}},
		"no lines":                  {func(o *hlconnect.Order) { o.Lines = nil }, hlconnect.Problem{Field: "Lines", Text: "is empty"}},
		"a line without id":         {func(o *hlconnect.Order) { o.Lines[0].ID = 0 }, hlconnect.Problem{Field: "ID", Text: "must be greater than 0"}},
		"two lines of one id":       {func(o *hlconnect.Order) { o.Lines = append(o.Lines, line(1)) }, hlconnect.Problem{Line: 1, Field: "ID", Text: "is that of another line too"}},
		"no asset":                  {func(o *hlconnect.Order) { o.Lines[0].AssetID = 0 }, hlconnect.Problem{Line: 1, Field: "AssetID", Text: "must be greater than 0"}},
		"no quantity":               {func(o *hlconnect.Order) { o.Lines[0].Quantity = 0 }, hlconnect.Problem{Line: 1, Field: "Quantity", Text: "must be greater than 0"}},
		"a forgotten unit price":    {func(o *hlconnect.Order) { o.Lines[0].UnitPrice = "" }, hlconnect.Problem{Line: 1, Field: "UnitPrice", Text: "is missing"}},
		"a forgotten line price":    {func(o *hlconnect.Order) { o.Lines[0].LinePrice = "" }, hlconnect.Problem{Line: 1, Field: "LinePrice", Text: "is missing"}},
		"a part without asset": {func(o *hlconnect.Order) { o.Lines[0].Parts = []hlconnectapi.AssetPartForm{{OrderLineID: 1}} },
			hlconnect.Problem{Line: 1, Field: "Parts.AssetID", Text: "must be greater than 0"}},
		"a part without line": {func(o *hlconnect.Order) { o.Lines[0].Parts = []hlconnectapi.AssetPartForm{{AssetID: 1}} },
			hlconnect.Problem{Line: 1, Field: "Parts.OrderLineID", Text: "must be greater than 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := order(7)
			test.spoil(&o)
			_, err := shop.Purchase(t.Context(), o)
			var invalid *hlconnect.InvalidOrderError
			require.ErrorAs(t, err, &invalid)
			require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
			require.Equal(t, []hlconnect.Problem{test.want}, invalid.Problems)
			require.Equal(t, o.Number, invalid.Order)

			if name != "no number" {
				_, err = shop.Validate(t.Context(), o, 1)
				require.ErrorAs(t, err, &invalid)
			}
			require.ErrorAs(t, shop.Register(t.Context(), o, 1, hlconnectapi.ValidationToken{}), &invalid)
		})
	}
	require.Empty(t, fake.Requests())
}

func TestEveryProblemOfAnOrderIsToldAtOnce(t *testing.T) {
	fake := hlconnecttest.New(t)
	_, err := connect(t, fake.Server).Purchase(t.Context(), hlconnect.Order{Number: 7, Customer: "Alex Example", Lines: []hlconnect.Line{{ID: 4, AssetID: 1, UnitPrice: "3.95"}}})
	require.EqualError(t, err, "hlconnect: order 7: invalid request: CustomerIP is missing or malformed; line 4: Quantity must be greater than 0; line 4: LinePrice is missing")
}

func TestOnlyAPublicAddressIsACustomers(t *testing.T) {
	fake := hlconnecttest.New(t)
	shop := connect(t, fake.Server)
	for address, text := range map[string]string{
		"10.0.0.1": "is a private address", "172.16.5.4": "is a private address", "192.168.1.1": "is a private address",
		"fd00::1": "is a private address", "::ffff:10.0.0.1": "is a private address",
		"127.0.0.1": "is a loopback address", "::1": "is a loopback address", "::ffff:127.0.0.1": "is a loopback address",
		"0.0.0.0": "is the unspecified address", "::": "is the unspecified address",
		"169.254.1.1": "is not a public address", "fe80::1": "is not a public address", "224.0.0.1": "is not a public address", "ff02::1": "is not a public address",
		"100.64.0.1": "is not a public address", "0.1.2.3": "is not a public address", "255.255.255.255": "is not a public address",
		"2001:db8::1%eth0": "has a zone, so it is not a public address",
	} {
		o := order(7)
		o.CustomerIP = netip.MustParseAddr(address)
		_, err := shop.Purchase(t.Context(), o)
		var invalid *hlconnect.InvalidOrderError
		require.ErrorAs(t, err, &invalid, address)
		require.Equal(t, []hlconnect.Problem{{Field: "CustomerIP", Text: text}}, invalid.Problems, address)
		require.NotContains(t, err.Error(), address)
	}
	require.Empty(t, fake.Requests())

	for _, address := range []string{"8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"} {
		o := order(7)
		o.CustomerIP = netip.MustParseAddr(address)
		_, err := shop.Validate(t.Context(), o, 1)
		require.NoError(t, err, address)
	}
	require.Contains(t, string(fake.Requests("validatePurchase")[2].Body), `"8.8.8.8"`, "an IPv4 address is written as one")
}

func TestAPriceIsAnExactDecimalNumber(t *testing.T) {
	fake := hlconnecttest.New(t)
	shop := connect(t, fake.Server)
	for _, price := range []boxoffice.Decimal{"-1", "-0", "+1", "1e3", "1E3", ".5", "5.", "01", "0x10", "NaN", "Inf", "1,50", " 1", "1 ", "3.95 EUR", "null", "1234567890.1234567890123456789012345678901"} {
		o := order(7)
		o.Lines[0].UnitPrice = price
		_, err := shop.Purchase(t.Context(), o)
		require.ErrorContains(t, err, "UnitPrice must be a decimal number such as 3.95, 0 or more", "%q", price)
	}
	require.Empty(t, fake.Requests())

	for i, price := range []boxoffice.Decimal{"0", "0.00", "3.950", "12345678901234567890.12"} {
		o := order(int64(100 + i))
		o.Lines[0].UnitPrice, o.Lines[0].LinePrice = price, price
		items, err := shop.Purchase(t.Context(), o)
		require.NoError(t, err)
		require.EqualValues(t, price, fake.Purchases()[i].UnitPrice, "as it was written")
		require.Equal(t, price, items[0].LineItemPrice)
	}
}

func TestALineThatIsNotTheOrdersIsRefused(t *testing.T) {
	fake := hlconnecttest.New(t)
	shop := connect(t, fake.Server)
	_, err := shop.Validate(t.Context(), order(7), 2)
	require.EqualError(t, err, "hlconnect: order 7: invalid request: line 2: ID is that of no line of the order")
	require.ErrorIs(t, shop.Register(t.Context(), order(7), 2, hlconnectapi.ValidationToken{}), boxoffice.ErrInvalidRequest)
	require.Empty(t, fake.Requests())
}

func TestALineIsValidatedBeforeThereIsAnOrderNumber(t *testing.T) {
	fake := hlconnecttest.New(t)
	fake.SetAssets(hlconnecttest.Asset{ID: line(1).AssetID})
	shop := connect(t, fake.Server)
	o := order(0)
	token, err := shop.Validate(t.Context(), o, 1)
	require.NoError(t, err)
	require.NotEmpty(t, token.Token)

	o.Lines[0].AssetID = 99
	_, err = shop.Validate(t.Context(), o, 1)
	var refused *hlconnect.RefusedError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, hlconnect.OrderState{Line: 1}, refused.OrderState)
	require.ErrorContains(t, err, "hlconnect: line 1: refused: ")
	require.Empty(t, fake.Requests("getPurchaseInfo"), "there is no order to look at")

	o.Number = 7
	require.NoError(t, shop.Register(t.Context(), order(7), 1, token))
	_, err = shop.Purchase(t.Context(), order(0))
	require.EqualError(t, err, "hlconnect: invalid request: Number must be greater than 0")
	o = order(0)
	o.Customer = ""
	_, err = shop.Validate(t.Context(), o, 1)
	require.EqualError(t, err, "hlconnect: invalid request: Customer is empty")
}

func TestAnErrorThatATestBuildsReadsLikeOne(t *testing.T) {
	for _, err := range []error{
		&hlconnect.RefusedError{}, &hlconnect.UnsentError{}, &hlconnect.OutcomeUnknownError{}, &hlconnect.PendingError{},
		&hlconnect.PurchaseFailedError{}, &hlconnect.ConflictError{}, &hlconnect.ExpiredValidationError{}, &hlconnect.InvalidOrderError{},
		&hlconnect.RegionError{}, &hlconnect.QuantityError{}, &hlconnect.NotCancellableError{},
	} {
		for _, text := range []string{err.Error(), hlconnect.Advise(err).Text} {
			require.NotContains(t, text, "  ")
			require.NotContains(t, text, "0001-")
			require.NotContains(t, text, "order 0")
			require.Equal(t, strings.Trim(text, " :;,"), text)
		}
	}
	require.Equal(t, "call again with the same order and line numbers", (&hlconnect.OutcomeUnknownError{}).Next())
}

func TestAPriceThatIsNotSetStaysSoInJSON(t *testing.T) {
	draft := order(7)
	draft.Lines[0].UnitPrice = ""
	stored, err := json.Marshal(draft)
	require.NoError(t, err)
	require.NotContains(t, string(stored), `"UnitPrice":0`)
	var again hlconnect.Order
	require.NoError(t, json.Unmarshal(stored, &again))
	require.Equal(t, draft, again)
	fake := hlconnecttest.New(t)
	_, err = connect(t, fake.Server).Purchase(t.Context(), again)
	require.EqualError(t, err, "hlconnect: order 7: invalid request: line 1: UnitPrice is missing")
	require.Empty(t, fake.Requests())
}
