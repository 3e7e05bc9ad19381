package main

// visit is a script and the vendor whose fake it is run against. The scripts know
// the names and passwords that the standalone fakes print.
type visit struct {
	script, vendor string
	host           string   // that the client has built in, "" for one that takes an address
	warns          []string // how the warnings begin that the client is known to get
}

var visits = []visit{
	{script: "ticketing-sdk", vendor: "ticketing", host: "api.ticketingevents.com", warns: sdkWarns},
	{script: "ticketing-sdk-examples", vendor: "ticketing", host: "api.ticketingevents.com", warns: sdkWarns},
	{script: "ticketing", vendor: "ticketing"},
	{script: "hlconnect", vendor: "hlconnect"},
	{script: "musement", vendor: "musement"},
	{script: "venuemanager", vendor: "venuemanager"},
}

// The SDK sends {} with every request, and its key to /sessions.
var sdkWarns = []string{"body ", "header X-Api-Key "}
