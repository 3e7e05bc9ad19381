package redisstore

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// A sealed value is a header (a version byte and the id of the key), a nonce,
// and the encrypted token. The header and the value's name in Redis are
// authenticated with it.
const (
	version    = 1
	idSize     = 8
	headerSize = 1 + idSize
)

// seal encrypts with one key and decrypts with any of several.
type seal struct {
	header  []byte                 // of what it writes
	ciphers map[string]cipher.AEAD // by header
}

func newSeal(key []byte, old [][]byte) (*seal, error) {
	s := &seal{ciphers: make(map[string]cipher.AEAD)}
	for _, k := range append([][]byte{key}, old...) {
		if len(k) != 32 {
			return nil, safe.Errorf(boxoffice.ErrConfiguration, "redisstore: a key has %d bytes instead of 32", len(k))
		}
		block, err := aes.NewCipher(k)
		if err != nil {
			return nil, err
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, err
		}
		header := headerOf(k)
		if s.header == nil {
			s.header = header
		}
		s.ciphers[string(header)] = aead
	}
	return s, nil
}

// headerOf names the key by a digest, which tells nothing about 32 random bytes.
func headerOf(key []byte) []byte {
	digest := sha256.Sum256(append([]byte("boxoffice token store key\n"), key...))
	return append([]byte{version}, digest[:idSize]...)
}

func (s *seal) close(name string, t token.Token) []byte {
	aead := s.ciphers[string(s.header)]
	value := append([]byte(nil), s.header...)
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	value = append(value, nonce...)
	return aead.Seal(value, nonce, token.Encode(t), append([]byte(name), s.header...))
}

// open takes what a command returned: a string, or nil for no value.
func (s *seal) open(name string, value any) (token.Token, error) {
	text, _ := value.(string)
	if text == "" {
		return token.Token{}, nil
	}
	if len(text) < headerSize || s.ciphers[text[:headerSize]] == nil {
		return token.Token{}, safe.Errorf(token.ErrStoreUnavailable,
			"redis: the token was encrypted with a key that this process does not have: see WithOldKeys, or use another prefix")
	}
	header, rest := text[:headerSize], []byte(text[headerSize:])
	aead := s.ciphers[header]
	if len(rest) >= aead.NonceSize() {
		plain, err := aead.Open(nil, rest[:aead.NonceSize()], rest[aead.NonceSize():], []byte(name+header))
		if err == nil {
			return token.Decode(plain)
		}
	}
	return token.Token{}, safe.Errorf(token.ErrStoreUnavailable, "redis: the value was changed by someone else: delete it")
}
