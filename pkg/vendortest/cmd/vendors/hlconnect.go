package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func init() { register(vendor{"hlconnect", "Hal Leonard Connect", startHLConnect}) }

func startHLConnect(random *rand.Rand, opts ...vendortest.Option) (*standing, error) {
	fake, err := hlconnecttest.Start(opts...)
	if err != nil {
		return nil, err
	}
	assets := []hlconnecttest.Asset{
		{ID: 1499, Title: "Example Duet"}, {ID: 472169, Title: "Example Song", Price: "3.95"},
		{ID: 472170, Title: "Example Chorus", MinQuantity: 10, Price: "2.45"},
	}
	kinds := []string{"Waltz", "Nocturne", "March", "Ballad", "Carol", "Etude"}
	for i := range int64(20 + random.IntN(30)) {
		assets = append(assets, hlconnecttest.Asset{
			ID: 500000 + 7*i, Title: fmt.Sprintf("Example %s No. %d", kinds[random.IntN(len(kinds))], i+1),
			Price: json.Number(fmt.Sprintf("%d.95", 1+random.IntN(9))), MinQuantity: []int64{0, 0, 0, 10, 20}[random.IntN(5)],
		})
	}
	fake.SetAssets(assets...)
	const token = "example-access-token"
	header := map[string]string{"Authorization": "Bearer " + token}
	return &standing{
		fake: fake.Server,
		credentials: func() ([]credential, error) {
			return []credential{{"any access token is taken", "accessToken", header, nil, []value{{"access token", token}}}}, nil
		},
		try: try{operation: "listAssets", parameters: map[string]string{"page_size": "2"}, headers: header},
	}, nil
}
