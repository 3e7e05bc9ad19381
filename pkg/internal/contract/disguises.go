package contract

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/dnaeon/go-vcr/v2/cassette"
)

// disguises are alterations that put something where people do not look: behind a
// value that is as it should be, or in another spelling of it.
var disguises = []alteration{
	{name: "a parameter of the media type", last: func(i *cassette.Interaction) bool {
		return changedHeader(i.Response.Headers, "Content-Type", "; session=tk-91")
	}},
	{name: "a charset that is none", last: func(i *cassette.Interaction) bool {
		return changedHeader(i.Response.Headers, "Content-Type", "; charset=tk-91")
	}},
	{name: "a second media type", last: func(i *cassette.Interaction) bool { return doubledHeader(&i.Response.Headers, "Content-Type") }},
	{name: "a second value of an answer's header", last: func(i *cassette.Interaction) bool {
		for name := range i.Response.Headers {
			if name != "Content-Type" {
				return doubledHeader(&i.Response.Headers, name)
			}
		}
		return false
	}},
	{name: "a pause that is none", last: func(i *cassette.Interaction) bool {
		return setHeader(&i.Response.Headers, "Retry-After", "tk-91")
	}},
	{name: "a redirect with a session", last: func(i *cassette.Interaction) bool {
		i.Response = cassette.Response{Code: http.StatusFound, Status: "302 Found"}
		return setHeader(&i.Response.Headers, "Location", "https://login.test/reset/tk-91")
	}},
	{name: "a name in the address", last: func(i *cassette.Interaction) bool {
		i.Request.URL = strings.Replace(i.Request.URL, "://", "://erp:hunter2@", 1)
		return true
	}},
	{name: "a fragment of the address", last: func(i *cassette.Interaction) bool { i.Request.URL += "#tk-91"; return true }},
	{name: "an escaped letter in an answer", last: func(i *cassette.Interaction) bool { return escapedLetter(&i.Response.Body, `": "([A-Za-z])`) }},
	{name: "an escaped letter in a request", last: func(i *cassette.Interaction) bool { return escapedLetter(&i.Request.Body, `\n +"([A-Za-z])[^"]*": `) }},
	{name: "an escaped letter in a field's name", last: func(i *cassette.Interaction) bool {
		return escapedLetter(&i.Response.Body, `\n +"([A-Za-z])[^"]*": `)
	}},
	{name: "a field twice in an answer", last: func(i *cassette.Interaction) bool { return doubledField(&i.Response.Body) }},
	{name: "a field twice in a request", last: func(i *cassette.Interaction) bool { return doubledField(&i.Request.Body) }},
	inText("an escaped JSON Web Token", `\u0065yJhbGciOiJ`+`IUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln`),
	inText("Base64 with escaped slashes", `aB3dE5gH7jK9mN1pQ\/3sT5vW7xY9zA1bC\/3dE5fG7hJ9kL1mN3pQ5`),
	inText("an address with letters of another language", "jane@büro.test"),
	inText("an address in a sentence", "see https://a.test/?token=tk-91, please"),
	inText("a signed address", "/tickets/1?X-Amz-Signature=tk-91"),
	inText("a session in an address", "/tickets/1;jsessionid=tk-91"),
	inText("a bank account in a text", "to DK50 0040 0440 1162 43"),
	inText("a key of a cloud", "AKIA"+"IOSFODNN7EXAMPLA"),
	{name: "a day that does not exist", text: func(text string) (string, bool) {
		_, rest, _ := strings.Cut(text, "\n")
		return "# Recorded live with the vendor on 2026-02-31.\n" + rest, true
	}},
}

// inText puts a text in the place of an answer's first one.
func inText(name, text string) alteration {
	return alteration{name: name, last: func(i *cassette.Interaction) bool {
		return changedText(&i.Response.Body, regexp.MustCompile(`": "([A-Za-z][^"]*)"`), text)
	}}
}

func changedHeader(header http.Header, name, end string) bool {
	value := header.Get(name)
	if value == "" {
		return false
	}
	header.Set(name, value+end)
	return true
}

func doubledHeader(header *http.Header, name string) bool {
	if header.Get(name) == "" {
		return false
	}
	*header = header.Clone()
	header.Add(name, "tk-91")
	return true
}

// escapedLetter writes the letter of the pattern's group as JSON may write it too.
func escapedLetter(body *string, pattern string) bool {
	at := regexp.MustCompile(pattern).FindStringSubmatchIndex(*body)
	if at == nil {
		return false
	}
	const digits = "0123456789abcdef"
	letter := (*body)[at[2]]
	*body = (*body)[:at[2]] + `\u00` + string([]byte{digits[letter>>4], digits[letter&15]}) + (*body)[at[3]:]
	return true
}

// doubledField gives the first field of an object a second value. Programs read the
// last one.
func doubledField(body *string) bool {
	at := regexp.MustCompile(`\{(\n +)("[A-Za-z_]+": )`).FindStringSubmatchIndex(*body)
	if at == nil {
		return false
	}
	before, name := (*body)[at[2]:at[3]], (*body)[at[4]:at[5]]
	*body = (*body)[:at[2]] + before + name + `"tk-91",` + (*body)[at[2]:]
	return true
}
