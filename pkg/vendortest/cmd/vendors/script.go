package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// script is what a file for -script holds. The comment of this command describes it.
type script struct {
	Requests []scriptedRequest `json:"requests"`
	Faults   []scriptedFault   `json:"faults"`
}

type scriptedRequest struct {
	Vendor     string            `json:"vendor"`
	Operation  string            `json:"operation"`
	Parameters map[string]string `json:"parameters"`
	Body       json.RawMessage   `json:"body"`
}

type scriptedFault struct {
	Vendor    string `json:"vendor"`
	Operation string `json:"operation"`
	Fault     string `json:"fault"`
	Wait      string `json:"wait"`
	Times     int    `json:"times"`
	After     int    `json:"after"`
}

func readScript(name string) (*script, error) {
	file, err := os.Open(name) //nolint:gosec // the user names it
	if err != nil {
		return nil, fmt.Errorf("-script: %w", err)
	}
	defer func() { _ = file.Close() }()
	var s script
	if err := decode(file, &s); err != nil {
		return nil, fmt.Errorf("the script %s: %w", name, err)
	}
	return &s, nil
}

// decode reads one JSON value without unknown fields.
func decode(from io.Reader, into any) error {
	d := json.NewDecoder(from)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something after its end")
	}
	return nil
}

// play lets the vendors answer the requests and sets the faults.
func (s *script) play(vendors map[string]*standing) error {
	for i, r := range s.Requests {
		v, err := named(vendors, r.Vendor, r.Operation)
		if err != nil {
			return fmt.Errorf("request %d of the script: %w", i+1, err)
		}
		credentials, err := v.credentials()
		if err != nil {
			return err
		}
		t := try{operation: r.Operation, parameters: r.Parameters, body: string(r.Body)}
		for _, c := range credentials {
			if slices.Contains(v.operation(r.Operation).Schemes, c.Scheme) && c.Scheme != "" {
				t.headers, t.query = c.Headers, c.Query
			}
		}
		if err := v.ask(t, nil); err != nil {
			return fmt.Errorf("request %d of the script: %w", i+1, err)
		}
	}
	for i, f := range s.Faults {
		if err := f.set(vendors); err != nil {
			return fmt.Errorf("fault %d of the script: %w", i+1, err)
		}
	}
	return nil
}

// named is a vendor by its name, which has the operation.
func named(vendors map[string]*standing, vendor, operation string) (*standing, error) {
	v := vendors[vendor]
	if v == nil {
		return nil, fmt.Errorf("there is no vendor %q (there are: %s)", vendor, strings.Join(slices.Sorted(maps.Keys(vendors)), ", "))
	}
	if !v.fake.HasOperation(operation) {
		return nil, fmt.Errorf("%s has no operation %q; the page lists its operations", vendor, operation)
	}
	return v, nil
}

// set sets the fault at its vendor.
func (f scriptedFault) set(vendors map[string]*standing) error {
	v := vendors[f.Vendor]
	if v == nil || f.Operation != "" {
		var err error
		if v, err = named(vendors, f.Vendor, f.Operation); err != nil {
			return err
		}
	}
	var wait time.Duration
	if f.Wait != "" {
		var err error
		if wait, err = time.ParseDuration(f.Wait); err != nil {
			return fmt.Errorf("wait is no duration, such as 2s")
		}
	}
	fault, err := vendortest.FaultNamed(f.Fault, wait)
	if err != nil {
		return err
	}
	switch {
	case f.Times < -1 || f.After < 0:
		return errors.New("times is below -1 or after below 0")
	case f.Times == -1:
		fault = fault.Always()
	case f.Times > 0:
		fault = fault.Times(f.Times)
	}
	v.fake.Fault(f.Operation, fault.After(f.After))
	return nil
}
