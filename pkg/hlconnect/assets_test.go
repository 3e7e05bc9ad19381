package hlconnect_test

import (
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

// walk collects the ids, and the error that ended it.
func walk(t *testing.T, shop *hlconnect.Client, page hlconnect.AssetPage) (ids []int64, err error) {
	t.Helper()
	for asset, err := range shop.AssetsFrom(t.Context(), page) {
		if err != nil {
			return ids, err
		}
		ids = append(ids, asset.AssetID)
	}
	return ids, nil
}

func catalogue(ids ...int64) []hlconnecttest.Asset {
	assets := make([]hlconnecttest.Asset, len(ids))
	for i, id := range ids {
		assets[i].ID = id
	}
	return assets
}

func TestAssetsComePageByPageAndEachOnce(t *testing.T) {
	fake := hlconnecttest.New(t)
	fake.SetAssets(catalogue(1, 2, 3, 5, 8)...)
	ids, err := walk(t, connect(t, fake.Server), hlconnect.AssetPage{Size: 2})
	require.NoError(t, err)
	require.Equal(t, []int64{1, 2, 3, 5, 8}, ids)
	var asked []string
	for _, r := range fake.Requests("listAssets") {
		asked = append(asked, r.Query.Encode())
	}
	require.Equal(t, []string{"page_size=2", "last_id=2&page_size=2", "last_id=5&page_size=2"}, asked)
}

func TestAssetsAskForNoPageSizeUnlessTold(t *testing.T) {
	fake := hlconnecttest.New(t)
	for _, err := range connect(t, fake.Server).Assets(t.Context()) {
		require.NoError(t, err)
	}
	require.Empty(t, fake.Requests("listAssets")[0].Query)
}

func TestAssetsBeginAfterAnAsset(t *testing.T) {
	fake := hlconnecttest.New(t)
	fake.SetAssets(catalogue(1, 2, 3)...)
	ids, err := walk(t, connect(t, fake.Server), hlconnect.AssetPage{After: 2})
	require.NoError(t, err)
	require.Equal(t, []int64{3}, ids)
}

func TestLeavingTheLoopAsksForNoMore(t *testing.T) {
	fake := hlconnecttest.New(t)
	fake.SetAssets(catalogue(1, 2, 3)...)
	for _, err := range connect(t, fake.Server).AssetsFrom(t.Context(), hlconnect.AssetPage{Size: 1}) {
		require.NoError(t, err)
		break
	}
	require.Len(t, fake.Requests(), 1)
}

func TestACatalogueThatRepeatsItselfEnds(t *testing.T) {
	page := func(last any, next any, ids ...int64) vendortest.Reply {
		assets := []map[string]any{}
		for _, id := range ids {
			assets = append(assets, map[string]any{"asset_id": id})
		}
		return vendortest.Reply{Body: map[string]any{"assets": assets, "last_id": last, "next_page": next}}
	}
	for name, test := range map[string]struct {
		pages []vendortest.Reply
		ids   []int64
	}{
		"an empty page":                {[]vendortest.Reply{page(2, "/next", 1, 2), page(3, "/next")}, []int64{1, 2}},
		"an empty page without cursor": {[]vendortest.Reply{page(2, "/next", 1, 2), page(nil, nil)}, []int64{1, 2}},
		"an empty catalogue":           {[]vendortest.Reply{page(nil, nil)}, nil},
		"the same page again":          {[]vendortest.Reply{page(2, "/next", 1, 2)}, []int64{1, 2}},
		"a circle of pages":            {[]vendortest.Reply{page(2, "/next", 1, 2), page(4, "/next", 3, 4), page(2, "/next", 1, 2)}, []int64{1, 2, 3, 4}},
		"back to the beginning":        {[]vendortest.Reply{page(2, "/next", 1, 2), page(0, "/next", 1, 2)}, []int64{1, 2}},
		"a last page":                  {[]vendortest.Reply{page(2, nil, 1, 2)}, []int64{1, 2}},
		"ids in no order":              {[]vendortest.Reply{page(1, "/next", 2, 1), page(3, nil, 4, 3)}, []int64{2, 1, 4, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			fake := vendortest.New(t, vendortest.Document(specs.HLConnect))
			fake.Reply("listAssets", test.pages...)
			ids, err := walk(t, connect(t, fake), hlconnect.AssetPage{})
			require.NoError(t, err)
			require.Equal(t, test.ids, ids)
			require.LessOrEqual(t, len(fake.Requests()), len(test.pages)+1)
		})
	}
}

func TestAPageThatCannotBeFollowedIsAnErrorAndNotTheEnd(t *testing.T) {
	fake := vendortest.New(t, vendortest.Document(specs.HLConnect))
	fake.Reply("listAssets", vendortest.Reply{Body: map[string]any{"assets": []any{map[string]any{"asset_id": 1}}, "last_id": nil, "next_page": "/next"}})
	ids, err := walk(t, connect(t, fake), hlconnect.AssetPage{})
	require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
	require.ErrorContains(t, err, "no last_id")
	require.Equal(t, 200, boxoffice.AsError(err).StatusCode)
	require.Equal(t, []int64{1}, ids)
}

func TestAnErrorEndsTheWalkWhereItCanBeginAgain(t *testing.T) {
	fake := hlconnecttest.New(t)
	fake.SetAssets(catalogue(1, 2, 3)...)
	var closed atomic.Bool
	closed.Store(true)
	fake.Before(func(c *vendortest.Call) *vendortest.Reply {
		if closed.Load() && c.Query.Get("last_id") == "2" {
			return &vendortest.Reply{Status: http.StatusForbidden}
		}
		return nil
	})
	shop := connect(t, fake.Server)
	ids, err := walk(t, shop, hlconnect.AssetPage{Size: 2})
	require.ErrorIs(t, err, boxoffice.ErrForbidden)
	require.Equal(t, []int64{1, 2}, ids)
	closed.Store(false)
	ids, err = walk(t, shop, hlconnect.AssetPage{Size: 2, After: ids[len(ids)-1]})
	require.NoError(t, err)
	require.Equal(t, []int64{3}, ids)
}

func TestNegativePagesAndStolenBodiesAreErrors(t *testing.T) {
	fake := hlconnecttest.New(t)
	shop := connect(t, fake.Server)
	for _, page := range []hlconnect.AssetPage{{Size: -1}, {After: -1}} {
		_, err := walk(t, shop, page)
		require.ErrorIs(t, err, boxoffice.ErrInvalidRequest)
	}
	require.Empty(t, fake.Requests())
}

// A shop that synchronises its catalogue would take the missing half for deleted.
func TestANextPageInAnotherFormIsNotTheEndOfTheCatalogue(t *testing.T) {
	for next, ends := range map[any]bool{true: false, 2: false, "": true, false: true, nil: true} {
		fake := hlconnecttest.New(t)
		fake.Reply("listAssets", vendortest.Reply{Undocumented: true, Body: map[string]any{"assets": []any{map[string]any{"asset_id": 1}}, "last_id": 1, "next_page": next}})
		ids, err := walk(t, connect(t, fake.Server), hlconnect.AssetPage{})
		require.Equal(t, []int64{1}, ids)
		if ends {
			require.NoError(t, err, next)
			continue
		}
		require.ErrorIs(t, err, boxoffice.ErrUnexpectedResponse)
		require.ErrorContains(t, err, "next_page: want text, got a ", next)
		require.ErrorContains(t, err, "it is not known whether the list goes on")
	}
}
