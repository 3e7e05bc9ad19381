package boxoffice

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
)

// A mask keeps a text from being read by accident. It is no protection from anybody who
// can read the program's memory, because the key is there too.

// tagSize is the length of what the pad of a masked text is made from. It comes
// from the text, so that equal texts are masked alike.
const tagSize = 16

// maskKey is made at random in every process.
var maskKey = func() (key [sha256.Size]byte) {
	_, _ = rand.Read(key[:]) // never fails
	return key
}()

func mask(text string) string {
	tag := sha256.Sum256(append(maskKey[:], text...))
	return string(pad(append(tag[:tagSize], text...)))
}

func unmask(masked string) string { return string(pad([]byte(masked))[tagSize:]) }

// pad masks what follows the tag, and unmasks it when it is masked.
func pad(masked []byte) []byte {
	for i := tagSize; i < len(masked); i += sha256.Size {
		block := append(maskKey[:], masked[:tagSize]...)
		sum := sha256.Sum256(binary.AppendVarint(block, int64(i)))
		subtle.XORBytes(masked[i:], masked[i:], sum[:])
	}
	return masked
}
