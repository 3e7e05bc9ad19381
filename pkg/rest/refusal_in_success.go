package rest

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// judge looks for an error of the vendor that has the status of a success. The body
// is one when it is an object without any documented property. It is also one when
// it has a message that is not documented, and its documented properties are null or
// have the names of codes and messages. When a property says that the request failed,
// its documented properties may also be empty, or other ones that errors have.
func (a *Answer) judge(documented func(string) bool) {
	if a.known > 0 && !mayHoldMessage(a.Body) || !isObject(a.Body) {
		return
	}
	fields := fieldsOf(a.Body, a.Header)
	if len(fields) == 0 {
		return
	}
	failed := mediaType(a.Header) == "application/problem+json" || saysFailed(fields)
	own, empty, told := 0, 0, false
	for i, member := range fields {
		name, raw := string(member.Name), member.Raw
		isMessage := slices.Contains(messageFields, name)
		switch {
		case documented(name):
			switch {
			case string(raw) == "null":
				own++
				empty++
			case isMessage, slices.Contains(codeFields, name), failed && slices.Contains(problemFields, name):
				own++
			case failed && slices.Contains(nothings, string(raw)):
				own++
				empty++
			}
		case isMessage:
			_, message := fields[i : i+1].said()
			told = told || message != "" && !saysNo(message)
		}
	}
	if a.refused = a.known == own; !a.refused {
		return
	}
	switch {
	case a.known == 0:
		a.unexpected("the body has none of the documented properties")
	case told:
		a.unexpected("the body has none of the documented properties but a message")
	case failed && empty == a.known:
		a.unexpected("the body says that the request failed")
	}
}

// nothings are the values that a server writes where it has none.
var nothings = []string{`""`, "0", "false", "[]", "{}"}

// problemFields are properties that errors have beside code and message. Most of them are
// those of RFC 9457. A success may have them too.
var problemFields = []string{"type", "title", "status", "instance", "success", "ok"}

// saysFailed reports whether a property says that the request failed.
func saysFailed(fields fields) bool {
	for _, member := range fields {
		raw := member.Raw
		switch string(member.Name) {
		case "success", "ok":
			if slices.Contains([]string{"false", "0", `"false"`, `"0"`}, string(raw)) {
				return true
			}
		case "error", "errors":
			inner, said := within(raw)
			if text := textIn(raw); len(inner) > 0 || said != "" || string(raw) == "true" || text != "" && !saysNo(text) {
				return true
			}
		case "status":
			text := textIn(raw)
			number, err := strconv.Atoi(text)
			if err == nil && number >= 400 && number <= 599 || slices.Contains([]string{"error", "fail", "failed", "failure"}, strings.ToLower(text)) {
				return true
			}
		case "type": // of RFC 9457
			if text := textIn(raw); text == "about:blank" || fields.get("detail") != nil && strings.HasPrefix(text, "http") {
				return true
			}
		}
	}
	return false
}

// saysNo reports whether the text of an error says that there is none.
func saysNo(text string) bool { return text == "0" || text == "false" }

// mayHoldMessage reports whether the body may have a property with a message, or one that
// says that the request failed. If not, judge need not decode the body a second time. A
// property's name is in the body literally, unless it is escaped.
func mayHoldMessage(body []byte) bool {
	return bytes.IndexByte(body, '\\') >= 0 || slices.ContainsFunc(quotedMessageFields, func(name []byte) bool {
		return bytes.Contains(body, name)
	})
}

var quotedMessageFields = func() (quoted [][]byte) {
	for _, name := range append(MessageFields(), "success", "ok") {
		quoted = append(quoted, []byte(strconv.Quote(name)))
	}
	return quoted
}()

// judgeBodiless looks for an error of the vendor in the body of a success that has no
// documented body. Not every such body is an error: servers also write there that the
// request succeeded.
func (a *Answer) judgeBodiless() {
	if len(a.Body) == 0 {
		return
	}
	if a.isPage() {
		a.unexpected("no body is documented, and the body is a page")
		return
	}
	fields := fieldsOf(a.Body, a.Header)
	code, message := fields.first(codeFields), fields.first(messageFields)
	coded := code != "" && strings.Trim(code, "0") != "" && code != strconv.Itoa(a.StatusCode) && message != ""
	text := fields.first(messageFields[neutralFields:])
	if coded || saysFailed(fields) || text != "" && !saysNo(text) {
		a.refused = true
		a.unexpected("the body is an error")
	}
}

// isPage reports whether the body is HTML, whatever its media type says: a page for
// maintenance or signing in, or the message with which PHP ends.
func (a *Answer) isPage() bool {
	body := bytes.TrimLeft(bytes.TrimPrefix(a.Body, byteOrderMark), " \t\r\n")
	kind := mediaType(a.Header)
	return len(body) > 0 && body[0] == '<' && (kind == "application/xhtml+xml" || !strings.HasSuffix(kind, "xml"))
}

// refusalInSuccess returns the vendor's code and message when the body of a success
// is an error.
func (a *Answer) refusalInSuccess() (code, message string) {
	if a.known > 0 && !a.refused {
		return "", ""
	}
	return refusal(a.Body, a.Header)
}
