package redact_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/internal/redact"
)

// clean reports whether a secret-named value is one that may be written.
func clean(value string) bool {
	return strings.TrimSpace(value) == "" || strings.HasPrefix(strings.TrimSpace(value), "redacted-")
}

func FuzzRedactedJSONHoldsNoSecret(f *testing.F) {
	for _, body := range []string{
		`{}`, `[]`, `null`, `"x"`, `1e5`, `{"password":"x","a":[{"token":"y"}]}`, `{"token":["a",{"b":"c"}],"api_key":7}`,
		`{"pass\u0077ord":"x"}`, `{"password":"x","password":"y"}`, `{"url":"https://me:pw@example.com/?token=x#access_token=y"}`, ` {"a" : 1 } `,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		out, err := redact.Redactor{}.JSON(body, nil)
		if err != nil {
			if out != nil {
				t.Fatal("something is returned of what cannot be redacted")
			}
			return
		}
		var value any
		decoder := json.NewDecoder(bytes.NewReader(out))
		decoder.UseNumber()
		if !json.Valid(out) || decoder.Decode(&value) != nil {
			t.Fatalf("%q is no JSON any more", out)
		}
		checkJSON(t, "", value)
		again, err := redact.Redactor{}.JSON(out, nil)
		if err != nil || !bytes.Equal(again, out) {
			t.Fatalf("redacted twice, %q becomes %q, %v", out, again, err)
		}
	})
}

func checkJSON(t *testing.T, name string, value any) {
	t.Helper()
	switch value := value.(type) {
	case map[string]any:
		for name, v := range value {
			checkJSON(t, name, v)
		}
	case []any:
		for _, v := range value {
			checkJSON(t, name, v)
		}
	case string:
		if redact.SecretName(name) && !clean(value) {
			t.Fatalf("%q still is %q", name, value)
		}
	case json.Number:
		if redact.SecretName(name) && value != "0" {
			t.Fatalf("%q still is %v", name, value)
		}
	}
}

func FuzzRedactedXMLHoldsNoSecret(f *testing.F) {
	for _, body := range []string{
		`<a/>`, `<a><password>x</password><b token="y">z</b></a>`, `<?xml version="1.0"?><!-- x --><a xmlns:s="u"><s:secret>x</s:secret></a>`,
		`<a><token>x<b>y</b>z</token></a>`, `<a><password><![CDATA[x]]></password></a>`, `<a>&lt;</a>`, `<a token='&quot;'/>`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		out, err := redact.Redactor{}.XML(body, nil)
		if err != nil {
			if out != nil {
				t.Fatal("something is returned of what cannot be redacted")
			}
			return
		}
		var open []string
		for decoder := xml.NewDecoder(bytes.NewReader(out)); ; {
			token, err := decoder.RawToken()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%q is no XML any more: %v", out, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				open = append(open, token.Name.Local)
				for _, a := range token.Attr {
					if redact.SecretName(a.Name.Local) && !clean(a.Value) {
						t.Fatalf("attribute %q still is %q", a.Name.Local, a.Value)
					}
				}
			case xml.EndElement:
				open = open[:len(open)-1]
			case xml.CharData:
				if len(open) > 0 && redact.SecretName(open[len(open)-1]) && !clean(string(token)) {
					t.Fatalf("element %q still holds %q", open[len(open)-1], token)
				}
			case xml.Comment:
				t.Fatal("a comment is kept")
			}
		}
	})
}

func FuzzRedactedAddressesHoldNoSecret(f *testing.F) {
	for _, text := range []string{
		"https://me:pw@example.com/a?token=x&b=1#access_token=y", "/a?token=x", "x://?password=a;b", "https://example.com/?token=%zz", "https://[::1]:80/?api_key=a&api_key=b",
	} {
		f.Add(text, "token=a&token=b&c=d")
	}
	f.Fuzz(func(t *testing.T, address, query string) {
		kept := redact.Redactor{}.Header(http.Header{"Location": {address}, "X-Other": {address}}, []string{"Location"})
		if len(kept) > 1 {
			t.Fatal("a header that is not allowed is kept")
		}
		if u, err := url.Parse(kept.Get("Location")); err == nil && u.Host != "" && strings.Contains(address, "://") {
			if u.User != nil {
				t.Fatalf("%q keeps its user", kept.Get("Location"))
			}
			checkValues(t, u.Query())
		}
		if values, err := url.ParseQuery(query); err == nil {
			checkValues(t, redact.Redactor{}.Values(values, nil))
		}
	})
}

func checkValues(t *testing.T, values url.Values) {
	t.Helper()
	for name, list := range values {
		for _, value := range list {
			if redact.SecretName(name) && !clean(value) {
				t.Fatalf("%q still is %q", name, value)
			}
		}
	}
}
