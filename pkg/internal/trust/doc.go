// Package trust has tests of the whole module: every vendor's adapter, with every
// credential, in every way in which a call can fail. They search for secrets in
// everything that a program can print (TestTrust_NoCanaryShowsInAnySink), and in
// everything that another host receives (TestS08_…).
//
// Each vendor has one file here, with its credentials and the answers to its logins. The
// operations are found by reflection. `make trust` prints a table of what these tests
// and those of other packages show.
package trust
