package musement

import (
	"context"
	"iter"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// Countries yields the countries Musement knows (operation listCountries). See
// [Client.Activities] for how lists are read.
func (c *Client) Countries(ctx context.Context, params *musementapi.ListCountriesParams, options ...rest.CallOption) iter.Seq2[musementapi.Country, error] {
	p := given(params)
	id := func(c musementapi.Country) any { return pointed(c.ID) }
	return byOffset("listCountries", nil, p.Offset, p.Limit, 100, id, func(offset, limit int64) (*[]musementapi.Country, error) {
		result, err := c.ListCountries(ctx, &musementapi.ListCountriesParams{Offset: &offset, Limit: &limit}, options...)
		if err != nil {
			return nil, err
		}
		return result.JSON200, nil
	})
}

// Cities yields the cities Musement knows (operation listCities), by default
// those with activities.
func (c *Client) Cities(ctx context.Context, params *musementapi.ListCitiesParams, options ...rest.CallOption) iter.Seq2[musementapi.ListedCity, error] {
	p := given(params)
	id := func(c musementapi.ListedCity) any { return pointed(c.ID) }
	return byOffset("listCities", nil, p.Offset, p.Limit, 100, id, func(offset, limit int64) (*[]musementapi.ListedCity, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		result, err := c.ListCities(ctx, &p, options...)
		if err != nil {
			return nil, err
		}
		return result.JSON200, nil
	})
}

// Categories yields the categories of activities (operation listCategories).
func (c *Client) Categories(ctx context.Context, params *musementapi.ListCategoriesParams, options ...rest.CallOption) iter.Seq2[musementapi.Category, error] {
	p := given(params)
	id := func(c musementapi.Category) any { return c.ID }
	return byOffset("listCategories", p.Page, p.Offset, p.Limit, 100, id, func(offset, limit int64) (*[]musementapi.Category, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		result, err := c.ListCategories(ctx, &p, options...)
		if err != nil {
			return nil, err
		}
		return result.JSON200, nil
	})
}

// Verticals yields the themes that activities are grouped under (operation
// listVerticals).
func (c *Client) Verticals(ctx context.Context, params *musementapi.ListVerticalsParams, options ...rest.CallOption) iter.Seq2[musementapi.Vertical, error] {
	p := given(params)
	id := func(v musementapi.Vertical) any { return v.ID }
	return byOffset("listVerticals", nil, p.Offset, p.Limit, 100, id, func(offset, limit int64) (*[]musementapi.Vertical, error) {
		p := p
		p.Offset, p.Limit = &offset, &limit
		result, err := c.ListVerticals(ctx, &p, options...)
		if err != nil {
			return nil, err
		}
		return result.JSON200, nil
	})
}
