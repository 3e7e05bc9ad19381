// Package trust holds the tests that look at the whole module at once: every
// vendor's adapter, with every credential, in every way a call can fail. They
// search whatever a program can write for what must not show in it
// (TestTrust_NoCanaryShowsInAnySink), and whatever a stranger receives
// (TestS08_…).
//
// A vendor is one file here, with its credentials and what a login is answered
// with; its operations are found by reflection. `make trust` prints what these
// tests and those of the other packages show, as a table.
package trust
