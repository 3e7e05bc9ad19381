package wire

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// page judges x-page, field by field. Its method is a name in Go; how it reads a list
// must stay, except for the size of a page.
func page(e edit) (Severity, string) {
	before, _ := e.before.(map[string]any)
	after, _ := e.after.(map[string]any)
	if before == nil || after == nil {
		if e.added() {
			return Compatible, "the list can be read page by page"
		}
		return Breaking, "the list can no longer be read page by page"
	}
	worst := Note
	var fields []string
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, field := range slices.Sorted(maps.Keys(all)) {
		if reflect.DeepEqual(before[field], after[field]) {
			continue
		}
		fields = append(fields, field)
		switch field {
		case "name":
		case "most":
			worst = max(worst, Compatible)
		default:
			worst = Breaking
		}
	}
	return worst, "how the list is read page by page: another " + strings.Join(fields, ", ")
}
