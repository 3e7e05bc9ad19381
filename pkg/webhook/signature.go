package webhook

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A signature is what the header says.
type signature struct {
	time string // as written, because this text is signed
	at   time.Time
	sums [][]byte
}

// signature checks the fields of v and reads the header.
func (v Verifier) signature(header http.Header) (signature, error) {
	if fault := v.fault(); fault != "" {
		return signature{}, fmt.Errorf("%w: %s", ErrConfiguration, fault)
	}
	values := header.Values(v.Header)
	if len(values) != 1 {
		return signature{}, fmt.Errorf("%w: the request has %d headers %s instead of one; see that the vendor signs its deliveries "+
			"and that a proxy keeps the header", ErrSignature, len(values), v.Header)
	}
	signed, ok := parse(values[0])
	if !ok {
		return signature{}, fmt.Errorf("%w: the header %s is not of the form t=<unix seconds>,v1=<hexadecimal>; see that Header names the right one",
			ErrSignature, v.Header)
	}
	return signed, nil
}

// fault says what to change in v, or nothing.
func (v Verifier) fault() string {
	switch {
	case v.Header == "":
		return "set Header to the name of the vendor's signature header"
	case len(v.Secrets) == 0:
		return "set Secrets to the signing secret that the vendor shows"
	case v.Tolerance < 0:
		return "set Tolerance to a positive duration, or to zero for the default"
	case v.MaxBody < 0:
		return "set MaxBody to a positive number of bytes, or to zero for the default"
	}
	for i, secret := range v.Secrets {
		if secret.Empty() {
			return fmt.Sprintf("Secrets[%d] is empty; set it or leave it out", i)
		}
	}
	return ""
}

// parse reads t=<unix seconds>,v1=<hexadecimal>, with v1 once or more, in any order. Other
// names are skipped. Two times, or an item without =, make the header malformed.
func parse(header string) (signed signature, ok bool) {
	for item := range strings.SplitSeq(header, ",") {
		name, value, found := strings.Cut(strings.TrimSpace(item), "=")
		switch {
		case !found, name == "t" && signed.time != "":
			return signature{}, false
		case name == "t":
			seconds, err := strconv.ParseInt(value, 10, 64)
			if err != nil || strings.Trim(value, "0123456789") != "" {
				return signature{}, false
			}
			signed.time, signed.at = value, time.Unix(seconds, 0)
		case name == "v1":
			if sum, err := hex.DecodeString(value); err == nil {
				signed.sums = append(signed.sums, sum)
			}
		}
	}
	return signed, signed.time != "" && len(signed.sums) > 0
}
