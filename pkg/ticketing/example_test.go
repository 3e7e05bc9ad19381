package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing"
	"github.com/boxoffice-go/boxoffice/pkg/ticketing/ticketingtest"
)

// useFake makes the examples speak to a fake; without it they would speak to
// the vendor.
var useFake = startFake()

// globalCode is the code of the event's global admission token.
var globalCode string

func startFake() boxoffice.ClientOption {
	fake, err := ticketingtest.Start()
	if err != nil {
		log.Fatal(err)
	}
	fake.AddAccount("jane.doe", "correct horse")
	fake.AddIntegrationKey("example-integration-key")
	globalCode = fake.AddEvent(16993717817996, 16993964783416, 16993964783417)
	fake.AddTicket(16993717817996, 16993964783416, "EXAMPL-TICKET000001")
	return boxoffice.WithBaseURL(fake.URL())
}

func ExampleIntegrationKey() {
	client, err := ticketing.New(ticketing.IntegrationKey(boxoffice.Secret("example-integration-key")), useFake)
	if err != nil {
		log.Fatal(err)
	}
	for e, err := range client.PublishedEvents(context.Background(), nil) {
		if err != nil {
			log.Fatal(err)
		}
		event, err := ticketing.ParseURI(e.Self)
		if err != nil {
			log.Fatal(err)
		}
		id, _ := event.Event()
		section, err := event.Join(e.Sections[0].Self)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(e.Title, id, e.Sections[0].Price.Current)
		fmt.Println(section)
	}
	// Output:
	// Example Premiere 16993717817996 45
	// /events/16993717817996/sections/16993964783416
}

func ExampleSession() {
	client, err := ticketing.New(ticketing.Session{
		Identification: "jane.doe", // or the e-mail address
		Password:       boxoffice.Secret("correct horse"),
	}, useFake)
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = client.Close(context.Background()) }() // ends the session

	token, err := client.IssueAdmissionToken(context.Background(), 16993717817996, ticketingapi.IssueAdmissionTokenRequest{
		Sections: ticketing.Texts(
			ticketing.SectionURI(16993717817996, 16993964783416),
			ticketing.SectionURI(16993717817996, 16993964783417),
		),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(token.Code, len(token.Sections))

	_, err = client.IssueAdmissionToken(context.Background(), 16993717817996, ticketingapi.IssueAdmissionTokenRequest{
		Sections: []string{},
	})
	fmt.Println(err)
	fmt.Println(boxoffice.AsError(err).Message)
	// Output:
	// [redacted] 2
	// ticketing: issueAdmissionToken: answered 400 Bad Request
	// The following arguments are required, but have not been supplied: sections.
}

func ExampleTokenCode() {
	gate, err := ticketing.New(ticketing.TokenCode{
		Code: boxoffice.Secret(globalCode), // as the event's host hands it out
		Key:  boxoffice.Secret("example-integration-key"),
	}, useFake)
	if err != nil {
		log.Fatal(err)
	}
	pass, err := gate.Pass(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	event, _ := pass.Event.Event()

	staff := ticketing.Redeemer{Name: "John Doe", Device: "gate-phone-1"}
	entries, err := gate.Admit(context.Background(), event, staff, "EXAMPL-TICKET000001", "EXAMPL-TICKET000009")
	if err != nil {
		log.Print(err) // the entries say what it was about
	}
	for _, entry := range entries {
		fmt.Println(entry.Serial, entry.Outcome)
	}
	// Output:
	// EXAMPL-TICKET000001 admitted
	// EXAMPL-TICKET000009 not valid
}

func ExampleUpgradeError() {
	client, err := ticketing.New(ticketing.IntegrationKey(boxoffice.Secret("example-integration-key")), useFake,
		ticketing.WithClientVersion("2.0.0"))
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.ListCountries(context.Background())
	var upgrade *ticketing.UpgradeError
	if errors.As(err, &upgrade) {
		fmt.Println("too old:", upgrade.Sent)
	}
	// Output: too old: 2.0.0
}

func ExampleParseURI() {
	uri, err := ticketing.ParseURI("/events/16993717817996/sections/16993964783416")
	if err != nil {
		log.Fatal(err)
	}
	event, _ := uri.Event()
	section, _ := uri.Section()
	_, isOrder := uri.Order()
	fmt.Println(uri.Kind(), event, section, isOrder)

	_, err = ticketing.ParseURI("https://elsewhere.example.com/events/1")
	fmt.Println(err)
	// Output:
	// sections 16993717817996 16993964783416 false
	// not a resource URI: it does not begin with a slash
}
