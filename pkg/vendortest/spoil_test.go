package vendortest

import (
	"encoding/json"
	"maps"
	"net/url"
	"strconv"
)

// spoilBody spoils a draft's body in one place at a time, and says where.
func spoilBody(op *operation, d func() draft, expect func(string, draft)) {
	if op.RequestBody.Required {
		x := d()
		x.body = nil
		expect("body", x)
	}
	x := d()
	x.header.Set("Content-Type", "application/unknown")
	expect("body", x)
	x = d()
	x.header.Del("Content-Type")
	expect("body", x)
	switch m := op.RequestBody.Content[d().header.Get("Content-Type")]; {
	case isJSON(d().header.Get("Content-Type")):
		spoilJSON(m.Schema, d, expect)
	case isForm(d().header.Get("Content-Type")):
		spoilForm(m.Schema, d, expect)
	}
}

func spoilJSON(s *schema, d func() draft, expect func(string, draft)) {
	for _, body := range []string{`{"cut":`, `{} {}`, `null`, `"text"`} {
		if json.Valid([]byte(body)) && s.Type == "" {
			continue // the vendor gives no type
		}
		x := d()
		x.body = []byte(body)
		expect("body", x)
	}
	var value any
	_ = decode(d().body, &value)
	object, ok := value.(map[string]any)
	if !ok {
		return
	}
	for _, name := range s.Required {
		without := maps.Clone(object)
		delete(without, name)
		x := d()
		x.body, _ = json.Marshal(without)
		expect("body field "+name, x)
	}
}

func spoilForm(s *schema, d func() draft, expect func(string, draft)) {
	x := d()
	x.body = []byte("a=%zz")
	expect("body", x)
	for _, name := range s.Required {
		form, _ := url.ParseQuery(string(d().body))
		at := "body field " + name
		if p := s.Properties[name]; p.Type == "array" && p.Items.Type == "integer" {
			form.Add(name, "example-nonsense")
			x.body = []byte(form.Encode())
			expect(at+"["+strconv.Itoa(len(form[name])-1)+"]", x)
		}
		form.Del(name)
		form.Set("exampleUnknown", "1") // a body that is there
		x.body = []byte(form.Encode())
		expect(at, x)
	}
}
