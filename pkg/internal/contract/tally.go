package contract

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

var (
	errNoSubject = errors.New("the tape has no answer with the case's status and media type")
	errUnfit     = errors.New("it fails on its own tape, so nothing can be learnt from altered ones")
)

// kind is a kind of alteration.
type kind int

const (
	statusKind kind = iota
	headerKind
	fieldKind
	kinds
)

// tally counts alterations, and those that were noticed.
type tally struct{ made, caught [kinds]int }

func (t *tally) count(k kind, caught bool) {
	t.made[k]++
	if caught {
		t.caught[k]++
	}
}

func (t *tally) add(other tally) {
	for k := range kinds {
		t.made[k] += other.made[k]
		t.caught[k] += other.caught[k]
	}
}

// String is "12 of 12 statuses, 3 of 3 headers, 40 of 41 values".
func (t *tally) String() string {
	return fmt.Sprintf("%d of %d statuses, %d of %d headers, %d of %d values",
		t.caught[statusKind], t.made[statusKind], t.caught[headerKind], t.made[headerKind], t.caught[fieldKind], t.made[fieldKind])
}

// otherStatuses are those that a case has to tell from its own: an undocumented
// one of the same class that no client would repeat on, and every other
// documented success.
func otherStatuses(op *oas.Operation, status int) []int {
	undocumented := map[int]int{2: 299, 3: 399, 4: http.StatusTeapot, 5: http.StatusNotImplemented}[status/100]
	if undocumented == status {
		undocumented = http.StatusHTTPVersionNotSupported
	}
	var others []int
	if status/100 != 2 || documentedAs(op, undocumented) != documentedAs(op, status) { // else it is the same success
		others = append(others, undocumented)
	}
	for _, text := range sortedKeys(op.Spec.Responses.Map()) {
		if other, err := strconv.Atoi(text); err == nil && other/100 == 2 && other != status {
			others = append(others, other)
		}
	}
	return others
}
