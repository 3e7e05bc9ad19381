package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
)

const token = "example-token"

// byHand is what one writes with net/http and encoding/json.
func byHand(origin string, through *http.Client) client {
	order := order()
	order.ClientName, order.ClientOS = "boxoffice", new("linux - amd64")
	send := func(req *http.Request, status int, into any) error {
		req.Header.Set("Accept", "application/json")
		req.Header.Set("Authorization", "Bearer "+token)
		resp, err := through.Do(req)
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return err
		}
		if resp.StatusCode != status {
			return fmt.Errorf("answered %s", resp.Status)
		}
		return json.Unmarshal(body, into)
	}
	return client{
		name: "by hand, net/http and encoding/json",
		get: func(ctx context.Context) error {
			query := url.Values{}
			query.Set("clientName", "boxoffice")
			query.Set("clientOs", "linux - amd64")
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s%s/customer/%d?%s", origin, basePath, 17721, query.Encode()), nil)
			if err != nil {
				return err
			}
			var c venuemanagerapi.Customer
			if err = send(req, http.StatusOK, &c); err == nil && c.ID != 17721 {
				err = wrong("by hand", c)
			}
			return err
		},
		post: func(ctx context.Context) error {
			body, err := json.Marshal(order)
			if err != nil {
				return err
			}
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, origin+basePath+"/order", bytes.NewReader(body))
			if err != nil {
				return err
			}
			req.Header.Set("Content-Type", "application/json")
			var o venuemanagerapi.Order
			if err = send(req, http.StatusCreated, &o); err == nil && o.ID != 65478 {
				err = wrong("by hand", o)
			}
			return err
		},
	}
}

// tuned is the same by somebody who counts: nothing is parsed that is known, the
// body is read into memory of its length. It holds for nothing but these calls.
func tuned(origin string, through *http.Client) client {
	base, err := url.Parse(origin)
	if err != nil {
		panic(err) // main made the address
	}
	order := order()
	order.ClientName, order.ClientOS = "boxoffice", new("linux - amd64")
	accept, proof, content := []string{"application/json"}, []string{"Bearer " + token}, []string{"application/json"}
	send := func(ctx context.Context, req *http.Request, status int, into any) error {
		resp, err := through.Do(req.WithContext(ctx))
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		body := make([]byte, max(resp.ContentLength, 0))
		if _, err := io.ReadFull(resp.Body, body); err != nil {
			return err
		}
		if resp.StatusCode != status {
			return fmt.Errorf("answered %s", resp.Status)
		}
		return json.Unmarshal(body, into)
	}
	return client{
		name: "the same, tuned",
		get: func(ctx context.Context) error {
			to := &url.URL{Scheme: base.Scheme, Host: base.Host, Path: basePath + "/customer/" + strconv.Itoa(17721), RawQuery: "clientName=boxoffice&clientOs=linux+-+amd64"}
			var c venuemanagerapi.Customer
			err := send(ctx, &http.Request{Method: http.MethodGet, URL: to, Header: http.Header{"Accept": accept, "Authorization": proof}}, http.StatusOK, &c)
			if err == nil && c.ID != 17721 {
				err = wrong("tuned", c)
			}
			return err
		},
		post: func(ctx context.Context) error {
			body, err := json.Marshal(&order)
			if err != nil {
				return err
			}
			to := &url.URL{Scheme: base.Scheme, Host: base.Host, Path: basePath + "/order"}
			req := &http.Request{
				Method: http.MethodPost, URL: to, Header: http.Header{"Accept": accept, "Authorization": proof, "Content-Type": content},
				Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
			}
			var o venuemanagerapi.Order
			if err = send(ctx, req, http.StatusCreated, &o); err == nil && o.ID != 65478 {
				err = wrong("tuned", o)
			}
			return err
		},
	}
}
