package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

var lookUpOperations = []operation{
	{
		id: "listCountries",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.ListCountries(ctx, &musementapi.ListCountriesParams{Offset: boxoffice.Ptr(int64(20)), Limit: boxoffice.Ptr(int64(50))}))
		},
		want:     `[{"id": 82, "name": "Italy", "iso_code": "IT", "country_prefix": "+39", "currency_code": "EUR"}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "listCities",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.ListCities(ctx, &musementapi.ListCitiesParams{
				PrioritizedCountry: boxoffice.Ptr(int64(82)), PrioritizedCountryCitiesLimit: boxoffice.Ptr(int64(10)),
				SortBy: boxoffice.Ptr(musementapi.ListCitiesParamsSortByWeight), WithoutEvents: boxoffice.Ptr(musementapi.ListCitiesParamsWithoutEventsYes),
			}))
		},
		want: `[{
			"id": 1, "name": "Milan", "code": "milan", "latitude": 45.4642, "longitude": 9.19,
			"country": {"id": 82, "name": "Italy", "iso_code": "IT", "country_prefix": "+39", "currency_code": "EUR"}, "time_zone": "Europe/Rome",
			"slug": "milan", "show_in_popular": true
		}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id:       "listCurrencies",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListCurrencies(ctx)) },
		want:     `[{"code": "USD", "name": "US dollar", "symbol": "$"}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id:       "listLanguages",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListLanguages(ctx)) },
		want:     `[{"code": "en", "name": "English"}, {"code": "it", "name": "Italian"}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "listCategories",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.ListCategories(ctx, &musementapi.ListCategoriesParams{
				SortBy: []string{"-relevance"}, FilteringAware: boxoffice.Ptr(true), ParentID: boxoffice.Ptr(int64(13)), Level: boxoffice.Ptr(int64(1)),
			}))
		},
		want:     `[{"id": 13, "name": "Museums", "level": 1, "code": "museums", "cover_image_url": "https://images.example.com/museums.jpeg"}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "listVerticals",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.ListVerticals(ctx, &musementapi.ListVerticalsParams{CategoryIn: []int64{13, 76}}))
		},
		want: `[{
			"id": 1, "name": "Museums & art", "active": true, "code": "arts-culture", "count": 215, "slug": "museums-art",
			"url": "https://www.example.com/us/museums-art/", "relevance": 100
		}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id: "listActivityTaxonomies",
		call: func(c *musement.Client) (any, error) {
			return decodedBody(c.ListActivityTaxonomies(ctx, musementapi.TaxonomyTypeHighlights, &musementapi.ListActivityTaxonomiesParams{
				TaxonomyCategoryCode: boxoffice.Ptr(musementapi.TaxonomyCategoryMeals),
			}))
		},
		want:     `[{"uuid": "00000000-0000-4000-8000-000000000009", "name": "Lunch", "type": "inclusions", "category": "MEALS"}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id:       "listFeatures",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListFeatures(ctx)) },
		want:     `[{"code": "free-cancellation", "name": "Free cancellation"}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id:       "listServices",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListServices(ctx)) },
		want:     `[{"code": "guide", "name": "Guide"}]`,
		refusals: []refusal{noResource, unavailable},
	},
	{
		id:       "listSellerGateways",
		call:     func(c *musement.Client) (any, error) { return decodedBody(c.ListSellerGateways(ctx)) },
		want:     `[{"code": "musement", "name": "Musement"}]`,
		refusals: []refusal{noResource, unavailable},
	},
}
