package vendortest

import "fmt"

// Collection is a part of what a fake with a memory has, such as its customers,
// to be looked at.
type Collection struct {
	// Name is a plural, such as "customers".
	Name string `json:"name"`
	// Columns are the names of what each row has.
	Columns []string `json:"columns"`
	// Rows are the things, oldest first, as texts in the order of the columns.
	// None of them is a secret.
	Rows [][]string `json:"rows"`
}

// Add adds a row: one value for each column. nil is an empty text.
func (c *Collection) Add(values ...any) {
	row := make([]string, len(values))
	for i, value := range values {
		if value != nil {
			row[i] = fmt.Sprint(value)
		}
	}
	c.Rows = append(c.Rows, row)
}

// Show sets how the fake's memory is shown. It is for packages that build a fake
// of one vendor on a Server. f is called from several goroutines at once.
func (s *Server) Show(f func() []Collection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.show = f
}

// State is what the fake has in its memory now, nil when it has no memory.
func (s *Server) State() []Collection {
	s.mu.Lock()
	show := s.show
	s.mu.Unlock()
	if show == nil {
		return nil
	}
	return show()
}
