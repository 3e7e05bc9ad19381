package venuemanager_test

import (
	"net/http"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
)

// trialCases are the operations that exist to try a client out.
var trialCases = []contract.Case{
	{Operation: "getTestInteger", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).Raw.GetTestInteger(ctx)
		require.NoError(t, err)
		require.Equal(t, int64(42), res)
	}},
	{Operation: "getTestIntegerArray", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).Raw.GetTestIntegerArray(ctx)
		require.NoError(t, err)
		require.Equal(t, []int64{1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89}, res)
	}},
	{Operation: "getTestString", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).Raw.GetTestString(ctx)
		require.NoError(t, err)
		require.Equal(t, "This result is a simple string value.", res)
	}},
	{Operation: "getTestObject", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).Raw.GetTestObject(ctx)
		require.NoError(t, err)
		contract.Same(t, `{"id":"42","label":"exampleObject","days":["mon","tue","wed","thu","fri","sat","sun"]}`, res)
	}},
	{Operation: "getTestNoContent", Live: true, Run: func(t require.TestingT, client *http.Client) {
		err := anonymous(t, client).Raw.GetTestNoContent(ctx)
		require.NoError(t, err)
	}},
	{Operation: "getTestForbidden", Live: true, Run: func(t require.TestingT, client *http.Client) {
		err := anonymous(t, client).Raw.GetTestForbidden(ctx)
		contract.Refused(t, err, contract.Refusal{Status: 403, Code: "1984", Message: "Winston writes in his forbidden diary."})
	}},
}

// shopCases are what anybody may read of a shop.
var shopCases = []contract.Case{
	{Operation: "getAddressConfiguration", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).GetAddressConfiguration(ctx, &venuemanagerapi.GetAddressConfigurationParams{LanguageCode: boxoffice.Ptr("da"), AddressType: boxoffice.Ptr("season_card")})
		require.NoError(t, err)
		contract.Same(t, `[{"field":"firstname","type":"string","name":"Fornavn","url":"https://shop.example.com/side/privacy",
			"required":true,"optionalOnCreation":true,"values":[{"value":"M","name":"Mand"}]}]`, res)
	}},
	{Operation: "listGeofences", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).ListGeofences(ctx, &venuemanagerapi.ListGeofencesParams{LanguageCode: boxoffice.Ptr("da")})
		require.NoError(t, err)
		contract.Same(t, `[{"id":1,"latitude":56.131973,"longitude":10.193669,"radius":120,"name":"Ceres Arena",
			"topics":{"inside":"/topic/agf/geofence_inside/1","outside":"/topic/agf/geofence_outside/1"},
			"messages":{"in":{"title":"Velkommen til VM Arena","body":"Velkommen til VM Arena"},
				"out":{"title":"Velkommen til VM Arena","body":"Velkommen til VM Arena"}}}]`, res)
	}},
	{Operation: "listCustomerGroups", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).ListCustomerGroups(ctx)
		require.NoError(t, err)
		contract.Same(t, `[{"id":17721,"name":"Sponsor","type":"normal"}]`, res)
	}},
	{Operation: "listCategories", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).ListCategories(ctx, &venuemanagerapi.ListCategoriesParams{LanguageCode: boxoffice.Ptr("da")})
		require.NoError(t, err)
		contract.Same(t, `[{"id":8,"name":"Årskort","label":"aarskort","appData":{"header":"Årskort",
			"description":"Årskort til hele året","image":"https://shop.example.com/images/aarskort.png"}}]`, res)
	}},
	{Operation: "listProducts", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).ListProducts(ctx, &venuemanagerapi.ListProductsParams{ProductType: boxoffice.Ptr("seasoncard")})
		require.NoError(t, err)
		contract.Same(t, "["+seasonCard+"]", res)
	}},
	{Operation: "getProduct", Example: "withImage", Live: true, Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).GetProduct(ctx, nil)
		require.NoError(t, err)
		contract.Same(t, seasonCard, res)
		require.EqualValues(t, "685", res.PriceInclVAT)
	}},
	{Operation: "getProduct", Name: "without-image", Status: 200, Example: "withoutImage", Run: func(t require.TestingT, client *http.Client) {
		res, err := anonymous(t, client).GetProduct(ctx, nil)
		require.NoError(t, err)
		require.Empty(t, res.AppData.Image)
		contract.Same(t, `{"id":51,"name":"Dagsbillet","label":"dagsbillet","productType":"admission","priceInclVat":149.5,"vat":29.9,
			"currencyCode":"DKK","hasInventoryPerDate":true,"appData":{"header":"Dagsbillet","description":"Adgang en dag","image":null}}`, res)
	}},
}

const seasonCard = `{"id":3,"name":"Årskort 2019","label":"aarskort2019","productType":"seasoncard","priceInclVat":685,"vat":137,
	"currencyCode":"DKK","hasInventoryPerDate":false,"appData":{"header":"Årskort","description":"Årskort til hele året",
	"image":"https://shop.example.com/images/aarskort.png"},"properties":{"seasonCardIsBuyable":"1","seasonCardIsRenewable":"0"}}`
