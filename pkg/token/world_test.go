package token_test

import (
	"context"
	"fmt"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// answer is the vendor's, to a source's login or refresh token.
func (w *world) answer(ctx context.Context, d dice, which int, refresh string) (token.Token, error) {
	w.mu.Lock()
	w.running[which]++
	w.must(w.running[which] == 1, "%d questions of one source at one time", w.running[which])
	if refresh != "" {
		w.sent[refresh]++
		w.must(w.sent[refresh] == 1, "%s was sent %d times", refresh, w.sent[refresh])
	}
	w.mu.Unlock()
	defer func() { w.mu.Lock(); w.running[which]--; w.mu.Unlock() }()

	pause := d.while(3_000)
	if d.chance(5) {
		pause = time.Hour
	}
	select {
	case <-time.After(pause):
	case <-ctx.Done():
		return token.Token{}, ctx.Err()
	}
	switch d.IntN(20) {
	case 0:
		return token.Token{}, errBroken
	case 1:
		return token.Token{}, boxoffice.ErrCredentialsRefused
	case 2:
		return token.Token{}, context.Canceled
	case 3:
		return token.Token{}, nil
	case 4:
		return token.Token{Access: boxoffice.Secret("ended"), Expires: time.Now()}, nil
	case 5:
		if again, ok := w.again(d); ok {
			return again, nil
		}
	}
	return w.issue(d), nil
}

// again is a token that the vendor has already issued.
func (w *world) again(d dice) (token.Token, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.issued) == 0 {
		return token.Token{}, false
	}
	access := w.issued[max(0, len(w.issued)-1-d.IntN(2))]
	return token.Token{Access: boxoffice.Secret(access), Refresh: w.rotate(), Expires: w.ends[access]}, true
}

func (w *world) issue(d dice) token.Token {
	life := d.while(120_000)
	endless := d.chance(10)
	w.mu.Lock()
	defer w.mu.Unlock()
	access := fmt.Sprint("access-", len(w.issued)+1)
	w.issued = append(w.issued, access)
	t := token.Token{Access: boxoffice.Secret(access), Refresh: w.rotate()}
	if !endless {
		t.Expires = time.Now().Add(life)
		w.ends[access] = t.Expires
	}
	return t
}

// rotate makes a new refresh token. The caller holds mu.
func (w *world) rotate() boxoffice.SecretText {
	w.rotated++
	return boxoffice.Secret(fmt.Sprint("refresh-", w.rotated))
}
