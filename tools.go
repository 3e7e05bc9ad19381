//go:build generate || tools

// Package tools pins what the module is built with and generates the clients:
//
//	go generate -tags generate .
package tools

import (
	_ "github.com/dnaeon/go-vcr/v2/recorder"
	_ "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen"
)

//go:generate go run ./pkg/internal/generate
//go:generate go run ./pkg/internal/generate pkg/internal/probe/probe.yaml pkg/internal/probe/probeapi
