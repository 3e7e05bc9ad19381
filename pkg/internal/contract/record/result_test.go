package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func printed(t *testing.T, events string) string {
	t.Helper()
	r, err := read(strings.NewReader(events))
	require.NoError(t, err)
	var out strings.Builder
	r.print(&out)
	return out.String()
}

func TestEveryCaseSaysWhatBecameOfIt(t *testing.T) {
	require.Equal(t, `recorded: getCustomer
    recorded, but an expectation does not hold: id is 7
    not on the tape, because the specification does not describe it: session
left out: getVoucherCode
    the environment lacks BOXOFFICE_VENUEMANAGER_VOUCHER_CODE
NOT RECORDED: listInvoices
    the connection was dropped
FAILED: TestContract/tapes
    a case has no tape
1 recorded, 1 left out, 1 not recorded
`, printed(t, `{"Action":"run","Test":"TestContract"}
{"Action":"run","Test":"TestContract/cases/getCustomer"}
{"Action":"output","Test":"TestContract/cases/getCustomer","Output":"=== RUN   TestContract/cases/getCustomer\n"}
{"Action":"output","Test":"TestContract/cases/getCustomer","Output":"    run.go:80: recorded, but an expectation does not hold: id is 7\n"}
{"Action":"output","Test":"TestContract/cases/getCustomer","Output":"    run.go:83: not on the tape, because the specification does not describe it: session\n"}
{"Action":"output","Test":"TestContract/cases/getCustomer","Output":"    --- PASS: TestContract/cases/getCustomer (0.00s)\n"}
{"Action":"pass","Test":"TestContract/cases/getCustomer"}
{"Action":"output","Test":"TestContract/cases/getVoucherCode","Output":"    run.go:70: the environment lacks BOXOFFICE_VENUEMANAGER_VOUCHER_CODE\n"}
{"Action":"skip","Test":"TestContract/cases/getVoucherCode"}
{"Action":"output","Test":"TestContract/cases/listInvoices","Output":"    run.go:70: the connection was dropped\n"}
{"Action":"fail","Test":"TestContract/cases/listInvoices"}
{"Action":"output","Test":"TestContract/tapes","Output":"    tapes.go:30: a case has no tape\n"}
{"Action":"fail","Test":"TestContract/tapes"}
{"Action":"pass","Test":"TestContract/secrets"}
{"Action":"output","Output":"FAIL\n"}
`))
}

func TestWhatTheCompilerSaysIsShown(t *testing.T) {
	require.Contains(t, printed(t, `{"Action":"build-output","Output":"x.go:1: undefined: y\n"}`), "undefined: y")
	require.Contains(t, printed(t, "no JSON at all"), "no JSON at all")
}

func TestAWrongCallSaysHow(t *testing.T) {
	for _, args := range [][]string{nil, {"venuemanager"}, {"venuemanager", "replay"}} {
		require.ErrorContains(t, run(args), "usage: record VENDOR live|compose")
	}
}
