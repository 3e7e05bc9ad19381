package hlconnect

import (
	"context"
	"iter"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// Assets yields every asset of the catalogue, in the vendor's order, 20 at a
// time. See [Client.AssetsFrom].
func (c *Client) Assets(ctx context.Context, options ...boxoffice.CallOption) iter.Seq2[hlconnectapi.AssetItem, error] {
	return c.AssetsFrom(ctx, AssetPage{}, options...)
}

// AssetPage says how [Client.AssetsFrom] asks for assets. The zero value begins
// with the first asset and leaves the size of the pages to the vendor.
type AssetPage struct {
	// After is the id of the asset after which to begin. 0: the first.
	After int64
	// Size is how many assets one request asks for. 0: as many as the vendor
	// likes, which is 20; the most it gives is not documented.
	Size int64
}

// AssetsFrom yields the assets after a place in the catalogue. It ends where the
// vendor says that there is no next page, at an empty page, and at a page that
// brings nothing new, so it never loops.
//
// After an error the sequence ends; begin again after the last asset seen. It
// blocks as the requests do.
func (c *Client) AssetsFrom(ctx context.Context, page AssetPage, options ...boxoffice.CallOption) iter.Seq2[hlconnectapi.AssetItem, error] {
	params := &hlconnectapi.ListAssetsParams{}
	if page.After != 0 {
		params.LastID = &page.After
	}
	if page.Size != 0 {
		params.PageSize = &page.Size
	}
	return c.Client.Assets(ctx, params, options...)
}

// unreadable is the error for a success that does not say what it must.
func unreadable(res boxoffice.Response, operation, text string) error {
	return &boxoffice.Error{
		Vendor: vendor, Operation: operation, Repeatable: true, Delivery: boxoffice.Answered, Attempts: res.Attempts,
		StatusCode: res.StatusCode, Header: res.Header, Body: res.Body,
		Err: safe.Errorf(boxoffice.ErrUnexpectedResponse, "%s", text),
	}
}
