package musement_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func TestAnEmptyListThatIsSetIsSentAndOneThatIsNotIsNot(t *testing.T) {
	fake := newFake(t)
	fake.Reply("updatePriceTags", vendortest.Reply{}, vendortest.Reply{})
	fake.Reply("updateTicketCode", vendortest.Reply{}, vendortest.Reply{})
	client := newClient(t, fake, maria)

	for _, list := range [][]musementapi.PriceTagRequest{{}, nil} {
		_, err := client.UpdatePriceTags(t.Context(), anActivity, &musementapi.UpdatePriceTagsRequest{Pricetags: list})
		require.NoError(t, err)
	}
	for _, list := range [][]string{{}, nil} {
		err := client.UpdateTicketCode(t.Context(), anActivity, "entrance", "adult", "EXAMPLE-0001", &musementapi.TicketCodesRequest{Codes: list})
		require.NoError(t, err)
	}

	for operation, field := range map[string]string{"updatePriceTags": "pricetags", "updateTicketCode": "codes"} {
		sent := fake.Requests(operation)
		require.Len(t, sent, 2)
		require.JSONEq(t, `{"`+field+`": []}`, string(sent[0].Body))
		require.JSONEq(t, `{}`, string(sent[1].Body))
	}
}
