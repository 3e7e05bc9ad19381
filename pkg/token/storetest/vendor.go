package storetest

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
)

// moment is where a process is killed.
type moment int

const (
	afterRotation  moment = iota // the refresh token is redeemed, the answer does not arrive
	beforeRotation               // the refresh token has arrived and is not redeemed
	elsewhere                    // while the process uses the access token
)

// vendor rotates refresh tokens: each is accepted once. An access token is good
// for a few uses.
type vendor struct {
	rotations int    // after which it is done
	kill      moment // where the process is killed that comes by half way
	victim    func(name string)

	mu         sync.Mutex
	generation int // of the tokens that are accepted
	uses       int // of the current access token
	rotated    int
	logins     int
	sent       map[string]int // how often each refresh token arrived
	refused    int            // refresh tokens
	killed     string
}

// usesEach is how often an access token is accepted.
const usesEach = 2

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	name, sent := r.Header.Get("X-Process"), r.Header.Get("X-Token")
	status := http.StatusOK
	switch r.URL.Path {
	case "/login":
		v.logins++
		_, _ = fmt.Fprint(w, v.next())
		return
	case "/refresh":
		v.sent[sent]++
		if sent != fmt.Sprint("refresh-", v.generation) {
			v.refused++
			status = http.StatusUnauthorized
			break
		}
		if v.strike(beforeRotation, name) {
			return
		}
		v.rotated++
		if answer := v.next(); !v.strike(afterRotation, name) {
			_, _ = fmt.Fprint(w, answer)
		}
		return
	case "/use":
		status = v.use(sent)
		if status == http.StatusOK {
			v.strike(elsewhere, name)
		}
	}
	w.WriteHeader(status)
}

// next makes the tokens of a new generation.
func (v *vendor) next() string {
	v.generation++
	v.uses = 0
	return fmt.Sprintf("access-%d refresh-%d", v.generation, v.generation)
}

// use says 200 to the current token, 401 to any other, and 410 when there has
// been enough of it.
func (v *vendor) use(sent string) int {
	switch {
	case v.rotated >= v.rotations:
		return http.StatusGone
	case sent != fmt.Sprint("access-", v.generation) || v.uses == usesEach:
		return http.StatusUnauthorized
	}
	v.uses++
	return http.StatusOK
}

// strike kills the process that is asking, if this is the moment.
func (v *vendor) strike(at moment, name string) bool {
	if v.killed != "" || v.kill != at || v.rotated < v.rotations/2 {
		return false
	}
	v.killed = name
	v.victim(name)
	return true
}

// parse takes a login's or redemption's answer apart.
func parse(body string) (access, refresh string) {
	access, refresh, _ = strings.Cut(body, " ")
	return access, refresh
}
