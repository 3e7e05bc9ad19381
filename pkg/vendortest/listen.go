package vendortest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// listen opens the fake and makes the client that reaches it.
func (s *Server) listen() error {
	if s.unserved {
		s.client.Transport = unreachableTransport{}
		return nil
	}
	var listener net.Listener
	var dial func(context.Context) (net.Conn, error)
	if s.inMemory {
		pipes := &pipeListener{conns: make(chan net.Conn), done: make(chan struct{})}
		listener, dial = pipes, pipes.dial
	} else {
		socket, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		listener, dial = socket, func(ctx context.Context) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "tcp", socket.Addr().String())
		}
	}
	address := listener.Addr().String()
	s.url = "http://" + address
	s.client = http.Client{
		Timeout: time.Minute,
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, wanted string) (net.Conn, error) {
				if wanted != address {
					return nil, fmt.Errorf("vendortest: this client reaches the fake at %s alone, not %s", address, wanted)
				}
				return dial(ctx)
			},
			MaxIdleConnsPerHost: 16,
		},
	}
	s.http = &http.Server{
		Handler:           s,
		ErrorLog:          log.New(io.Discard, "", 0),
		ReadHeaderTimeout: time.Minute,
	}
	s.served = make(chan struct{})
	go func() {
		defer close(s.served)
		_ = s.http.Serve(listener) // until Close
	}()
	return nil
}

// pipeListener hands out connections that are pipes in memory.
type pipeListener struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (l *pipeListener) dial(ctx context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case l.conns <- ours:
		return theirs, nil
	case <-l.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

// Addr is loopback, because clients send plain HTTP nowhere else, with a port
// that cannot be connected to, because nobody listens.
func (l *pipeListener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// unreachableTransport is the way to a fake that listens nowhere.
type unreachableTransport struct{}

func (unreachableTransport) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("vendortest: this fake is a handler only and listens nowhere; it is reached through the server that it was given to")
}
