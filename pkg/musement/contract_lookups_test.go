package musement_test

import (
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/musement"
)

var lookUpOperations = []operation{
	{
		ID: "listCountries",
		Call: func(c *musement.Client) (any, error) {
			return c.ListCountries(ctx, &musementapi.ListCountriesParams{Offset: boxoffice.Ptr(int64(20)), Limit: boxoffice.Ptr(int64(50))})
		},
		Want:     `[{"id": 82, "name": "Italy", "iso_code": "IT", "country_prefix": "+39", "currency_code": "EUR"}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "listCities",
		Call: func(c *musement.Client) (any, error) {
			return c.ListCities(ctx, &musementapi.ListCitiesParams{
				PrioritizedCountry: boxoffice.Ptr(int64(82)), PrioritizedCountryCitiesLimit: boxoffice.Ptr(int64(10)),
				SortBy: boxoffice.Ptr(musementapi.ListCitiesParamsSortByWeight), WithoutEvents: boxoffice.Ptr(musementapi.ListCitiesParamsWithoutEventsYes),
			})
		},
		Want: `[{
			"id": 1, "name": "Milan", "code": "milan", "latitude": 45.4642, "longitude": 9.19,
			"country": {"id": 82, "name": "Italy", "iso_code": "IT", "country_prefix": "+39", "currency_code": "EUR"}, "time_zone": "Europe/Rome",
			"slug": "milan", "show_in_popular": true
		}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID:       "listCurrencies",
		Call:     func(c *musement.Client) (any, error) { return c.ListCurrencies(ctx) },
		Want:     `[{"code": "USD", "name": "US dollar", "symbol": "$"}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID:       "listLanguages",
		Call:     func(c *musement.Client) (any, error) { return c.ListLanguages(ctx) },
		Want:     `[{"code": "en", "name": "English"}, {"code": "it", "name": "Italian"}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "listCategories",
		Call: func(c *musement.Client) (any, error) {
			return c.ListCategories(ctx, &musementapi.ListCategoriesParams{
				SortBy: []string{"-relevance"}, FilteringAware: boxoffice.Ptr(true), ParentID: boxoffice.Ptr(int64(13)), Level: boxoffice.Ptr(int64(1)),
			})
		},
		Want:     `[{"id": 13, "name": "Museums", "level": 1, "code": "museums", "cover_image_url": "https://images.example.com/museums.jpeg"}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "listVerticals",
		Call: func(c *musement.Client) (any, error) {
			return c.ListVerticals(ctx, &musementapi.ListVerticalsParams{CategoryIn: []int64{13, 76}})
		},
		Want: `[{
			"id": 1, "name": "Museums & art", "active": true, "code": "arts-culture", "count": 215, "slug": "museums-art",
			"url": "https://www.example.com/us/museums-art/", "relevance": 100
		}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID: "listActivityTaxonomies",
		Call: func(c *musement.Client) (any, error) {
			return c.ListActivityTaxonomies(ctx, musementapi.TaxonomyTypeHighlights, &musementapi.ListActivityTaxonomiesParams{
				TaxonomyCategoryCode: boxoffice.Ptr(musementapi.TaxonomyCategoryMeals),
			})
		},
		Want:     `[{"uuid": "00000000-0000-4000-8000-000000000009", "name": "Lunch", "type": "inclusions", "category": "MEALS"}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID:       "listFeatures",
		Call:     func(c *musement.Client) (any, error) { return c.ListFeatures(ctx) },
		Want:     `[{"code": "free-cancellation", "name": "Free cancellation"}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID:       "listServices",
		Call:     func(c *musement.Client) (any, error) { return c.ListServices(ctx) },
		Want:     `[{"code": "guide", "name": "Guide"}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
	{
		ID:       "listSellerGateways",
		Call:     func(c *musement.Client) (any, error) { return c.ListSellerGateways(ctx) },
		Want:     `[{"code": "musement", "name": "Musement"}]`,
		Refusals: []contract.Refusal{noResource, unavailable},
	},
}
