package safe

import (
	"fmt"
	"io"
	"strconv"
)

// Format prints the one line of an error for every verb, %+v and %#v included; %q quotes
// it. It is for the method Format of an error whose fields hold more than may be
// printed.
func Format(f fmt.State, verb rune, line string) {
	if verb == 'q' {
		line = strconv.Quote(line)
	}
	_, _ = io.WriteString(f, line)
}
