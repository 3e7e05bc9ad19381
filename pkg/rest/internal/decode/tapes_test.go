package decode_test

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/gen/musementapi"
	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

// Every success on a tape must be read as encoding/json and encoding/xml read
// it: the tapes hold what is documented, where no rule of ours makes another
// value of it.
func TestEveryTapeIsReadAsByTheStandardLibrary(t *testing.T) {
	clients := map[string]reflect.Type{
		"hlconnect": reflect.TypeFor[*hlconnectapi.Client](), "musement": reflect.TypeFor[*musementapi.Client](),
		"ticketing": reflect.TypeFor[*ticketingapi.Client](), "venuemanager": reflect.TypeFor[*venuemanagerapi.Client](),
	}
	read := map[string]int{}
	for vendor, client := range clients {
		paths, err := filepath.Glob(filepath.Join("..", "..", "..", "..", "cassettes", vendor, "*.yaml"))
		require.NoError(t, err)
		require.NotEmpty(t, paths)
		for _, path := range paths {
			operation, _, _ := strings.Cut(filepath.Base(path), ".")
			method, ok := client.MethodByName(strings.ToUpper(operation[:1]) + operation[1:])
			if !ok {
				continue
			}
			typ := method.Type.Out(0)
			if typ.Kind() == reflect.Pointer {
				typ = typ.Elem()
			}
			if k := typ.Kind(); k != reflect.Struct && k != reflect.Slice || strings.HasSuffix(typ.Name(), "Result") {
				continue // nothing, an iterator, or one of several answers
			}
			for _, response := range tape(t, path) {
				if response.Code/100 != 2 || strings.Contains(response.URL, "/login") {
					continue
				}
				want, got := reflect.New(typ), reflect.New(typ)
				var report decode.Report
				var err error
				if strings.HasPrefix(response.Body, "<") {
					var list struct {
						Invoices []venuemanagerapi.Invoice `xml:"invoice"`
					}
					require.NoError(t, xml.Unmarshal([]byte(response.Body), &list), path)
					want.Elem().Set(reflect.ValueOf(list.Invoices))
					all, _ := reflect.TypeAssert[*[]venuemanagerapi.Invoice](got)
					report, err = decode.XMLList([]byte(response.Body), "invoices", "invoice", all)
					read["XML"]++
				} else if json.Unmarshal([]byte(response.Body), want.Interface()) == nil {
					report, err = decode.Into([]byte(response.Body), got)
					read["JSON"]++
				} else {
					continue // another operation's answer: a renewal
				}
				if assert.NoError(t, err, path) {
					assert.Empty(t, report.Problems, path)
					assert.Equal(t, want.Interface(), got.Interface(), path)
				}
			}
		}
	}
	require.Greater(t, read["JSON"], 100)
	require.Positive(t, read["XML"])
}

func TestEveryAnswerTypeHasARule(t *testing.T) {
	for _, client := range []reflect.Type{
		reflect.TypeFor[*hlconnectapi.Client](), reflect.TypeFor[*musementapi.Client](), reflect.TypeFor[*ticketingapi.Client](), reflect.TypeFor[*venuemanagerapi.Client](),
	} {
		for i := range client.NumMethod() {
			typ := client.Method(i).Type.Out(0)
			if typ.Kind() == reflect.Pointer {
				typ = typ.Elem()
			}
			if typ.Kind() == reflect.Struct || typ.Kind() == reflect.Slice {
				_, err := decode.Into([]byte("{}"), reflect.New(typ))
				require.NotErrorIs(t, err, decode.ErrUnsupported, client.Method(i).Name)
			}
		}
	}
}

type taped struct {
	Code      int
	Body, URL string
}

func tape(t *testing.T, path string) []taped {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	var file struct {
		Interactions []struct {
			Request  struct{ URL string }
			Response taped
		}
	}
	require.NoError(t, yaml.Unmarshal(data, &file))
	var all []taped
	for _, i := range file.Interactions {
		i.Response.URL = i.Request.URL
		all = append(all, i.Response)
	}
	return all
}
