package main

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode"
)

// entry is one thing that the search finds. Its fields have short names because
// they are sent by the hundred.
type entry struct {
	Kind  string `json:"k"`           // the method of an operation, "vendor", "model", "guide"
	Title string `json:"t"`           // what it is called
	Place string `json:"p"`           // the vendor or guide that it belongs to
	About string `json:"a"`           // one line
	Link  string `json:"l"`           // from the site's root
	URL   string `json:"u,omitempty"` // the path of an operation's URL
	Words string `json:"w,omitempty"` // other words that find it
}

// searchIndex is a script, because a page that is opened from disk may load
// scripts and no other files.
func searchIndex(vendors []*vendor, guides []guide) ([]byte, error) {
	var all []entry
	for _, v := range vendors {
		words := []string{"pkg", v.Name, v.Name + "api", "New", "NewClient"}
		for _, c := range v.Credentials {
			words = append(words, c.Name)
		}
		for _, s := range v.Schemes {
			words = append(words, s.Name)
		}
		all = append(all, entry{Kind: "vendor", Title: v.Title, Place: "Vendors", About: plural(len(v.Operations), "operation"),
			Link: v.Name + "/index.html", Words: distinct(words)})
		for _, o := range v.Operations {
			all = append(all, entry{Kind: o.Method, Title: o.ID, Place: v.Title, About: o.Summary,
				Link: v.Name + "/" + o.ID + ".html", URL: v.basePath() + o.Path, Words: o.found()})
		}
	}
	for _, g := range guides {
		all = append(all, entry{Kind: "guide", Title: g.Title, Place: "Guides", About: g.About, Link: "guides/" + g.Slug + ".html"})
		for _, s := range g.Sections {
			e := entry{Kind: "guide", Title: s.Title, Place: g.Title, Link: "guides/" + g.Slug + ".html#" + s.ID}
			if g.Slug != "changelog" { // it names everything once
				e.Words = distinct(strings.FieldsFunc(s.text, notInName))
			}
			all = append(all, e)
		}
	}
	for _, v := range vendors {
		for _, m := range v.Models {
			var fields []string
			for _, f := range m.Shape.Fields {
				fields = append(fields, f.Name)
			}
			all = append(all, entry{Kind: "model", Title: m.Name, Place: v.Title, About: plural(len(fields), "field"),
				Link: v.Name + "/models.html#" + m.Name, Words: strings.Join(fields, " ")})
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	return []byte("window.searchIndex = " + string(text) + ";\n"), nil
}

// found are the words that find an operation although its name and summary do
// not have them: its fields, statuses, errors, and those of its description.
func (o *operation) found() string {
	words := append([]string{o.Group.Name, o.call.Method}, o.words...)
	for _, answers := range [][]answer{o.Answers, o.Refusals} {
		for _, a := range answers {
			words = append(words, a.Status, strings.TrimPrefix(a.Sentinel, "boxoffice."))
		}
	}
	return distinct(append(words, strings.FieldsFunc(o.text, notInName)...))
}

// distinct joins words of three characters or more, each once.
func distinct(words []string) string {
	var kept []string
	seen := map[string]bool{}
	for _, word := range words {
		if key := strings.ToLower(word); len(word) > 2 && !seen[key] {
			seen[key] = true
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// notInName says that a character separates words.
func notInName(c rune) bool {
	return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-'
}

// basePath is what the paths of the vendor's URLs begin with.
func (v *vendor) basePath() string {
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(v.Servers[0].URL))
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.Path, "/")
}
