package vendortest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
)

// spec is a specification as the fake uses it. It is read-only once loaded.
type spec struct {
	name       string
	bases      []string // base paths of the documented servers
	hosts      []string // their hosts, "*.…" where the first label is a variable
	operations map[string]*operation
	ordered    []*operation
	literals   map[string]bool // segments that paths are made of
	schemes    map[string]scheme.Scheme
	// credentialPlaces are the headers and cookies that carry credentials, with this
	// vendor or with any other.
	credentialPlaces []scheme.Place
	// tokenEndpoints are the grants of OAuth 2 by path.
	tokenEndpoints map[string][]string
}

// parse reads a document. What the fake could not honour is an error, so that
// nothing in a specification is silently left unchecked.
func parse(documentName string, data []byte) (*spec, error) {
	var d struct {
		Servers []struct {
			URL       string
			Variables map[string]struct{ Default string }
		}
		Paths      map[string]*pathItem
		Components components
		Security   []map[string][]string
	}
	if err := decode(data, &d); err != nil {
		return nil, fmt.Errorf("the specification %s cannot be read: %w", documentName, err)
	}
	s := &spec{name: documentName, operations: map[string]*operation{}, literals: map[string]bool{}, schemes: map[string]scheme.Scheme{}}
	for name, each := range d.Components.SecuritySchemes {
		s.schemes[name] = each.Scheme
	}
	for i, server := range d.Servers {
		address, wild := server.URL, strings.Contains(server.URL, "://{")
		for name, v := range server.Variables {
			address = strings.ReplaceAll(address, "{"+name+"}", v.Default)
		}
		u, err := url.Parse(address)
		if err != nil {
			return nil, fmt.Errorf("the specification %s has a server URL that is none: %w", documentName, err)
		}
		if i == 0 {
			s.listTokenEndpoints(d.Components.SecuritySchemes, u)
		}
		if base := strings.TrimSuffix(u.Path, "/"); !slices.Contains(s.bases, base) {
			s.bases = append(s.bases, base)
		}
		s.addLiterals(strings.Split(u.Path, "/"))
		host := u.Hostname()
		if _, parent, ok := strings.Cut(host, "."); ok && wild {
			host = "*." + parent
		}
		if !slices.Contains(s.hosts, host) {
			s.hosts = append(s.hosts, host)
		}
	}
	if len(s.bases) == 0 {
		s.bases = []string{""}
	}

	l := &linker{components: &d.Components, done: map[*schema]bool{}}
	for path, item := range d.Paths {
		if item.Ref != "" {
			return nil, fmt.Errorf("%s: a path by reference is not supported", path)
		}
		for method, op := range item.operations() {
			op.method, op.path, op.segments = method, path, strings.Split(path, "/")
			op.requirements = d.Security
			if op.Security != nil {
				op.requirements = *op.Security
			}
			if err := s.add(op, item.Parameters, l); err != nil {
				return nil, fmt.Errorf("%s %s: %w", method, path, err)
			}
		}
	}
	slices.SortFunc(s.ordered, byPath)
	s.listCredentialPlaces()
	return s, nil
}

// add takes an operation in, with its references resolved.
func (s *spec) add(op *operation, shared []*parameter, l *linker) error {
	if op.ID == "" || s.operations[op.ID] != nil {
		return fmt.Errorf("the operation id is missing or not the only one of its name")
	}
	if err := l.operation(op, shared); err != nil {
		return err
	}
	for _, segment := range op.segments {
		if strings.ContainsAny(segment, "{}") && !wholeTemplate.MatchString(segment) {
			return fmt.Errorf("a path value that is not a whole segment is not supported")
		}
	}
	for _, requirement := range op.requirements {
		for name := range requirement {
			if _, ok := s.schemes[name]; !ok {
				return fmt.Errorf("the security scheme %s is not defined", name)
			}
		}
	}
	s.addLiterals(op.segments)
	s.operations[op.ID] = op
	s.ordered = append(s.ordered, op)
	return nil
}

func (s *spec) addLiterals(segments []string) {
	for _, segment := range segments {
		s.literals[segment] = true
	}
}

var wholeTemplate = regexp.MustCompile(`^\{[^{}]+\}$`)

// decode reads one JSON value and keeps its numbers as they are written.
func decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("there is more than one JSON value")
	}
	return nil
}
