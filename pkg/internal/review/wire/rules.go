package wire

import (
	"fmt"
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
	"servers": sent, "url": sent, "variables": sent,
	"securitySchemes": sent, "scheme": sent, "in": sent, "name": sent, "flows": sent,
	"security": security,
	"style":    always("another form on the wire"), "explode": always("another form on the wire"),
	"allowReserved": always("another form on the wire"), "encoding": always("another form on the wire"),
	"xml": always("another name or form in XML"), "wrapped": always("another form in XML"),
	"attribute": always("another form in XML"), "namespace": always("another name in XML"), "prefix": always("another name in XML"),
	"x-oapi-codegen-extra-tags": always("another name in XML or JSON"),
	"content":                   content,
	"format":                    format,

	// How our clients behave.
	"x-repeat":      repeat,
	"x-final":       final,
	"x-from-client": always("what the client fills in by itself"),
	"x-page":        always("how a list is read page by page"),

	// Names and types in Go, which the comparison of the Go API judges.
	"operationId": inGo, "x-go-name": inGo, "x-go-type": inGo, "x-go-type-import": inGo,
	"x-go-type-skip-optional-pointer": inGo, "x-enum-varnames": inGo,
	"x-raw": inGo, "x-outcome": inGo, "x-result": inGo, "x-absent": inGo, "x-stream": inGo, "x-sensitive": inGo,
	"x-evidence": text, "x-resource-uri": text,
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

// sent judges servers and credentials: another one may be offered, none may go
// away or change.
func sent(e edit) (Severity, string) {
	if e.added() && (e.keyword == "servers" || e.keyword == "securitySchemes") {
		return Compatible, change(e)
	}
	return Breaking, change(e)
}

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

// content judges the media types of a request: one that goes away is one that
// programs send. Those of answers are oasdiff's.
func content(e edit) (Severity, string) {
	switch {
	case !e.has("requestBody") && !e.has("requestBodies"):
		return left, ""
	case e.added():
		return Compatible, change(e)
	default:
		return Breaking, change(e)
	}
}

// format judges secrets. A field that is no password any more prints its value.
func format(e edit) (Severity, string) {
	switch {
	case e.before == "password":
		return Breaking, change(e) + ": the value is no longer redacted"
	case e.after == "password":
		return Compatible, change(e) + ": the value is redacted from now on"
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

func repeats(rule map[string]any) string {
	switch {
	case rule == nil:
		return "none"
	case rule["delivered"] != true:
		return "not sent again once it may have arrived"
	default:
		again := strings.TrimSuffix("sent again after a lost answer and "+strings.Trim(fmt.Sprint(rule["statuses"]), "[]"), " and ")
		if key, ok := rule["key"].(string); ok {
			again += ", with the same " + key
		}
		return again
	}
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
