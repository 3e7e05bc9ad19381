//go:build generate || tools

// Package tools pins what the module is built with and generates the clients:
//
//	go generate -tags generate .
package tools

import (
	_ "github.com/dnaeon/go-vcr/v2/recorder"
	_ "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen"
)

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config specs/oapi-codegen.yaml -package venuemanagerapi -o gen/venuemanagerapi/venuemanager.gen.go specs/venuemanager.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config specs/oapi-codegen.yaml -package hlconnectapi -o gen/hlconnectapi/hlconnect.gen.go specs/hlconnect.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config specs/oapi-codegen.yaml -package ticketingapi -o gen/ticketingapi/ticketing.gen.go specs/ticketing.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -config specs/oapi-codegen.yaml -package musementapi -o gen/musementapi/musement.gen.go specs/musement.yaml
