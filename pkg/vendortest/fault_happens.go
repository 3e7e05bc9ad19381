package vendortest

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"hash/crc32"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// happens lets the fault happen to a call.
func (f ServerFault) happens(s *Server, w http.ResponseWriter, call *Call) {
	if reply, refuses := f.refusal(s, call); refuses {
		s.send(w, call, reply)
		return
	}
	switch f.kind {
	case "drop-request":
		panic(http.ErrAbortHandler)
	case "delay":
		pause(call.ctx, f.wait)
	case "duplicate":
		first := *call
		first.Request = call.clone()
		if _, ok := s.reply(&first); !ok {
			s.fail(w)
			return
		}
	}
	reply, ok := s.reply(call)
	if !ok {
		s.fail(w)
		return
	}
	a, ok := s.compose(call, reply)
	if !ok {
		s.fail(w)
		return
	}
	f.deliver(w, call, a)
}

// refusal is the answer of a fault that refuses.
func (f ServerFault) refusal(s *Server, call *Call) (Reply, bool) {
	switch f.kind {
	case "token-expired":
		s.withdraw(call)
		return s.tokenRefusal(call), true
	case "credentials-refused":
		if !call.Documents(http.StatusUnauthorized) && !call.Documents(http.StatusForbidden) && len(call.op.requirements) == 0 {
			return call.documented(http.StatusBadRequest, "the credentials are refused"), true
		}
		return call.Unauthorized(), true
	case "invalid-key":
		return call.documented(http.StatusForbidden, "invalid key"), true
	case "precondition-failed":
		return call.documented(http.StatusPreconditionFailed, "precondition failed"), true
	case "too-many-requests":
		r := call.documented(http.StatusTooManyRequests, "too many requests")
		seconds := (f.wait + time.Second - 1) / time.Second
		r.Header = http.Header{"Retry-After": {strconv.Itoa(int(seconds))}}
		return r, true
	case "unavailable":
		return call.documented(http.StatusServiceUnavailable, "the service is not available"), true
	case "redirect-elsewhere":
		return Reply{
			Status: http.StatusTemporaryRedirect, Undocumented: true, Body: []byte{},
			Header: http.Header{"Location": {"https://elsewhere.example.com" + call.Path}},
		}, true
	}
	return Reply{}, false
}

// documented is the documented example of the status, or else a text of ours.
func (c *Call) documented(status int, text string) Reply {
	if c.op.Responses[strconv.Itoa(status)] != nil {
		return Reply{Status: status}
	}
	return Reply{Status: status, Undocumented: true, MediaType: "application/json", Body: message(text)}
}

// pause waits, and breaks the connection off when the caller has gone.
func pause(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		panic(http.ErrAbortHandler)
	}
}

// deliver sends the answer in the way of the fault.
func (f ServerFault) deliver(w http.ResponseWriter, call *Call, a answer) {
	half := a.body[:len(a.body)/2]
	switch f.kind {
	case "drop-before-answer":
		panic(http.ErrAbortHandler)
	case "drop-within-answer":
		a.announce()
		a.writePart(w, half)
		panic(http.ErrAbortHandler)
	case "drop-after-answer":
		a.announce()
		a.writePart(w, a.body)
		panic(http.ErrAbortHandler)
	case "truncated":
		a.body = half
	case "wrong-media-type":
		if len(a.body) == 0 {
			a.status = http.StatusOK
		}
		a.header["Content-Type"] = []string{"text/html; charset=utf-8"}
		a.body = []byte("<!doctype html><title>Not the vendor</title><p>This is not the vendor.")
	case "gzip-bomb":
		if len(a.body) == 0 {
			a.status = http.StatusOK
			a.header["Content-Type"] = []string{"application/json"}
		}
		a.header["Content-Encoding"] = []string{"gzip"}
		a.body = gzipBomb()
	case "slow-body":
		a.announce()
		f.drip(call.ctx, w, a)
		return
	}
	a.write(w)
}

// announce says how long the body is, so that the caller sees that it is not
// whole.
func (a answer) announce() {
	if a.status != http.StatusNoContent && a.status != http.StatusNotModified {
		a.header["Content-Length"] = []string{strconv.Itoa(len(a.body))}
	}
}

// writePart sends the header and a part of the body, at once.
func (a answer) writePart(w http.ResponseWriter, part []byte) {
	a.body = part
	a.write(w)
	_ = http.NewResponseController(w).Flush()
}

// drip sends the body piece by piece.
func (f ServerFault) drip(ctx context.Context, w http.ResponseWriter, a answer) {
	const pieces = 10
	body := a.body
	a.writePart(w, nil)
	for i := range pieces {
		pause(ctx, f.wait/pieces)
		_, _ = w.Write(body[len(body)*i/pieces : len(body)*(i+1)/pieces])
		_ = http.NewResponseController(w).Flush()
	}
}

// gzipBomb is made once: 64 MiB of blanks, compressed. The first MiB is
// compressed, and what it became is repeated.
var gzipBomb = sync.OnceValue(func() []byte {
	const times = 64
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	var piece bytes.Buffer
	z, _ := flate.NewWriter(&piece, flate.BestSpeed) // this level exists
	_, _ = z.Write(blanks)                           // a buffer takes everything
	_ = z.Flush()                                    // so that the piece ends with a whole byte
	bomb, sum := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}, crc32.NewIEEE()
	for range times {
		bomb = append(bomb, piece.Bytes()...)
		_, _ = sum.Write(blanks)
	}
	bomb = append(bomb, 1, 0, 0, 0xff, 0xff) // an empty last block
	bomb = binary.LittleEndian.AppendUint32(bomb, sum.Sum32())
	return binary.LittleEndian.AppendUint32(bomb, times<<20)
})
