package main

import (
	"encoding/json"
	"strings"
)

// entry is one thing that the search finds. Its fields have short names because
// they are sent by the hundred.
type entry struct {
	Kind  string `json:"k"`           // the method of an operation, "model", "guide"
	Title string `json:"t"`           // what it is called
	Place string `json:"p"`           // the vendor or guide that it belongs to
	About string `json:"a"`           // one line
	Link  string `json:"l"`           // from the site's root
	Words string `json:"w,omitempty"` // other words that find it
}

// searchIndex is a script, because a page that is opened from disk may load
// scripts and no other files.
func searchIndex(vendors []*vendor, guides []guide) ([]byte, error) {
	var all []entry
	for _, v := range vendors {
		for _, o := range v.Operations {
			words := append([]string{o.Group.Name}, o.words...)
			all = append(all, entry{o.Method, o.ID, v.Title, o.Summary, v.Name + "/" + o.ID + ".html", o.Path + " " + strings.Join(words, " ")})
		}
	}
	for _, g := range guides {
		all = append(all, entry{"guide", g.Title, "Guides", g.About, "guides/" + g.Slug + ".html", ""})
		for _, s := range g.Sections {
			all = append(all, entry{"guide", s.Title, g.Title, "", "guides/" + g.Slug + ".html#" + s.ID, ""})
		}
	}
	for _, v := range vendors {
		for _, m := range v.Models {
			var fields []string
			for _, f := range m.Shape.Fields {
				fields = append(fields, f.Name)
			}
			all = append(all, entry{"model", m.Name, v.Title, plural(len(fields), "field"), v.Name + "/models.html#" + m.Name, strings.Join(fields, " ")})
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	return []byte("window.searchIndex = " + string(text) + ";\n"), nil
}
