package main

import (
	"go/types"
	"strings"
	"unicode"
)

// shown are the arguments with which an example prints an answer: the length of
// a list, a few plain fields of a struct, the value itself otherwise.
func shown(t types.Type, name string) string {
	pointer, isPointer := types.Unalias(t).Underlying().(*types.Pointer)
	inner := t
	if isPointer {
		inner = pointer.Elem()
	}
	switch u := inner.Underlying().(type) {
	case *types.Slice, *types.Map:
		if isPointer {
			return "len(*" + name + ")"
		}
		return "len(" + name + ")"
	case *types.Struct:
		var fields []string
		for i := 0; i < u.NumFields() && len(fields) < 3; i++ {
			switch f := u.Field(i); {
			case f.Exported() && printable(f.Type()):
				fields = append(fields, name+"."+f.Name())
			case f.Embedded():
				if object, _, _ := types.LookupFieldOrMethod(t, true, nil, "StatusCode"); object != nil {
					fields = append(fields, name+".StatusCode")
				}
			}
		}
		if len(fields) > 0 {
			return strings.Join(fields, ", ")
		}
	}
	return name
}

// printable reports whether a field says something when it is printed: text, a
// number or a yes or no, which is no secret.
func printable(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok || basic.Info()&(types.IsString|types.IsNumeric|types.IsBoolean) == 0 {
		return false
	}
	formatter, _, _ := types.LookupFieldOrMethod(t, true, nil, "Format")
	return formatter == nil
}

// variable is a name for an operation's answer: createOrder gives order.
func variable(operation string) string {
	at := strings.IndexFunc(operation, unicode.IsUpper)
	if at < 0 {
		return "answer"
	}
	runes := []rune(operation[at:])
	for i := range runes {
		if !unicode.IsUpper(runes[i]) || i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
			break
		}
		runes[i] = unicode.ToLower(runes[i])
	}
	return string(runes) + taken[string(runes)]
}

// taken are names that an answer's variable would hide, with what is added.
var taken = map[string]string{"client": "Answer", "default": "Answer", "range": "Answer", "type": "Answer", "len": "Answer"}
