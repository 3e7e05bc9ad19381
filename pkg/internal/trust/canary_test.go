package trust_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
)

// kind says what a canary stands for.
type kind int

const (
	hidden   kind = 1 << iota // a credential, a token, a one-time token, a link with a lifetime
	personal                  // a person's datum, or anything else of a request
	answered                  // a text of the vendor's
	anything = hidden | personal | answered
)

// planted is a canary: where it was put and in which form it was found.
type planted struct {
	kind  kind
	where string
	form  string // the beginning of what would show it
}

// canaries are random texts, put where secrets and personal data are. Every text
// that comes out of a program is searched for them, in every form that a text
// takes on its way: as it is, escaped, quoted, in capitals, cut off at either
// end, in hexadecimal, as a list of bytes, and in base64 from any offset.
type canaries struct {
	mu     sync.Mutex
	random *rand.Rand
	texts  map[string]string // canaries by where they are
	folded *index            // forms whose capitals say nothing
	exact  *index            // base64
}

func newCanaries(seed uint64) *canaries {
	return &canaries{random: rand.New(rand.NewPCG(seed, 7)), texts: map[string]string{}, folded: newIndex(), exact: newIndex()}
}

// end is the length of the two ends of a canary, which no escaping changes.
const end = 12

// awkward is the middle of a canary, which every escaping changes.
const awkward = " \"é/+&=%<#'\\ "

// plant is the canary of a place: the same one whenever it is asked for.
func (c *canaries) plant(k kind, where string) string { return c.make(k, where, awkward) }

// plain is a canary of letters and digits alone.
func (c *canaries) plain(k kind, where string) string { return c.make(k, where, "") }

func (c *canaries) make(k kind, where, middle string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	text, there := c.texts[where]
	if !there {
		text = c.letters(end) + middle + c.letters(end)
		c.texts[where] = text
		c.watch(k, where, text[:end])
		c.watch(k, where, text[len(text)-end:])
	}
	return text
}

// code is a canary of eight capitals and digits.
func (c *canaries) code(k kind, where string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	text, there := c.texts[where]
	if !there {
		text = strings.ToUpper(c.letters(8))
		c.texts[where] = text
		c.watch(k, where, text)
	}
	return text
}

func (c *canaries) letters(n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = "abcdefghijklmnopqrstuvwxyz0123456789"[c.random.IntN(36)]
	}
	return string(text)
}

// watch has one end of a canary looked for.
func (c *canaries) watch(k kind, where, text string) {
	short := text[:8]
	if strings.HasSuffix(c.texts[where], text) {
		short = text[len(text)-8:]
	}
	p := planted{kind: k, where: where}
	for _, form := range []string{
		short, hex.EncodeToString([]byte(short)), fmt.Sprintf("% x", short), fmt.Sprintf("%#v", []byte(short))[len("[]byte{"):],
		strings.Trim(fmt.Sprint([]byte(short)), "[]"), strings.ReplaceAll(strings.Trim(fmt.Sprint([]byte(short)), "[]"), " ", ","),
	} {
		c.folded.add(strings.ToLower(strings.TrimSuffix(form, "}")), p)
	}
	for offset := range 3 { // what comes before decides how the bits fall
		encoded := base64.StdEncoding.EncodeToString([]byte("..."[:offset] + text))
		whole := encoded[(offset*8+5)/6 : (offset+len(text))*8/6]
		c.exact.add(whole[:10], p)
		c.exact.add(whole[len(whole)-10:], p)
	}
}

// shown are the canaries of some kinds that a text shows.
func (c *canaries) shown(kinds kind, text string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.exact.find(kinds, text, nil)
	found = c.folded.find(kinds, strings.ToLower(text), found)
	slices.Sort(found)
	return slices.Compact(found)
}

func (c *canaries) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.texts)
}

// index finds forms in a text in one pass, by their first eight bytes.
type index struct {
	forms map[[8]byte][]planted
	maybe [1 << 16]bool // hashes of their first four bytes
}

func newIndex() *index { return &index{forms: map[[8]byte][]planted{}} }

func hash(text string) uint16 {
	word := uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | uint32(text[3])<<24
	return uint16(word * 2654435761 >> 16)
}

func (x *index) add(form string, p planted) {
	p.form = form
	first := [8]byte([]byte(form))
	x.forms[first] = append(x.forms[first], p)
	x.maybe[hash(form)] = true
}

func (x *index) find(kinds kind, text string, found []string) []string {
	for i := 0; i+8 <= len(text); i++ {
		if !x.maybe[hash(text[i:])] {
			continue
		}
		for _, p := range x.forms[[8]byte([]byte(text[i:i+8]))] {
			if p.kind&kinds != 0 && strings.HasPrefix(text[i:], p.form) {
				found = append(found, p.where)
			}
		}
	}
	return found
}
