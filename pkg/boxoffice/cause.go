package boxoffice

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"slices"
	"strings"
	"syscall"

	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
)

// sentinels print as they are.
var sentinels = []error{
	ErrInvalidRequest, ErrConfiguration, ErrCredential, ErrCredentialsRefused, ErrOutcomeUnknown,
	ErrUnexpectedResponse, ErrTooLarge, ErrOrigin, ErrNotSent,
	context.DeadlineExceeded, context.Canceled, io.ErrUnexpectedEOF,
}

// closedText is said of an io.EOF, which net/http returns for a connection that ends
// before the answer begins.
const closedText = "the connection was closed before the answer: EOF"

// unknownCause is said of an error of which nothing is known.
const unknownCause = "transport failure"

// causeText is what may be said of a cause, by allow-list.
func causeText(err error) string {
	if call, ok := err.(*Error); ok && call != nil { //nolint:errorlint // what is in it says less than it does
		return call.Error()
	}
	var printable safe.Error
	if errors.As(err, &printable) {
		return printable.SafeText()
	}
	var nested *Error
	if errors.As(err, &nested) {
		return nested.Error()
	}
	for _, s := range sentinels {
		if errors.Is(err, s) {
			return s.Error()
		}
	}
	if errors.Is(err, io.EOF) {
		return closedText
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "timeout"
	}
	if text := tlsText(err); text != "" {
		return text
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return "host name not resolved"
	}
	return protocolText(err)
}

// tlsText names what kept a TLS connection from being made, "" for anything else.
func tlsText(err error) string {
	var certificate *tls.CertificateVerificationError
	if errors.As(err, &certificate) {
		return "certificate not valid"
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return "the server speaks plain HTTP where HTTPS is expected"
	}
	var record tls.RecordHeaderError
	if errors.As(err, &record) {
		return "the server does not speak TLS"
	}
	var alert *net.OpError
	if errors.As(err, &alert) && alert.Err != nil && (alert.Op == "remote error" || alert.Op == "local error") {
		name, isTLS := strings.CutPrefix(alert.Err.Error(), "tls: ")
		switch {
		case isTLS && slices.Contains(alerts, name):
			return "TLS alert: " + name
		case isTLS:
			return "TLS alert"
		}
	}
	return ""
}

// alerts are the names of TLS alerts as crypto/tls writes them.
var alerts = strings.Split("close notify,unexpected message,bad record MAC,decryption failed,record overflow,decompression failure,"+
	"handshake failure,bad certificate,unsupported certificate,revoked certificate,expired certificate,unknown certificate,"+
	"illegal parameter,unknown certificate authority,access denied,error decoding message,error decrypting message,"+
	"export restriction,protocol version not supported,insufficient security level,internal error,inappropriate fallback,"+
	"user canceled,no renegotiation,missing extension,unsupported extension,certificate unobtainable,unrecognized name,"+
	"bad certificate status response,bad certificate hash value,unknown PSK identity,certificate required,"+
	"no application protocol,encrypted client hello required", ",")

// protocolErrors are what an answer, or the way to it, is no HTTP by, after the words
// in the text of the standard library's error. Most of these errors have no type,
// and quote what the server sent after these words.
var protocolErrors = []struct{ words, text string }{
	{"malformed HTTP response", "malformed answer: no HTTP"},
	{"malformed HTTP version", "malformed answer: no HTTP"},
	{"malformed HTTP status code", "malformed answer: no HTTP status"},
	{"malformed MIME header", "malformed answer: header"},
	{"server response headers exceeded", "malformed answer: header over the limit"},
	{"response header list larger than advertised limit", "malformed answer: header over the limit"},
	{"malformed chunked encoding", "malformed answer: chunks of the body"},
	{"invalid byte in chunk length", "malformed answer: chunks of the body"},
	{"http chunk length too large", "malformed answer: chunks of the body"},
	{"bad Content-Length", "malformed answer: length of the body"},
	{"multiple Content-Length headers", "malformed answer: length of the body"},
	{"too many transfer encodings", "malformed answer: encoding of the body"},
	{"unsupported transfer encoding", "malformed answer: encoding of the body"},
	{"malformed HTTP trailer", "malformed answer: trailer"},
	{"suspiciously long trailer", "malformed answer: trailer"},
	{"failed to parse Location header", "malformed answer: header Location"},
	{"socks connect", "the SOCKS proxy made no connection"},
	{"stream error: stream ID", "the server reset the HTTP/2 stream"},
	{"server sent GOAWAY", "the server closed the HTTP/2 connection"},
	{"client connection lost", "the HTTP/2 connection was lost"},
	{"server closed idle connection", "the server closed the connection"},
	{"use of closed network connection", "the connection was closed"},
	{"http2: ", "HTTP/2 error"},
}

// protocolText names what was wrong with the talk to the server or to a proxy.
func protocolText(err error) string {
	if err == nil {
		return unknownCause
	}
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return "malformed answer: gzip"
	}
	text := err.Error()
	for _, p := range protocolErrors {
		if strings.Contains(text, p.words) {
			return p.text
		}
	}
	var header textproto.ProtocolError
	if errors.As(err, &header) {
		return "malformed answer: header"
	}
	return proxyText(err)
}

// proxyText names the status with which a proxy refused the way to the server.
// net/http makes it an error of the reason phrase alone, whoever chose its words:
// only a standard phrase is printed.
func proxyText(err error) string {
	for ; err != nil; err = errors.Unwrap(err) {
		for status := http.StatusBadRequest; status <= http.StatusNetworkAuthenticationRequired; status++ {
			phrase := http.StatusText(status)
			if phrase != "" && (err.Error() == phrase || strings.HasPrefix(err.Error(), phrase+" ")) {
				return "the proxy refused: " + phrase
			}
		}
	}
	return unknownCause
}
