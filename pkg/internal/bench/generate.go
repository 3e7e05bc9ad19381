package main

// The clients of other generators are written to peers/ by `go generate`, at the
// versions of go.mod. They are not committed: `make bench` writes them first.
//
//go:generate go run ./subset
//go:generate go run github.com/ogen-go/ogen/cmd/ogen --clean --package shopogen --target peers/shopogen --config ogen.yaml peers/shop.json
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen -generate types,client -package shopoapi -o peers/shopoapi/shop.gen.go peers/shop.json
