package decode

// names is a hash table that finds a name without allocation. It has at least twice as
// many slots as names. The hash is of the length and three bytes.
type names struct {
	slots []slot
	mask  uint32
}

type slot struct {
	name  string
	value int32
}

func hash(name []byte) uint32 {
	n := len(name)
	if n == 0 {
		return 0
	}
	h := uint32(n)*0x9e3779b1 ^ uint32(name[0])*0x85ebca6b ^ uint32(name[n-1])*0xc2b2ae35 ^ uint32(name[n/2])*0x27d4eb2f //nolint:gosec // any number does
	return h ^ h>>15
}

// newNames makes the table. A name's number is its index in all.
func newNames(all []string) names {
	size := 4
	for size < 2*len(all) {
		size *= 2
	}
	n := names{slots: make([]slot, size), mask: uint32(size - 1)} //nolint:gosec // a few hundred
	for i, name := range all {
		at := hash([]byte(name)) & n.mask
		for n.slots[at].value != 0 {
			at = (at + 1) & n.mask
		}
		n.slots[at] = slot{name, int32(i) + 1}
	}
	return n
}

// find returns the number of the name, -1 for an unknown one.
func (n *names) find(name []byte) int {
	at := hash(name) & n.mask
	for {
		s := &n.slots[at]
		if s.value == 0 {
			return -1
		}
		if s.name == string(name) {
			return int(s.value) - 1
		}
		at = (at + 1) & n.mask
	}
}

// set is a set of fields of one struct.
type set [maxFields / 64]uint64

const maxFields = 256

func (s *set) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s *set) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
