package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"slices"
	"time"
)

// detour brings a client that has its vendor's hosts built in to a fake: a proxy
// that leads every connection for these hosts to the fake, over HTTPS with a
// certificate for them.
type detour struct {
	proxyURL    string
	certificate string // the file that the client has to trust
	servers     []*http.Server
}

func newDetour(fake http.Handler, hosts []string, file string) (*detour, error) {
	certificate, err := certify(hosts, file)
	if err != nil {
		return nil, err
	}
	d := &detour{certificate: file}
	vendor, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12})
	if err != nil {
		return nil, err
	}
	d.serve(vendor, fake)
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		d.close()
		return nil, err
	}
	d.serve(proxy, connect(hosts, vendor.Addr().String()))
	d.proxyURL = "http://" + proxy.Addr().String()
	return d, nil
}

func (d *detour) serve(l net.Listener, h http.Handler) {
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0)}
	d.servers = append(d.servers, server)
	go func() { _ = server.Serve(l) }() // until close
}

func (d *detour) close() {
	for _, server := range d.servers {
		_ = server.Close()
	}
}

// connect is a proxy for these hosts alone, which all are at one address.
func connect(hosts []string, address string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.Host)
		if r.Method != http.MethodConnect || !slices.Contains(hosts, host) {
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

// certify makes a certificate for the hosts that lasts a day, and writes it to a
// file for the client.
func certify(hosts []string, file string) (tls.Certificate, error) {
	key, errKey := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	serial, errSerial := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err := errors.Join(errKey, errSerial); err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "a fake vendor"}, DNSNames: hosts,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, os.WriteFile(file, text, 0o600)
}
