package hlconnect_test

import (
	"net/http"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
)

var firstPage = &hlconnectapi.ListAssetsParams{PageSize: boxoffice.Ptr(int64(20))}

func list(shop *hlconnect.Client) (any, error)   { return shop.ListAssets(ctx, firstPage) }
func health(shop *hlconnect.Client) (any, error) { return shop.GetHealth(ctx) }

// asset is the documented example, whole.
const asset = `{"asset_id":472169,"format_short_name":"PVG","format":"Piano/Vocal/Guitar","page_count":4,"title":"Example Song",
	"description":"An invented song for the examples.","song_number":66720,"public_domain":false,"external_ref":"EXA",
	"external_ref_id":681520,"performance_time":260,"difficulty_level_low":2,"difficulty_level_high":2.5,"min_qty":1,
	"tempo":92,"world":false,"retail_price":3.95,"smd_id":"0293482","asset_type":"FOLIO","explicit":false,"partable":true,
	"countries":["US","CA"],"instruments":[{"type":"STR","name":"Strings"}],"categories":["Pop"],
	"images":[{"name":"Cover","url":"/images/covers/12345.jpg"}],
	"contributors":[{"is_primary":true,"name":"Alex Example","role":"Composer"}],"keywords":["example"],
	"related_goods":[{"related_product_id":12345,"group_type_id":1,"good_type":"H","sheet":true,"featured":false,"prime_src":true}],
	"renderings":[{"type":"pdf","usage":"full"}],"series":["Example Series"],"skills":["Intermediate"],
	"usergens":[{"black_box":false,"arrangeable":true,"vendor_product_type":"DIGITAL","seller_id":123,"authorized_performers":5,
		"content_provider":"Example Publishing","adaptation_product_id":456,"adaptation_vendor":"Example Arrangements",
		"vendor_song_id":"V12345","commission_override_rate":0.15,"publisher_name":"Example Publishing",
		"medley_assets":[{"name":"Example Song","song_catalog_id":"SC12345","hl_song_id":"HL12345","sequence":1}]}],
	"prices":[{"type_id":1,"type_usage":"digital","price":2.99}],
	"packages":[{"asset_id":12345,"instrumentation_part_code":"VLN1","instrumentation_part_name":"Violin 1","count":1,"sequence":1,"score":false}]}`

// catalogueCases are the assets, and the health of the service.
var catalogueCases = slices.Concat(
	[]contract.Case{
		{Operation: "listAssets", Example: "page", Live: true, Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).ListAssets(ctx, firstPage, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, response.StatusCode)
			contract.Same(t, `{"assets":[`+asset+`],"last_id":472169,"next_page":"/assets/list?page_size=20&last_id=472169"}`, res)
			require.EqualValues(t, "3.95", res.Assets[0].RetailPrice)
			require.Empty(t, res.Assets[0].Voicing)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
		{Operation: "listAssets", Name: "past-end", Status: http.StatusOK, Example: "pastEnd", Live: true, Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).ListAssets(ctx, &hlconnectapi.ListAssetsParams{LastID: boxoffice.Ptr(int64(472169))}, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, response.StatusCode)
			contract.Same(t, `{"assets":[],"last_id":null,"next_page":null}`, res)
			require.Equal(t, "SANDBOX", response.Header.Get("X-Environment"))
		}},
		{Operation: "getHealth", Example: "healthy", Live: true, Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).GetHealth(ctx, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, response.StatusCode)
			contract.Same(t, `[{"name":"db","health":true}]`, res)
		}},
		{Operation: "getHealth", Name: "impaired", Status: http.StatusOK, Example: "impaired", Run: func(t require.TestingT, client *http.Client) {
			var response boxoffice.Response
			res, err := caller(t, client).GetHealth(ctx, boxoffice.WithResponse(&response))
			require.NoError(t, err)
			require.Equal(t, http.StatusOK, response.StatusCode)
			contract.Same(t, `[{"name":"db","health":false}]`, res)
		}},
	},
	contract.Refusals("listAssets", caller, list,
		unauthorized,
		refusal("forbidden", http.StatusForbidden, "The shop has no access."),
		broken),
	contract.Refusals("getHealth", caller, health,
		refusal("server-error", http.StatusInternalServerError, "The health check failed.")),
)
