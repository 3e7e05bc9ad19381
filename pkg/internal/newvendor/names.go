package main

import (
	"regexp"
	"strings"
	"unicode"
)

// camel is words as a name: "order lines" is orderLines, or OrderLines.
func camel(words []string, upper bool) string {
	var b strings.Builder
	for i, w := range words {
		if i == 0 && !upper {
			b.WriteString(strings.ToLower(w[:1]) + w[1:])
			continue
		}
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

var wordEnd = regexp.MustCompile(`([a-z0-9])([A-Z])|([A-Z]+)([A-Z][a-z])`)

// words are those of a name in camel or snake case, in small letters.
func words(name string) []string {
	apart := wordEnd.ReplaceAllString(name, "$1$3 $2$4")
	return strings.FieldsFunc(strings.ToLower(apart), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

func sentence(name string) string { return strings.Join(words(name), " ") }

// typeName is a name as that of a component: "order-line v2" is OrderLineV2.
func typeName(name string) string {
	made := camel(words(name), true)
	if made == "" || made[0] >= '0' && made[0] <= '9' {
		made = "Schema" + made
	}
	return made
}

// singular is a word for one of many, as far as English is regular.
func singular(word string) string {
	switch {
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"), strings.HasSuffix(word, "ches"):
		return word[:len(word)-2]
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	}
	return strings.TrimSuffix(word, "s")
}

// proposedID is a name for an operation: the verb of its method and the words of
// its path. GET of a collection lists, GET of one thing gets.
func proposedID(method, path string, listing bool) string {
	var subject []string
	segments := strings.Split(strings.Trim(path, "/"), "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") || version.MatchString(segment) {
			continue
		}
		segment, _, _ = strings.Cut(segment, ".")
		one := i+1 < len(segments) && strings.HasPrefix(segments[i+1], "{") || method == "post" && i == len(segments)-1
		for _, w := range words(segment) {
			if one {
				w = singular(w)
			}
			subject = append(subject, w)
		}
	}
	verb := map[string]string{"post": "create", "put": "replace", "patch": "update", "delete": "delete", "head": "check"}[method]
	switch {
	case verb == "" && listing:
		verb = "list"
	case verb == "":
		verb = "get"
	}
	return camel(append([]string{verb}, subject...), false)
}

var version = regexp.MustCompile(`^v[0-9]+$`)
