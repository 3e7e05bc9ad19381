package boxoffice

import "github.com/boxoffice-go/boxoffice/pkg/internal/settings"

// WithPage makes a list that is read page by page begin with the page that an error
// ended it at (Page of [Error]), in place of the first one. Give the other parameters
// as before. "" is the first page. A method that makes one call refuses it with
// [ErrInvalidRequest].
func WithPage(page Sensitive) CallOption {
	return callOption(func(c *settings.Call) error {
		c.Page = string(page)
		return nil
	})
}
