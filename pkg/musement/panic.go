package musement

import (
	"fmt"
	"runtime/debug"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// call calls f, which asks for a token, and keeps the secrets out of its error,
// and out of the panic of a round tripper that quotes the address.
func (v scrubber) call(f func() (token.Token, error)) (t token.Token, err error) {
	var panicked string
	func() {
		defer func() {
			if p := recover(); p != nil {
				panicked = v.text(said(p)) + "\n\n" + string(debug.Stack())
			}
		}()
		t, err = f()
	}()
	if panicked != "" {
		panic(panicked) // after the recovery, so that Go does not print the first one too
	}
	err = v.over(err)
	if e := boxoffice.AsError(err); e != nil && e.StatusCode/100 == 2 && len(e.Body) > 0 {
		e.Body = []byte(boxoffice.Redacted) // there is a token in it
	}
	return t, err
}

// said is what Go would print of a panic's value.
func said(p any) string {
	switch p := p.(type) {
	case error, fmt.Stringer, string, bool, int, int64, uint64, float64:
		return fmt.Sprint(p)
	}
	return fmt.Sprintf("(%T)", p)
}
