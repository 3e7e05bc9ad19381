package wire

import (
	"fmt"
	"slices"
	"strings"
)

// A rule judges an edit. Keywords without one are left to oasdiff.
type rule func(edit) (Severity, string)

// rules judge what oasdiff does not report.
var rules = map[string]rule{
	// For readers.
	"description": text, "summary": text, "title": text, "example": text, "examples": text, "externalDocs": text,
	"tags": text, "version": text, "contact": text, "license": text, "bearerFormat": text, "openapi": text,

	// What is sent, and where to.
	"servers": offered, "url": sent, "variables": sent,
	"securitySchemes": offered, "scheme": sent, "in": sent, "name": sent, "flows": sent,
	"security": security,
	"style":    always("another form on the wire"), "explode": always("another form on the wire"),
	"allowReserved": always("another form on the wire"), "encoding": always("another form on the wire"),
	"xml": always("another name or form in XML"), "wrapped": always("another form in XML"),
	"attribute": always("another form in XML"), "namespace": always("another name in XML"), "prefix": always("another name in XML"),
	"x-oapi-codegen-extra-tags": always("another name in XML or JSON"),
	"content":                   content,
	"format":                    format,
	"type":                      kind,
	"responses":                 answer,

	// Which of several objects a value is.
	"discriminator": always("how objects are told apart"), "propertyName": always("how objects are told apart"),
	"mapping": offered,

	// How our clients behave.
	"x-repeat":      repeat,
	"x-final":       final,
	"x-sensitive":   sensitive,
	"x-outcome":     always("a status has another outcome"),
	"x-from-client": always("what the client fills in by itself"),
	"x-page":        page,

	// Names and types in Go, which the comparison of the Go API judges.
	"operationId": inGo, "x-go-name": inGo, "x-go-type": inGo, "x-go-type-import": inGo,
	"x-go-type-skip-optional-pointer": inGo, "x-enum-varnames": inGo,
	"x-raw": inGo, "x-result": inGo, "x-absent": inGo, "x-stream": inGo,
	"x-evidence": text, "x-resource-uri": text, "x-differs": text, "x-published": text, "x-usual": text, "x-whole": text,
}

func text(e edit) (Severity, string) {
	if e.keyword == "description" || e.keyword == "example" || e.keyword == "examples" {
		return Note, e.keyword + " " + verb(e)
	}
	return Note, change(e)
}

func inGo(e edit) (Severity, string) { return Note, change(e) + "; see the Go API" }

func always(what string) rule {
	return func(e edit) (Severity, string) { return Breaking, change(e) + ": " + what }
}

func sent(e edit) (Severity, string) { return Breaking, change(e) }

func security(e edit) (Severity, string) {
	name := e.path[len(e.path)-1]
	switch {
	case e.removed() && name == "anonymous":
		return Breaking, "can no longer be called without a credential"
	case e.removed():
		return Breaking, "the credential " + name + " is no longer accepted"
	case name == "anonymous":
		return Compatible, "may now be called without a credential"
	default:
		return Compatible, "the credential " + name + " is accepted"
	}
}

// offered judges what programs choose from: more may be offered, nothing may go away
// or change.
func offered(e edit) (Severity, string) {
	if e.added() {
		return Compatible, change(e)
	}
	return Breaking, change(e)
}

// kind judges what becomes a list or an object, or was one. oasdiff takes a form's
// list for a value of which there may be several.
func kind(e edit) (Severity, string) {
	for _, of := range []any{e.before, e.after} {
		if (of == "array" || of == "object") && !e.added() && !e.removed() {
			return Breaking, change(e)
		}
	}
	return left, ""
}

// content judges the media types of a request: one that goes away is one that
// programs send. Those of answers are oasdiff's.
func content(e edit) (Severity, string) {
	switch {
	case e.has("parameters"):
		return Breaking, change(e) + ": another form on the wire"
	case !e.has("requestBody") && !e.has("requestBodies"):
		return left, ""
	case e.added():
		return Compatible, change(e)
	default:
		return Breaking, change(e)
	}
}

// format judges secrets and files. A field that is no password any more prints its value.
func format(e edit) (Severity, string) {
	switch {
	case e.before == "password":
		return Breaking, change(e) + ": the value is no longer redacted"
	case e.after == "password":
		return Compatible, change(e) + ": the value is redacted from now on"
	case e.before == "binary", e.after == "binary":
		return Breaking, change(e) + ": a file or stream in one version, a text in the other"
	default:
		return left, ""
	}
}

// repeat judges the rule for sending a call again: one that may now be sent
// twice is what a purchase must not be.
func repeat(e edit) (Severity, string) {
	before, _ := e.before.(map[string]any)
	after, _ := e.after.(map[string]any)
	what := fmt.Sprintf("repeat rule: %s, was %s", repeats(after), repeats(before))
	if before != nil && after != nil && repeats(before) == repeats(after) {
		return Note, "repeat rule: another reason"
	}
	if after["delivered"] == true && (before["delivered"] != true || before["key"] != after["key"]) {
		return Breaking, what
	}
	return Compatible, what
}

// final judges x-final. With it, programs are told that nothing was done; without it,
// that the outcome is unknown, which is the safer of the two.
func final(e edit) (Severity, string) {
	switch {
	case e.added():
		return Breaking, "this answer now says that nothing was done; without x-final it leaves the outcome of a call that may not be repeated unknown"
	case e.removed():
		return Compatible, "this answer no longer says that nothing was done: the outcome of a call that may not be repeated is unknown"
	}
	return Note, change(e)
}

// sensitive judges x-sensitive. Without it, errors show the request as they do others.
func sensitive(e edit) (Severity, string) {
	switch {
	case e.added():
		return Compatible, "the request is secret from now on: nothing of it is shown in errors"
	case e.removed():
		return Breaking, "the request is no longer secret: errors may show what it holds"
	}
	return Note, change(e)
}

func repeats(rule map[string]any) string {
	switch {
	case rule == nil:
		return "none"
	case rule["delivered"] != true:
		return "not sent again once it may have arrived"
	default:
		again := strings.TrimSuffix("sent again after a lost answer and "+inOrder(rule["statuses"]), " and ")
		if key, ok := rule["key"].(string); ok {
			again += ", with the same " + key
		}
		return again
	}
}

// inOrder are the statuses of a rule, the smallest first: their order says nothing.
func inOrder(list any) string {
	var words []string
	all, _ := list.([]any)
	for _, each := range all {
		words = append(words, fmt.Sprint(each))
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// change is the edit in words.
func change(e edit) string {
	name := e.path[len(e.path)-1]
	if name != e.keyword {
		name = e.keyword + " " + name
	}
	_, before := e.before.(map[string]any)
	_, after := e.after.(map[string]any)
	switch {
	case before || after || e.before == true || e.after == true:
		return name + " " + verb(e)
	case e.added():
		return fmt.Sprintf("%s added: %s", name, short(e.after))
	case e.removed():
		return fmt.Sprintf("%s removed, was %s", name, short(e.before))
	default:
		return fmt.Sprintf("%s is %s, was %s", name, short(e.after), short(e.before))
	}
}

func verb(e edit) string {
	switch {
	case e.added():
		return "added"
	case e.removed():
		return "removed"
	default:
		return "changed"
	}
}
