package trust_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
	"github.com/boxoffice-go/boxoffice/specs"
)

// vendor is what these tests have to be told of a vendor. Its operations they
// find by themselves.
type vendor struct {
	name        string
	spec        specs.Document
	fake        func(vendortest.TB) *vendortest.Server
	credentials []credential
	// unusable are what making clients of unusable credentials says, with
	// canaries in the credentials.
	unusable func(testing.TB, *canaries) map[string]error
	logins   []login
	// sample are the operations that are called with every credential.
	sample []string
	// flows are operations that are no methods of the client.
	flows func(p *program) []operation
	// special are values of which the adapter asks more than that they be there.
	special map[reflect.Type]func(*canaries) any
}

// credential is one kind of a vendor's credentials.
type credential struct {
	name string
	// logsIn: the client has to log in before its first call.
	logsIn bool
	// all: all operations are called with it, and not the sample alone.
	all bool
	// open makes a client. It returns the credential too, to be looked at.
	open func(t testing.TB, c *canaries, tokens []token.Option, options []boxoffice.ClientOption) (client, credential any, err error)
}

// login is an operation that a client calls by itself, to authenticate.
type login struct {
	operation, path string
	status          int
	answer          func(*canaries) any
	renews          bool // it redeems a refresh token
}

// registered describe the vendors. A vendor is one file, which registers it.
var registered []func() vendor

func register(describe func() vendor) { registered = append(registered, describe) }

// vendors are all of them, by name.
func vendors() []vendor {
	var all []vendor
	for _, describe := range registered {
		all = append(all, describe())
	}
	slices.SortFunc(all, func(a, b vendor) int { return strings.Compare(a.name, b.name) })
	return all
}

// A vendor that is left out here would be left out of every promise that these
// tests hold.
func TestTrust_EveryVendorIsHeldToThesePromises(t *testing.T) {
	all := vendors()
	require.Len(t, all, len(specs.All()))
	for i, doc := range specs.All() {
		v := all[i]
		require.Equal(t, doc.Name, v.name, "no file of this package registers the vendor")
		require.Equal(t, doc.Name, v.spec.Name)
		require.NotNil(t, v.fake, v.name)
		require.NotEmpty(t, v.credentials, v.name)
		require.NotEmpty(t, v.unusable(t, newCanaries(1)), v.name)
		require.True(t, slices.ContainsFunc(v.credentials, func(c credential) bool { return c.all }), "%s: no credential calls all operations", v.name)
	}
}

// login is the one that a request is for, nil if it is for none.
func (v vendor) login(r *http.Request) *login {
	for _, l := range v.logins {
		under := r.URL.Path[:strings.LastIndexByte(r.URL.Path, '/')+1]
		if strings.HasSuffix(r.URL.Path, l.path) || strings.HasSuffix(under, l.path) {
			return &l
		}
	}
	return nil
}

// isLogin reports whether an operation is one that clients log in with.
func (v vendor) isLogin(operation string) bool {
	return slices.ContainsFunc(v.logins, func(l login) bool { return l.operation == operation })
}

func (l login) write(a *asked) {
	a.w.Header().Set("Content-Type", "application/json")
	a.w.WriteHeader(l.status)
	_ = json.NewEncoder(a.w).Encode(l.answer(a.canaries))
}

// filler fills arguments as the vendor's adapter needs them.
func (v vendor) filler(c *canaries) filler { return filler{canaries: c, special: v.special} }

// flow is an operation that is a function.
func flow(name string, f any) operation {
	v := reflect.ValueOf(f)
	return operation{name, v, v.Type()}
}

func (v vendor) sampled(operation string) bool { return slices.Contains(v.sample, operation) }
