package rest

import (
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"strings"
)

// Parameter says how a parameter is written: one that is an object, and one whose
// style is not the usual one of its place.
type Parameter struct {
	// In is "path", "query", "header" or "cookie".
	In, Name string
	// Style is one of OpenAPI 3.0, or "json" for a parameter whose content is JSON.
	Style   string
	Explode bool
	// Reserved says that reserved characters of a query value stay as they are
	// (allowReserved), except those that would end the value.
	Reserved bool
}

// SetParameter sets a parameter to a plain value, a list, an object or a map. A nil
// value is not sent, and neither is an empty list or object. In a path both are
// invalid.
func (r *Request) SetParameter(p Parameter, value any) {
	v := reflect.ValueOf(value)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	var s serial
	switch v.Kind() {
	case reflect.Invalid, reflect.Pointer: // nil
	case reflect.Slice, reflect.Map:
		if !v.IsNil() {
			s = r.serial(p, v)
		}
	default:
		s = r.serial(p, v)
	}
	switch {
	case r.err != nil:
	case p.In == "path":
		r.setPath(p.Name, p.path(s))
	case len(s.parts) == 0:
	case p.In == "query":
		r.setQuery(p, s)
	case p.In == "header":
		if p.Style != "json" {
			r.plainParts(p, s, ",")
		}
		r.setHeader(p.Name, s.join(p.Explode, ",", asIs))
	default:
		r.plainParts(p, s, " \",;\\")
		r.addCookie(p.Name, s.join(false, ",", asIs))
	}
}

// serial is a value as texts. A plain value is one part.
type serial struct {
	parts    []part
	isObject bool
	isList   bool
}

// part is an element of a list, or a property of an object.
type part struct{ name, text string }

func (r *Request) serial(p Parameter, v reflect.Value) (s serial) {
	if o := unsendable(v, true); o != nil {
		r.invalid("parameter %s%s %s", p.Name, o.place, o.what)
		return s
	}
	if p.Style == "json" {
		text, err := json.Marshal(v.Interface())
		if err != nil {
			r.invalid("parameter %s cannot be encoded as JSON", p.Name)
		}
		s.parts = []part{{text: string(text)}}
		return s
	}
	add := func(name string, v reflect.Value) {
		if text, ok := format(v.Interface()); ok {
			s.parts = append(s.parts, part{name, text})
		}
	}
	switch v.Kind() {
	case reflect.Map:
		s.isObject = true
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			add(key.String(), v.MapIndex(key))
		}
	case reflect.Struct:
		s.isObject = true
		for _, f := range sentFields(v.Type()) {
			if field := v.Field(f.index); f.required || !field.IsZero() {
				add(f.name, field)
			}
		}
	case reflect.Slice:
		s.isList = true
		for i := range v.Len() {
			add("", v.Index(i))
		}
	default:
		add("", v)
	}
	return s
}

func asIs(text string) string { return text }

// join writes the parts behind one another. A property is name=text when it is
// exploded, otherwise its name and its text are parts of their own.
func (s serial) join(explode bool, separator string, escape func(string) string) string {
	texts := make([]string, 0, 2*len(s.parts))
	for _, p := range s.parts {
		switch text := escape(p.text); {
		case s.isObject && explode:
			texts = append(texts, escape(p.name)+"="+text)
		case s.isObject:
			texts = append(texts, escape(p.name), text)
		default:
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, separator)
}

// path is the escaped text that takes the place of the parameter's name in the path.
// It is "" for nothing.
func (p Parameter) path(s serial) string {
	if len(s.parts) == 0 {
		return ""
	}
	switch name := url.PathEscape(p.Name); {
	case p.Style == "label" && p.Explode:
		return "." + s.join(true, ".", escapeLabel)
	case p.Style == "label":
		return "." + s.join(false, ",", url.PathEscape)
	case p.Style == "matrix" && p.Explode && s.isObject:
		return ";" + s.join(true, ";", url.PathEscape)
	case p.Style == "matrix" && p.Explode && s.isList:
		return ";" + name + "=" + s.join(false, ";"+name+"=", url.PathEscape)
	case p.Style == "matrix" && !s.isObject && !s.isList && s.parts[0].text == "":
		return ";" + name
	case p.Style == "matrix":
		return ";" + name + "=" + s.join(false, ",", url.PathEscape)
	}
	return s.join(p.Explode, ",", url.PathEscape)
}

// escapeLabel also escapes the character between the parts of an exploded label.
func escapeLabel(text string) string { return strings.ReplaceAll(url.PathEscape(text), ".", "%2E") }

// separators are between the parts of a query parameter that is not exploded.
var separators = map[string]string{"spaceDelimited": "%20", "pipeDelimited": "%7C"}

func (r *Request) setQuery(p Parameter, s serial) {
	escape := url.QueryEscape
	if p.Reserved {
		escape = escapeReserved
	}
	switch {
	case p.Style == "deepObject":
		for _, each := range s.parts {
			r.addEscaped(url.QueryEscape(p.Name+"["+each.name+"]"), escape(each.text))
		}
	case s.isObject && p.Explode:
		for _, each := range s.parts {
			r.addEscaped(url.QueryEscape(each.name), escape(each.text))
		}
	case p.Explode:
		for _, each := range s.parts {
			r.addEscaped(url.QueryEscape(p.Name), escape(each.text))
		}
	default:
		separator := separators[p.Style]
		if separator == "" {
			separator = ","
		} else {
			r.plainParts(p, s, map[string]string{"%20": " ", "%7C": "|"}[separator])
		}
		r.addEscaped(url.QueryEscape(p.Name), s.join(false, separator, escape))
	}
}

func escapeReserved(text string) string { return unescapeReserved.Replace(url.QueryEscape(text)) }

// unescapeReserved has the reserved characters of RFC 3986 that can stand in a query
// value. Brackets and # cannot, & and ; end it, + is a space, and a comma separates
// the elements of a list.
var unescapeReserved = strings.NewReplacer(
	"%3A", ":", "%2F", "/", "%3F", "?", "%40", "@", "%21", "!", "%24", "$", "%27", "'", "%28", "(", "%29", ")", "%2A", "*", "%3D", "=")

// plainParts refuses texts that a reader would take for several, because the place
// has no escapes.
func (r *Request) plainParts(p Parameter, s serial, not string) {
	if !s.isObject && !s.isList && p.In == "header" {
		return
	}
	for _, each := range s.parts {
		if strings.ContainsAny(each.name+each.text, not) || p.In == "cookie" && strings.ContainsFunc(each.name+each.text, notInCookie) {
			r.invalid("parameter %s has a character that separates values there, or that a %s cannot hold: encode it as the vendor documents", p.Name, p.In)
		}
	}
}

func notInCookie(c rune) bool { return c <= ' ' || c >= 0x7f }

func (r *Request) addCookie(name, value string) {
	cookie := name + "=" + value
	if before := r.Header.Get("Cookie"); before != "" {
		cookie = before + "; " + cookie
	}
	r.PutHeader("Cookie", cookie)
}
