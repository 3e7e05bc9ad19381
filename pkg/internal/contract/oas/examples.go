package oas

import (
	"encoding/json"
	"encoding/xml"
	"strings"
)

// examples are the texts and numbers that a specification shows, each with the
// names of the fields, parameters and headers it shows them under. The names of
// fields are there as well, under "".
type examples map[string]map[string]bool

// Shows reports whether the specification shows the text or number in an
// example: then it is nobody's secret.
func (d *Document) Shows(text string) bool { return d.shown()[text] != nil }

// ShowsUnder reports whether the specification shows the text or number in an
// example of a field, parameter or header of this name.
func (d *Document) ShowsUnder(name, text string) bool { return d.shown()[text][name] }

// readExamples looks for examples, defaults and enumerations all over the
// specification. What stands beside them there gives a name to an example that
// is a single value.
func readExamples(spec []byte) examples {
	found := examples{}
	var root any
	if decodeJSON(string(spec), &root) == nil {
		found.search("", root)
	}
	return found
}

func decodeJSON(text string, value any) error {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(value)
}

// search goes through the specification itself. name is that of the parameter,
// header or property that a node describes.
func (e examples) search(name string, node any) {
	switch node := node.(type) {
	case []any:
		for _, each := range node {
			e.search(name, each)
		}
	case map[string]any:
		if given, ok := node["name"].(string); ok && node["in"] != nil {
			name = given
		}
		for key, value := range node {
			switch fields, _ := value.(map[string]any); {
			case key == "example", key == "default", key == "enum":
				e.add(name, value)
			case key == "examples":
				for _, example := range fields {
					if example, ok := example.(map[string]any); ok {
						e.add(name, example["value"])
					}
				}
			case key == "properties", key == "headers":
				for property, schema := range fields {
					e.search(property, schema)
				}
			default:
				e.search(name, value)
			}
		}
	}
}

// add takes up an example's values.
func (e examples) add(name string, value any) {
	switch value := value.(type) {
	case map[string]any:
		for field, each := range value {
			e.put("", field)
			e.add(field, each)
		}
	case []any:
		for _, each := range value {
			e.add(name, each)
		}
	case json.Number:
		e.put(name, value.String())
	case string:
		e.put(name, value)
		if strings.HasPrefix(strings.TrimSpace(value), "<") {
			e.addXML(value)
		}
	}
}

func (e examples) addXML(text string) {
	decoder := xml.NewDecoder(strings.NewReader(text))
	name := ""
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			name = token.Name.Local
		case xml.CharData:
			e.put(name, strings.TrimSpace(string(token)))
		}
	}
}

func (e examples) put(name, text string) {
	if e[text] == nil {
		e[text] = map[string]bool{}
	}
	e[text][name] = true
}
