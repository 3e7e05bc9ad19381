package rest

import "github.com/boxoffice-go/boxoffice/pkg/boxoffice"

// CauseText is what may be printed and logged of an error: the line of a call, the text
// of an error that quotes no value, a known failure of the network, and "transport
// failure" for anything else. It is "" for nil.
func CauseText(err error) string {
	if err == nil {
		return ""
	}
	return (&boxoffice.Error{Err: err}).Unwrap().Error() // the cause that it unwraps to has this text
}
