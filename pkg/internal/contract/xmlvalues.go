package contract

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// xmlMutants change the text of one element each. The path they tell is that of
// the element below the root; an element around others counts as a list, since
// XML does not tell one from several.
func xmlMutants(body string, made func(path []string, body string)) {
	decoder := xml.NewDecoder(strings.NewReader(body))
	var names []string
	for {
		before := decoder.InputOffset()
		token, err := decoder.RawToken()
		if err != nil {
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			names = append(names, token.Name.Local)
		case xml.EndElement:
			names = names[:len(names)-1]
		case xml.CharData:
			text := strings.TrimSpace(string(token))
			if text == "" {
				continue
			}
			var other bytes.Buffer
			_ = xml.EscapeText(&other, []byte(altered(text)))
			made(xmlPath(names), body[:before]+other.String()+body[decoder.InputOffset():])
		}
	}
}

// xmlPath is ".a[].b[].c" for the element c in b in a below the root.
func xmlPath(names []string) []string {
	var path []string
	for i, name := range names[min(1, len(names)-1):] {
		if i > 0 {
			path = append(path, "[]")
		}
		path = append(path, "."+name)
	}
	return path
}
