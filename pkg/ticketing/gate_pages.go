package ticketing

import (
	"iter"

	"github.com/boxoffice-go/boxoffice/gen/ticketingapi"
)

// admissionPages yields the admissions of all pages. The gate does not use the
// generated Admissions, because fetch looks at each page as a whole. It asks for the
// next page only after one that brought something new, and not when it has yielded as
// many admissions as the vendor counts. The vendor's 404 for a page that does not exist
// is the end of the list, but not on the first page.
func admissionPages(fetch func(number *int64) (*ticketingapi.AdmissionPage, error)) iter.Seq2[ticketingapi.Admission, error] {
	return func(yield func(ticketingapi.Admission, error) bool) {
		seen := map[string]bool{}
		for number := int64(1); ; number++ {
			asked := &number
			if number == 1 {
				asked = nil
			}
			page, err := fetch(asked)
			if err != nil {
				if number == 1 || !noSuch(err) {
					yield(ticketingapi.Admission{}, err)
				}
				return
			}
			before := len(seen)
			for _, a := range page.Entries {
				if seen[a.Ticket] {
					continue
				}
				seen[a.Ticket] = true
				if !yield(a, nil) {
					return
				}
			}
			if all := page.Total > 0 && int64(len(seen)) >= page.Total; all || len(seen) == before {
				return
			}
		}
	}
}
