// Package boxoffice has what programs need beside a vendor's package: secrets, options
// (With…), values, [Error], [Backoff], [Hooks]. Nothing in it prints a secret.
package boxoffice
