package musement

import (
	"errors"
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// ErrNoApplication means that Musement refused the call because the client names
// no application; see [WithApplication]. It is an boxoffice.ErrConfiguration too.
var ErrNoApplication = errors.New("musement asks for an application: make the client with WithApplication")

// codeNoApplication is the vendor's code for it.
const codeNoApplication = "2271"

// refine explains a refusal in the vendor's terms.
func refine(request *rest.Request, e *boxoffice.Error) {
	if e.StatusCode == http.StatusBadRequest && e.Code == codeNoApplication {
		e.Err = noApplication{}
		return
	}
	if form := formError(request, e); form != nil {
		e.Err = form
	}
}

// noApplication is ErrNoApplication and boxoffice.ErrConfiguration in one.
type noApplication struct{}

func (noApplication) Error() string    { return ErrNoApplication.Error() }
func (noApplication) SafeText() string { return ErrNoApplication.Error() }
func (noApplication) Unwrap() []error  { return []error{ErrNoApplication, boxoffice.ErrConfiguration} }
