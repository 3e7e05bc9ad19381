package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// hand is what one writes once for a vendor with net/http and encoding/json, and calls
// from a method for each operation.
type hand struct {
	through *http.Client
	base    string
	header  map[string]string
	refusal func() any // the type of a refusal's body, nil for none
}

// refusedByHand is the error of an answer that is no success.
type refusedByHand struct {
	status int
	body   any
}

func (e *refusedByHand) Error() string { return fmt.Sprintf("answered %d: %+v", e.status, e.body) }

// json sends body as JSON, nil for none, and reads the answer into the value, nil for none.
func (h hand) json(ctx context.Context, method, path string, body, into any) error {
	var sent io.Reader
	contentType := ""
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		sent, contentType = bytes.NewReader(text), "application/json"
	}
	return h.send(ctx, method, path, contentType, sent, into)
}

func (h hand) form(ctx context.Context, path string, form url.Values) error {
	return h.send(ctx, http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), nil)
}

func (h hand) send(ctx context.Context, method, path, contentType string, sent io.Reader, into any) error {
	resp, err := h.open(ctx, method, path, contentType, sent)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return err
	case resp.StatusCode/100 != 2:
		refused := &refusedByHand{status: resp.StatusCode}
		if h.refusal != nil {
			refused.body = h.refusal()
			if err := json.Unmarshal(body, refused.body); err != nil {
				return err
			}
		}
		return refused
	case into == nil:
		return nil
	case strings.HasPrefix(resp.Header.Get("Content-Type"), "application/xml"):
		return xml.Unmarshal(body, into)
	}
	return json.Unmarshal(body, into)
}

func (h hand) open(ctx context.Context, method, path, contentType string, sent io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, h.base+path, sent)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	for name, value := range h.header {
		req.Header.Set(name, value)
	}
	return h.through.Do(req)
}
