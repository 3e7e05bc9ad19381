package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"strings"
	"time"
)

// certify makes an authority, writes its certificate to a file and returns a
// server's certificate for the hosts that it has signed. The authority's key is
// nowhere afterwards, and it can vouch for these hosts alone: who trusts the file
// trusts nothing else.
func certify(file string, hosts []string, addresses []net.IP) (tls.Certificate, error) {
	begins := time.Now().Add(-time.Hour)
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(begins.UnixNano()), Subject: pkix.Name{CommonName: "boxoffice fake vendors"},
		NotBefore: begins, NotAfter: begins.AddDate(0, 1, 0), IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage:                    x509.KeyUsageCertSign,
		PermittedDNSDomainsCritical: true,
	}
	for _, host := range hosts {
		authority.PermittedDNSDomains = append(authority.PermittedDNSDomains, strings.TrimPrefix(host, "*."))
	}
	for _, ip := range addresses {
		ones := net.CIDRMask(8*len(ip), 8*len(ip))
		authority.PermittedIPRanges = append(authority.PermittedIPRanges, &net.IPNet{IP: ip, Mask: ones})
	}
	signer, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	root, err := x509.CreateCertificate(rand.Reader, authority, authority, &signer.PublicKey, signer)
	if err != nil {
		return tls.Certificate{}, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(begins.UnixNano() + 1), Subject: pkix.Name{CommonName: "localhost"},
		NotBefore: begins, NotAfter: authority.NotAfter, DNSNames: hosts, IPAddresses: addresses,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	signed, err := x509.CreateCertificate(rand.Reader, leaf, authority, &key.PublicKey, signer)
	if err != nil {
		return tls.Certificate{}, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root})
	if err := os.WriteFile(file, text, 0o644); err != nil { //nolint:gosec // a certificate is for everybody
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{signed, root}, PrivateKey: key}, nil
}
