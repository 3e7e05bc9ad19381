package vendortest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// answer is a reply as it goes over the wire.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func plain(status int, text string) answer {
	return answer{status, http.Header{"Content-Type": {"application/json"}}, message(text)}
}

func (a answer) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

// answer makes of a reply what is sent. Its error says what the specification
// does not have. req chooses between media types and may be nil.
func (op *operation) answer(r Reply, req *Request) (answer, error) {
	if r.Status == 0 {
		r.Status = op.defaultStatus()
	}
	if r.Status < 200 || r.Status > 999 {
		return answer{}, fmt.Errorf("%d is not the status of an answer", r.Status)
	}
	documented := op.response(r.Status)
	if documented == nil {
		if !r.Undocumented {
			return answer{}, fmt.Errorf("status %d is not documented (documented: %s)", r.Status, list(op.statuses()))
		}
		documented = &response{}
	}
	a := answer{status: r.Status, header: documented.exampleHeaders()}
	mediaType, err := op.fill(&a, r, documented, req)
	if err != nil {
		return answer{}, err
	}
	if mediaType != "" {
		a.header["Content-Type"] = []string{mediaType}
	}
	for name, values := range r.Header {
		a.header[http.CanonicalHeaderKey(name)] = slices.Clone(values)
	}
	return a, nil
}

// fill sets the answer's body and returns its media type.
func (op *operation) fill(a *answer, r Reply, documented *response, req *Request) (string, error) {
	name, m, err := op.choose(r, documented.Content, req)
	if err != nil {
		return "", err
	}
	switch body := r.Body.(type) {
	case nil:
		if m == nil {
			return r.MediaType, nil
		}
		a.body, err = m.example(name, cmp.Or(r.Example, op.usual(m)))
		return name, err
	case []byte:
		a.body = body
	case string:
		a.body = []byte(body)
	default:
		if a.body, err = json.Marshal(body); err != nil {
			return "", fmt.Errorf("the body cannot be encoded as JSON: %w", err)
		}
		if m != nil && m.Schema != nil && !r.Undocumented {
			return name, m.Schema.holds(a.body)
		}
	}
	if name == "" && len(a.body) > 0 {
		name = "application/json"
	}
	return name, nil
}

// holds checks an encoded JSON body.
func (s *schema) holds(body []byte) error {
	var value any
	if err := decode(body, &value); err != nil {
		return errNotJSON
	}
	var first error
	s.check(value, "", inBody(func(where, problem string) {
		if first == nil {
			first = fmt.Errorf("its %s %s", where, problem)
		}
	}))
	return first
}

// response is what is documented for a status, by itself, by its range or by default;
// nil when nothing is.
func (op *operation) response(status int) *response {
	for _, name := range []string{strconv.Itoa(status), strconv.Itoa(status/100) + "XX", "default"} {
		if r := op.Responses[name]; r != nil {
			return r
		}
	}
	return nil
}

func (op *operation) statuses() []string { return slices.Sorted(maps.Keys(op.Responses)) }

// defaultStatus is the first success, or else the first status at all.
func (op *operation) defaultStatus() int {
	first := 0
	for _, text := range op.statuses() {
		status, err := strconv.Atoi(strings.Replace(text, "XX", "00", 1))
		if err != nil {
			continue
		}
		if status/100 == 2 {
			return status
		}
		if first == 0 {
			first = status
		}
	}
	if first == 0 {
		return http.StatusOK // documented as default
	}
	return first
}

// exampleHeaders are the documented headers with the values of their examples.
func (r *response) exampleHeaders() http.Header {
	header := http.Header{}
	for name, h := range r.Headers {
		if h.Example != nil {
			header[http.CanonicalHeaderKey(name)] = []string{fmt.Sprint(h.Example)}
		}
	}
	return header
}

// usual is the name of the example that the specification calls the usual one
// for an operation of this kind, "" when it names none.
func (op *operation) usual(m *media) string {
	if !op.hasPathValue() {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(m.Examples)) {
		if m.Examples[name].Usual == usualForPathValue {
			return name
		}
	}
	return ""
}

const usualForPathValue = "path-value"

func (op *operation) hasPathValue() bool {
	return slices.ContainsFunc(op.segments, func(segment string) bool {
		_, template := templateName(segment)
		return template
	})
}

// example is the documented example, by name or the first of several.
func (m *media) example(mediaType, name string) ([]byte, error) {
	raw := m.Example
	if name != "" {
		raw = nil
	}
	for _, key := range slices.Sorted(maps.Keys(m.Examples)) {
		if raw == nil && (name == "" || name == key) {
			raw = m.Examples[key].Value
		}
	}
	if raw == nil {
		return nil, fmt.Errorf("there is no such example documented as %s (documented: %s)", mediaType, list(slices.Sorted(maps.Keys(m.Examples))))
	}
	if isJSON(mediaType) {
		return raw, nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, fmt.Errorf("the documented example as %s is not a text", mediaType)
	}
	return []byte(text), nil
}

// refusal is the reply to a request that does not fit the specification: the
// documented example of the status, or else a list of what is wrong.
func (op *operation) refusal(found []Violation, status int) Reply {
	r := Reply{Status: status}
	if _, err := op.answer(r, nil); err == nil {
		return r
	}
	texts := make([]string, len(found))
	for i, v := range found {
		texts[i] = v.String()
	}
	return Reply{Status: status, Undocumented: true, MediaType: "application/json", Body: message(list(texts))}
}
