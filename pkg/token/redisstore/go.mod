// A module of its own, so that go-redis costs only the programs that use this store.
module github.com/boxoffice-go/boxoffice/pkg/token/redisstore

go 1.25.0

require (
	github.com/boxoffice-go/boxoffice v0.0.0
	github.com/redis/go-redis/v9 v9.17.2
	github.com/stretchr/testify v1.11.1
)

require (
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/davecgh/go-spew v1.1.2-0.20180830191138-d8f796af33cc // indirect
	github.com/dgryski/go-rendezvous v0.0.0-20200823014737-9f7001d12a5f // indirect
	github.com/pmezard/go-difflib v1.0.1-0.20181226105442-5d4384ee4fb2 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

// For work in this repository; a program that imports the store is not concerned.
replace github.com/boxoffice-go/boxoffice => ../../..
