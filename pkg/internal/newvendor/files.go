package main

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// isFile reports whether a body without fields is a file: it has neither JSON nor a form.
func isFile(mediaType string) bool {
	return mediaType != jsonType && mediaType != formType && !strings.HasPrefix(mediaType, "multipart/")
}

func isBinary(schema *yaml.Node) bool {
	return text(schema, "type") == "string" && text(schema, "format") == "binary"
}

// files leaves `format: binary` where a file can stand: as a whole body, and as a part, or
// a list of parts, of a multipart form. Anywhere else it is text.
func (c *converter) files() {
	kept := map[*yaml.Node]bool{}
	for _, item := range entries(get(c.root, "paths")) {
		for _, op := range entries(item) {
			contents := []*yaml.Node{get(get(op, "requestBody"), "content")}
			for _, answer := range entries(get(op, "responses")) {
				contents = append(contents, get(answer, "content"))
			}
			for _, content := range contents {
				for mediaType, media := range entries(content) {
					schema := c.resolve(get(media, "schema"))
					if isFile(mediaType.Value) {
						kept[schema] = true
					} else if strings.HasPrefix(mediaType.Value, "multipart/") {
						for _, part := range entries(get(schema, "properties")) {
							kept[part], kept[get(part, "items")] = true, true
						}
					}
				}
			}
		}
	}
	for name, component := range entries(get(get(c.root, "components"), "schemas")) {
		walk(component, func(node *yaml.Node) {
			if isBinary(node) && !kept[node] {
				del(node, "format")
				c.note(node, name.Value, "bytes inside of JSON or of a plain form are a text: say how they are written")
			}
		})
	}
	walk(c.root, func(node *yaml.Node) {
		if isBinary(node) && !kept[node] {
			del(node, "format")
		}
	})
}
