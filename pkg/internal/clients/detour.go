package main

import (
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

// detour is a proxy for a client that has its vendor's host built in. It connects every
// request for this host to the fake's address, and refuses other hosts.
type detour struct {
	url    string
	server *http.Server
}

func newDetour(host, address string) (*detour, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	d := &detour{url: "http://" + listener.Addr().String(), server: &http.Server{
		Handler:           connect(host, strings.TrimPrefix(address, "https://")),
		ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0),
	}}
	go func() { _ = d.server.Serve(listener) }() // until close
	return d, nil
}

func (d *detour) close() { _ = d.server.Close() }

func connect(host, address string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		wanted, _, _ := net.SplitHostPort(r.Host)
		if r.Method != http.MethodConnect || wanted != host {
			http.Error(w, "this proxy leads to the fake and nowhere else", http.StatusForbidden)
			return
		}
		there, err := new(net.Dialer).DialContext(r.Context(), "tcp", address)
		if err != nil {
			http.Error(w, "the fake is gone", http.StatusBadGateway)
			return
		}
		here, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			_ = there.Close()
			return
		}
		_, err = io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
		if err == nil {
			_, _ = io.Copy(here, there)
		}
		_ = here.Close()
	})
}
