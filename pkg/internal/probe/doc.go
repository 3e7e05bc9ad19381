// Package probe is a made-up vendor. probe.yaml has an operation for each thing of
// OpenAPI 3.0 that the templates can do, and the tests call each of them over
// HTTP; refused.yaml has those that they cannot do, and refused.golden what is said
// of each. `make generate` writes probeapi.
package probe
