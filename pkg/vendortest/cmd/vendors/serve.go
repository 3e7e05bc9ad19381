package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// served is everything that runs.
type served struct {
	vendors     []*origin
	page        string // URL
	certificate string // file of the authority, "" without HTTPS
	temporary   string // directory to delete, "" for none
	servers     []*http.Server
	failed      chan error
	log         *journal
}

// origin is a vendor with its addresses.
type origin struct {
	vendor
	*standing

	url, https string
	hosts      []string // those of the real vendor
}

// remembered is how many requests of a vendor are kept.
const remembered = 500

// serve starts everything.
func serve(o *options) (*served, error) {
	s := &served{failed: make(chan error, 1), log: newJournal()}
	if err := s.start(o); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *served) start(o *options) error {
	if err := s.open(o); err != nil {
		return err
	}
	page, err := s.listen(o.host, o.port, nil, func(address string) http.Handler { return s.pages(address, isLoopback(o.host)) })
	if err != nil {
		return err
	}
	s.page = "http://" + page + "/"
	for i, v := range s.vendors {
		address, err := s.listen(o.host, next(o.port, i+1), nil, func(string) http.Handler { return s.front(v) })
		if err != nil {
			return err
		}
		v.url = "http://" + address
	}
	if o.httpsPort < 0 {
		return nil
	}
	return s.serveHTTPS(o)
}

// open makes the vendors and plays the script. It listens nowhere.
func (s *served) open(o *options) error {
	standings := map[string]*standing{}
	for i, v := range all() {
		random := rand.New(rand.NewPCG(o.seed, uint64(i)))
		opts := []vendortest.Option{vendortest.HandlerOnly(), vendortest.Keep(remembered), vendortest.Latency(o.drawn())}
		if o.strict {
			opts = append(opts, vendortest.Strict())
		}
		started, err := v.start(random, opts...)
		if err != nil {
			return fmt.Errorf("%s: %w", v.name, err)
		}
		s.vendors = append(s.vendors, &origin{vendor: v, standing: started, hosts: started.fake.Hosts()})
		standings[v.name] = started
	}
	if o.script != nil {
		if err := o.script.play(standings); err != nil {
			return err
		}
	}
	for _, v := range s.vendors { // after the script, whose requests are not in the journal
		v.fake.Observe(func(x vendortest.Exchange) { s.log.add(v, x) })
	}
	return nil
}

func next(port, i int) int {
	if port == 0 {
		return 0
	}
	return port + i
}

// serveHTTPS serves the vendors once more. A request for the real vendor's host,
// such as one from a program that has it built in, is that vendor's at any port.
func (s *served) serveHTTPS(o *options) error {
	s.certificate = o.certificate
	if s.certificate == "" {
		dir, err := os.MkdirTemp("", "vendors-")
		if err != nil {
			return err
		}
		s.temporary, s.certificate = dir, filepath.Join(dir, "authority.pem")
	}
	hosts, addresses := []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1).To4(), net.IPv6loopback}
	for _, v := range s.vendors {
		hosts = append(hosts, v.hosts...)
	}
	if ip := net.ParseIP(o.host); ip != nil && !ip.IsLoopback() && !ip.IsUnspecified() {
		addresses = append(addresses, ip)
	}
	certificate, err := certify(s.certificate, hosts, addresses)
	if err != nil {
		return fmt.Errorf("the certificate for HTTPS: %w; -certificate names another file, -https-port -1 serves no HTTPS", err)
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{certificate}}
	for i, v := range s.vendors {
		address, err := s.listen(o.host, next(o.httpsPort, i), config, func(string) http.Handler { return s.byHost(s.front(v)) })
		if err != nil {
			return err
		}
		v.https = "https://" + address
	}
	return nil
}

// listen serves at a port of the host and returns the address. A server changes its
// TLS configuration when it starts, so each gets a copy.
func (s *served) listen(host string, port int, config *tls.Config, handler func(address string) http.Handler) (string, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return "", fmt.Errorf("%w; -port and -https-port choose other ports", err)
	}
	address := listener.Addr().String()
	server := &http.Server{
		Handler: handler(address), TLSConfig: config.Clone(), ErrorLog: log.New(io.Discard, "", 0),
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	s.servers = append(s.servers, server)
	go func() {
		var err error
		if config == nil {
			err = server.Serve(listener)
		} else {
			err = server.ServeTLS(listener, "", "")
		}
		if !errors.Is(err, http.ErrServerClosed) {
			select {
			case s.failed <- err:
			default: // the first one ends everything
			}
		}
	}()
	return address, nil
}

// front is what a vendor's port serves. Who comes with a browser for its root,
// which no vendor has, is shown the page.
func (s *served) front(v *origin) http.Handler {
	fake := cors(v.fake)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" && r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html") {
			http.Redirect(w, r, s.page+"#"+v.name, http.StatusFound)
			return
		}
		fake.ServeHTTP(w, r)
	})
}

// byHost gives a request for a real vendor's host to that vendor.
func (s *served) byHost(otherwise http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := strings.ToLower(r.Host)
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		for _, v := range s.vendors {
			if slices.ContainsFunc(v.hosts, func(h string) bool { return h == host || strings.HasPrefix(h, "*.") && strings.HasSuffix(host, h[1:]) }) {
				s.front(v).ServeHTTP(w, r)
				return
			}
		}
		otherwise.ServeHTTP(w, r)
	})
}

// close stops everything: what is being answered has a second to end. The page's
// server, which is the first, is the last to stop, so that who listens is told of
// every request.
func (s *served) close() {
	page := min(1, len(s.servers))
	stop(s.servers[page:])
	for _, v := range s.vendors {
		v.fake.Close()
	}
	s.log.close()
	stop(s.servers[:page])
	if s.temporary != "" {
		_ = os.RemoveAll(s.temporary) //nolint:gosec // a directory that this program made
	}
}

func stop(servers []*http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	for _, server := range servers {
		if server.Shutdown(ctx) != nil {
			_ = server.Close()
		}
	}
}
