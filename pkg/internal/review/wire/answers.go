package wire

import "strings"

// fillAnswers writes down in either version the statuses that only the other one
// names, where a range or default of its own stands for them: then 404 beside 4XX is
// compared with what 4XX says.
func fillAnswers(old, now map[string]any) {
	eachOperation(old, func(path, method string, before map[string]any) {
		paths, _ := now["paths"].(map[string]any)
		item, _ := paths[path].(map[string]any)
		operation, _ := item[method].(map[string]any)
		a, _ := before["responses"].(map[string]any)
		b, _ := operation["responses"].(map[string]any)
		if a == nil || b == nil {
			return
		}
		inA, inB := statuses(a), statuses(b)
		fill(a, inA, inB)
		fill(b, inB, inA)
	})
}

func eachOperation(document map[string]any, do func(path, method string, operation map[string]any)) {
	paths, _ := document["paths"].(map[string]any)
	for path, item := range paths {
		methods, _ := item.(map[string]any)
		for method, operation := range methods {
			if o, ok := operation.(map[string]any); ok && o["responses"] != nil {
				do(path, method, o)
			}
		}
	}
}

func statuses(answers map[string]any) map[string]bool {
	all := map[string]bool{}
	for status := range answers {
		all[status] = true
	}
	return all
}

func fill(answers map[string]any, own, others map[string]bool) {
	for status := range others {
		if !own[status] {
			if broader := standsFor(status, own); broader != "" {
				answers[status] = copied(answers[broader])
			}
		}
	}
}

// standsFor is the range, or default, that a status is documented by; "" for none.
// default is a refusal unless there is no success beside it.
func standsFor(status string, documented map[string]bool) string {
	if len(status) != 3 {
		return ""
	}
	if group := status[:1] + "XX"; status != group && documented[group] {
		return group
	}
	success := false
	for each := range documented {
		success = success || strings.HasPrefix(each, "2")
	}
	if documented["default"] && !(success && status[0] == '2') && status != "304" {
		return "default"
	}
	return ""
}

// answer judges statuses that oasdiff has no words for, and 304, which it calls a
// refusal.
func answer(e edit) (Severity, string) {
	status := e.path[len(e.path)-1]
	switch {
	case e.has("components") || len(e.path) < 2 || e.path[len(e.path)-2] != "responses":
		return left, ""
	case e.removed() && status == "304":
		return Breaking, "it is no longer said that nothing has changed"
	case status != "default" && !strings.HasSuffix(status, "XX"):
		return left, ""
	case e.added():
		return Compatible, "answers by " + status + " are documented"
	default:
		return Breaking, "answers by " + status + " are no longer documented"
	}
}
