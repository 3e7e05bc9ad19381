package wire

import (
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// alike gives the newer version the names of the older one where the wire does not
// show a name: values in a path, credentials, schemas, and capital letters of headers.
// A schema that is a component in one version only is written inline in both. It
// returns a note for each name.
func alike(old, now map[string]any) Findings {
	likePaths(old, now)
	likeHeaders(old, now)
	return append(likeCredentials(old, now), likeSchemas(old, now)...)
}

func renamed(kind, before, after string) Finding {
	return Finding{"", Note, kind + " " + before, "it is called " + after + " now: the same on the wire", kind, nil}
}

var inBraces = regexp.MustCompile(`\{[^}]*\}`)

// likePaths names the values in a path as before.
func likePaths(old, now map[string]any) {
	before, _ := old["paths"].(map[string]any)
	after, _ := now["paths"].(map[string]any)
	known := map[string]string{}
	for path := range before {
		known[inBraces.ReplaceAllString(path, "{}")] = path
	}
	for _, path := range slices.Sorted(maps.Keys(after)) {
		as := known[inBraces.ReplaceAllString(path, "{}")]
		if as == "" || as == path || after[as] != nil {
			continue
		}
		names := map[string]string{}
		theirs := inBraces.FindAllString(as, -1)
		for i, name := range inBraces.FindAllString(path, -1) {
			names[strings.Trim(name, "{}")] = strings.Trim(theirs[i], "{}")
		}
		eachOperation(map[string]any{"paths": map[string]any{path: after[path]}}, func(_, _ string, operation map[string]any) {
			list, _ := operation["parameters"].([]any)
			for _, each := range list {
				if p, ok := each.(map[string]any); ok && p["in"] == "path" {
					if name, ok := p["name"].(string); ok && names[name] != "" {
						p["name"] = names[name]
					}
				}
			}
		})
		after[as] = after[path]
		delete(after, path)
	}
}

// likeHeaders writes headers with the capital letters of before.
func likeHeaders(old, now map[string]any) {
	known := map[string]string{}
	eachHeader(old, func(name string) string {
		known[http.CanonicalHeaderKey(name)] = name
		return name
	})
	eachHeader(now, func(name string) string {
		if as := known[http.CanonicalHeaderKey(name)]; as != "" {
			return as
		}
		return name
	})
}

// eachHeader gives headers of requests, answers and credentials the names that do returns.
func eachHeader(document map[string]any, do func(string) string) {
	rename := func(value any) {
		if m, ok := value.(map[string]any); ok && m["in"] == "header" {
			if name, ok := m["name"].(string); ok {
				m["name"] = do(name)
			}
		}
	}
	components, _ := document["components"].(map[string]any)
	schemes, _ := components["securitySchemes"].(map[string]any)
	for _, scheme := range schemes {
		rename(scheme)
	}
	eachOperation(document, func(_, _ string, operation map[string]any) {
		list, _ := operation["parameters"].([]any)
		for _, each := range list {
			rename(each)
		}
		if rule, ok := operation["x-repeat"].(map[string]any); ok {
			if key, ok := rule["key"].(string); ok {
				rule["key"] = do(key)
			}
		}
		answers, _ := operation["responses"].(map[string]any)
		for _, each := range answers {
			answer, _ := each.(map[string]any)
			headers, _ := answer["headers"].(map[string]any)
			for _, name := range slices.Sorted(maps.Keys(headers)) {
				if as := do(name); as != name {
					headers[as] = headers[name]
					delete(headers, name)
				}
			}
		}
	})
}

// likeCredentials names a credential as before when it differs in its name and
// description only.
func likeCredentials(old, now map[string]any) Findings {
	schemes := func(document map[string]any) map[string]any {
		components, _ := document["components"].(map[string]any)
		all, _ := components["securitySchemes"].(map[string]any)
		return all
	}
	bare := func(scheme any) map[string]any {
		m, _ := scheme.(map[string]any)
		m = maps.Clone(m)
		delete(m, "description")
		return m
	}
	before, after := schemes(old), schemes(now)
	var notes Findings
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if before[name] != nil {
			continue
		}
		for _, as := range slices.Sorted(maps.Keys(before)) {
			if after[as] != nil || !reflect.DeepEqual(bare(before[as]), bare(after[name])) {
				continue
			}
			after[as] = after[name]
			delete(after, name)
			eachOperation(now, func(_, _ string, operation map[string]any) {
				list, _ := operation["security"].([]any)
				for _, each := range list {
					if way, ok := each.(map[string]any); ok && way[name] != nil {
						way[as] = way[name]
						delete(way, name)
					}
				}
			})
			notes = append(notes, renamed("credential", as, name))
			break
		}
	}
	return notes
}
