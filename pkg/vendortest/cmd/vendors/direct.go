package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// ask sends a request to the fake without a network, latency and faults, and decodes
// the answer into v, unless v is nil. An answer that is no success is an error.
func (s *standing) ask(t try, v any) error {
	req, err := s.request("", t)
	if err != nil {
		return err
	}
	answer := &kept{header: http.Header{}}
	s.fake.Undisturbed().ServeHTTP(answer, req.WithContext(context.Background()))
	if answer.status/100 != 2 {
		return fmt.Errorf("%s was answered with %d: %s", t.operation, answer.status, bytes.TrimSpace(answer.body.Bytes()))
	}
	if v == nil {
		return nil
	}
	return json.Unmarshal(answer.body.Bytes(), v)
}

// kept is an answer in memory.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) Header() http.Header { return k.header }

func (k *kept) WriteHeader(status int) { k.status = status }

func (k *kept) Write(data []byte) (int, error) {
	if k.status == 0 {
		k.status = http.StatusOK
	}
	return k.body.Write(data)
}
