package vendortest

import (
	"fmt"
	"maps"
	"mime"
	"slices"
	"strconv"
	"strings"
)

// choose picks the media type of an answer from those documented for its
// status. It returns "" and nil when there is none.
func (op *operation) choose(r Reply, content map[string]*media, req *Request) (string, *media, error) {
	if r.MediaType != "" {
		mediaType, _, err := mime.ParseMediaType(r.MediaType)
		if m := content[mediaType]; err == nil && m != nil {
			return r.MediaType, m, nil
		}
		if !r.Undocumented {
			return "", nil, fmt.Errorf("the media type is not documented (documented: %s)", list(mediaTypes(content)))
		}
		return r.MediaType, nil, nil
	}
	var fitting []string
	for _, name := range mediaTypes(content) {
		if r.fits(name, content[name]) {
			fitting = append(fitting, name)
		}
	}
	if len(fitting) == 0 {
		switch {
		case r.Undocumented || r.Body == nil && r.Example == "" && len(content) == 0:
			return "", nil, nil
		case r.Example != "":
			return "", nil, fmt.Errorf("there is no documented example %q", r.Example)
		case len(content) == 0 && r.hasEmptyBody():
			return "", nil, nil
		case len(content) == 0:
			return "", nil, fmt.Errorf("it has a body and none is documented")
		}
		return "", nil, fmt.Errorf("its body is JSON, which is not documented (documented: %s)", list(mediaTypes(content)))
	}
	name := fitting[0]
	if req != nil {
		name = accepted(fitting, req.Header.Values("Accept"))
		if asked := op.asked(fitting, req); asked != "" {
			name = asked
		}
	}
	return name, content[name], nil
}

// fits reports whether the media type can carry the reply.
func (r Reply) fits(name string, m *media) bool {
	if r.Example != "" {
		return m.Examples[r.Example] != nil
	}
	switch r.Body.(type) {
	case nil, []byte, string:
		return true
	}
	return isJSON(name)
}

func (r Reply) hasEmptyBody() bool {
	switch body := r.Body.(type) {
	case []byte:
		return len(body) == 0
	case string:
		return body == ""
	}
	return false
}

// mediaTypes are the documented media types, JSON first.
func mediaTypes(content map[string]*media) []string {
	names := slices.Sorted(maps.Keys(content))
	slices.SortStableFunc(names, func(a, b string) int {
		switch {
		case isJSON(a) == isJSON(b):
			return 0
		case isJSON(a):
			return -1
		}
		return 1
	})
	return names
}

// asked is the media type that the request names by a query parameter whose
// documented values are the endings of media types, such as format with the
// values json and xml.
func (op *operation) asked(offered []string, req *Request) string {
	for _, p := range op.Parameters {
		wanted := req.Query.Get(p.Name)
		if p.In != "query" || wanted == "" || !op.namesMediaTypes(p) {
			continue
		}
		for _, name := range offered {
			if endsIn(name, wanted) {
				return name
			}
		}
	}
	return ""
}

func (op *operation) namesMediaTypes(p *parameter) bool {
	var documented []string
	for _, r := range op.Responses {
		documented = append(documented, mediaTypes(r.Content)...)
	}
	for _, value := range p.Schema.Enum {
		text, _ := value.(string)
		if !slices.ContainsFunc(documented, func(name string) bool { return endsIn(name, text) }) {
			return false
		}
	}
	return len(p.Schema.Enum) > 0
}

func endsIn(mediaType, ending string) bool {
	return ending != "" && (strings.HasSuffix(mediaType, "/"+ending) || strings.HasSuffix(mediaType, "+"+ending))
}

// accepted is the offered media type that Accept prefers: the highest q, then
// the first named. What Accept does not name at all is answered with the first
// offered.
func accepted(offered, accept []string) string {
	best, quality := offered[0], 0.0
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		pattern, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		q := 1.0
		if text, ok := params["q"]; ok {
			q, _ = strconv.ParseFloat(text, 64)
		}
		prefix, wildcard := strings.CutSuffix(pattern, "*")
		for _, name := range offered {
			if q > quality && (name == pattern || wildcard && (prefix == "*/" || strings.HasPrefix(name, prefix))) {
				best, quality = name, q
				break
			}
		}
	}
	return best
}
