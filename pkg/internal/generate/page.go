package main

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// pages is the method that reads a list page by page: x-page in the specification.
type pages struct {
	Name, Element string
	Table         string // the fields of the rest.Paging
	Begins        string // what the comment says of where it begins
	Size          string // what the comment says of the size
	Parameters    string // the fields of the rest.PageParameters
	most, rising  string
	Args          string // of the operation's method, before the options
	Call          string // the method that gets a page
	Reader        string // the function of package rest
}

// pageKinds are the constants of package rest, and how a comment names what is counted.
var pageKinds = map[string]string{"number": "ByNumber", "offset": "ByOffset", "cursor": "ByCursor", "after": "ByAfter", "link": "ByLink"}

// pageMethod is the name of the method: x-page.name, or the operation's without its
// verb.
func pageMethod(id string, page map[string]any) string {
	if name, ok := page["name"].(string); ok {
		return codegen.UppercaseFirstCharacter(codegen.SchemaNameToTypeName(name))
	}
	return strings.TrimLeftFunc(id, func(r rune) bool { return !unicode.IsUpper(r) })
}

// pages reads x-page, which speccheck has checked.
func (v *view) pages(op *operation) error {
	page, ok := op.Spec.Extensions["x-page"].(map[string]any)
	if !ok {
		return nil
	}
	text := func(key string) string { value, _ := page[key].(string); return value }
	p := &pages{Name: pageMethod(op.SpecOperationId, page), Reader: "Pages", Call: op.OperationId}
	element, err := v.pageElement(op, text("items"))
	if err != nil {
		return err
	}
	p.Element = element
	if op.Stream {
		p.Reader, p.Call = "PagesAsStreams", op.OperationId+"Seq"
	}
	table := []string{"By: rest." + pageKinds[text("by")]}
	if text("by") == "number" {
		first := "rest.FirstUnknown"
		if page["first"] != nil {
			first = fmt.Sprint(page["first"])
		}
		table = append(table, "First: "+first)
	}
	if page["most"] != nil {
		p.most = fmt.Sprint(page["most"])
		table = append(table, "Most: "+p.most)
	}
	for _, name := range []string{"items", "id", "next", "more", "total"} {
		if value := text(name); value != "" {
			table = append(table, fmt.Sprintf("%s: %q", strings.Replace(codegen.UppercaseFirstCharacter(name), "Id", "ID", 1), value))
		}
	}
	if page["rising"] == true {
		p.rising = text("id")
		table = append(table, "Rising: true")
	}
	if past, ok := page["past"].(map[string]any); ok {
		table = append(table, fmt.Sprintf("PastStatus: %v, PastField: %q", past["status"], past["field"]))
	}
	p.Table = strings.Join(table, ", ")
	p.parameters(op, page)
	for _, parameter := range op.PathParams {
		p.Args += ", " + parameter.GoVariableName()
	}
	switch {
	case op.ParamsType == "":
	case op.ParamsOptional:
		p.Args += ", &own"
	default:
		p.Args += ", own"
	}
	op.Pages = p
	return nil
}

// parameters are the fields that the pager writes, and what the comment says of them.
func (p *pages) parameters(op *operation, page map[string]any) {
	var fields []string
	for _, q := range op.QueryParams {
		name := q.GoName()
		if q.Spec.Extensions["x-from-client"] != nil {
			continue
		}
		switch q.ParamName {
		case page["parameter"]:
			fields = append(fields, fmt.Sprintf("At: &own.%s, AtName: %q", name, name))
			p.Begins = map[any]string{"number": "with the page params." + name, "offset": "at params." + name, "cursor": "at params." + name, "after": "after params." + name}[page["by"]]
		case page["size"]:
			fields = append(fields, fmt.Sprintf("Size: &own.%s, SizeName: %q", name, name))
			p.Size = "params." + name
		case page["instead"]:
			fields = append(fields, fmt.Sprintf("Instead: own.%s, InsteadName: %q", name, name))
		}
	}
	p.Parameters = strings.Join(fields, ", ")
}

// pageElement is the Go type of the elements in a field of the answer, "" for the
// answer itself.
func (v *view) pageElement(op *operation, items string) (string, error) {
	if items == "" && op.Element != "" {
		return op.Element, nil
	}
	wrong := fmt.Errorf("x-page: items %q is no list of the answer", items)
	statuses := successStatuses(op.Spec.Responses)
	if len(statuses) == 0 || len(op.Spec.Responses.Value(statuses[0]).Value.Content) == 0 {
		return "", wrong
	}
	content := op.Spec.Responses.Value(statuses[0]).Value.Content
	schema := content[preferred(content)].Schema
	for name := range strings.SplitSeq(items, ".") {
		if items != "" && schema != nil && schema.Value != nil {
			schema = schema.Value.Properties[name]
			if schema != nil && theOne(schema.Value) != nil {
				schema = theOne(schema.Value)
			}
		}
	}
	if schema == nil || schema.Value == nil || schema.Value.Items == nil {
		return "", wrong
	}
	element, err := codegen.GenerateGoSchema(schema.Value.Items, []string{op.OperationId})
	return v.resolve(element.TypeDecl()), err
}

// Comment is the method's.
func (p *pages) Comment(op *operation) string {
	text := fmt.Sprintf("%s is [%s.%s] read page by page: it yields the elements of all pages", p.Name, op.Receiver, op.OperationId)
	if p.Begins != "" {
		text += ", beginning " + p.Begins
	}
	switch {
	case p.Size != "" && p.most != "":
		text += fmt.Sprintf(", and asks for %s at a time unless %s says otherwise", p.most, p.Size)
	case p.Size != "":
		text += fmt.Sprintf(", and asks for %s at a time", p.Size)
	}
	text += "."
	if op.ParamsOptional {
		text += " nil params are the whole list."
	}
	if op.ParamsType != "" {
		text += " params are not modified."
	}
	if p.rising != "" {
		text += " It takes the vendor to list by rising " + p.rising + ": a page in another order ends it with boxoffice.ErrUnexpectedResponse, because counting on from there would pass elements over."
	}
	if op.Stream {
		text += "\n\nEach page is decoded as it arrives, so memory does not grow with the list. A page is read while the loop runs, so the loop's own work counts towards ctx and towards the timeout of an *http.Client that you bring."
	}
	return comment(text + `

After an error the sequence ends; boxoffice.WithPage begins it again where it ended.
It blocks as the requests do, and leaving the loop sends no further one.`)
}
