package musementtest

import (
	"encoding/json"
	"strconv"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// pageByOffset is the part of a list that offset and limit name.
func pageByOffset(c *vendortest.Call, entries []json.RawMessage, limit int) vendortest.Reply {
	return paged(entries, number(c, "offset", 0), number(c, "limit", limit))
}

func paged(entries []json.RawMessage, offset, limit int) vendortest.Reply {
	offset = min(max(offset, 0), len(entries))
	end := min(offset+max(limit, 0), len(entries))
	return vendortest.Reply{Body: append([]json.RawMessage{}, entries[offset:end]...)}
}

func number(c *vendortest.Call, name string, otherwise int) int {
	if n, err := strconv.Atoi(c.Query.Get(name)); err == nil {
		return n
	}
	return otherwise
}
