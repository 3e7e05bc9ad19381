package main

import (
	"fmt"
	"math/rand/v2"

	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func init() { register(vendor{"ticketing", "TickeTing", startTicketing}) }

func startTicketing(random *rand.Rand, opts ...vendortest.Option) (*standing, error) {
	fake, err := ticketingtest.Start(opts...)
	if err != nil {
		return nil, err
	}
	const (
		identification, password = "jane.doe", "correct horse"
		key                      = "exampleIntegrationKey00000000001" // 32 characters, like theirs
		event                    = 16993717817996                     // the one of the documented examples
		stalls, balcony          = 16993964783416, 16993964783417
	)
	fake.AddAccount(identification, password)
	fake.AddIntegrationKey(key)
	code := fake.AddEvent(event, stalls, balcony)
	for i := range 10 + random.IntN(40) {
		fake.AddTicket(event, int64(stalls+random.IntN(2)), fmt.Sprintf("EX-TICKET-%04d", i+1))
	}
	header := map[string]string{"X-API-Key": key}
	return &standing{
		fake: fake.Server, always: map[string]string{"X-Client-Version": "3.0.0"},
		credentials: func() ([]credential, error) {
			return []credential{
				{"integration key", "SessionKey", header, nil, []value{{"key", key}}},
				{"account, to start sessions with", "", nil, nil, []value{{"identification", identification}, {"password", password}}},
				{fmt.Sprintf("admission token of event %d", event), "", nil, nil, []value{{"code", code}}},
			}, nil
		},
		try: try{operation: "listEventTickets", parameters: map[string]string{"event": fmt.Sprint(event), "records": "2"}, headers: header},
	}, fake.Err()
}
