package wire

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// keyed is a document in the form of read, in which lists whose order says nothing are
// maps: parameters by place and name, servers by name, required names and the values
// of an enum by themselves, one of several schemas by its name.
func keyed(document map[string]any) map[string]any {
	all, _ := copied(document).(map[string]any)
	keyAll(all)
	return all
}

func keyAll(node map[string]any) {
	for key, value := range node {
		if strings.HasPrefix(key, "x-") || whole[key] {
			continue
		}
		switch v := value.(type) {
		case []any:
			if set := keyList(key, v); set != nil {
				node[key] = set
				for _, entry := range set {
					if m, ok := entry.(map[string]any); ok {
						keyAll(m)
					}
				}
			}
		case map[string]any:
			keyAll(v)
		}
	}
}

// keyList is a list as a map, nil when its order matters.
func keyList(key string, list []any) map[string]any {
	set := map[string]any{}
	for i, entry := range list {
		name := entryName(key, i, entry)
		if name == "" {
			return nil
		}
		set[name] = entry
	}
	if key == "security" && len(list) == 0 {
		set["anonymous"] = true
	}
	return set
}

// entryName names an entry of a list, "" when the order of such a list matters.
func entryName(keyword string, i int, entry any) string {
	m, _ := entry.(map[string]any)
	switch keyword {
	case "parameters":
		if ref := reference(entry); ref != "" {
			return ref[strings.LastIndex(ref, "/")+1:]
		}
		return fmt.Sprint(m["in"], " ", m["name"])
	case "servers":
		if m["description"] == nil {
			return fmt.Sprint(m["url"])
		}
		return fmt.Sprint(m["description"])
	case "tags":
		if m != nil {
			return fmt.Sprint(m["name"])
		}
		return fmt.Sprint(entry)
	case "security":
		return alternative(m)
	case "required", "enum":
		return fmt.Sprint(entry)
	case "allOf", "oneOf", "anyOf":
		if ref := reference(entry); ref != "" {
			return ref[strings.LastIndex(ref, "/")+1:]
		}
		return fmt.Sprint(i)
	}
	return ""
}

// alternative names one of the ways to be let in.
func alternative(requirement map[string]any) string {
	if len(requirement) == 0 {
		return "anonymous"
	}
	var schemes []string
	for scheme := range requirement {
		schemes = append(schemes, scheme)
	}
	slices.Sort(schemes)
	return strings.Join(schemes, " and ")
}

// sameServers names the servers of the newer version as before where their address is
// the same: another description is no other server.
func sameServers(old, now map[string]any) {
	before, _ := old["servers"].(map[string]any)
	after, _ := now["servers"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(after)) {
		for _, as := range slices.Sorted(maps.Keys(before)) {
			one, _ := before[as].(map[string]any)
			other, _ := after[name].(map[string]any)
			if before[name] == nil && after[as] == nil && one["url"] == other["url"] {
				after[as] = other
				delete(after, name)
				break
			}
		}
	}
}
