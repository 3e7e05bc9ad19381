package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
)

// requests remembers what was sent, until it is told that the measuring begins.
type requests struct {
	next      memory
	sent      []string
	measuring bool
}

// RoundTrip implements http.RoundTripper.
func (s *requests) RoundTrip(r *http.Request) (*http.Response, error) {
	if s.measuring {
		return s.next.RoundTrip(r)
	}
	body := ""
	if r.Body != nil {
		text, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		body = string(text)
		r.Body = io.NopCloser(strings.NewReader(body))
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if kind == "multipart/form-data" {
		body = "" // its boundary is random
	}
	if !strings.HasSuffix(r.URL.Path, "/login") && !strings.HasSuffix(r.URL.Path, "/sessions") && !strings.HasSuffix(r.URL.Path, "/customer/token") {
		s.sent = append(s.sent, fmt.Sprintf("%s %s?%s %s %s", r.Method, r.URL.Path, r.URL.Query().Encode(), kind, body))
	}
	return s.next.RoundTrip(r)
}

// measured compares what the client and what is written by hand send and read, and then
// measures both.
func (o operation) measured(rounds, each int) ([]result, error) {
	var read [2]any
	var sent [2]string
	do := []func(context.Context) (any, error){o.byHand, o.us}
	for i := range do {
		var err error
		if read[i], err = do[i](context.Background()); err != nil {
			return nil, fmt.Errorf("%s: %w", o.name, err)
		}
		sent[i] = strings.Join(o.requests.sent, "\n")
		o.requests.sent = nil
	}
	if sent[0] != sent[1] {
		return nil, fmt.Errorf("%s: by hand is sent\n%s\nand by the client\n%s", o.name, sent[0], sent[1])
	}
	if !reflect.DeepEqual(read[0], read[1]) {
		return nil, fmt.Errorf("%s: by hand is read\n%+v\nand by the client\n%+v", o.name, encoded(read[0]), encoded(read[1]))
	}
	o.requests.measuring = true
	calls := make([]call, len(do))
	for i := range do {
		calls[i] = func(ctx context.Context) error { _, err := do[i](ctx); return err }
	}
	return measure([]string{"by hand", "boxoffice"}, calls, rounds, each)
}
