package token

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// written is the stored form of a Token.
type written struct {
	Access  string     `json:"access,omitempty"`
	Refresh string     `json:"refresh,omitempty"`
	Expires *time.Time `json:"expires,omitempty"`
}

// Encode returns the token with its secrets in plain text, as JSON, for a store
// to keep (encoding a Token any other way loses them). Times after the year
// 9999 become no end.
func Encode(t Token) []byte {
	w := written{Access: t.Access.Reveal(), Refresh: t.Refresh.Reveal()}
	if end := t.Expires.UTC(); !end.IsZero() && end.Year() <= 9999 {
		w.Expires = &end
	}
	data, err := json.Marshal(w)
	if err != nil { // strings and a time in range: cannot be
		panic("token: " + err.Error())
	}
	return data
}

// Decode is Encode's reverse. Its error quotes nothing of the data.
func Decode(data []byte) (Token, error) {
	var w written
	if err := json.Unmarshal(data, &w); err != nil {
		return Token{}, errors.New("token: not an encoded token")
	}
	t := Token{Access: boxoffice.Secret(w.Access), Refresh: boxoffice.Secret(w.Refresh)}
	if w.Expires != nil {
		t.Expires = *w.Expires
	}
	return t, nil
}
