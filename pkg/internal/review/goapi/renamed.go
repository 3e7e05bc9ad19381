package goapi

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// renaming finds types that have another name and are the same for the rest: that is
// one change, though the name is in many places.
type renaming struct {
	*comparison
	own *regexp.Regexp // the full names of the package's types
}

// apply gives the older version the new names. Which type has become which is seen
// where one is named in place of the other.
func (r renaming) apply() {
	names := map[string]string{}
	for _, at := range slices.Sorted(maps.Keys(r.old)) {
		if other, there := r.now[at]; there {
			if known := maps.Clone(names); r.same(r.old[at].text, other.text, known) {
				names = known
			}
		}
	}
	if len(names) == 0 {
		return
	}
	for name, to := range names {
		r.say(true, name, "", "it is called %s now", to)
	}
	renamed := map[string]member{}
	for name, m := range r.old {
		of, rest, _ := strings.Cut(name, ".")
		if to := names[of]; to != "" {
			name = strings.TrimSuffix(to+"."+rest, ".")
		}
		m.arguments = slices.Clone(m.arguments)
		texts := []*string{&m.text, &m.takes, &m.returns, &m.is}
		for i := range m.arguments {
			texts = append(texts, &m.arguments[i])
		}
		for _, text := range texts {
			*text = r.own.ReplaceAllStringFunc(*text, func(full string) string {
				if to := names[r.short(full)]; to != "" {
					return strings.TrimSuffix(full, r.short(full)) + to
				}
				return full
			})
		}
		renamed[name] = m
	}
	r.old = renamed
	deprecated := map[string]bool{}
	for name := range r.before.Deprecated {
		of, rest, _ := strings.Cut(name, ".")
		deprecated[strings.TrimSuffix(cmp.Or(names[of], of)+"."+rest, ".")] = true
	}
	r.before.Deprecated = deprecated
}

func (r renaming) short(full string) string { return full[strings.LastIndex(full, ".")+1:] }

// same tells whether two texts differ in names of types only, those that are known to
// have another name and those that turn out to. It adds these.
func (r renaming) same(one, other string, names map[string]string) bool {
	if one == other {
		return true
	}
	if r.own.ReplaceAllString(one, "#") != r.own.ReplaceAllString(other, "#") {
		return false
	}
	theirs := r.own.FindAllString(other, -1)
	for i, full := range r.own.FindAllString(one, -1) {
		if full != theirs[i] && !r.alike(r.short(full), r.short(theirs[i]), names) {
			return false
		}
	}
	return true
}

// alike tells whether a type that is gone is one that is new.
func (r renaming) alike(name, to string, names map[string]string) bool {
	if known := names[name]; known != "" {
		return known == to
	}
	_, stays := r.now[name]
	_, was := r.old[to]
	if stays || was || slices.Contains(slices.Collect(maps.Values(names)), to) {
		return false
	}
	names[name] = to
	one, other := below(r.old, name), below(r.now, to)
	if len(one) != len(other) {
		return false
	}
	for member, m := range one {
		if n, there := other[member]; !there || m.kind != n.kind || !r.same(m.text, n.text, names) {
			return false
		}
	}
	return true
}

// below are a type and its members by their names within it.
func below(all map[string]member, name string) map[string]member {
	some := map[string]member{}
	for each, m := range all {
		if rest, ok := strings.CutPrefix(each+".", name+"."); ok {
			some[rest] = m
		}
	}
	return some
}
