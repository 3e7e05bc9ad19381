package wire

import (
	"fmt"
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
	moved := likeAddresses(old, now)
	likeHeaders(old, now)
	return slices.Concat(moved, likeCredentials(old, now), likeSchemas(old, now))
}

// likeAddresses puts operations where they were, so that what else has changed of them
// is seen. Another address breaks programs.
func likeAddresses(old, now map[string]any) Findings {
	before, after := addresses(old), addresses(now)
	paths, _ := now["paths"].(map[string]any)
	moved := map[string]any{}
	var all Findings
	for _, id := range slices.Sorted(maps.Keys(after)) {
		was, is := before[id], after[id]
		if was == (address{}) || was == is {
			continue
		}
		item, _ := paths[is.path].(map[string]any)
		moved[id] = item[is.method]
		delete(item, is.method)
		all = append(all, Finding{"", Breaking, id, fmt.Sprintf("its address is %s, was %s", is, was), "paths", []string{id}})
	}
	for id, operation := range moved {
		was := before[id]
		item, _ := paths[was.path].(map[string]any)
		if item == nil {
			item = map[string]any{}
			paths[was.path] = item
		}
		if item[was.method] != nil { // another operation is there now
			was = after[id]
			item, _ = paths[was.path].(map[string]any)
		}
		if names := inBraces.FindAllString(was.path, -1); !slices.ContainsFunc(inBraces.FindAllString(after[id].path, -1), func(name string) bool { return slices.Contains(names, name) }) {
			likeValues(operation, after[id].path, was.path)
		}
		item[was.method] = operation
	}
	maps.DeleteFunc(paths, func(_ string, item any) bool {
		m, ok := item.(map[string]any)
		return ok && len(m) == 0
	})
	return all
}

type address struct{ method, path string }

func (a address) String() string { return strings.ToUpper(a.method) + " " + a.path }

// addresses are those of the operations by their ids.
func addresses(document map[string]any) map[string]address {
	all := map[string]address{}
	eachOperation(document, func(path, method string, operation map[string]any) {
		if id, ok := operation["operationId"].(string); ok {
			all[id] = address{method, path}
		}
	})
	return all
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
		eachOperation(map[string]any{"paths": map[string]any{path: after[path]}}, func(_, _ string, operation map[string]any) {
			likeValues(operation, path, as)
		})
		after[as] = after[path]
		delete(after, path)
	}
}

// likeValues names the values in the path of an operation as another path does, which
// has as many.
func likeValues(operation any, path, as string) {
	names := map[string]string{}
	ours, theirs := inBraces.FindAllString(path, -1), inBraces.FindAllString(as, -1)
	for i := 0; i < len(ours) && len(ours) == len(theirs); i++ {
		names[strings.Trim(ours[i], "{}")] = strings.Trim(theirs[i], "{}")
	}
	o, _ := operation.(map[string]any)
	list, _ := o["parameters"].([]any)
	for _, each := range list {
		if p, ok := each.(map[string]any); ok && p["in"] == "path" {
			if name, ok := p["name"].(string); ok && names[name] != "" {
				p["name"] = names[name]
			}
		}
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
