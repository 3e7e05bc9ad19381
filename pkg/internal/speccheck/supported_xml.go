package speccheck

import "go.yaml.in/yaml/v3"

// inXML refuses what has no form in XML: maps, JSON of any form, and objects of
// several types.
func (c *checker) inXML(schema *yaml.Node, where, of string, seen map[*yaml.Node]bool) {
	line := schema
	if schema = c.resolve(schema); schema == nil || seen[schema] {
		return
	}
	seen[schema] = true
	kind := text(schema, "type")
	free := (kind == "" || kind == "object") && get(schema, "properties") == nil && !c.isUnion(schema) && get(schema, "x-go-type") == nil
	switch {
	case get(schema, "oneOf") != nil && c.standsFor(schema) == nil:
		c.report(line, where, "%s: oneOf is not supported in XML: answer JSON only, or {type: string} for the text of the document", of)
	case free, text(schema, "x-go-type") == "boxoffice.RawJSON":
		c.report(line, where, "%s: a map, and a value of any form, is not supported in XML: name the properties, or answer JSON only", of)
	}
	for name, property := range entries(get(schema, "properties")) {
		c.inXML(property, where, of+": property "+name.Value, seen)
	}
	for _, part := range content(get(schema, "allOf")) {
		c.inXML(part, where, of, seen)
	}
	if items := get(schema, "items"); items != nil {
		c.inXML(items, where, of+": items", seen)
	}
}
