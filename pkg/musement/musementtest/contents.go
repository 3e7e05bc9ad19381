package musementtest

import (
	"net/http"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

func (m *Fake) createContent(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil {
		return missing(c)
	}
	var content map[string]any
	c.Bind(&content)
	locale, _ := content["locale"].(string)
	if locale == "" || a.contents[locale] != nil {
		return refusedForm("This value is not valid.", "locale")
	}
	if content["is_default"] == nil {
		content["is_default"] = true
	}
	a.contents[locale] = content
	return a.written(content)
}

// written answers a content, whose title is the activity's when it is the
// default one.
func (a *activity) written(content map[string]any) vendortest.Reply {
	for name, value := range content {
		if value == "" {
			delete(content, name) // that is how a text is removed
		}
	}
	if content["is_default"] == true {
		a.data["title"], a.data["description"] = content["title"], content["description"]
		for _, name := range []string{"title", "description"} {
			if a.data[name] == nil {
				delete(a.data, name)
			}
		}
	}
	answer := map[string]any{}
	for name, value := range content {
		if name == "meta_decription" { // as requests spell it
			name = "meta_description"
		}
		answer[name] = value
	}
	return vendortest.Reply{Body: answer}
}

func (m *Fake) getContent(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil || a.contents[c.PathValues["localeCode"]] == nil {
		return missing(c)
	}
	return a.written(a.contents[c.PathValues["localeCode"]])
}

func (m *Fake) changeContent(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil {
		return missing(c)
	}
	locale := c.PathValues["localeCode"]
	content := a.contents[locale]
	if content == nil || c.Method == http.MethodPut {
		content = map[string]any{"locale": locale}
	}
	c.Bind(&content)
	a.contents[locale] = content
	return a.written(content)
}

func (m *Fake) deleteContent(c *vendortest.Call) vendortest.Reply {
	a := m.activity(c)
	if a == nil || a.contents[c.PathValues["localeCode"]] == nil {
		return missing(c)
	}
	delete(a.contents, c.PathValues["localeCode"])
	return vendortest.Reply{}
}
