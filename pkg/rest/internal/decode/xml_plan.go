package decode

import "strings"

// node says how an element with children is read. Each element and attribute below it
// is a field or, for a tag such as a>b, another node.
type node struct {
	plan     *plan // of the struct
	names    names
	children []child
	attrs    names
	attrOf   []int // the field of each name in attrs
	chardata int   // the field for the element's own text, -1 for none
	wraps    []int // lists that are empty and not missing when this wrapper is there
	lists    bool  // all fields are lists, so other elements are an error
}

// child is one element below a node.
type child struct {
	name  string
	field int   // -1 for a wrapper
	under *node // what is in the wrapper
	many  bool  // the element is one of a list
}

// newNode reads the xml tags of a struct.
func newNode(p *plan) (*node, error) {
	root := &node{plan: p, chardata: -1}
	var attrs []string
	b := builder{}
	root.lists = len(p.fields) > 0
	for i, f := range p.fields {
		tag := f.tag.Get("xml")
		name, options, _ := strings.Cut(tag, ",")
		options = "," + options + ","
		if tag == "-" {
			continue
		}
		if name == "" {
			name = f.name
		}
		value := f.plan
		for value.kind == pointer {
			value = value.elem
		}
		if value.kind == dictionary || value.kind == union || value.kind == ownValue || value.kind == raw || value.kind == free {
			b.unsupported(f.plan.typ, "XML has no form of it")
		}
		switch {
		case strings.Contains(options, ",chardata,"):
			root.chardata, root.lists = i, false
		case strings.Contains(options, ",attr,"):
			attrs, root.attrOf, root.lists = append(attrs, name), append(root.attrOf, i), false
		default:
			parts := strings.Split(name, ">")
			at := root
			for _, part := range parts[:len(parts)-1] {
				at = at.wrapper(part)
				root.lists = false
			}
			if many := value.kind == list; many {
				if at != root {
					at.wraps = append(at.wraps, i)
				}
			} else {
				root.lists = false
			}
			at.children = append(at.children, child{name: parts[len(parts)-1], field: i, many: value.kind == list})
		}
	}
	root.attrs = newNames(attrs)
	root.number()
	return root, b.err
}

func (n *node) wrapper(name string) *node {
	for _, c := range n.children {
		if c.name == name && c.under != nil {
			return c.under
		}
	}
	under := &node{plan: n.plan, chardata: -1}
	n.children = append(n.children, child{name: name, field: -1, under: under})
	return under
}

func (n *node) number() {
	var all []string
	for _, c := range n.children {
		all = append(all, c.name)
		if c.under != nil {
			c.under.number()
		}
	}
	n.names = newNames(all)
}
