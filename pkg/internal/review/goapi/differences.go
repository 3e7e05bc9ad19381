package goapi

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/exp/apidiff"
)

// difference is a change of a member.
type difference struct {
	Change
	name string // in full
	from string // the member of an embedded type that this one is
}

// Differences compares two sets of packages. The breaking ones come first.
func Differences(old, now API) []Change {
	var all []Change
	var found []difference
	moved := movedTypes(old, now)
	for at, before := range old {
		after, there := now[at]
		if !there {
			all = append(all, Change{at, true, "the package is removed"})
			continue
		}
		if before.Types == nil || after.Types == nil {
			continue // what does not compile cannot be compared
		}
		c := comparison{at: at, before: before, after: after, old: surfaceOf(before, moved), now: surfaceOf(after, nil)}
		renaming{comparison: &c, own: regexp.MustCompile(regexp.QuoteMeta(before.Types.Path()+".") + `\w+`)}.apply()
		c.compare()
		found = append(found, c.found...)
		if len(moved) == 0 { // else it takes each use of a type that has moved for a break
			all = append(all, c.onlyApidiff()...)
		}
	}
	for at := range now {
		if _, there := old[at]; !there {
			all = append(all, Change{at, false, "the package is new"})
		}
	}
	told := map[string]bool{}
	for _, d := range found {
		told[d.name] = true
	}
	for _, d := range found {
		if !told[d.from] { // else it is told where it comes from
			all = append(all, d.Change)
		}
	}
	slices.SortFunc(all, func(a, b Change) int {
		if a.Breaking != b.Breaking {
			if a.Breaking {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.What, b.What))
	})
	return all
}

// onlyApidiff are the breaks that apidiff sees in a member of which nothing else is told.
func (c *comparison) onlyApidiff() []Change {
	told := map[string]bool{}
	for _, d := range c.found {
		told[strings.TrimPrefix(d.name, c.before.Types.Path()+".")] = true
	}
	var all []Change
	for _, change := range apidiff.Changes(c.before.Types, c.after.Types).Changes {
		if member := memberOf(change.Message); !change.Compatible && !told[member] && !c.unchanged(member, change.Message) {
			all = append(all, Change{c.at, true, change.Message + " (apidiff)"})
		}
	}
	return all
}

// unchanged tells whether apidiff reports as gone or changed what is as it was. It does
// where a field has another type, which it takes for the same type under another name.
func (c *comparison) unchanged(member, message string) bool {
	one, before := c.old[member]
	other, after := c.now[member]
	_, what, _ := strings.Cut(message, ": ")
	return before && after && one.text == other.text && (what == "removed" || strings.HasPrefix(what, "changed from "))
}

// memberOf is the member, such as "Client.Get", that a message of apidiff is about:
// "(*Client).Get: removed", or "gen.(*Client).Get, method set of *Client: removed"
// where it comes from an embedded type.
func memberOf(message string) string {
	name, _, _ := strings.Cut(message, ":")
	if from, of, ok := strings.Cut(name, ", method set of "); ok {
		name = of + from[strings.LastIndex(from, "."):]
	}
	return method.ReplaceAllString(strings.TrimPrefix(name, "*"), "$1.")
}

// method is how apidiff writes the receiver of a method.
var method = regexp.MustCompile(`^\(\*?([\w.]+)(?:\[.*\])?\)\.`)

// movedTypes are the types that were declared elsewhere, under the names that they
// had, as programs reach them: by an alias, a type that has moved is the same.
func movedTypes(old, now API) map[string]string {
	to := map[string][]string{}
	for at, before := range old {
		after, there := now[at]
		if !there || before.Types == nil || after.Types == nil {
			continue
		}
		scope := before.Types.Scope()
		for _, name := range scope.Names() {
			one, other := scope.Lookup(name), after.Types.Scope().Lookup(name)
			if !one.Exported() || other == nil || declared(one) == nil || declared(other) == nil {
				continue
			}
			from := path(declared(one).Obj())
			to[from] = append(to[from], path(declared(other).Obj()))
		}
	}
	moved := map[string]string{}
	for from, all := range to {
		slices.Sort(all)
		if all = slices.Compact(all); len(all) == 1 && all[0] != from {
			moved[from] = all[0]
		}
	}
	return moved
}

// comparison are two versions of a package.
type comparison struct {
	at            string // the place in the module
	before, after Package
	old, now      map[string]member
	found         []difference
}

func (c *comparison) say(breaking bool, name, from, format string, args ...any) {
	own := c.before.Types.Path() + "."
	what := short(own, name) + ": " + fmt.Sprintf(format, args...)
	if !strings.Contains(name, "/") {
		name = own + name
	}
	c.found = append(c.found, difference{Change{c.at, breaking, what}, name, from})
}

func (c *comparison) compare() {
	if one, other := c.before.Types.Name(), c.after.Types.Name(); one != other {
		c.say(true, "package "+one, "", "it is called %s", other)
	}
	both := maps.Clone(c.old)
	maps.Copy(both, c.now)
	for _, name := range slices.Sorted(maps.Keys(both)) {
		one, before := c.old[name]
		other, after := c.now[name]
		switch {
		case c.toldOfType(name):
		case !after:
			c.say(true, name, one.from, "removed")
		case !before && other.required:
			c.say(true, name, other.from, "added, which types that implement the interface lack")
		case !before:
			c.say(false, name, other.from, "added")
		default:
			c.judge(name, one, other)
		}
		if one, other := c.before.Deprecated[name], c.after.Deprecated[name]; other && !one {
			c.say(false, name, "", "deprecated")
		} else if one && !other && after {
			c.say(false, name, "", "no longer deprecated")
		}
	}
}

// toldOfType tells whether a member belongs to a type that is new, gone, or something
// else altogether.
func (c *comparison) toldOfType(name string) bool {
	dot := strings.LastIndex(name, ".")
	if dot < 0 {
		return false
	}
	one, other := c.old[name[:dot]], c.now[name[:dot]]
	return one.kind+other.kind != "" && (one.kind != other.kind || one.text != other.text)
}

func (c *comparison) judge(name string, one, other member) {
	own := c.before.Types.Path() + "."
	say := func(format string, args ...any) { c.say(true, name, one.from, format, args...) }
	switch {
	case one.kind == "func" && other.kind == "var" && one.text == other.text && len(one.constraints) == 0:
		c.say(false, name, "", "changed from func to var")
	case one.kind != other.kind:
		say("changed from %s to %s", one.kind, other.kind)
	case one.text == other.text && one.is != other.is:
		say("it is the type %s now, was %s", short(own, other.is), short(own, one.is))
	case one.text == other.text:
	case one.takes == "" || one.takes != other.takes && one.returns != other.returns:
		say("changed %s", c.change(one.text, other.text))
	case one.takes != other.takes:
		say("%s", strings.ReplaceAll(c.taken(one, other), name[strings.LastIndex(name, ".")+1:]+"Params", "…Params"))
	default:
		say("what it returns changed %s", c.change(one.returns, other.returns))
	}
	if one.value != other.value {
		say("value changed from %s to %s", one.value, other.value)
	}
	if one.comparable && !other.comparable {
		say("its values can no longer be compared")
	}
	if one.byValue && !other.byValue {
		say("it needs a pointer now")
	}
	if other.closed && !one.closed {
		say("other packages can no longer implement it")
	}
	if one.kind == "field" && one.from == "" && other.from != "" {
		say("it is a field of %s now, so a literal does not set it", short(own, other.from[:strings.LastIndex(other.from, ".")]))
	}
	c.limits(name, one, other)
	if one.text == other.text && swapped(one.parameters, other.parameters) {
		say("its parameters are (%s), were (%s)", strings.Join(other.parameters, ", "), strings.Join(one.parameters, ", "))
	}
}

// taken says how the parameters of a function differ: what it takes as well, or no
// longer, or in place of something else.
func (c *comparison) taken(one, other member) string {
	a, b := one.arguments, other.arguments
	before, after := 0, 0 // how many are the same at the beginning and at the end
	for before < min(len(a), len(b)) && a[before] == b[before] {
		before++
	}
	for after < min(len(a), len(b))-before && a[len(a)-1-after] == b[len(b)-1-after] {
		after++
	}
	was, is := strings.Join(a[before:len(a)-after], ", "), strings.Join(b[before:len(b)-after], ", ")
	own := c.before.Types.Path() + "."
	switch {
	case was == "":
		return "takes " + short(own, is) + " as well"
	case is == "":
		return "no longer takes " + short(own, was)
	default:
		return "what it takes changed " + c.change(was, is)
	}
}

// change is "from A to B", short where that says enough.
func (c *comparison) change(from, to string) string {
	own := c.before.Types.Path() + "."
	if a, b := short(own, from), short(own, to); a != b {
		from, to = a, b
	}
	return fmt.Sprintf("from %s to %s", cmp.Or(strings.TrimSpace(from), "nothing"), cmp.Or(strings.TrimSpace(to), "nothing"))
}

// limits judges constraints: what takes any type takes what it took before.
func (c *comparison) limits(name string, one, other member) {
	if slices.Equal(one.constraints, other.constraints) {
		return
	}
	own := c.before.Types.Path() + "."
	wider := len(one.constraints) == len(other.constraints)
	for i := range one.constraints {
		wider = wider && (other.constraints[i] == "any" || other.constraints[i] == one.constraints[i])
	}
	c.say(!wider, name, one.from, "its type parameters are [%s], were [%s]", short(own, strings.Join(other.constraints, ", ")), short(own, strings.Join(one.constraints, ", ")))
}

// swapped tells whether a parameter has the place of another one. A program that gives
// two texts still compiles then, and means something else.
func swapped(one, other []string) bool {
	for i, name := range one {
		if at := slices.Index(other, name); name != "" && name != "_" && at >= 0 && at != i {
			return true
		}
	}
	return false
}

var paths = regexp.MustCompile(`(?:\w[\w.-]*/)+`)

// short leaves out the paths of packages, and the name of the package itself.
func short(own, text string) string {
	return paths.ReplaceAllString(strings.ReplaceAll(text, own, ""), "")
}
