package musement

import (
	"context"
	"iter"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Countries yields the countries Musement knows (operation listCountries). See
// [Client.Activities] for how lists are read.
func (c *Client) Countries(ctx context.Context, params *musementapi.ListCountriesParams, options ...boxoffice.CallOption) iter.Seq2[musementapi.Country, error] {
	p := given(params)
	id := func(c musementapi.Country) any { return known(c.ID) }
	return byOffset("listCountries", nil, p.Offset, p.Limit, 100, id, func(offset, limit int64) ([]musementapi.Country, error) {
		return c.ListCountries(ctx, &musementapi.ListCountriesParams{Offset: &offset, Limit: &limit}, options...)
	})
}

// Cities yields the cities Musement knows (operation listCities), by default
// those with activities.
func (c *Client) Cities(ctx context.Context, params *musementapi.ListCitiesParams, options ...boxoffice.CallOption) iter.Seq2[musementapi.ListedCity, error] {
	p := given(params)
	id := func(c musementapi.ListedCity) any { return known(c.ID) }
	return byOffset("listCities", nil, p.Offset, p.Limit, 100, id, func(offset, limit int64) ([]musementapi.ListedCity, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		return c.ListCities(ctx, &p, options...)
	})
}

// Categories yields the categories of activities (operation listCategories).
func (c *Client) Categories(ctx context.Context, params *musementapi.ListCategoriesParams, options ...boxoffice.CallOption) iter.Seq2[musementapi.Category, error] {
	p := given(params)
	id := func(c musementapi.Category) any { return c.ID }
	return byOffset("listCategories", p.Page, p.Offset, p.Limit, 100, id, func(offset, limit int64) ([]musementapi.Category, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		return c.ListCategories(ctx, &p, options...)
	})
}

// Verticals yields the themes that activities are grouped under (operation
// listVerticals).
func (c *Client) Verticals(ctx context.Context, params *musementapi.ListVerticalsParams, options ...boxoffice.CallOption) iter.Seq2[musementapi.Vertical, error] {
	p := given(params)
	id := func(v musementapi.Vertical) any { return v.ID }
	return byOffset("listVerticals", nil, p.Offset, p.Limit, 100, id, func(offset, limit int64) ([]musementapi.Vertical, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		return c.ListVerticals(ctx, &p, options...)
	})
}
