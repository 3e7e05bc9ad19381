package decode_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
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
			for _, response := range tape(t, path) {
				for form, unmarshal := range map[string]func([]byte, any) error{"JSON": json.Unmarshal, "XML": xml.Unmarshal} {
					field, ok := method.Type.Out(0).Elem().FieldByName(fmt.Sprint(form, response.Code))
					if !ok || (response.Body != "" && response.Body[0] == '<') != (form == "XML") {
						continue
					}
					want := reflect.New(field.Type.Elem())
					if unmarshal([]byte(response.Body), want.Interface()) != nil {
						continue // another operation's answer: a login, a renewal
					}
					got := reflect.New(field.Type.Elem())
					var report decode.Report
					var err error
					if form == "XML" {
						report, err = decode.IntoXML([]byte(response.Body), "invoices", got)
					} else {
						report, err = decode.Into([]byte(response.Body), got)
					}
					if !strings.Contains(response.URL, "/login") && assert.NoError(t, err, path) {
						assert.Empty(t, report.Problems, path)
						assert.Equal(t, want.Interface(), got.Interface(), path)
						read[form]++
					}
				}
			}
		}
	}
	t.Log(read)
	require.Greater(t, read["JSON"], 150)
	require.Positive(t, read["XML"])
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
