package main

import (
	"github.com/boxoffice-go/boxoffice/pkg/hlconnect/hlconnecttest"
	"github.com/boxoffice-go/boxoffice/pkg/musement/musementtest"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/pkg/venuemanager/venuemanagertest"
	"github.com/boxoffice-go/boxoffice/specs"
)

// The scripts know these names and passwords.
var visits = []visit{
	{script: "ticketing-sdk", hosts: []string{"api.ticketingevents.com"}, start: func() (*vendortest.Server, error) {
		fake, err := ticketingtest.Start()
		if err != nil {
			return nil, err
		}
		fake.AddIntegrationKey("example-integration-key")
		fake.AddEvent(16993717817996, 16993964783416, 16993964783417)
		fake.AddTicket(16993717817996, 16993964783416, "EXAMPL-TICKET000001")
		fake.AddTicket(16993717817996, 16993964783417, "EXAMPL-TICKET000002")
		return fake.Server, nil
	}, warns: []string{"body", "header X-Api-Key"}}, // the SDK sends {} with every request, and its key to /sessions
	{script: "ticketing-sdk-examples", hosts: []string{"api.ticketingevents.com"}, start: func() (*vendortest.Server, error) {
		return vendortest.Start(vendortest.Document(specs.TickeTing)) // without a memory: the documented examples
	}, warns: []string{"body", "header X-Api-Key"}},
	{script: "ticketing", start: func() (*vendortest.Server, error) {
		fake, err := ticketingtest.Start()
		if err != nil {
			return nil, err
		}
		fake.AddAccount("jane.doe", "correct horse")
		fake.AddEvent(16993717817996, 16993964783416, 16993964783417)
		return fake.Server, nil
	}},
	{script: "hlconnect", start: func() (*vendortest.Server, error) {
		fake, err := hlconnecttest.Start()
		if err != nil {
			return nil, err
		}
		return fake.Server, nil
	}},
	{script: "musement", start: func() (*vendortest.Server, error) {
		fake, err := musementtest.Start()
		if err != nil {
			return nil, err
		}
		fake.AddSupplier("maria.rossi@example.com", "correct horse battery")
		return fake.Server, nil
	}},
	{script: "venuemanager", start: func() (*vendortest.Server, error) {
		fake, err := venuemanagertest.Start()
		if err != nil {
			return nil, err
		}
		fake.AddCustomer("alice@example.com", "correct horse")
		return fake.Server, nil
	}},
}
